"""Django's PostgreSQL backend, with the seals told where an act ends."""
