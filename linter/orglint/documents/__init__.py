"""Files that people write: strict YAML with places, JSON Schema mistakes with places, message templates."""
