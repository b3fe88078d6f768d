"""The Party's regulations as dated figures and pure judgments: no framework, no database, no clock."""
