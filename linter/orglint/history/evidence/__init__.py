"""Evidence: a result with all that it was made by, in one archive that anybody can check without the organization."""

from orglint.history.evidence.archive import SIGN, pack_members, unpack_members
from orglint.history.evidence.check import find_problems
from orglint.history.evidence.exceptions import compare_waivers
from orglint.history.evidence.members import Evidence, build_members

__all__ = ["SIGN", "Evidence", "build_members", "compare_waivers", "find_problems", "pack_members", "unpack_members"]
