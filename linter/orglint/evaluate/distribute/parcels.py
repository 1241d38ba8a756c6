"""What goes between processes and machines, as bytes: what to judge by, and on the way back what came of it.

Rules travel compiled, so that a worker judges by the very rules that were chosen, and needs no file of them; without
what only explanations and tests need. A result comes back as the published JSON.
"""

import pickle
from dataclasses import replace
from io import BytesIO

from orglint import results
from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.one import Judged, build_problem_line
from orglint.model.result import Result
from orglint.rulebook.packing import RulesPickler
from orglint.snapshots import SnapshotSummary

_RESULT, _PROBLEM = b"r", b"p"


def pack_judging(judging: Judging) -> bytes:
    """Return what to judge by as bytes."""
    packed = BytesIO()
    RulesPickler(packed).dump(judging)
    return packed.getvalue()


def unpack_judging(packed: bytes) -> Judging:
    """Return what to judge by."""
    judging = pickle.loads(packed)  # noqa: S301 - it comes from whoever decides what is run here
    assert isinstance(judging, Judging)
    return judging


def pack_judged(judged: Judged) -> bytes:
    """Return what came of a snapshot as bytes that do nothing when they are read: JSON, or the text of a problem."""
    if isinstance(judged, Result):
        return b"".join((_RESULT, *(piece.encode("ascii") for piece in results.encode_result(judged))))
    return _PROBLEM + judged.problem.encode("utf-8", "surrogatepass")


def unpack_judged(packed: bytes, summary: SnapshotSummary) -> Judged:
    """Return what came of a snapshot, with its folder as it is seen here."""
    kind, content = packed[:1], packed[1:]
    if kind == _PROBLEM:
        return build_problem_line(summary, content.decode("utf-8", "surrogatepass"))
    result = results.read_result(content, f"what came of {summary.folder}")
    return replace(result, snapshot=replace(result.snapshot, folder=summary.folder))
