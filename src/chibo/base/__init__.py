"""One file for each common concern of the house; knows no domain."""
