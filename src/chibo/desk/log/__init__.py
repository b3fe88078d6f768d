"""Nhật ký: the log read in words, checked, taken out, sealed; and who saw whose data."""
