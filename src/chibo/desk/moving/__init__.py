"""Members who come, leave, and are on the way from one cell to another."""
