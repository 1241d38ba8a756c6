"""The SQL twin of `model.unknown`: paths of what is unknown in a row, with the marks that they bring along."""

_COLUMN = "regexp_extract(path, '^([^.[]*)', 1)"
_MEMBER = "regexp_extract(path, '[.]([^.[]+)$', 1)"
_MARKS = (
    "CASE WHEN NOT regexp_matches(path, '[.[]') THEN [path] "
    f"WHEN {_MEMBER} = '' THEN [path, {_COLUMN} || '~'] "
    f"ELSE [path, {_COLUMN} || '~', {_COLUMN} || '~' || {_MEMBER}] END"
)


def with_marks_sql(paths: str) -> str:
    """Return the SQL of a list of paths with their marks, each once; `paths` is the SQL of a list of texts."""
    return f"list_distinct(flatten(list_transform({paths}, lambda path: {_MARKS})))"


def column_sql(path: str) -> str:
    """Return the SQL of the column that a path, or a mark, lies in."""
    return f"regexp_extract({path}, '^([^.[~]*)', 1)"
