"""The door to DuckDB: locked engines in memory, for sealing, for judging, for asking."""
