"""Small pieces of DuckDB's SQL: quoting, types, builders, rendering. Nothing here runs a query."""
