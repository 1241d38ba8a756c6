"""The official CEL library: parsing, type checking, the places of nodes, and mistakes in plain words."""
