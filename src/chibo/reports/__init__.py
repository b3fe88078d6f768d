"""Counting: what the register says on a day, told in sentences, lists and a forecast. This room writes nothing."""
