"""How far back results have to be read to know since when the findings of a result are there, and which rules of them.

A kept result says of each of its findings since when it is there, so that the newest mostly knows everything. What it
does not decide is asked of the one before it, and so on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from orglint.history.standing import FOUND, Row, Standings
from orglint.model.findings import FoundRow
from orglint.model.result import Result


@dataclass(slots=True)
class Trace:
    """The findings of a result of whose past nothing is known yet, by the present ids of rules and by row.

    It looks at earlier results, the newest first.
    """

    result: Result
    open: dict[str, Mapping[Row, FoundRow]] = field(init=False)

    def __post_init__(self) -> None:
        standings = Standings(self.result, self.result.choice.renamed)
        listed = {rule: standings.list_first(rule) for rule in standings.verdicts}
        self.open = {rule: rows for rule, rows in listed.items() if rows}

    def list_rules(self, counts: Result) -> frozenset[str]:
        """Return the rules, by their ids then, whose findings have to be read in a result; `counts` has none of them.

        They are all of them where a row may be one that its table lacks: any finding may say that it is there.
        """
        standings = Standings(counts, self.result.choice.renamed)
        asked = {rule: it.rule for rule in self.open if (it := standings.verdicts.get(rule))}
        if any(standings.is_decided(it) and not standings.knows_all(it, rule.table) for it, rule in asked.items()):
            return frozenset(it.rule.id for it in counts.verdicts)
        return frozenset(rule.id for rule in asked.values())

    def look_at(self, earlier: Result) -> None:
        """Leave out the rows of which an earlier result knows since when they are there, or that they were not."""
        standings = Standings(earlier, self.result.choice.renamed)
        for rule in self.open.keys() & standings.verdicts.keys():
            were = standings.list_first(rule)
            rows = {row: it for row, it in self.open[rule].items() if not _is_known(standings, rule, it, were.get(row))}
            self.open[rule] = rows
        self.open = {rule: rows for rule, rows in self.open.items() if rows}


def _is_known(standings: Standings, rule: str, now: FoundRow, was: FoundRow | None) -> bool:
    """Return whether no result from before an earlier one can say more of a row, which it has as it `was`."""
    if was is None:
        return standings.knows_all(rule, now.table)
    if was.since:
        return True
    # it was unknown and never found before, as an orglint says that tells by what it judged; it still is
    return not {was.outcome, now.outcome} & FOUND and standings.result.judged_by is not None
