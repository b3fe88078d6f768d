"""verify, backup, restore."""
