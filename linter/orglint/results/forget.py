"""Forget one person in the results that a store keeps: what names them is struck, and each result says that it was."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from orglint.documents.files import link_or_copy, make_folder, sync_to_disk
from orglint.documents.swap import swap_folders
from orglint.model.result import Result
from orglint.model.wording import format_time
from orglint.results.kept import KeptResult, keep_result
from orglint.results.read import read_result
from orglint.tables import known_tables
from orglint.tables.privacy import find_person_column

_FORGOTTEN = "what names somebody who is forgotten was here"


def forget_in_results(
    store: Path,
    snapshot: str,
    kept: tuple[KeptResult, ...],
    *,
    strike: Callable[[str], str],
    staging: Path,
    at: datetime,
) -> list[tuple[str, str]]:
    """Forget a person in the kept results of one snapshot; return the old and the new digest of each that named them.

    `strike` puts a word in the place of their id and addresses, the same in all results of a run, so that they can
    still be compared. The results are made again in the folder `staging`, read back, and appear in one step.
    """
    contents = {one: orjson.loads(one.read_content()) for one in kept}
    changed = {one for one, members in contents.items() if _strike_texts(members, strike) != members}
    if not changed:
        return []
    made = make_folder(staging / "results" / snapshot)
    digests = []
    for one, members in contents.items():
        if one in changed:
            again = orjson.dumps(_strike_result(members, strike, at))
            kept_again = keep_result(staging, read_result(again, str(one.file)), one.kept_at)
            digests.append((one.digest, kept_again.digest))
        else:
            link_or_copy(one.file, made / one.file.name)
    sync_to_disk(made)
    swap_folders(made, store / "results" / snapshot)
    return digests


def list_accounts(result: Result) -> Iterator[str]:
    """Yield the ids of the accounts that the findings of a result are about."""
    for finding in (one for verdict in result.verdicts for one in verdict.findings):
        column = find_person_column(finding.table)
        if column:
            about = finding.key if column == known_tables()[finding.table].key else finding.evidence.get(column)
            yield str(about or "")


def _strike_result(members: Mapping[str, Any], strike: Callable[[str], str], at: datetime) -> dict[str, Any]:
    """Return the members of a result that names nobody, with a remark that it did."""
    rules = [
        {**it, "findings": [_strike_finding(it["id"], one, strike) for one in it["findings"]]}
        for it in members["rules"]
    ]
    struck: dict[str, Any] = _strike_texts({**members, "rules": rules}, strike)
    tables = struck["snapshot"]["tables"]
    told = f"somebody was forgotten in this result at {format_time(at)}"
    for name in [it for it in ("users", *sorted(tables)) if it in tables][:1]:
        tables[name]["remarks"] = [*tables[name].get("remarks", ()), told]
    return struck


def _strike_finding(rule: str, finding: Mapping[str, Any], strike: Callable[[str], str]) -> dict[str, Any]:
    """Return a finding; of one about the person no more stays than which rule it breaks."""
    about = [finding.get(it) or "" for it in ("key", "subject")]
    if about == [*map(strike, about)]:
        return dict(finding)
    key = strike(finding["key"])
    digest = sha256(f"{rule}\0{finding['table']}\0{key}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    nothing = {
        "message": _FORGOTTEN,
        "subject": None,
        "evidence": dict.fromkeys(finding["evidence"]),
        "unknown_values": list(finding["evidence"]),
    }
    return {**finding, **nothing, "key": key, "fingerprint": digest}


def _strike_texts(value: Any, strike: Callable[[str], str]) -> Any:
    """Return a JSON value that does not name the person, wherever a text stands in it."""
    match value:
        case str():
            return strike(value)
        case list():
            return [_strike_texts(it, strike) for it in value]
        case dict():
            return {name: _strike_texts(it, strike) for name, it in value.items()}
    return value
