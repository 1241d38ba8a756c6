"""Figures mean something only if all ways come to the same verdicts: this is where they are compared."""

from collections.abc import Mapping, Sequence

from benchmarks import by_hand, official, sql
from orglint.model.result import Outcome, Verdict
from orglint.model.snapshot import Snapshot


class DisagreementError(AssertionError):
    """Two ways to the same verdicts came to different ones: no figure means anything."""


def verdicts(ours: Sequence[Verdict], hand: Mapping[str, by_hand.Judged]) -> None:
    """Compare counts, keys and outcomes; a rule that only one of them has is a difference."""
    mine = {verdict.rule.id: _plain(verdict) for verdict in ours}
    theirs = {
        rule: (it.counts, [(key, bool(fails)) for key, fails, *_ in it.findings] if rule in sql.ROWS else None)
        for rule, it in hand.items()
    }
    for rule in sorted(mine.keys() | theirs.keys()):
        if mine.get(rule) != theirs.get(rule):
            told = [counts[0] if counts else "nothing" for counts in (mine.get(rule), theirs.get(rule))]
            raise DisagreementError(
                f"{rule}: orglint and the SQL by hand differ: {told[0]} and {told[1]}, or in findings"
            )


def _plain(verdict: Verdict) -> tuple[by_hand.Counts, list[tuple[str, bool]] | None]:
    found = [(finding.key, finding.outcome is Outcome.FAIL) for finding in verdict.findings]
    counts = (verdict.passed, verdict.failed, verdict.unknown)
    return counts, found if verdict.rule.id in sql.ROWS else None


def rows(ready: Sequence[official.Program], snapshot: Snapshot) -> None:
    """Compare the official evaluator with the SQL by hand, row by row.

    It has no word for a cell of which nothing is known: it takes it as absent, so only has() can see it otherwise.
    """
    for program in ready:
        if program.rule not in sql.ROWS:
            continue
        expected = by_hand.codes(snapshot, program.rule, snapshot.taken_at, rows=len(program.rows))
        for (key, code), mine in zip(expected, official.codes(program), strict=True):
            if code not in (mine, official.UNKNOWN):
                raise DisagreementError(f"{program.rule}, {key}: official CEL says {mine}, the SQL by hand {code}")


def decisions(ours: Mapping[str, int], hand: Mapping[str, int]) -> None:
    """Compare how many rows fail each rule."""
    if ours != hand:
        raise DisagreementError(f"the compiled rules fail {ours}, the SQL by hand {hand}")
