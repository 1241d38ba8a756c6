"""The nouns: frozen, without I/O, one file each."""
