"""Pseudonyms: keyed digests of ids, the same in every report of an organization."""

from dataclasses import dataclass
from hashlib import sha256
from hmac import new

from orglint.model.privacy import Privacy

_LENGTH = 20
"""Hexadecimal digits of a pseudonym: 80 bits, of which no two of a million rows are alike."""


SHORTEST = 32
"""Characters that a key must have: who knows how short it is could try them all."""


@dataclass(frozen=True, slots=True, repr=False)
class PseudonymKey:
    """What pseudonyms are made with; it never shows itself."""

    _text: str

    def __repr__(self) -> str:
        return "PseudonymKey(***)"

    def make_pseudonyms(self, organization: str) -> "Pseudonyms":
        """Return what makes the pseudonyms of an organization."""
        return Pseudonyms(self._text, organization)


@dataclass(frozen=True, slots=True, repr=False)
class Pseudonyms:
    """Makes pseudonyms for the rows of one organization; it never shows its key."""

    _key: str
    organization: str

    def __repr__(self) -> str:
        return "Pseudonyms(***)"

    def replace_id(self, text: str) -> str:
        """Return the pseudonym of an id."""
        return f"p-{self._digest_text(text)[:_LENGTH]}"

    def replace_digest(self, text: str) -> str:
        """Return what stands for a digest, of the same length; none is none."""
        return text and self._digest_text(text)

    def _digest_text(self, text: str) -> str:
        said = f"{self.organization}\0{text}".encode("utf-8", "surrogatepass")
        return new(self._key.encode(), said, sha256).hexdigest()


def choose_pseudonyms(privacy: Privacy, key: PseudonymKey | None, organization: str) -> Pseudonyms | None:
    """Return what makes the pseudonyms of an organization; None where people appear otherwise, or not at all."""
    if privacy is not Privacy.PSEUDONYMS:
        return None
    assert key is not None, "pseudonyms need a key"
    return key.make_pseudonyms(organization)
