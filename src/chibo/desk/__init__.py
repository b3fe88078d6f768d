"""Pages that gather: what to do this week, one person's whole story, search and settings."""
