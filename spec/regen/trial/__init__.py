"""The tool at work with a new client: it collects from a server that answers as the new document says, and checks."""
