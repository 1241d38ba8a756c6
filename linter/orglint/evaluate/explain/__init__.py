"""How one rule comes to its outcome for one row, part by part."""
