"""Constant folding: constant parts of an expression are evaluated once, when a rule is loaded."""
