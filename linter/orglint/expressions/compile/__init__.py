"""From a checked tree to SQL: calls, comprehensions, overloads, questions to whole tables."""
