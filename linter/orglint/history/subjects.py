"""The subjects of findings, whose whereabouts a later run should look up."""

from collections.abc import Iterable, Mapping

from orglint.model.privacy import Privacy
from orglint.model.result import Result


def list_subjects(results: Iterable[Result]) -> Mapping[str, frozenset[str]]:
    """Return the keys of the rows, by their table, that results found or that they looked up themselves.

    Pseudonyms are the keys of no rows: a result that has them names no subject.
    """
    keys: dict[str, set[str]] = {}
    for result in results:
        if result.privacy is Privacy.PSEUDONYMS:
            continue
        for name, followed in result.followed.items():
            keys.setdefault(name, set()).update(followed.keys)
        for verdict in result.verdicts:
            for finding in verdict.findings.list_rows():
                if finding.key is not None:
                    keys.setdefault(finding.table, set()).add(finding.key)
    return {name: frozenset(them) for name, them in keys.items()}
