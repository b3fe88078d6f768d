"""Repeatable measurements; how to run and read them: docs/develop/performance.md."""
