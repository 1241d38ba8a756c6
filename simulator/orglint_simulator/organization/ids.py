"""Account ids: each holds its number, so that no table from id to number is needed for a million people."""

import re

REALMS = ("557058", "712020", "712020", "712020")
SPACE = 1 << 48
STEP = 0x9E3779B97F4B
_TAIL = re.compile(r"(?:.*-|[0-9a-f]{12})([0-9a-f]{12})")


def account_id(number: int, throw: bytes, shift: int) -> str:
    """Return the account id of a number, in one of the three forms that Atlassian has handed out."""
    tail, head = f"{(number * STEP + shift) % SPACE:012x}", throw.hex()
    if not throw[31] & 3:
        return head[:12] + tail
    return f"{REALMS[throw[30] & 3]}:{head[:8]}-{head[8:12]}-4{head[13:16]}-a{head[17:20]}-{tail}"


def parse_number(account: str, shift: int) -> int | None:
    """Return the number that may stand behind an account id; None for a text that is no such id."""
    match = _TAIL.fullmatch(account)
    return (int(match[1], 16) - shift) * pow(STEP, -1, SPACE) % SPACE if match else None
