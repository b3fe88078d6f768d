"""Lists as offices keep them: bytes → sheets → header → columns → rows with their faults. Nothing is written here."""
