"""The key of archives: one secret, an identity of the age format, for those who write and those who read."""

from dataclasses import dataclass
from hashlib import sha256
from hmac import new

from pyrage import IdentityError
from pyrage.x25519 import Identity, Recipient

from orglint.errors import UsageError

_PURPOSE = b"orglint archive, format 1\n"


@dataclass(frozen=True, slots=True, repr=False)
class ArchiveKey:
    """A key that never shows itself; its shape is checked when it is made."""

    _text: str

    def __post_init__(self) -> None:
        try:
            Identity.from_str(self._text)
        except IdentityError:
            raise UsageError(
                "nothing was read or written: what is given as the key of archives is not one",
                "A key is one line that begins with AGE-SECRET-KEY-1; `orglint store key` makes one.",
            ) from None

    def __repr__(self) -> str:
        return "ArchiveKey(***)"

    @property
    def identity(self) -> Identity:
        """What opens an archive."""
        return Identity.from_str(self._text)

    @property
    def recipient(self) -> Recipient:
        """Whom an archive is closed for: the public half of the identity."""
        return self.identity.to_public()

    def sign_manifest(self, manifest: bytes) -> str:
        """Return an HMAC of a manifest, whose digests stand for every byte of the snapshot.

        Whoever has only the public half of the key could close an archive for it; this shows that the writer had all.
        """
        return new(self._text.encode("ascii"), _PURPOSE + manifest, sha256).hexdigest()


def make_key() -> str:
    """Return a new key as text."""
    return str(Identity.generate())
