"""Mở khẩn cấp: somebody without the right opens a closed part for minutes, with a reason, and others hear of it."""
