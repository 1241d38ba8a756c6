"""Constant parts of an expression, worked out once, when a rule is loaded."""
