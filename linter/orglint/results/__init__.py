"""A result as the published JSON, written and read back."""

from orglint.results.read import read_result
from orglint.results.shape import load_result_schema
from orglint.results.write import FORMAT, encode_result, write_result

__all__ = ["FORMAT", "encode_result", "load_result_schema", "read_result", "write_result"]
