"""Variables that come as JSON, without a snapshot: their types, and the rows that they become."""
