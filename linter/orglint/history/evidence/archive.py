"""The archive as a file: a zip file that is the same for the same members, byte for byte."""

import io
import zipfile
from collections.abc import Mapping

from orglint.errors import ResultError

SIGN = b"PK\x03\x04"
"""What an archive begins with."""
LARGEST = 1 << 30
"""Bytes of an archive that is read."""
_MOST = 10_000
_TIME = (1980, 1, 1, 0, 0, 0)
_AGAIN = "Take the archive from whoever made it."


def pack_members(members: Mapping[str, bytes]) -> bytes:
    """Return an archive of members, in the order of their names; without times and users, and not compressed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, _TIME)
            info.external_attr, info.create_system = 0o600 << 16, 3
            archive.writestr(info, members[name])
    return packed.getvalue()


def unpack_members(content: bytes, name: str) -> dict[str, bytes]:
    """Return the members of an archive; `ResultError` unless it is exactly what `pack_members` makes of them.

    Whatever was put before, between or behind the members, or changed about them, is a difference.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = archive.infolist()
            if len(found) > _MOST or any(it.compress_type != zipfile.ZIP_STORED for it in found):
                raise ResultError(f"{name} is not an archive that orglint wrote", _AGAIN)
            members = {it.filename: archive.read(it) for it in found}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise ResultError(f"{name} is damaged, or no archive of evidence: {error}", _AGAIN) from None
    if pack_members(members) != content:
        raise ResultError(f"{name} is not as it was written: something was changed around its members", _AGAIN)
    return members
