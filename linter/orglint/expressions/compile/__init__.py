"""Translate a checked tree to SQL: calls, comprehensions, overloads, and queries over whole tables."""
