"""Two made-up lists as offices keep them, and the script that makes them."""
