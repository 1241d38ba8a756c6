"""What is loaded when it is first used: members of a package (PEP 562), and functions of several modules."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any


def defer_members(package: str, modules: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a package, whose members come from modules below it: `modules` names that of each."""

    def find_member(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package} has no attribute {name}")
        return getattr(import_module(f"{package}.{modules[name]}"), name)

    return find_member


def defer_functions(package: str, modules: Sequence[str], function: str) -> Mapping[str, Callable[..., Any]]:
    """Return by the name of each module of a package its function of this name; a call imports the module."""
    return {module: _defer_function(f"{package}.{module}", function) for module in modules}


def _defer_function(module: str, function: str) -> Callable[..., Any]:
    def call(*arguments: Any) -> Any:
        return getattr(import_module(module), function)(*arguments)

    return call
