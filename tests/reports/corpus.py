"""Some hundred texts that try to be more than text, and how to put them everywhere."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import cycle
from pathlib import Path
from typing import Any

from orglint.model.findings import ListedFindings
from reports.hostile import HOSTILE

_FILE = Path(__file__).with_name("corpus.txt")


def read_corpus() -> tuple[str, ...]:
    lines = _FILE.read_text("ascii").splitlines()
    return (*HOSTILE, *(json.loads(line) for line in lines if line and not line.startswith("#")))


CORPUS = read_corpus()


def sow(value: Any, texts: Iterator[str]) -> Any:
    """Return the value with another text at the start of every string in it, names of mappings included."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return next(texts) + value if value else value
    if isinstance(value, Mapping):
        return {sow(name, texts): sow(item, texts) for name, item in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(sow(item, texts) for item in value))
    if isinstance(value, tuple | list | frozenset | ListedFindings):
        return type(value)(sow(item, texts) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(value, **{it.name: sow(getattr(value, it.name), texts) for it in fields(value) if it.init})


def sow_from(value: Any, start: int) -> Any:
    """Return the value with the texts of the corpus sown into it, from the one at a place on."""
    return sow(value, cycle((*CORPUS[start:], *CORPUS[:start])))
