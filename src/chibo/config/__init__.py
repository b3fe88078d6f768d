"""Where the house is wired: settings, addresses, the chibo command."""
