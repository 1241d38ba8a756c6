"""What JSON can hold, and more than that: everything becomes a value, an invalid cell or a partial table."""

from typing import Any

from adversary import honest
from adversary.changes import Change, body, link, placed, rows_of, survived, text, together, user
from adversary.honest import DOMAINS, ORGANIZATION, POLICIES, USERS, Answers
from adversary.serving import Raw

PLACE = "the place of a text that is written by hand"


def _deep(depth: int, lead: str = '{"a": ', end: str = "}") -> str:
    return lead * depth + "1" + end * depth


WRITTEN = {
    "half of a pair, the first": '"\\ud83d"',
    "half of a pair, the second": '"\\ude00"',
    "both halves the wrong way round": '"\\ude00\\ud83d"',
    "half of a pair in other case": '"\\uD83D and more"',
    "half of a pair before a quote": '"\\ud83d\\""',
    "a whole pair": '"\\ud83d\\ude00"',
    "the sign of number nought": '"a\\u0000b"',
    "signs that are none": '"\\uffff\\ufffe"',
    "a number without end": "1e400",
    "a number without end, below nought": "-1e400",
    "infinity": "Infinity",
    "no number": "NaN",
    "400 digits": "9" * 400,
    "5,000 digits": "9" * 5000,
    "400 digits behind the point": "0." + "1" * 400,
    "the least of numbers": "5e-324",
    "minus nought": "-0.0",
    "64 bits and one": str(2**63),
    "64 bits without sign and one": str(2**64),
    "a power of ten": str(10**30),
    "700 records deep": _deep(700),
    "700 lists deep": _deep(700, "[", "]"),
    "70 records deep": _deep(70),
    "10,000 lists deep": _deep(10000, "[", "]"),
    "a hundred thousand elements": "[" + ",".join(["1"] * 100000) + "]",
    "a text of a million letters": '"' + "x" * 1000000 + '"',
    "a record of a thousand names": "{" + ",".join(f'"k{n}": {n}' for n in range(1000)) + "}",
    "a name that is half of a pair": '{"\\ud83d": 1}',
    "a name that is empty": '{"": 1}',
    "a name of a million letters": '{"' + "x" * 1000000 + '": 1}',
    "every escape": '"\\"\\\\\\/\\b\\f\\n\\r\\t"',
    "an escape that is none": '"\\x41"',
    "a line feed inside a text": '"a\nb"',
    "a comma too many": "[1,]",
    "words of another language": "undefined",
    "a comment": "/* 1 */ 1",
}


def _put(where: Change, written: str) -> Change:
    return together(where, placed(PLACE, written))


def _inside(name: str, *path: Any) -> Change:
    """Return what puts the place into a row, below a path."""

    def put(answers: Answers) -> None:
        at = rows_of(answers, name)[0] if isinstance(answers[name][0]["data"], list) else answers[name][0]["data"]
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = PLACE

    return put


WHERE: dict[str, Change] = {
    "the name of a user": user(4, name=PLACE),
    "the key of a user": user(4, accountId=PLACE),
    "a role": user(4, platformRoles=[PLACE]),
    "a list of roles": user(4, platformRoles=PLACE),
    "a time": user(4, addedToOrg=PLACE),
    "something that nobody knows": user(4, shoeSize=PLACE),
    "the count": body(honest.COUNT, {"count": PLACE}),
    "a statistic": lambda answers: answers[honest.STATISTICS][0]["roles"][0].update(count=PLACE),
    "the name of the organization": _inside(ORGANIZATION, "attributes", "name"),
    "the id of a domain": _inside(DOMAINS, "id"),
    "the state of a resource": _inside(POLICIES, "attributes", "resources", 0, "applicationStatus"),
    "a rule of a policy": _inside(POLICIES, "attributes", "rule"),
    "the cursor of users": link(USERS, 0, next=PLACE),
    "the cursor of domains": link(DOMAINS, next=PLACE),
    "the total of accounts": lambda answers: answers[honest.ACCOUNTS][0]["meta"].update(total=PLACE),
    "the page": body(DOMAINS, PLACE),
    "the errors of a page": lambda answers: answers[DOMAINS][0].update(errors=PLACE),
    "a row": lambda answers: answers[DOMAINS][0]["data"].append(PLACE),
}
_EVERY = [(how, where) for how in WRITTEN for where in WHERE]
PUT = [
    survived(f"{how}, in {where}", _put(WHERE[where], WRITTEN[how]))
    for number, (how, where) in enumerate(_EVERY)
    if number % 11 == 0
    or (how, where)
    in {
        ("half of a pair, the first", "the name of a user"),
        ("half of a pair, the first", "the cursor of users"),
        ("half of a pair, the second", "the name of the organization"),
        ("a name that is half of a pair", "something that nobody knows"),
        ("a power of ten", "the total of accounts"),
        ("a number without end", "the count"),
        ("infinity", "a statistic"),
        ("400 digits", "something that nobody knows"),
        ("700 records deep", "something that nobody knows"),
    }
]
BYTES = [
    survived(f"{name}: {how}", body(name, given))
    for at, name in enumerate((USERS, DOMAINS, ORGANIZATION, honest.COUNT))
    for number, (how, given) in enumerate(
        {
            "bytes that are no text": Raw(b'{"data": "\xff\xfe"}'),
            "the other order of bytes": Raw('{"data": []}'.encode("utf-16")),
            "a surrogate in bytes": Raw(b'{"data": [{"name": "\xed\xa0\xbd"}]}'),
            "an overlong sign": Raw(b'{"data": "\xc0\xaf"}'),
            "half a sign": Raw(b'{"data": "\xe2\x82'),
            "gzip that is none": Raw(b"nothing", 200, (("Content-Encoding", "gzip"),)),
            "an encoding that nobody knows": Raw(b"nothing", 200, (("Content-Encoding", "aws-chunked"),)),
            "a status of nothing": Raw(b"", 299),
            "a redirection": Raw(b"", 302, (("Location", "http://127.0.0.1:9/"),)),
            "a million spaces": Raw(b" " * 1000000 + b'{"data": [], "links": {}}'),
        }.items()
    )
    if number % 4 == at
]
PAIRS = [
    survived("half of a pair in the very text of a name", text((USERS, honest.MANAGED), '"User 4"', '"User \\ud83d"')),
    survived("half of a pair in every text of a page", text((USERS,), "User ", "User \\udfff ")),
]
CASES = [*PUT, *BYTES, *PAIRS]
