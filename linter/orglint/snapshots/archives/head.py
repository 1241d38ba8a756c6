"""The first member of an archive: which format it has, and what shows that its writer had the key."""

import json
from hmac import compare_digest

from orglint.snapshots.archives.cipher import UnopenedError
from orglint.snapshots.archives.key import ArchiveKey

NAME = "archive.json"
FORMAT = 1
LARGEST = 1 << 16
"""Bytes that it may have."""


def render_head(manifest: bytes, key: ArchiveKey) -> bytes:
    """Return the first member of an archive of the snapshot that has this manifest."""
    return f"{json.dumps({'format': FORMAT, 'signature': key.sign_manifest(manifest)})}\n".encode("ascii")


def parse_head(content: bytes) -> str:
    """Return the signature of the manifest that follows; `UnopenedError` if this orglint cannot read the archive."""
    try:
        members = json.loads(content)
        version, signature = members["format"], str(members["signature"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise UnopenedError(f"holds no {NAME} that can be read") from None
    if version != FORMAT:
        raise UnopenedError(f"has format {str(version)[:9]}; this orglint reads format {FORMAT}")
    return signature


def check_signature(manifest: bytes, signature: str, key: ArchiveKey) -> None:
    """Raise `UnopenedError` unless the manifest was signed with the key."""
    if not compare_digest(key.sign_manifest(manifest).encode(), signature.encode()):
        raise UnopenedError("was not written with this key, only for it: its signature differs")
