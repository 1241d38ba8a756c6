"""Render a result as SARIF 2.1.0: whole for any reader, and as GitHub code scanning takes it."""
