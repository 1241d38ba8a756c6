"""What the official CEL library makes of a text: parsed, type-checked, with places; and what it says of mistakes."""
