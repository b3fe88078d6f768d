"""The cell sits: agenda, attendance, votes, minutes, resolutions."""
