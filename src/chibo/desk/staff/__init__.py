"""Staff and other people who are no members: one is entered, comes to work, stops working."""
