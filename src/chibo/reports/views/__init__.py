"""Doors of the reports, divided by the user's words."""
