"""The source text of an expression: its tokens, and which part of the text each node is."""
