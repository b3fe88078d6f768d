"""Doors of the road, divided by the user's words."""
