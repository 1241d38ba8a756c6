"""What a new package must pass before it may take the old one's place."""

import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from regen.blame import list_missing, list_needing, name_some
from regen.document import Document, operations
from regen.generate import run
from regen.refusal import Refusal

IMPORTS = """
import importlib, pathlib, sys
root = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(root.parent))
failed = 0
for path in sorted(root.rglob("*.py")):
    name = ".".join(path.relative_to(root.parent).with_suffix("").parts).removesuffix(".__init__")
    try:
        module = importlib.import_module(name)
        for public in getattr(module, "__all__", ()):
            getattr(module, public)
    except Exception as error:
        failed = 1
        print(f"  {name}: {type(error).__name__}: {error}")
sys.exit(failed)
"""


def every_operation_has_its_module(document: Document, package: Path) -> str:
    """Compare the number of operations with the number of modules."""
    wanted = len(list(operations(document)))
    found = len(endpoints(package))
    if wanted != found:
        missing = f": nothing asks for {name_some(lacking)}" if (lacking := list_missing(document, package)) else ""
        raise Refusal(f"{wanted} operations, but {found} modules{missing}")
    return f"{wanted} operations, {found} modules"


def every_module_imports(document: Document, package: Path) -> str:
    """Import every module in a Python of its own."""
    done = run([sys.executable, "-c", IMPORTS, str(package)], cwd=package.parent)
    if done.returncode:
        names = re.findall(r"^  ([\w.]+):", done.stdout, re.MULTILINE)
        files = {package.parent.joinpath(*name.split(".")).with_suffix(".py") for name in names}
        of = _name_needing(document, package, files)
        raise Refusal(f"modules that cannot be imported{of}:\n{done.stdout}{done.stderr}".rstrip())
    return f"{len(list(package.rglob('*.py')))} modules can be imported"


def types_are_strict(document: Document, package: Path) -> str:
    """Run mypy in strict mode, without the settings of the surrounding repository.

    What it has read of the libraries it keeps where MYPY_CACHE_DIR says, as it does everywhere; it compares digests.
    """
    cache = os.environ.get("MYPY_CACHE_DIR") or package.parent / "mypy"
    options = ["--strict", "--config-file=", f"--cache-dir={cache}", "--no-error-summary"]
    done = run([sys.executable, "-m", "mypy", *options, "-p", package.name], cwd=package.parent)
    if done.returncode:
        files = {package.parent / name for name in re.findall(r"^(\S+?\.py):\d+", done.stdout, re.MULTILINE)}
        of = _name_needing(document, package, files)
        raise Refusal(f"mypy --strict finds{of}:\n{done.stdout}{done.stderr}".rstrip())
    return "mypy --strict finds nothing"


def _name_needing(document: Document, package: Path, files: set[Path]) -> str:
    found = list_needing(document, package, files)
    return f", needed by {name_some(found)}" if found else ""


def endpoints(package: Path) -> list[str]:
    """List the modules that hold an operation each, as tag/name."""
    found = (path for path in (package / "api").glob("*/*.py") if path.name != "__init__.py")
    return sorted(f"{path.parent.name}/{path.stem}" for path in found)


GATES: Mapping[str, Callable[[Document, Path], str]] = {
    "modules": every_operation_has_its_module,
    "imports": every_module_imports,
    "types": types_are_strict,
}
