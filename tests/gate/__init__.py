"""One gate before every address."""
