"""What comes in and goes out: lists of an office, the sample cell."""
