"""The road of one person, from source to official member: cases, steps, mentors, dossier."""
