"""set_pass_phrase."""
