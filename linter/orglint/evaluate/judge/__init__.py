"""Which rows pass, fail or are unknown, and what proves it."""
