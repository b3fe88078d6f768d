"""What every template may load: ``{% load chibo %}``."""
