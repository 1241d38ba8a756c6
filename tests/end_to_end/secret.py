"""Whether a key can be found in what a run left behind, whole or in part, plain or encoded."""

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote


def _shapes(key: str) -> Iterator[str]:
    half = len(key) // 2
    for part in (key, key[:half], key[half:]):
        yield part
        yield part[::-1]
    for text in (key, f"Bearer {key}", f":{key}"):
        for encode in (b64encode, urlsafe_b64encode):
            yield encode(text.encode()).decode().rstrip("=")
    yield quote(key, safe="")
    yield "".join(f"%{byte:02X}" for byte in key.encode())
    yield key.encode().hex()


def leaks(key: str, *texts: str, folder: Path) -> list[str]:
    """Return where a key of 16 or more characters shows: in a text, or in a file below a folder."""
    assert len(key) >= 16
    shapes = set(_shapes(key))
    found = [f"text {at}" for at, text in enumerate(texts) if any(shape in text for shape in shapes)]
    files = [file for file in folder.rglob("*") if file.is_file()]
    secrets = [shape.encode() for shape in shapes]
    return found + [str(file) for file in files if any(secret in file.read_bytes() for secret in secrets)]
