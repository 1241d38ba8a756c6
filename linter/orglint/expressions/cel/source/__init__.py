"""The text of an expression: its words, and which part of the text each part of the tree stands in."""
