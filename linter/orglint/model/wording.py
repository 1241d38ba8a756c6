"""Numbers, times and lengths of time in words."""

from datetime import UTC, datetime, timedelta

_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60))
_KILO = 1000
_SECONDS = (*_UNITS, ("second", 1))


def join_lines(text: str) -> str:
    """Return a text that somebody wrote over several lines in one."""
    return " ".join(text.split())


def format_count(number: int, noun: str) -> str:
    """Return a number with its noun, such as `1 row` or `1,204 rows`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def format_size(number: int) -> str:
    """Return a number of bytes in its largest unit, such as `417 B`, `1.2 kB` or `3.4 GB`."""
    size, units = float(number), ("B", "kB", "MB", "GB", "TB")
    for unit in units:
        if size < _KILO or unit == units[-1]:
            break
        size /= _KILO
    return f"{size:.0f} {unit}" if unit == "B" else f"{size:,.1f} {unit}"


def format_time(time: datetime) -> str:
    """Return the time to the minute, in UTC; one without a zone is in UTC already."""
    return f"{_write_time(time)[:16]} UTC"


def format_second(time: datetime) -> str:
    """Return the time to the second, in UTC; one without a zone is in UTC already."""
    return f"{_write_time(time)[:19]} UTC"


def format_time_span(start: datetime, end: datetime) -> str:
    """Return two times of a day to the second, in UTC: `2026-11-01 12:00:00 and 12:30:00 UTC`."""
    return f"{_write_time(start)[:19]} and {_write_time(end)[11:19]} UTC"


def format_timestamp(time: datetime) -> str:
    """Return the time to the microsecond for programs: RFC 3339, in UTC; one without a zone is in UTC already."""
    naive = time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time
    return f"{naive.isoformat()}Z"


def parse_timestamp(written: object) -> datetime | None:
    """Return the time that such a text says; None if it says none."""
    try:
        return _to_utc(datetime.fromisoformat(written)) if isinstance(written, str) else None
    except (ValueError, OverflowError):
        return None


def format_distance(time: datetime, now: datetime) -> str:
    """Return how many days a time lies before now or after it: `today`, `862 days ago`, `in 12 days`."""
    days = abs(_to_utc(time) - _to_utc(now)).days
    if not days:
        return "today"
    return f"{format_count(days, 'day')} ago" if time < now else format_days_ahead(days)


def format_days_ahead(days: int) -> str:
    """Return how far a day lies ahead: `today`, `in 12 days`."""
    return f"in {format_count(days, 'day')}" if days else "today"


def format_long_distance(time: datetime, now: datetime) -> str:
    """Return how far a time lies before now or after it, as people say it: `3 months ago`, `in 2 hours`."""
    length = abs(_to_utc(time) - _to_utc(now))
    units = (("year", 365.25), ("month", 30.4375), ("day", 1.0))
    whole = [(int(length / timedelta(days=days)), unit) for unit, days in units]
    words = [format_count(number, unit) for number, unit in whole if number]
    words += _list_units(length, (("hour", 3600), ("minute", 60)))
    if not words:
        return "now"
    return f"{words[0]} ago" if time < now else f"in {words[0]}"


def format_duration(length: timedelta) -> str:
    """Return the length in its two largest units, down to minutes."""
    return " ".join(_list_units(length, _UNITS)[:2]) or "less than a minute"


def format_largest_unit(length: timedelta) -> str:
    """Return the length in its largest unit, down to minutes."""
    return (_list_units(length, _UNITS) or ["less than a minute"])[0]


def format_age(length: timedelta) -> str:
    """Return an age to the second: what is a day and one second old is older than a day."""
    return " ".join(_list_units(length, _SECONDS)) or "0 seconds"


def format_limit(length: timedelta) -> str:
    """Return a length that somebody set, in minutes if it is whole minutes and in seconds otherwise."""
    seconds = int(length.total_seconds())
    return format_count(seconds, "second") if seconds % 60 else format_count(seconds // 60, "minute")


def _list_units(length: timedelta, units: tuple[tuple[str, int], ...]) -> list[str]:
    left, words = int(abs(length).total_seconds()), []
    for unit, seconds in units:
        number, left = divmod(left, seconds)
        words += [format_count(number, unit)] if number else []
    return words


def _write_time(time: datetime) -> str:
    return _to_utc(time).isoformat(" ")  # %Y would drop the zeros of an early year


def _to_utc(time: datetime) -> datetime:
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
