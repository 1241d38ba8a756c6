"""Times that cannot be, and times that can."""

from datetime import timedelta
from typing import Any

from adversary import honest
from adversary.changes import DORMANT, NOW, STALE, decided, dormant, seen, stale, together, user, withheld

_LONG_AGO = honest.moment(NOW, 365)
_FUTURE = {
    "in a century": "2126-01-01T00:00:00Z",
    "in three days": honest.moment(NOW, -3),
    "in two days and a bit": honest.moment(NOW, -2.1),
    "in the last year that there is": "9999-12-31T23:59:59Z",
    "in a year of five digits": "10000-01-01T00:00:00Z",
    "in three days, elsewhere": f"{NOW + timedelta(days=3):%Y-%m-%dT%H:%M:%S}+14:00",
}
_NO_TIME: dict[str, Any] = {
    "of words": "yesterday",
    "of nothing": "",
    "of a blank": " ",
    "of seconds since 1970": 1790000000,
    "of milliseconds since 1970": 1790000000000,
    "of seconds since 1970, as a text": "1790000000",
    "of a date alone": f"{NOW:%Y-%m-%d}",
    "without a zone": f"{NOW:%Y-%m-%dT%H:%M:%S}",
    "of a month too many": "2026-13-01T00:00:00Z",
    "of a thirtieth of February": "2026-02-30T00:00:00Z",
    "of an hour too many": "2026-02-20T24:00:00Z",
    "of a second too many": "2026-02-20T23:59:60Z",
    "of a week": "2026-W10-1T00:00:00Z",
    "of a zone by name": f"{NOW:%Y-%m-%dT%H:%M:%S} UTC",
    "of a record": {"epochSecond": 1790000000, "nano": 0},
    "of a list": [2026, 3, 1],
    "of true": True,
    "of a year below one": "0000-01-01T00:00:00Z",
    "of a negative year": "-0001-01-01T00:00:00Z",
    "of signs of another alphabet": "2026-03-01T00:00:00Z".translate(
        {48 + digit: 0x660 + digit for digit in range(10)}
    ),
}
USE = (
    [
        withheld(f"somebody dormant who was last seen {how}", DORMANT, together(dormant(), seen(4, _LONG_AGO, time)))
        for how, time in _FUTURE.items()
    ]
    + [
        withheld(f"somebody dormant who was added {how}", DORMANT, dormant(addedToOrg=time))
        for how, time in _FUTURE.items()
    ]
    + [
        withheld(f"somebody stale who was last seen {how}", STALE, together(stale(), seen(10, _LONG_AGO, time)))
        for how, time in _FUTURE.items()
    ]
    + [
        withheld(
            f"somebody dormant who was last seen at a time {how}",
            DORMANT,
            together(dormant(), seen(4, _LONG_AGO, time)),
        )
        for how, time in _NO_TIME.items()
        if how not in {"of a date alone", "without a zone", "of a second too many"}
    ]
    + [
        withheld(
            f"somebody stale, never seen, who was added at a time {how}",
            STALE,
            user(10, productAccess=[], addedToOrg=time),
        )
        for how, time in {**_FUTURE, **_NO_TIME}.items()
        if how not in {"of a date alone", "without a zone", "of a second too many"}
    ]
)
FORMS = [
    decided(f"a last use written {how}", seen(4, time))
    for how, time in {
        "with nanoseconds": f"{NOW - timedelta(days=3):%Y-%m-%dT%H:%M:%S}.123456789Z",
        "without a fraction": f"{NOW - timedelta(days=3):%Y-%m-%dT%H:%M:%S}Z",
        "with one digit": f"{NOW - timedelta(days=3):%Y-%m-%dT%H:%M:%S}.1Z",
        "with an offset": f"{NOW - timedelta(days=3):%Y-%m-%dT%H:%M:%S}+02:00",
        "with an offset of nothing": f"{NOW - timedelta(days=3):%Y-%m-%dT%H:%M:%S.%f}+00:00",
        "of half a day ahead": honest.moment(NOW, -0.4),
    }.items()
] + [
    decided("a last use in the year one beside a true one", seen(4, "0001-01-01T00:00:00Z", honest.moment(NOW, 3))),
    decided("never seen since the year one", seen(4, "0001-01-01T00:00:00Z"), DORMANT),
    decided("never seen since 1970", seen(4, "1970-01-01T00:00:00Z"), DORMANT),
    decided("added in the year one and seen lately", user(4, addedToOrg="0001-01-01T00:00:00Z")),
    decided("added before the duration of computers ends, and seen lately", user(4, addedToOrg="1677-09-21T00:12:43Z")),
    decided("suspended, last seen in the year one", seen(10, "0001-01-01T00:00:00Z"), STALE),
    decided(
        "one bad time in a list spoils that element alone",
        together(
            user(
                4,
                productAccess=[
                    {"id": "a", "key": "a", "lastActiveTimestamp": "soon"},
                    {"id": "b", "key": "b", "lastActiveTimestamp": honest.moment(NOW, 2)},
                ],
            )
        ),
    ),
    decided(
        "one impossible time in a list spoils that element alone",
        seen(4, "2126-01-01T00:00:00Z", honest.moment(NOW, 2)),
    ),
    decided(
        "a product that was never used beside one that was",
        user(
            4,
            productAccess=[
                {"id": "a", "key": "a"},
                {"id": "b", "key": "b", "lastActiveTimestamp": honest.moment(NOW, 2)},
            ],
        ),
    ),
    decided("dormant for certain, and added in the year one", dormant(addedToOrg="0001-01-01T00:00:00Z"), DORMANT),
    decided(
        "suspended, never seen, added 400 days ago",
        user(10, productAccess=[], addedToOrg=honest.moment(NOW, 400)),
        STALE,
    ),
    decided("suspended, seen yesterday, added 400 days ago", user(10, addedToOrg=honest.moment(NOW, 400))),
]
CASES = [*USE, *FORMS]
