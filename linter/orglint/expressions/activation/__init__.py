"""Activations from JSON variables: their types, and the rows that they become."""
