"""Dữ liệu cá nhân: what is kept about people and why, their requests, keeping and erasing, breaches, the notice."""
