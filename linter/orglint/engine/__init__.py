"""Everything that uses DuckDB: locked engines in memory, for sealing, for judging, for queries."""
