"""Explain how one rule comes to its outcome for one row."""
