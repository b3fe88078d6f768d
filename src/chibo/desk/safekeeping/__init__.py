"""Sao lưu và khóa: when backups are made and how many are kept, what is said when they are not, the change of key."""
