"""The program as somebody meets it who means harm: every form and every address, filled with what no browser sends."""
