"""DuckDB itself, without what its Python package builds of relations and expressions, which nothing here uses.

`import duckdb` takes three times as long as the engine in it: 6,000 lines of classes, and `importlib.metadata`. The
engine has no public name of its own; should a later version call it something else, the package is what there is.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
else:
    try:
        import _duckdb as duckdb
    except ImportError:
        import duckdb

__all__ = ["duckdb"]
