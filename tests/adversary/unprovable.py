"""What nobody can prove: the removals after which an answer says all that an honest organization might say.

A member whose absence is declared may be absent; a row, an element or a continuation of what has no count and no
cross-check may never have been there. This list may only shrink.
"""

from adversary import honest
from adversary.mutations import Mutation

_NO_ROW = "a row"
_NO_PAGE = "a continuation"

UNPROVABLE: dict[str, frozenset[str]] = {
    # roles: where the statistics do not count the holder either, and who is found by role is read from the same answer
    honest.USERS: frozenset({"groups", "platformRoles", "productAccess", "productAccess.lastActiveTimestamp"}),
    honest.ACCOUNTS: frozenset({"product_access"}),
    honest.POLICIES: frozenset({_NO_ROW, "attributes.resources"}),
    honest.DOMAINS: frozenset({_NO_ROW, _NO_PAGE}),
    honest.DIRECTORIES: frozenset({_NO_ROW}),
}


def is_unprovable(mutation: Mutation, rule: str) -> bool:
    """Return whether a mutation is a removal that an honest organization might have made."""
    del rule
    if mutation.how not in {"drop", "lose", "continue", "value", "text"}:
        return False
    if not mutation.path or not _removes(mutation):
        return False
    listed = UNPROVABLE.get(mutation.name, frozenset())
    names = [step for step in mutation.path if isinstance(step, str)]
    if names == ["data"]:
        return _NO_ROW in listed
    if names in (["links", "next"], ["links"]):
        return _NO_PAGE in listed
    return ".".join(names[1:]) in listed


def _removes(mutation: Mutation) -> bool:
    """Return whether something is gone afterwards: left out, or empty."""
    if mutation.how == "value":
        return mutation.detail in {"null", "[]", "{}", '""'}
    return mutation.how in {"drop", "lose"} or mutation.detail in {"drop", "empty"}
