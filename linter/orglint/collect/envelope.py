"""The envelope of a page: where the list goes on, and every sign that it may not be complete.

The places that a pagination declares are read, and every other member is looked at by its name: one that looks like a
continuation, an error, or a list that was cut is a reason to doubt the table, whether the specification knows it or
not: that it is described there does not mean that it is followed here. All else that is not specified is drift.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from orglint.collect.pagination import Next, cursor_in, find_continuations
from orglint.tables import DECLARATIONS
from orglint.tables.endpoints import Endpoint
from orglint.tables.schema import load_specification

_DEEPEST = 6
_MOST = 2000
_LARGEST = (1 << 53) - 1
ROWS = "data"
_PAGINATION = {one.endpoint: one.pagination for one in DECLARATIONS if one.pagination}


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a page says beside its rows.

    `cursor` is where the list goes on, None at its end; `total` the number of rows that it says there are, and `claims`
    those numbers of rows that stand in places which the specification does not know. `doubts` say why the list may not
    be whole although it ended, `drift` what the specification does not know and decides nothing.
    """

    cursor: str | None = None
    total: int | None = None
    claims: Mapping[str, int] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    drift: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Member:
    """A member that no pagination declares: its path, its name without case and punctuation, its value.

    One that is `specified`, or `within` another one that is not, is no drift of its own.
    """

    path: str
    name: str
    value: Any
    within: bool = False
    specified: bool = False


def read_envelope(
    endpoint: Endpoint,
    members: Mapping[str, Any],
    headers: Mapping[str, str],
    *,
    own_url: str,
    asked: str | None = None,
) -> Envelope:
    """Return what a page says beside its rows; `asked` is the cursor that the page was asked for with."""
    pagination = _PAGINATION[endpoint]
    following = find_continuations(pagination, members, own_url)
    total, wrong = _read_total(members, pagination.total)
    if len({one.cursor for one in following}) > 1:
        wrong.append(f"{' and '.join(one.place for one in following)} name different cursors")
    found, more = _find_undeclared_members(members, endpoint)
    doubts, drift = _classify_members([*found, *_find_continuation_headers(headers)], following, asked)
    odd = [one.drift for one in following if one.drift]
    return Envelope(
        cursor=following[0].cursor if following else None,
        total=total,
        claims=dict(_find_claims([*found, *_find_count_headers(headers)])),
        doubts=(*wrong, *more, *doubts),
        drift=(*odd, *drift),
    )


def read_answer(endpoint: Endpoint, members: Mapping[str, Any]) -> Envelope:
    """Return what an answer that is no list says beside what was asked for."""
    found, more = _find_undeclared_members(members, endpoint)
    doubts, drift = _classify_members(found, (), None)
    return Envelope(doubts=(*more, *doubts), drift=drift)


def _classify_members(
    members: Iterable[_Member], following: tuple[Next, ...], asked: str | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which doubts and which drift the members are."""
    said = [(member, _find_doubt(member, following, asked)) for member in members]
    strange = (it for it, doubt in said if not (doubt or it.within or it.specified))
    drift = (f"{it.path} is not in the specification" for it in strange)
    return _drop_duplicates(doubt for _, doubt in said if doubt), _drop_duplicates(drift)


def _drop_duplicates(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentences))


def _read_total(members: Mapping[str, Any], place: str) -> tuple[int | None, list[str]]:
    outer, inner = place.split(".")
    around = members.get(outer)
    total = around.get(inner) if isinstance(around, Mapping) else None
    if total is None:
        return None, []
    if isinstance(total, int) and not isinstance(total, bool) and 0 <= total <= _LARGEST:
        return total, []
    return None, [f"{place} is no number of rows"]


@cache
def _list_declared_paths(endpoint: Endpoint) -> frozenset[str]:
    """Return the paths that the pagination of a list declares."""
    pagination = _PAGINATION.get(endpoint)
    return frozenset((*pagination.places, pagination.total) if pagination else ())


@cache
def _list_specified_paths(endpoint: Endpoint) -> frozenset[str]:
    """Return the paths that the specification knows."""
    return frozenset(_list_schema_paths("", load_specification(endpoint.api).find_answer_schema(endpoint), 1))


def _list_schema_paths(above: str, schema: Mapping[str, Any], depth: int) -> Iterator[str]:
    for title, member in schema.get("properties", {}).items():
        if (path := f"{above}{title}") != ROWS and depth < _DEEPEST:
            yield path
            yield from _list_schema_paths(f"{path}.", member, depth + 1)


def _find_undeclared_members(members: Mapping[str, Any], endpoint: Endpoint) -> tuple[list[_Member], list[str]]:
    """Return the members that nothing declares; more of them than can be looked at are a doubt."""
    declared, specified = _list_declared_paths(endpoint), _list_specified_paths(endpoint)
    found: list[_Member] = []
    waiting = [(name, value, 1, False, "." in name) for name, value in members.items() if name != ROWS]
    for path, value, depth, within, dotted in waiting:
        if len(waiting) > _MOST:
            return found, ["there is more beside the rows than can be looked at"]
        # A member whose name looks like a path is not that path.
        declared_here, known = (not dotted and path in places for places in (declared, specified))
        if not declared_here:
            name = "" if path.endswith("[]") else _strip_punctuation(path.rpartition(".")[2])
            found.append(_Member(_sanitize_path(path), name, value, within, known))
        if depth < _DEEPEST:
            strange = not (declared_here or known)
            waiting += [
                (path + step, inner, depth + 1, strange, "." in step.removeprefix("."))
                for step, inner in _iterate_children(value)
            ]
    return found, []


def _iterate_children(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        yield from ((f".{name}", inner) for name, inner in value.items())
        if _strip_punctuation(str(value.get("rel"))) == "next":
            yield ".next", value.get("href") or value.get("url") or "somewhere"
    if isinstance(value, list):
        yield from (("[]", inner) for inner in value)


def _find_continuation_headers(headers: Mapping[str, str]) -> Iterator[_Member]:
    """Yield the headers that name a continuation."""
    for link in re.split(r",(?=\s*<)", headers.get("Link", "")):
        relation = re.search(r";\s*rel\s*=\s*[\"']?([^\"';]*)", link, re.IGNORECASE)
        if relation and "next" in relation[1].lower().split():
            address = re.search(r"<([^>]*)>", link)
            yield _Member("the header Link", "next", address[1] if address else "somewhere")
    for title, value in headers.items():
        if named := _HEADER.fullmatch(_strip_punctuation(title)):
            yield _Member(f"the header {title.title()}", named[1], value)


def _find_count_headers(headers: Mapping[str, str]) -> Iterator[_Member]:
    """Yield the headers that say how many rows there are; `Content-Range: items 0-9/25` says it after the slash."""
    for title, value in headers.items():
        name = _strip_punctuation(title)
        if name == "contentrange":
            yield _Member("the header Content-Range", "total", value.rpartition("/")[2])
        elif _TOTAL.fullmatch(name.removeprefix("x").removeprefix("pagination")):
            yield _Member(f"the header {title.title()}", "total", value)


def _find_claims(members: Iterable[_Member]) -> Iterator[tuple[str, int]]:
    """Yield the numbers of rows that members claim, with their places: at the top, or one step below it."""
    for member in members:
        if _TOTAL.fullmatch(member.name) and member.path.count(".") <= 1 and "[" not in member.path:
            number = int(member.value) if _is_digits(member.value) else member.value
            if isinstance(number, int) and not isinstance(number, bool) and 0 < number <= _LARGEST:
                yield member.path, number


def _is_digits(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,15}\s*", value) is not None


def _find_doubt(member: _Member, following: tuple[Next, ...], asked: str | None) -> str:
    """Return what a member speaks against; empty if it decides nothing."""
    name, last = member.name, not following
    said, denied = not _is_no(member.value), member.value is not None and _is_false(member.value)
    reasons = (
        (said and bool(_ERRORS.fullmatch(name)), "came beside what was asked for"),
        (said and bool(_CUT.fullmatch(name)), "says that something is missing"),
        (denied and bool(_WHOLE.fullmatch(name)), "says that something is missing"),
        (denied and bool(_WELL.fullmatch(name)), "says that something went wrong"),
        (said and last and bool(_MORE.fullmatch(name)), "says that there is more, where the list ends"),
        (denied and last and bool(_LAST.fullmatch(name)), "says that there is more, where the list ends"),
        (
            said and bool(_NEXT.fullmatch(name)) and _has_other_cursor(member, following, asked),
            "is another continuation",
        ),
    )
    return next((f"{member.path} {reason}" for holds, reason in reasons if holds), "")


def _has_other_cursor(member: _Member, following: tuple[Next, ...], asked: str | None) -> bool:
    """Tell whether a value leads on to where the declared continuation does not."""
    inner = (
        [value for _, value in _iterate_children(member.value)]
        if isinstance(member.value, Mapping | list)
        else [member.value]
    )
    cursors = {cursor_in(value) for value in inner if not _is_no(value)}
    if member.name == "cursor":
        cursors.discard(asked or "")
    return bool(cursors) and cursors.isdisjoint(one.cursor for one in following)


def _is_no(value: Any) -> bool:
    return value is None or value in ("", [], {}) or _is_false(value)


def _is_false(value: Any) -> bool:
    return value in (False, 0) or (isinstance(value, str) and value.strip().lower() in {"false", "no", "null", ""})


def _strip_punctuation(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _sanitize_path(path: str) -> str:
    """Return a foreign path as it may be shown."""
    return re.sub(r"[^A-Za-z0-9_.@\[\]-]", "?", path)[:80]


_HEADER = re.compile(
    r"x?(?:pagination|paging|page)?"
    r"(next(?:cursor|page|pagetoken|token|link|url|offset)?|continuation(?:token|cursor)?|has(?:more|next)(?:page)?)"
)
_ERRORS = re.compile(r"(partial)?(errors?|failures?|exceptions?)(messages?|details?|list|count)?")
_CUT = re.compile(r"(is|results?|data|page)?(partial|incomplete|truncated)(results?|data|page)?")
_WHOLE = re.compile(r"(is)?(complete|whole)")
_WELL = re.compile(r"(is)?(success(ful)?|succeeded|ok)")
_MORE = re.compile(r"(has|is)?more(results?|rows|items|pages?|data)?(available)?|(has|is)next(page|cursor)?")
_LAST = re.compile(r"(is|has)?(last|final|end|done|finished|eof)(page)?(reached)?")
_TOTAL = re.compile(
    r"total|total(count|results?|rows|items|records|elements|hits|size)|(results?|rows|items)(count|total)"
)
_NEXT = re.compile(r"(odata)?next.*|continu.*|(end|page|after|start)?cursor|after|pagetoken|scrollid|bookmark|marker")
