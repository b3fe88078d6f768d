"""What the templates of this room may load."""
