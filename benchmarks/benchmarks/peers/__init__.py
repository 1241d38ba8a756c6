"""What else could decide such rules: evaluators, filters and validators over the same rows, each in its own words."""
