"""What a person's record says set right and completed: dates of the admission, the life history, what was corrected."""
