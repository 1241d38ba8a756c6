"""Which controls of a framework a rule gives evidence for; some only while a parameter is small enough."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from orglint.documents.strict_yaml import At
from orglint.model.rule import Parameter


def select_controls(stated: Mapping[str, Any], parameters: Mapping[str, Parameter]) -> dict[str, tuple[str, ...]]:
    """Return the ids that hold with the present values of the parameters, by framework.

    "Disable accounts that were unused for 45 days" is not what a rule shows that waits for 90.
    """
    return {
        framework: tuple(_name_control(it) for it in listed if _is_kept(it, parameters))
        for framework, listed in stated.items()
    }


def find_unknown_bounds(
    stated: Mapping[str, Any], parameters: Mapping[str, Parameter], note: Callable[[At, str], None]
) -> None:
    """Note each bound of a control that is of no number among the parameters."""
    for at, name in _list_bounds(stated):
        if name not in parameters or parameters[name].type not in ("int", "double"):
            note(at, f"there is no parameter {name} that is a number")


def _list_bounds(stated: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    for framework, listed in stated.items():
        for number, it in enumerate(listed):
            for name in it["at_most"] if isinstance(it, dict) else ():
                yield ("controls", framework, number, "at_most", name), name


def _name_control(stated: Any) -> str:
    return str(stated["id"] if isinstance(stated, dict) else stated)


def _is_kept(stated: Any, parameters: Mapping[str, Parameter]) -> bool:
    bounds = stated["at_most"] if isinstance(stated, dict) else {}
    return all(parameters[name].value <= most for name, most in bounds.items())
