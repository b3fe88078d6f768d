"""load_sample, import_list."""
