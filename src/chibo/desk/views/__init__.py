"""Doors of the desk, divided by the user's words."""
