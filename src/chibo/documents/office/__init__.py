"""Templates that an office edits in Word: what may stand in them, how they are checked, tried and mended (ADR 0017).

Nothing here knows Django: an uploaded file is taken apart in a process of its own (``documents.workshop``).
"""
