"""Who signs in, and for which organisation they may do what."""
