"""Pages about one person's record: phiếu đảng viên by day, moves and leavings, two records of one person."""
