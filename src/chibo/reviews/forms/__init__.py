"""Shapes of what arrives, topic by topic."""
