"""What a new document does to the tool: tables, columns and rules that it would stop, and how to go on without them."""
