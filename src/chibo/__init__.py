"""chibo: the development of Party members, from source to official member, for a cell and every level above it."""

__version__ = "0.1.0"
