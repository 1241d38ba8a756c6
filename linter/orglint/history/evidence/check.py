"""Check evidence: every digest, and that the result follows from what stands beside it."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from orglint.errors import OrglintError
from orglint.evaluate.distribute.digests import digest_said
from orglint.history.evidence.exceptions import compare_waivers
from orglint.history.evidence.members import (
    CONFIG,
    INDEX,
    MANIFEST,
    RESULT,
    RULES,
    SETTINGS,
    WAIVERS,
    digest_members,
    render_index,
)
from orglint.model.privacy import Privacy
from orglint.model.result import Result
from orglint.model.snapshot import Snapshot
from orglint.results.consistency import find_contradictions
from orglint.results.read import read_result
from orglint.results.write import snapshot_to_dict
from orglint.snapshots import manifest

_WITHHELD = frozenset({SETTINGS, CONFIG, WAIVERS})
_KNOWN = frozenset({INDEX, RESULT, MANIFEST, SETTINGS, CONFIG, WAIVERS})


def find_problems(members: Mapping[str, bytes]) -> tuple[Result | None, list[str]]:
    """Return the result of an archive, if it can be read, and everything that is wrong with the archive."""
    problems = [*_compare_index(members)]
    try:
        result = read_result(members[RESULT], RESULT)
        snapshot = _read_manifest(members[MANIFEST])
    except KeyError as missing:
        return None, [*problems, f"{missing.args[0]} is missing"]
    except OrglintError as error:
        return None, [*problems, str(error).splitlines()[0]]
    problems += _compare_head(result, members)
    problems += find_contradictions(result)
    problems += _compare_snapshot(result, snapshot)
    problems += _compare_rules(result, members)
    problems += _compare_settings(result, members)
    problems += compare_waivers(result, members, withheld=WAIVERS in _list_withheld(members))
    return result, list(dict.fromkeys(problems))


def _compare_index(members: Mapping[str, bytes]) -> Iterator[str]:
    said = _read_index(members).get("members")
    if not isinstance(said, dict):
        yield f"there is no {INDEX} that can be read"
        return
    there = digest_members({name: it for name, it in members.items() if name != INDEX})
    yield from (f"{name} is missing" for name in sorted(said.keys() - there.keys()))
    yield from (f"{name} was added: the index does not have it" for name in sorted(there.keys() - said.keys()))
    yield from (f"{it} has been changed: its SHA-256 differs" for it in there if it in said and said[it] != there[it])
    others = {it for it in there if it not in _KNOWN and not it.startswith(RULES)}
    yield from (f"{name} is no part of evidence" for name in sorted(others))


def _compare_head(result: Result, members: Mapping[str, bytes]) -> Iterator[str]:
    """Yield that the index says something else of the result than the result itself."""
    rest = {name: it for name, it in members.items() if name != INDEX}
    if _read_index(members) != json.loads(render_index(result, rest, _list_withheld(members))):
        yield f"{INDEX} does not say what {RESULT} and the files beside it say"


def _list_withheld(members: Mapping[str, bytes]) -> list[str]:
    """Return which files the index withholds: those that may name people, and are not there."""
    said = _read_index(members).get("withheld")
    return sorted(it for it in _WITHHELD - members.keys() if isinstance(said, list) and it in said)


def _read_index(members: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the index; empty if there is none that can be read."""
    try:
        index = json.loads(members.get(INDEX, b""))
    except (ValueError, RecursionError):
        return {}
    return index if isinstance(index, dict) else {}


def _read_manifest(content: bytes) -> Snapshot:
    with TemporaryDirectory(prefix="orglint-") as folder:
        Path(folder, manifest.NAME).write_bytes(content)
        return manifest.parse_manifest(Path(folder))


def _compare_snapshot(result: Result, snapshot: Snapshot) -> Iterator[str]:
    """Yield how the snapshot that the result tells of differs from the manifest."""
    if result.snapshot.organization != snapshot.organization:
        yield f"{RESULT} is about another organization than {MANIFEST}"
    told, sealed = snapshot_to_dict(result.snapshot), snapshot_to_dict(snapshot)
    for name in sorted(sealed.keys() - {"tables", "complete", "doubts"}):
        if told[name] != sealed[name]:
            yield f"{RESULT} tells another {name} of the snapshot than {MANIFEST}"
    if told["tables"].keys() != sealed["tables"].keys():
        yield f"{RESULT} tells of other tables than {MANIFEST}"
    for table in sorted(told["tables"].keys() & sealed["tables"].keys()):
        here, there = told["tables"][table], sealed["tables"][table]
        differing = [it for it in sorted(there.keys() - {"accepted", "remarks"}) if here[it] != there[it]]
        if differing:
            yield f"{RESULT} tells another {', '.join(differing)} of {table} than {MANIFEST}"


def _compare_rules(result: Result, members: Mapping[str, bytes]) -> Iterator[str]:
    """Yield which rules are not those that the result was judged by."""
    judged = {f"{RULES}{it.rule.id}.yaml": it.rule.sha256 for it in result.verdicts}
    there = {name: sha256(it).hexdigest() for name, it in members.items() if name.startswith(RULES)}
    yield from (f"{name} is missing" for name in sorted(judged.keys() - there.keys()))
    yield from (f"{name} is of no rule of {RESULT}" for name in sorted(there.keys() - judged.keys()))
    for name in sorted(judged.keys() & there.keys()):
        if judged[name] != there[name]:
            yield f"{name} is not the rule that {RESULT} was judged by"


def _compare_settings(result: Result, members: Mapping[str, bytes]) -> Iterator[str]:
    """Yield that settings are not those that the result was judged by; those that are withheld cannot be compared."""
    if SETTINGS not in members and result.privacy is Privacy.NAMES:
        yield f"{SETTINGS} is missing"
    if SETTINGS not in members or not result.settings_sha256:
        return
    try:
        settings: dict[str, Any] = json.loads(members[SETTINGS])
        said = digest_said(settings, [it.rule for it in result.verdicts], result.off, result.known, result.fail_on)
    except (ValueError, TypeError, AttributeError):
        yield f"{SETTINGS} cannot be read"
        return
    if said != result.settings_sha256:
        yield f"{SETTINGS} and the rules of {RESULT} are not the settings that it was judged by"
