"""What an organisation states about the network it works in."""
