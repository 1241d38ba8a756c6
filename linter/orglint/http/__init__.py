"""Everything that speaks HTTP: a bounded transport, a read-only transport, retries, and typed failures."""
