"""What each function of our SQL is in Spark: one entry a function and number of arguments; what has none is refused.

Nothing that is written here can raise an error in Spark: what has no value is NULL. Positions and sizes are of 64 bits
as in DuckDB, where Spark's own functions have 32.
"""

from collections.abc import Mapping

from orglint.expressions.spark.texts import quoted

_OPEN, _CLOSE, _CLOSE_INSIDE = quoted(r"\Q"), quoted(r"\E"), quoted(r"\E\\E\Q")
"""What makes a text mean itself as a regular expression, and what stands for its end inside of such a text."""

FUNCTIONS: Mapping[str, str] = {
    # rows
    "bit_or/1": "bit_or({0})",
    "bool_or/1": "bool_or({0})",
    "count/1": "count({0})",
    "count_if/1": "count_if({0})",
    "sum/1": "try_sum({0})",
    "unnest/1": "explode({0})",
    # conditions
    "isnan/1": "({0} = CAST('NaN' AS DOUBLE))",  # which is itself in Spark; its own isnan is false of NULL
    "try/1": "{0}",
    # numbers
    "abs/1": "abs({0})",
    # texts
    "chr/1": "chr({0})",
    "contains/2": "contains({0}, {1})",
    "ends_with/2": "endswith({0}, {1})",
    "left/2": "left({0}, try_cast({1} AS INT))",
    "length/1": "CAST(char_length({0}) AS BIGINT)",
    "lpad/3": "lpad({0}, try_cast({1} AS INT), {2})",
    "replace/3": "replace({0}, {1}, {2})",
    "right/2": "right({0}, try_cast({1} AS INT))",
    "rpad/3": "rpad({0}, try_cast({1} AS INT), {2})",
    "rtrim/2": "TRIM(TRAILING {1} FROM {0})",
    "starts_with/2": "startswith({0}, {1})",
    "string_split/2": (
        f"CASE WHEN {{1}} = '' THEN split({{0}}, '') ELSE "
        f"split({{0}}, concat({_OPEN}, replace({{1}}, {_CLOSE}, {_CLOSE_INSIDE}), {_CLOSE})) END"
    ),
    "strpos/2": "CAST(instr({0}, {1}) AS BIGINT)",
    "substr/2": "substring({0}, try_cast({1} AS INT))",
    "substring/2": "substring({0}, try_cast({1} AS INT))",
    "substring/3": "substring({0}, try_cast({1} AS INT), try_cast({2} AS INT))",
    "translate/3": "translate({0}, {1}, {2})",
    "trim/2": "TRIM(BOTH {1} FROM {0})",
    # lists
    "array_to_string/2": "array_join({0}, {1})",
    "len/1": "CAST(array_size({0}) AS BIGINT)",
    "list_concat/2": "concat(coalesce({0}, array()), coalesce({1}, array()))",
    "list_contains/2": "(array_position({0}, {1}) > 0)",
    "list_count/1": "CAST(array_size(array_compact({0})) AS BIGINT)",
    "list_distinct/1": "array_distinct(array_compact({0}))",
    "list_max/1": "array_max({0})",
    "list_reduce/2": "aggregate(slice({0}, 2, greatest(array_size({0}) - 1, 0)), get({0}, 0), {1})",
    "list_reduce/3": "aggregate({0}, {2}, {1})",
    "list_reverse/1": "reverse({0})",
    "list_slice/3": (
        "CASE WHEN {1} >= 1 THEN slice({0}, try_cast({1} AS INT), "
        "greatest(try_cast(try_add(try_subtract({2}, {1}), 1L) AS INT), 0)) END"
    ),
    "list_sort/1": "array_sort({0})",
    "range/2": (
        "CASE WHEN {1} > {0} THEN sequence({0}, try_subtract({1}, 1L)) "
        "WHEN {1} <= {0} THEN CAST(array() AS ARRAY<BIGINT>) END"
    ),
    # times
    "day/1": "CAST(day({0}) AS BIGINT)",
    "dayofweek/1": "CAST(dayofweek({0}) - 1 AS BIGINT)",
    "dayofyear/1": "CAST(dayofyear({0}) AS BIGINT)",
    "epoch_us/1": "unix_micros(CAST({0} AS TIMESTAMP_LTZ))",
    "hour/1": "CAST(hour({0}) AS BIGINT)",
    "make_timestamp/1": "CAST(timestamp_micros({0}) AS TIMESTAMP_NTZ)",
    "millisecond/1": "CAST(floor(extract(SECOND FROM {0}) * 1000) AS BIGINT)",
    "minute/1": "CAST(minute({0}) AS BIGINT)",
    "month/1": "CAST(month({0}) AS BIGINT)",
    "second/1": "CAST(second({0}) AS BIGINT)",
    "year/1": "CAST(year({0}) AS BIGINT)",
}

ELEMENT = "try_element_at({0}, try_cast(CASE WHEN {1} <> 0 THEN {1} END AS INT))"
DIVIDED = "CASE WHEN {1} = -1 THEN try_subtract(0L, {0}) WHEN {1} <> 0 THEN {0} div {1} END"
REST = "CASE WHEN {1} = -1 THEN try_subtract(0L, {0}) * 0L WHEN {1} <> 0 THEN {0} % {1} END"
QUOTIENT = "CASE WHEN {1} = 0 THEN {0} * power({1}, -1) ELSE try_divide({0}, {1}) END"
"""Of doubles by IEEE 754: with zero to the power of -1 comes the sign of the infinity, and what is no number."""
