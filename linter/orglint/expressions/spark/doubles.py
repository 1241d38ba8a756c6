"""The text of a double: the shortest that reads back as the same number, written as DuckDB writes it."""

from orglint.expressions.spark.writing import Writing

# Spark's own cast writes some numbers with a digit too many under Java 17. This function, of a library that Spark comes
# with, writes each number as short as it can be: 1.5E-7, 123.0, 1.0E16.
_SHORTEST = (
    "CASE WHEN {0} IS NOT NULL "
    "THEN reflect('com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal', 'toString', {0}) END"
)
# It always writes two digits, and of so few numbers next to zero, two are closer to the number than the shortest one.
_TINY = {
    f"{number:.1e}".replace("e", "E"): repr(number)
    for number in (sign * times * 5e-324 for times in range(1, 50) for sign in (1, -1))
    if "." not in repr(number) and ".0e" not in f"{number:.1e}"
}
_OF_TINY = "".join(f"WHEN {{0}} = '{java}' THEN '{shortest}' " for java, shortest in _TINY.items())
_PLAIN = "TRIM(TRAILING '0' FROM CAST(CAST({0} AS DECIMAL(38,22)) AS STRING))"
_EXPONENT = "split_part({0}, 'E', 2)"
_POWER = f"replace({_EXPONENT}, '-', '')"
_AS_DUCKDB = (
    "CASE WHEN {0} = 'NaN' THEN 'nan' "
    "WHEN {0} = 'Infinity' THEN 'inf' "
    "WHEN {0} = '-Infinity' THEN '-inf' "
    "WHEN NOT contains({0}, 'E') THEN {0} "
    f"{_OF_TINY}"
    "WHEN abs(try_cast({0} AS DOUBLE)) >= 1e-4D AND abs(try_cast({0} AS DOUBLE)) < 1e16D THEN "
    f"CASE WHEN endswith({_PLAIN}, '.') THEN {_PLAIN} || '0' ELSE {_PLAIN} END "
    "ELSE regexp_replace(split_part({0}, 'E', 1), '[.]0$', '') "
    f"|| CASE WHEN startswith({_EXPONENT}, '-') THEN 'e-' ELSE 'e+' END "
    f"|| CASE WHEN char_length({_POWER}) = 1 THEN '0' ELSE '' END || {_POWER} END"
)


def double_text(writing: Writing, value: str) -> str:
    """Return the text of a double that is already written."""
    return writing.filled(_AS_DUCKDB, [writing.filled(_SHORTEST, [value])])
