"""Load fault files: JSON lists of faults, refused as a whole if one entry is wrong."""

import json
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from orglint_simulator.call import Json
from orglint_simulator.endpoints import ENDPOINTS
from orglint_simulator.errors import SettingsError
from orglint_simulator.faults.fault import Fault
from orglint_simulator.faults.kinds import KINDS

NAMES = tuple(endpoint.name for endpoint in ENDPOINTS)
COMMON = frozenset({"endpoint", "calls", "kind"})
RefuseFault = Callable[[str], SettingsError]


def load_faults(path: Path) -> tuple[Fault, ...]:
    """Return the faults of a file, or raise a SettingsError that names the file and the entry."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"the fault file {path} cannot be read: {_describe(error)}", "It must be a JSON list of faults."
        ) from error
    if not isinstance(entries, list):
        raise SettingsError(f"the fault file {path} is not a JSON list", "It must be a JSON list of faults.")
    return tuple(
        _parse_fault(entry, _entry_error_factory(path, number)) for number, entry in enumerate(entries, start=1)
    )


def _describe(error: OSError | ValueError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def _entry_error_factory(path: Path, number: int) -> RefuseFault:
    return lambda text: SettingsError(f"{path}: fault {number}: {text}", "Nothing was started.")


def _parse_fault(entry: Json, refuse: RefuseFault) -> Fault:
    if not isinstance(entry, dict):
        raise refuse("is not an object")
    endpoint, kind = (
        _parse_known_name(entry, name, known, refuse) for name, known in (("endpoint", NAMES), ("kind", tuple(KINDS)))
    )
    details = {name: value for name, value in entry.items() if name not in COMMON}
    _check_details(kind, details, refuse)
    return Fault(endpoint, kind, details, **_parse_calls(entry.get("calls", "all"), refuse))


def _parse_known_name(entry: Mapping[str, Any], name: str, known: tuple[str, ...], refuse: RefuseFault) -> str:
    given = entry.get(name)
    if isinstance(given, str) and given in known:
        return given
    near = get_close_matches(str(given), known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
    raise refuse(f"unknown {name} {given!r}, {hint}")


def _check_details(kind: str, details: Mapping[str, Any], refuse: RefuseFault) -> None:
    needs, known = KINDS[kind].needs, {**KINDS[kind].needs, **KINDS[kind].takes}
    for name, value in details.items():
        if name not in known:
            raise refuse(f"{kind} takes no {name!r}")
        wrong = not isinstance(value, known[name]) or (isinstance(value, bool) and bool not in known[name])
        if wrong or (known[name] in ((int,), (int, float)) and value < _least_value(name)):
            raise refuse(f"{name!r} cannot be {value!r}")
    if missing := sorted(needs.keys() - details.keys()):
        raise refuse(f"{kind} needs {', '.join(missing)}")


def _least_value(name: str) -> int:
    return {"status": 200, "every": 1}.get(name, 0)


def _parse_calls(given: Json, refuse: RefuseFault) -> dict[str, Any]:
    if given == "all":
        return {}
    if isinstance(given, list) and given and all(_is_call_number(call) for call in given):
        return {"calls": frozenset(given)}
    if (
        isinstance(given, dict)
        and "from" in given
        and given.keys() <= {"from", "to"}
        and all(map(_is_call_number, given.values()))
    ):
        return {"since": given["from"], "until": given.get("to")}
    raise refuse(f'calls cannot be {given!r}: give a list of numbers from 1, "all", or {{"from": 2, "to": 5}}')


def _is_call_number(call: Json) -> bool:
    return isinstance(call, int) and not isinstance(call, bool) and call >= 1
