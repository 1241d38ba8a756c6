"""The nouns of orglint: frozen dataclasses without I/O, one file each."""
