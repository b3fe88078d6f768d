"""The papers of the room, divided by topic: facts into plain values, a template, a DOCX."""
