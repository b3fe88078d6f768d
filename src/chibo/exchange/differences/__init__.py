"""The register beside an export of the national database: who is missing where, what differs; nothing is written."""
