"""Sealed files for Spark, which cannot select in DuckDB's SQL: what is selected from one is written into its own."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from orglint.engine.interface import EvaluationError
from orglint.engine.sealing import open_sealing_engine, run_in_thread
from orglint.model.table import Table
from orglint.sql.quoting import quote_pattern, quote_text
from orglint.sql.selection import UnlistedColumn, write_select_list


def written(
    table: Table, file: Path, room: Path, *, unknown: Sequence[str], same: bool, unlisted: Sequence[UnlistedColumn]
) -> Path:
    """Write what is selected from a sealed file into a file of its own, for engines that cannot select it."""
    made = room / f"{table.name}.parquet"
    columns = write_select_list(table, unknown=unknown, same=same, unlisted=unlisted)
    rows = f"SELECT {columns} FROM read_parquet({quote_pattern(file)})"
    with open_sealing_engine(room, file.parent) as engine:
        try:
            run_in_thread(engine, lambda: engine.execute(f"COPY ({rows}) TO {quote_text(str(made))} (FORMAT parquet)"))
        except duckdb.Error as error:
            raise EvaluationError(str(error).splitlines()[0]) from None
    return made
