"""Doors of the room: arriving, the frame around every page, signing in, accounts and roles."""
