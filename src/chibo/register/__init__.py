"""Who and where: organisations, terms, offices, persons, membership spells, transfers, exemptions."""
