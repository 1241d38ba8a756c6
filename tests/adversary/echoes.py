"""The key in every spelling that a careless server might send it back in, and how to find it again anywhere."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

import duckdb

from adversary.running import KEY

_WINDOW = 12


def _encoded(lead: str) -> str:
    return base64.b64encode((lead + KEY).encode()).decode()


SPELLINGS = {
    "as it is": KEY,
    "in capitals": KEY.upper(),
    "in small letters": KEY.lower(),
    "with a word before it": f"Bearer {KEY}",
    "inside a sentence": f"the key {KEY}, which is yours,",
    "its first twenty characters": KEY[:20],
    "its last twenty characters": KEY[-20:],
    "twelve of its characters": KEY[9:21],
    "split by a line feed": f"{KEY[:9]}\n{KEY[9:]}",
    "split by line feeds everywhere": "\n".join(KEY),
    "split by blanks": " ".join(KEY),
    "split by tabs and returns": "\t\r\n".join(KEY[at : at + 4] for at in range(0, len(KEY), 4)),
    "split by a blank that does not break": f"{KEY[:9]}\u00a0{KEY[9:]}",
    "split by the blank of another alphabet": f"{KEY[:9]}\u3000{KEY[9:]}",
    "base64": _encoded(""),
    "base64, one letter later": _encoded("x"),
    "base64, two letters later": _encoded("xy"),
    "base64 of a header": base64.b64encode(f"Authorization: Bearer {KEY}\r\n".encode()).decode(),
    "base64 for addresses": base64.urlsafe_b64encode(f"\u00ff\u00fe{KEY}".encode()).decode().rstrip("="),
    "base64 in lines": "\n".join(re.findall(".{1,19}", _encoded(""))),
    "hex": KEY.encode().hex(),
    "hex in capitals": KEY.encode().hex().upper(),
    "hex in pairs": KEY.encode().hex(" "),
    "percent-escaped": "".join(f"%{ord(one):02x}" for one in KEY),
    "percent-escaped here and there": "".join(f"%{ord(one):02X}" if at % 3 else one for at, one in enumerate(KEY)),
    "JSON-escaped": "".join(f"\\u{ord(one):04x}" for one in KEY),
    "JSON-escaped here and there": "".join(f"\\u{ord(one):04X}" if at % 2 else one for at, one in enumerate(KEY)),
}


def echoes(content: str) -> list[str]:
    """Return what is left of the key in a text, in any spelling."""
    views = (content, unquote_to_bytes(content).decode("utf-8", "replace"), _unescaped(content))
    plain = {re.sub(r"\s", "", view).lower() for view in views}
    return sorted(part for part in _PARTS if any(part in view for view in plain))


def _unescaped(content: str) -> str:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), content.replace("\\\\", "\\"))


def _parts() -> Iterator[str]:
    """Yield every window of the key as it would stand in a text without white space and capitals."""
    for at in range(len(KEY) - _WINDOW + 1):
        part = KEY[at : at + _WINDOW].encode()
        yield part.decode().lower()
        yield part.hex()
        for lead in range(3):
            encoded = base64.b64encode(b"x" * lead + part).decode().rstrip("=")
            yield encoded[(0, 2, 3)[lead] : len(encoded) - (1 if (lead + _WINDOW) % 3 else 0)].lower()


_PARTS = frozenset(_parts())


def contents(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every file below a folder as text, and what its tables hold."""
    engine = duckdb.connect()
    for file in sorted(folder.rglob("*")):
        yield f"the name of {file.name}", str(file.relative_to(folder))
        if file.suffix == ".parquet":
            rows = engine.execute("SELECT * FROM read_parquet(?)", [str(file)])
            yield f"rows of {file.name}", repr([*(rows.description or ()), *rows.fetchall()]).replace("\\n", "\n")
        elif file.is_file():
            yield str(file), file.read_bytes().decode("utf-8", "replace")
