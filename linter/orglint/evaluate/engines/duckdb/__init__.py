"""DuckDB as an engine that rules are judged on; it needs no start."""
