"""Unlisted values, and those that the user declares to be listed, in words."""

from collections.abc import Iterable

from orglint.model.values import KnownValues, NewValues, format_known_value_option, quote_value


def format_known_values(known: KnownValues) -> tuple[str, ...]:
    """Return a line for each place where the user declares values to be listed."""
    return tuple(
        f"counts as listed by --known-value: {table}.{path} = {', '.join(map(quote_value, values))}"
        for (table, path), values in sorted(known.items())
    )


def list_doubtful_values(new_values: Iterable[NewValues]) -> list[tuple[NewValues, str]]:
    """Return the unlisted values that are unknown to every rule, with what they are and what to do."""
    return [(new, _describe_doubtful(new)) for new in new_values if new.closed]


def list_drifting_values(new_values: Iterable[NewValues]) -> list[tuple[NewValues, str]]:
    """Return the unlisted values that are values like others."""
    return [(new, f"new value {new.to_words()}; it counts as it is") for new in new_values if not new.closed]


def _describe_doubtful(new: NewValues) -> str:
    one = len(new.rows) == 1
    what = "is no value" if one else "are no values"
    it, them = ("it is", "it means") if one else ("they are", "they mean")
    option = format_known_value_option(new.table, new.path, list(new.rows))
    return (
        f"{new.to_words()} {what} that the specification lists, so {it} unknown to every rule. "
        f"Look up what {them}; then check with {option}, or with a newer orglint"
    )
