"""Promised and judged: targets, yearly classification, titles."""
