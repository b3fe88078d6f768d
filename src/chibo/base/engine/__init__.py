"""Django's SQLite backend on SQLCipher: the file is encrypted with a raw key derived from the installation's key."""
