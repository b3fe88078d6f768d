"""Doors of the room, one file for each of the five steps."""
