"""A kind of request that reading a table takes, for those who want to know beforehand."""

from dataclasses import dataclass

from orglint.tables.endpoints import Endpoint

ONCE = "1"
BY_PAGE = "1 + ceil(rows/100)"
TWICE = "2"
SOME = "1 for each page of the server's own size"


@dataclass(frozen=True, slots=True)
class OperationCalls:
    """An operation, how often it is called, and the value of `expand` that makes it necessary.

    A call that is `confirmed` is made twice as often with `--confirm`, where ids are walked twice.
    """

    endpoint: Endpoint
    times: str = ONCE
    needs: str = ""
    confirmed: bool = False
