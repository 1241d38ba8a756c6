"""Numbers that contradict each other or the rows, and lists that are empty where they cannot be."""

from typing import Any

from adversary import honest
from adversary.changes import (
    COUNT,
    DORMANT,
    EVERYBODY,
    GUEST,
    MANAGED,
    PEOPLE,
    VERIFIED,
    Change,
    body,
    decided,
    dormant,
    guest,
    placed,
    rows_of,
    survived,
    together,
    user,
    withheld,
)  # fmt: skip
from adversary.honest import ADMIN, Answers


def _count(value: Any) -> Change:
    return body(honest.COUNT, {"count": value})


def _statistics(**members: Any) -> Change:
    return lambda answers: answers[honest.STATISTICS][0].update(members)


def _without(number: int) -> Change:
    """Return what leaves a user out of every walk."""

    def change(answers: Answers) -> None:
        named = f"user{number:02}"
        for page in (*answers[honest.USERS], *answers[honest.MANAGED]):
            page["data"] = [row for row in page["data"] if row["nickname"] != named]

    return change


def _active(number: int) -> Change:
    return _statistics(accountStatus=[{"status": "active", "count": number}])


_STATES = [{"status": "active", "count": 12}, {"status": "inactive", "count": 0}, {"status": "closed", "count": 0}]
_ABSURD = (13, 13.5, "13", "many", True, [12], {"value": 13}, -1, 10**30)
_ABSURD_TEXTS = ("1e400", "9" * 400, "12.0000000001")
_NO_JSON = ("Infinity", "NaN", "-Infinity", "0x0c", "12,5", "012", "+12")


def _written(text_: str) -> Change:
    return together(_count("PLACE"), placed("PLACE", text_))


NUMBERS = (
    [withheld(f"a count of {value!r}", PEOPLE, _count(value)) for value in _ABSURD]
    + [withheld(f"a count of {text_}", PEOPLE, _written(text_)) for text_ in _ABSURD_TEXTS]
    # who does not count at all leaves it to the statistics, which agree with the rows
    + [survived(f"a count of {text_}", _written(text_)) for text_ in _NO_JSON]
    + [
        survived("a count of None", _count(None)),
        survived("a count in a record of its own name", body(honest.COUNT, {"data": {"count": 13}})),
        survived("a count that is a bare number", body(honest.COUNT, 13)),
        withheld(
            "a count of groups that is too great",
            ("groups/closed", "groups/local"),
            body(honest.GROUP_COUNT, {"count": 3}),
        ),
        withheld("a count of groups that is no number", "groups/closed", body(honest.GROUP_COUNT, {"count": "3"})),
        decided("a count as a whole number with a point", _count(12.0)),
    ]
)
STATISTICS = (
    [
        withheld(
            f"statistics of {number!r} accounts beside a count of 12",
            PEOPLE,
            _statistics(accountStatus=[{"status": "active", "count": number}, *_STATES[1:]]),
        )
        for number in (13, 400, 12.5, "13", 10**30)
    ]
    + [
        withheld(
            "thirteen accounts, one of them inactive",
            PEOPLE,
            _statistics(accountStatus=[_STATES[0], {"status": "inactive", "count": 1}, _STATES[2]]),
        ),
        withheld(
            "thirteen accounts, one of them in a state that nobody knows",
            PEOPLE,
            _statistics(accountStatus=[*_STATES, {"status": "limbo", "count": 1}]),
        ),
    ]
    + [
        withheld(
            f"statistics of roles with {how}, and a search by role that finds one more",
            MANAGED,
            _statistics(roles=roles),
            searched=guest(ADMIN),
        )
        for how, roles in {
            "one holder too many": [{"roleId": ADMIN, "count": 4}],
            "the role twice": [{"roleId": ADMIN, "count": 4}, {"roleId": ADMIN, "count": 3}],
            "the role twice, the better number behind": [{"roleId": ADMIN, "count": 3}, {"roleId": ADMIN, "count": 4}],
            "two halves": [{"roleId": ADMIN, "count": 3.5}],
        }.items()
    ]
)
UNSEEN = [
    withheld(
        "an unmanaged admin who is found by role alone, while counts and statistics agree with the walk",
        MANAGED,
        together(_without(GUEST), _count(11), _active(11)),
        searched=guest(ADMIN),
    ),
    withheld(
        "somebody who is an admin when asked by role and none in the walk",
        MANAGED,
        lambda _: None,
        searched=guest(ADMIN),
    ),
    withheld(
        "somebody who is found by role alone and whose role is not listed there",
        MANAGED,
        together(_without(GUEST), _count(11), _active(11)),
        searched=guest(ADMIN, "atlassian/owner"),
    ),
    withheld(
        "an admin whom the walk calls managed and the search by role unmanaged",
        MANAGED,
        lambda _: None,
        searched=user(1, claimStatus="unmanaged"),
    ),
]
EMPTY = [
    withheld(
        "no domain beside managed accounts",
        VERIFIED,
        body(honest.DOMAINS, {"data": [], "links": {}}),
        beside=(MANAGED,),
    ),
    withheld(
        "no user at all",
        PEOPLE,
        together(
            *(body(name, {"data": [], "links": {}}, at) for name in EVERYBODY for at in (0, 1)),
            _count(0),
            _statistics(roles=[], accountStatus=[{**one, "count": 0} for one in _STATES]),
        ),
    ),
    withheld(
        "no user at all, and a count that knows better",
        PEOPLE,
        together(*(body(name, {"data": [], "links": {}}, at) for name in EVERYBODY for at in (0, 1))),
    ),
    withheld(
        "no managed account beside managed users",
        "billing/billable",
        body(honest.ACCOUNTS, {"data": [], "links": {}, "meta": {"total": 0}}),
        beside=(MANAGED,),
    ),
    withheld(
        "no directory beside users",
        "places/directories",
        body(honest.DIRECTORIES, {"data": [], "links": {}}),
        beside=(MANAGED,),
    ),
    withheld(
        "no group beside users in groups",
        ("groups/closed", "groups/local"),
        together(body(honest.GROUPS, {"data": [], "links": {}}), body(honest.GROUP_COUNT, {"count": 0})),
        beside=("people/groups",),
    ),
]
MISSING = [
    withheld("a plain user who is left out", PEOPLE, _without(5)),
    withheld("a page of users that is empty", PEOPLE, body(honest.USERS, {"data": [], "links": {}}, 1)),
    withheld(
        "a page of users that holds the page before once more",
        PEOPLE,
        lambda answers: answers[honest.USERS].__setitem__(1, {**answers[honest.USERS][0], "links": {"next": None}}),
    ),
    withheld(
        "a managed account that is left out",
        "billing/billable",
        lambda answers: rows_of(answers, honest.ACCOUNTS) and answers[honest.ACCOUNTS][1]["data"].pop(),
    ),
    withheld("a group that is left out", "groups/closed", lambda answers: answers[honest.GROUPS][0]["data"].pop()),
    withheld("dormant somebody who is left out", DORMANT, together(dormant(), _without(4))),
    withheld(
        "nobody but admins, and too many of them left out", COUNT, together(*(_without(number) for number in (1, 2)))
    ),
]
CASES = [*NUMBERS, *STATISTICS, *UNSEEN, *EMPTY, *MISSING]
