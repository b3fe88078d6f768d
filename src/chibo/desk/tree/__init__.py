"""Cây tổ chức: the tree of any day, one organisation's story, and the acts that change the tree."""
