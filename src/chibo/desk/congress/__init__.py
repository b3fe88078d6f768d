"""Đại hội, nhiệm kỳ: a congress was held; its term, targets and committee are entered together."""
