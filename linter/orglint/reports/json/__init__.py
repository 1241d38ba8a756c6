"""Render as JSON, in versioned formats with keys of their own."""
