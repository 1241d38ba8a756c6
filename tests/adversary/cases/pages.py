"""What stands around the rows: continuations, totals, errors; the rows that it hides would break a promise."""

from copy import deepcopy

from adversary import honest
from adversary.changes import (
    MANAGED,
    VERIFIED,
    WHOLE,
    Change,
    body,
    decided,
    headers,
    link,
    meta,
    page,
    text,
    together,
    withheld,
    written,
)  # fmt: skip
from adversary.honest import DOMAINS, POLICIES, USERS, Answers
from adversary.serving import Raw

_NEXT = "eyJwYWdlIjoyfQ"
_ERROR = {"id": "1", "status": "500", "code": "ADMIN-500-1", "title": "Some rows could not be read", "detail": None}
_RULES = {USERS: MANAGED, DOMAINS: VERIFIED, POLICIES: WHOLE}


def _elsewhere(name: str) -> dict[str, Change]:
    """Return continuations in places that an endpoint does not have."""
    places: dict[str, Change] = {
        "nextCursor": page(name, nextCursor=_NEXT),
        "cursor": page(name, cursor=_NEXT),
        "next": page(name, next=_NEXT),
        "nextPageToken": page(name, nextPageToken=_NEXT),
        "next_page": page(name, next_page=2),
        "hasMore": page(name, hasMore=True),
        "has_more": page(name, has_more=True),
        "meta.hasMore": meta(name, hasMore=True),
        "links.Next": link(name, Next=_NEXT),
        "links.NEXT": link(name, NEXT=_NEXT),
        "_links.next": page(name, _links={"next": _NEXT}),
        "paging.next": page(name, paging={"next": _NEXT}),
        "pagination.nextCursor": page(name, pagination={"nextCursor": _NEXT}),
        "meta.nextCursor": meta(name, nextCursor=_NEXT),
        "meta.page.next": meta(name, page={"next": _NEXT}),
        "links.next of a record": link(name, next={"href": f"https://api.example/x?cursor={_NEXT}"}),
        "links.next of a list": link(name, next=[_NEXT]),
        "links.next of a number": link(name, next=2),
        "links.next of true": link(name, next=True),
        "a list of links": page(name, links=[{"rel": "next", "href": _NEXT}]),
        "a header": headers(name, ("Link", f'<https://api.example/x?cursor={_NEXT}>; rel="next"')),
        "a header without quotes": headers(name, ("link", f"<https://api.example/x?cursor={_NEXT}>; rel=next")),
        "a header beside others": headers(
            name, ("Link", f'<https://api.example/a>; rel="self", </x?cursor={_NEXT}>; title="a, b"; rel="last next"')
        ),
        "a second header": headers(name, ("Link", '</a>; rel="self"'), ("Link", f"</x?cursor={_NEXT}>; rel=NEXT")),
        "partial": page(name, partial=True),
        "incomplete": page(name, incomplete=True),
        "truncated": page(name, truncated=True),
        "meta.truncated": meta(name, truncated=True),
        "meta.partial": meta(name, partial=True),
    }
    if name != POLICIES:
        places["meta.next"] = meta(name, next=_NEXT)
    return places


_IN_EVERY_TABLE = {"nextCursor", "hasMore", "a header", "meta.next"}
CONTINUATIONS = [
    withheld(f"{name}: more rows are said to follow in {place}", _RULES[name], change)
    for at, name in enumerate(_RULES)
    for number, (place, change) in enumerate(_elsewhere(name).items())
    if number % 3 == at or place in _IN_EVERY_TABLE
]
ERRORS = [
    withheld(f"{name}: errors beside rows, {how}", _RULES[name], change)
    for name in _RULES
    for how, change in {
        "one": page(name, errors=[_ERROR]),
        "of text": page(name, errors=["some rows could not be read"]),
        "as a record": page(name, errors=_ERROR),
        "as a text": page(name, errors="some rows could not be read"),
        "without rows": page(name, errors=[_ERROR], data=[]),
        "on the first page": page(name, 0, errors=[_ERROR]),
        "and no list of rows": together(page(name, errors=[_ERROR], data=None)),
    }.items()
]
TOTALS = [
    withheld(f"managed accounts: a total of {total!r}", "billing/billable", meta(honest.ACCOUNTS, total=total))
    for total in (12, 400, 10**30, 11.5, -1, "12")
] + [
    withheld(
        "managed accounts: a total on the first page alone, and too great",
        "billing/billable",
        meta(honest.ACCOUNTS, 0, total=90),
    ),
    withheld(
        "managed accounts: two totals",
        "billing/billable",
        together(meta(honest.ACCOUNTS, 0, total=11), meta(honest.ACCOUNTS, 1, total=12)),
    ),
]
CURSORS = [
    withheld(
        "policies: two continuations that differ",
        WHOLE,
        together(link(POLICIES, next="https://api.example/x?cursor=page-1"), meta(POLICIES, next="page-2")),
    ),
    withheld("policies: a continuation in meta alone that leads nowhere", WHOLE, meta(POLICIES, next="page-7")),
    withheld(
        "policies: the continuation that has just been taken",
        WHOLE,
        link(POLICIES, next="https://api.example/x?cursor=page-0"),
    ),
    withheld("users: the last page continues with the first", MANAGED, together(link(USERS, next="page-0"))),
    withheld("users: the first page continues with itself", MANAGED, link(USERS, 0, next="page-0")),
    withheld("domains: an address without any cursor", VERIFIED, link(DOMAINS, next="https://api.example/x?offset=20")),
    withheld(
        "domains: an address with two cursors", VERIFIED, link(DOMAINS, next="https://api.example/x?cursor=a&cursor=b")
    ),
    withheld(
        "domains: an address with a cursor of nothing", VERIFIED, link(DOMAINS, next="https://api.example/x?cursor=")
    ),
    withheld("domains: a continuation of blanks", VERIFIED, link(DOMAINS, next="   ")),
]
SHAPES = [
    withheld(f"{name}: {how}", _RULES[name], change)
    for at, name in enumerate(_RULES)
    for number, (how, change) in enumerate(
        {
            "no list of rows": lambda answers, name=name: answers[name][-1].pop("data"),
            "a list of rows of another name": lambda answers, name=name: answers[name][-1].update(
                values=answers[name][-1].pop("data")
            ),
            "rows as a record": page(name, data={}),
            "rows as nothing": page(name, data=None),
            "rows that are texts": page(name, data=["a", "b"]),
            "a row that is nothing": lambda answers, name=name: answers[name][-1]["data"].append(None),
            "a row that is empty": lambda answers, name=name: answers[name][-1]["data"].append({}),
            "a row in a list of its own": lambda answers, name=name: answers[name][-1].update(
                data=[answers[name][-1]["data"]]
            ),
            "a bare list": lambda answers, name=name: answers[name].__setitem__(-1, answers[name][-1]["data"]),
            "a page that is nothing": body(name, None, -1),
            "an empty answer": body(name, Raw(b""), -1),
            "no content": body(name, Raw(b"", 204), -1),
            "a page of another kind": body(
                name, Raw(b"<html>maintenance</html>", 200, (("Content-Type", "text/html"),)), -1
            ),
            "half a page": text(name, '"links"', '"lin'),
            "two pages in one": lambda answers, name=name: answers[name].__setitem__(
                -1, Raw(b'{"data": []}{"data": []}')
            ),
            "partial content": written(name, status=206),
        }.items()
    )
    if number % 3 == at
]
FINE = [
    decided(f"{name}: {how}", change)
    for at, name in enumerate(_RULES)
    for number, (how, change) in enumerate(
        {
            "an empty text ends the list": link(name, next=""),
            "links of nothing end the list": page(name, links=None),
            "links without next end the list": page(name, links={}),
            "no links end the list": lambda answers, name=name: answers[name][-1].pop("links"),
            "errors of nothing are none": page(name, errors=[], partial=False, hasMore=False),
            "errors that are null are none": page(name, errors=None),
            "a message is told and decides nothing": page(name, message="all is well"),
            "a byte order mark stands before it": text(name, '{"data"', '\ufeff{"data"'),
            "a link header to itself": headers(name, ("Link", '</x>; rel="self"')),
            "a content type in other words": headers(name, ("Content-Type", "application/vnd.api+json;charset=UTF-8")),
            "white space around": written(name, b"\r\n\t ", b"\n\n"),
        }.items()
    )
    if number % 3 == at
] + [
    decided(f"managed accounts: the next page is said to be at {where!r}", link(honest.ACCOUNTS, 0, next=where))
    for where in (
        "?cursor=page-1",
        "/admin/v1/orgs/x/users?cursor=page-1",
        "//elsewhere.example/x?cursor=page-1",
        "ftp://elsewhere.example/x?limit=3&cursor=page-1#top",
        "https://elsewhere.example:1/x?cursor=page%2D1",
        "page-1",
    )
]


def _page_again(name: str) -> Change:
    """Return what gives the first page once more in the place of the second, as who ignores a cursor does."""

    def change(answers: Answers) -> None:
        first = answers[name][0]
        answers[name].append(deepcopy(first))
        first["links"]["next"] = "?cursor=page-1"

    return change


SAID_ELSEWHERE = [
    withheld(f"domains: {title}: {value} in the head of a page", VERIFIED, headers(DOMAINS, (title, value)))
    for title, value in (
        ("Link", "</x?cursor=2>; rel='next'"),
        ("Link", "</x?cursor=2>; REL = next; title=more"),
        ("Next-Cursor", _NEXT),
        ("X-Next", _NEXT),
        ("X-Pagination-Next", _NEXT),
        ("X-Page-Next-Cursor", _NEXT),
        ("X-Has-Next-Page", "true"),
    )
] + [
    withheld(f"policies: {members} beside rows", WHOLE, page(POLICIES, **members))
    for members in (
        {"errorMessages": ["some rows could not be read"]},
        {"partialErrors": [_ERROR]},
        {"failures": [{"id": "p-9"}]},
        {"exceptions": ["timeout"]},
        {"errorCount": 2},
        {"success": False},
        {"ok": "false"},
        {"meta": {"isSuccessful": False}},
    )
]
CLAIMED = [
    withheld(f"policies: {members} beside three rows", WHOLE, page(POLICIES, **members))
    for members in (
        {"total": 5},
        {"totalCount": "5"},
        {"page": {"totalElements": 4}},
        {"meta": {"total_results": 12}},
    )
] + [
    withheld(f"domains: {title}: {value} in the head of a page", VERIFIED, headers(DOMAINS, (title, value)))
    for title, value in (("X-Total-Count", "2"), ("Total-Count", "9"), ("Content-Range", "items 0-0/2"))
]
AGAIN = [
    withheld(f"{name}: the second page is the first once more", rule, _page_again(name))
    for name, rule in ((DOMAINS, VERIFIED), (POLICIES, WHOLE), (honest.DIRECTORIES, "places/directories"))
]
WELL = [
    decided(
        "what says that all went well is no doubt",
        page(POLICIES, success=True, ok=True, errorCount=0, failures=[], totalCount="3", rowsCount=2, total="many"),
    ),
    decided(
        "heads that name no continuation are no doubt",
        headers(DOMAINS, ("Retry-After", "5"), ("X-Has-More", "false"), ("X-Nextjs-Cache", "HIT"), ("Next-Cursor", "")),
    ),
]
CASES = [*SAID_ELSEWHERE, *CLAIMED, *AGAIN, *WELL, *CONTINUATIONS, *ERRORS, *TOTALS, *CURSORS, *SHAPES, *FINE]
