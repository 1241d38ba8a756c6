"""What stands in an archive of evidence, and the index that vouches for it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from orglint.documents.json_text import encode_document
from orglint.model.privacy import Privacy
from orglint.model.result import Result
from orglint.results.write import encode_result

INDEX, RESULT, MANIFEST, SETTINGS = "evidence.json", "result.json", "manifest.json", "settings.json"
CONFIG, WAIVERS, RULES = "orglint.yaml", "waivers.yaml", "rules/"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """A result, and what it was made by: the manifest of its snapshot, the files of its rules, settings and waivers.

    `settings` are what the organization says of itself, as the rules saw it; `config` and `waivers` are the files, if
    there are any.
    """

    result: Result
    manifest: bytes
    rules: Mapping[str, bytes]
    settings: Mapping[str, Any]
    config: bytes | None = None
    waivers: bytes | None = None


def build_members(evidence: Evidence) -> dict[str, bytes]:
    """Return the members of the archive, with the index: the digest of each.

    If the result does not name people, settings and waivers are withheld, since they may; the index has no digest of
    them either, from which an address could be guessed.
    """
    result = evidence.result
    members = {RESULT: "".join(encode_result(result)).encode("ascii"), MANIFEST: evidence.manifest}
    members |= {f"{RULES}{name}.yaml": content for name, content in evidence.rules.items()}
    others = {SETTINGS: _encode(evidence.settings), CONFIG: evidence.config, WAIVERS: evidence.waivers}
    there = {name: content for name, content in others.items() if content is not None}
    if result.privacy is Privacy.NAMES:
        members |= there
    return {**members, INDEX: render_index(result, members, sorted(there.keys() - members.keys()))}


def digest_members(members: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """Return what the index says of members: the digest and the size of each."""
    return {name: {"sha256": sha256(it).hexdigest(), "size": len(it)} for name, it in sorted(members.items())}


def render_index(result: Result, members: Mapping[str, bytes], withheld: Sequence[str]) -> bytes:
    """Return the index of members, which are all but itself."""
    told = {
        "format": FORMAT,
        "orglint": result.orglint,
        "organization": result.snapshot.organization,
        "snapshot": result.snapshot.id,
        "as_of": result.as_of,
        "outcome": result.outcome,
        "exit_code": result.exit_code,
        "privacy": result.privacy,
        "withheld": list(withheld),
        "members": digest_members(members),
    }
    return encode_document(told).encode("ascii")


def _encode(settings: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(settings, indent=1, sort_keys=True)}\n".encode("ascii")
