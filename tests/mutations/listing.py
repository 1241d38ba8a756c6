"""The list of mutations: one TOML file for each room of the linter, read and compared with the code."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
CODE = ROOT / "linter" / "orglint"


@dataclass(frozen=True, slots=True)
class Mutation:
    """One wrong change: `before` occurs once in `file` and becomes `after`; one of the `tests` must fail then.

    `name` says in words what would go wrong. `file` is relative to the package, `tests` are relative to `tests/`.
    """

    room: str
    name: str
    file: str
    before: str
    after: str
    tests: tuple[str, ...]

    @property
    def title(self) -> str:
        """The name with the room before it: patterns choose by it."""
        return f"{self.room}: {self.name}"


def read_mutations() -> tuple[Mutation, ...]:
    """Return every mutation, room by room."""
    return tuple(found for file in sorted(Path(__file__).parent.glob("*.toml")) for found in _read_file(file))


def mutate_text(mutation: Mutation, text: str) -> str | None:
    """Return the text of a file with the change in it; None if what is to be changed does not occur exactly once."""
    return text.replace(mutation.before, mutation.after) if text.count(mutation.before) == 1 else None


def find_problem(mutation: Mutation, code: Path = CODE) -> str:
    """Return why a mutation cannot be tried; empty if it can."""
    if not (code / mutation.file).is_file():
        return f"there is no file {mutation.file}"
    text = (code / mutation.file).read_text("utf-8")
    changed = mutate_text(mutation, text)
    if changed is None:
        return f"its text occurs {text.count(mutation.before)} times in {mutation.file}"
    try:
        ast.parse(changed)
    except SyntaxError as error:
        return f"{mutation.file} does not parse with it (line {error.lineno})"
    return next(_list_missing_tests(mutation.tests), "")


@cache
def _read_test(name: str) -> str:
    return (TESTS / name).read_text("utf-8") if (TESTS / name).is_file() else ""


def _read_file(file: Path) -> Iterator[Mutation]:
    for it in tomllib.loads(file.read_text("utf-8"))["mutation"]:
        yield Mutation(file.stem, it["name"], it["file"], it["before"], it["after"], tuple(it["tests"]))


def _list_missing_tests(tests: tuple[str, ...]) -> Iterator[str]:
    for test in tests:
        name, *functions = test.split("::")
        if not (TESTS / name).exists():
            yield f"there are no tests {name}"
        for function in functions:
            if f"def {function}(" not in _read_test(name):
                yield f"there is no test {function} in {name}"
