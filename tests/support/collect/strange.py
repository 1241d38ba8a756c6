"""Whatever JSON can hold, and where it may stand."""

import json

HALF = "A\ud83d"
HUGE = 10**400
DEEP = json.loads("[" * 700 + "]" * 700)

STRANGE = {
    "half a character": HALF,
    "half a character in a list": [HALF],
    "half a character in a name": {HALF: 1},
    "a number of 400 digits": HUGE,
    "a negative number of 400 digits": -HUGE,
    "a number beyond 64 bits": 1 << 64,
    "infinity": float("inf"),
    "not a number": float("nan"),
    "deep": DEEP,
    "a list of nulls": [None],
    "a huge text": "x" * 200_000,
    "true": True,
    "a record": {"id": [[]], "key": {}, "lastActiveTimestamp": 1e300},
}
PLACES = {
    "users": (
        "name",
        "mfaEnabled",
        "counts",
        "platformRoles",
        "productAccess",
        "addedToOrg",
        "accountId",
        "links",
        "new",
    ),
    "policies": ("id", "attributes", "type", "new", "links"),
    "groups": ("id", "counts", "managementAccess", "managedBy"),
}
