"""Evidence: a result with all that it was made by, in one archive that anybody can check without the organization."""

from orglint.history.evidence.archive import SIGN, pack_members, unpack_members
from orglint.history.evidence.check import find_problems
from orglint.history.evidence.members import Evidence, build_members

__all__ = ["SIGN", "Evidence", "build_members", "find_problems", "pack_members", "unpack_members"]
