"""Read a document from a file or a URL, and say whether it is an OpenAPI document at all."""

import json
from http import HTTPStatus
from pathlib import Path

import httpx
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from regen.document import Document, Node, operations
from regen.refusal import Refusal
from regen.scalars import make_loader, simplify

LARGEST = 64 * 1024 * 1024
VERSIONS = ("3.0", "3.1")


def read(source: str) -> Document:
    """Return the document at a path or URL as plain JSON values."""
    return _recognised(_parse(_text(source), source), source)


def _text(source: str) -> str:
    if source.startswith(("http://", "https://")):
        return _download(source)
    try:
        raw = Path(source).read_bytes()
    except OSError as error:
        raise Refusal(f"{source} could not be read: {error.strerror}") from None
    return _decode(raw, source)


def _download(url: str) -> str:
    try:
        answer = httpx.get(url, timeout=30, follow_redirects=True)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Refusal(f"{url} could not be read: {error or type(error).__name__}") from None
    if answer.status_code != HTTPStatus.OK:
        raise Refusal(f"{url} could not be read: the answer was {answer.status_code}")
    return _decode(answer.content, url)


def _decode(raw: bytes, source: str) -> str:
    if len(raw) > LARGEST:
        raise Refusal(f"{source} is larger than {LARGEST} bytes")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(f"{source} is not UTF-8 text (byte {error.start})") from None


def _parse(text: str, source: str) -> Node:
    if not text.strip():
        raise Refusal(f"{source} is empty")
    try:
        if text.lstrip().startswith("{"):
            return json.loads(text)
    except json.JSONDecodeError:
        pass  # A flow mapping of YAML looks like JSON; if it is neither, YAML's message has the line too.
    try:
        return simplify(make_loader().load(text))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise Refusal(f"{source}:{line}: neither YAML nor JSON: {error.problem or error.context}") from None
    except (YAMLError, RecursionError, ValueError) as error:
        raise Refusal(f"{source}: neither YAML nor JSON: {str(error).splitlines()[0]}") from None


def _recognised(document: Node, source: str) -> Document:
    if not isinstance(document, dict) or "openapi" not in document:
        raise Refusal(f"{source} is not an OpenAPI document: it has no property named openapi")
    version = str(document["openapi"])
    if not version.startswith(VERSIONS):
        raise Refusal(f"{source} is OpenAPI {version}; regen reads {' and '.join(VERSIONS)}")
    if not isinstance(document.get("paths"), dict) or not any(operations(document)):
        raise Refusal(f"{source} has no operations")
    return document
