"""Lần đầu sử dụng: from an empty installation to a cell with its term and its first account."""
