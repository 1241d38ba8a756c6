"""One change somewhere in the answers, made of a number alone: any value, member, row, element or continuation."""

import json
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from typing import Any

from adversary import honest
from adversary.honest import Answers
from adversary.serving import Raw

Path = tuple[Any, ...]

_WEIGHTS = {
    honest.USERS: 12, honest.OUTSIDE: 1, honest.COUNT: 2, honest.STATISTICS: 3, honest.POLICIES: 6, honest.DOMAINS: 4,
    honest.ORGANIZATION: 2, honest.ACCOUNTS: 3, honest.GROUPS: 2, honest.GROUP_COUNT: 1, honest.DIRECTORIES: 2,
}  # fmt: skip
_FREE = {"name", "key", "url", "picture", "id"}
"""Texts that may be any text: another text is another fact, and nobody can tell."""
_WRITTEN = (
    "1e400", "-1e400", "9" * 400, "Infinity", "NaN", '"\\ud83d"', '"a\\u0000b"', '{"\\udc00": 1}', "1e-400", "-0.0",
    '{"a": ' * 700 + "1" + "}" * 700, "[" * 700 + "]" * 700, '"' + "x" * 70000 + '"', str(2**64),
    "[" + "0," * 20000 + "0]",
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 7, 1.5, 10**30, "", " ", "x", "null", "true", "12", "\u202e", "x" * 300,
    [], {}, [None], [[]], [{}], ["x"], [1, "x", None], {"a": 1}, {"id": None}, {"a": {"a": {"a": []}}}, [[[[["x"]]]]],
)  # fmt: skip
_OPERATIONS = (
    "value",
    "value",
    "value",
    "value",
    "text",
    "wrap",
    "drop",
    "rename",
    "double",
    "lose",
    "repeat",
    "continue",
)


@dataclass(frozen=True, slots=True)
class Mutation:
    """What was changed: in which answer, at which page, below which path, and how."""

    name: str
    page: int
    path: Path
    how: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.name}[{self.page}] {'.'.join(map(str, self.path))}: {self.how} {self.detail[:80]}"


def mutated(number: int, answers: Answers) -> tuple[Mutation, Answers]:
    """Return the change that has a number, and the answers with it."""
    dice = Random(number)
    changed = deepcopy(answers)
    while True:
        name = dice.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
        page = dice.randrange(len(answers[name]))
        how = dice.choice(_OPERATIONS)
        found = _OPERATE[how](dice, changed, name, page)
        if found:
            path, detail = found
            return Mutation(name, page, path, how, detail), changed


def _places(value: Any, path: Path = ()) -> list[Path]:
    """Return the path of every value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inner for place in _places(one, (*path, key)))]


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _replace(answers: Answers, name: str, page: int, path: Path, value: Any) -> None:
    if path:
        _at(answers[name][page], path[:-1])[path[-1]] = value
    else:
        answers[name][page] = value


def _kind(value: Any) -> type:
    return float if type(value) is int else type(value)


def _value(dice: Random, answers: Answers, name: str, page: int) -> tuple[Path, str]:
    """Put a value of another kind, or of the same kind and another size, in the place of one."""
    path = dice.choice(_places(answers[name][page]))
    old = _at(answers[name][page], path)
    new = dice.choice([one for one in _VALUES if _is_another(one, old, path)])
    _replace(answers, name, page, path, deepcopy(new))
    return path, json.dumps(new)


def _is_another(new: Any, old: Any, path: Path) -> bool:
    if _kind(new) is not _kind(old):
        return True
    if isinstance(new, str):
        return new != old and path[-1:] and path[-1] not in _FREE
    return isinstance(new, (float, int)) and not isinstance(new, bool) and new != old


def _text(dice: Random, answers: Answers, name: str, page: int) -> tuple[Path, str]:
    """Put something in the place of a value that can only be written by hand."""
    path = dice.choice(_places(answers[name][page]))
    written = dice.choice(_WRITTEN)
    _replace(answers, name, page, path, "a place\x01")
    _write(answers, name, page, json.dumps("a place\x01"), written)
    return path, written


def _wrap(dice: Random, answers: Answers, name: str, page: int) -> tuple[Path, str]:
    """Put a value into a list or a record of its own, or write it as a text."""
    path = dice.choice(_places(answers[name][page]))
    old = _at(answers[name][page], path)
    forms = {"list": [old], "record": {"value": old}, "text": json.dumps(old), "keys": {str(old)[:40]: True}}
    how = dice.choice(list(forms))
    _replace(answers, name, page, path, forms[how])
    return path, how


def _members(value: Any) -> list[Path]:
    return [path for path in _places(value) if path and isinstance(path[-1], str)]


def _drop(dice: Random, answers: Answers, name: str, page: int) -> tuple[Path, str]:
    """Leave a member out."""
    path = dice.choice(_members(answers[name][page]))
    del _at(answers[name][page], path[:-1])[path[-1]]
    return path, ""


def _rename(dice: Random, answers: Answers, name: str, page: int) -> tuple[Path, str]:
    """Give a member another name."""
    path = dice.choice(_members(answers[name][page]))
    key = path[-1]
    new = dice.choice((f"{key}2", key.upper(), key.capitalize(), f"{key} ", f"x_{key}", f"{key}\u200b", key[::-1], ""))
    record = _at(answers[name][page], path[:-1])
    if new in record or isinstance(record, list):
        return _drop(dice, answers, name, page)
    items = [(new if one == key else one, value) for one, value in record.items()]
    record.clear()
    record.update(items)
    return path, new


def _double(dice: Random, answers: Answers, name: str, page: int) -> tuple[Path, str]:
    """Write a member twice in one record, the second time or the first with something else."""
    path = dice.choice(_members(answers[name][page]))
    record = _at(answers[name][page], path[:-1])
    other = dice.choice([*_VALUES, record[path[-1]]])
    items = (
        [*record.items(), ("a place\x01", other)] if dice.random() < 0.5 else [("a place\x01", other), *record.items()]
    )
    record.clear()
    record.update(items)
    _write(answers, name, page, json.dumps("a place\x01"), json.dumps(path[-1]))
    return path, json.dumps(other)


def _lists(value: Any) -> list[Path]:
    return [path for path in _places(value) if isinstance(_at(value, path), list) and _at(value, path)]


def _lose(dice: Random, answers: Answers, name: str, page: int) -> tuple[Path, str] | None:
    """Leave a row or an element out; rows are lost as often as all other elements."""
    lists = _lists(answers[name][page])
    if not lists:
        return None
    path = ("data",) if ("data",) in lists and dice.random() < 0.5 else dice.choice(lists)
    found = _at(answers[name][page], path)
    number = dice.randrange(len(found))
    del found[number]
    return (*path, number), ""


def _repeat(dice: Random, answers: Answers, name: str, page: int) -> tuple[Path, str] | None:
    """Double a row or an element, once or a hundred times."""
    lists = _lists(answers[name][page])
    if not lists:
        return None
    path = dice.choice(lists)
    found = _at(answers[name][page], path)
    one, times = dice.choice(found), dice.choice((1, 1, 100))
    found.extend(deepcopy([one] * times))
    return path, str(times)


def _continue(dice: Random, answers: Answers, name: str, page: int) -> tuple[Path, str] | None:
    """Drop the continuation, or move it to another place or page."""
    body = answers[name][page]
    follow = (body.get("links") or {}).get("next") if isinstance(body, dict) else None
    if not follow:
        return None
    how = dice.choice(("drop", "meta", "links.Next", "nextCursor", "itself", "elsewhere", "number", "list", "empty"))
    links = body["links"]
    del links["next"]
    if how == "meta":
        body.setdefault("meta", {})["next"] = follow
    elif how == "links.Next":
        links["Next"] = follow
    elif how == "nextCursor":
        body["nextCursor"] = follow
    elif how != "drop":
        links["next"] = {"itself": follow.replace("page-1", "page-0"), "elsewhere": follow.replace("page-1", "page-9"),
                         "number": 1, "list": [follow], "empty": ""}[how]  # fmt: skip
    return ("links", "next"), how


def _write(answers: Answers, name: str, page: int, place: str, written: str) -> None:
    answers[name][page] = Raw(json.dumps(answers[name][page]).replace(place, written).encode())


_OPERATE = {
    "value": _value, "text": _text, "wrap": _wrap, "drop": _drop, "rename": _rename, "double": _double, "lose": _lose,
    "repeat": _repeat, "continue": _continue,
}  # fmt: skip
