"""Render for a terminal: what needs attention first, what to do about it last."""
