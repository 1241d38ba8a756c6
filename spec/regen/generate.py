"""Let openapi-python-client write the package into an empty folder."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from regen.blame import list_culprits, list_missing, name_some
from regen.document import Document
from regen.refusal import Refusal
from regen.wire import restore_wire

LIMIT = 600

# Its messages show an object's address where a value should stand, and end with an invitation that is not for users.
NAMELESS = re.compile(r"<\S+ object at 0x[0-9a-f]+>")
WARNED = re.compile(r"^WARNING parsing (\w+) (\S+) within", re.MULTILINE)
CRASH = "Traceback (most recent call last)"
INVITATION = "please open an issue"


RunTool = Callable[..., subprocess.CompletedProcess[str]]
"""What runs a command in a folder, given as `cwd`."""


def generate(
    document: Document, folder: Path, *, spec: Path, name: str = "client", run_tool: RunTool | None = None
) -> Path:
    """Return the folder of a package made from a document's view, below an empty folder and with that name.

    `run_tool` runs the generator; without it, it has a process of its own.
    """
    package = folder / name
    done = _generate(document, package, spec, run_tool or run)
    if done.returncode:
        raise Refusal(_explain(document, package, spec, done.stdout + done.stderr))
    restore_wire(document, package)
    return package


def _generate(document: Document, package: Path, spec: Path, run_tool: RunTool) -> subprocess.CompletedProcess[str]:
    source = package.parent / "document.json"
    source.write_text(json.dumps(document, sort_keys=True, ensure_ascii=False), encoding="utf-8")
    options = ["--meta", "none", "--config", str(spec / "generator.yaml"), "--fail-on-warning"]
    options += ["--path", str(source), "--output-path", str(package)]
    options += ["--custom-template-path", str(spec / "templates")]
    return run_tool([sys.executable, "-m", "openapi_python_client", "generate", *options], cwd=package.parent)


def _explain(document: Document, package: Path, spec: Path, said: str) -> str:
    """Say which operations the generator did not make, or not whole, and what it says itself."""
    if package.is_dir() and CRASH not in said:
        found = [f"{method} {path}" for method, path in WARNED.findall(said)] + list_missing(document, package)
        of = name_some(found) or "schemas that no operation uses"
        return f"the generator left something out, of {of}:\n{_indented(said)}"

    def attempt(part: Document) -> None:
        with tempfile.TemporaryDirectory(dir=package.parent) as name:
            if _generate(part, Path(name) / "part", spec, run).returncode:
                raise Refusal(said)

    of = name_some(list_culprits(document, attempt)) or "schemas that no operation uses"
    return f"the generator left something out: it cannot read what is used by {of}"


def run(command: list[str], *, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a tool of this Python's own environment, untouched by the caller's locale, hash seed and settings."""
    try:
        return subprocess.run(  # noqa: S603
            command,
            cwd=cwd,
            env=build_environment(**more),
            capture_output=True,
            encoding="utf-8",
            timeout=LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refusal(f"{Path(command[2]).name} did not end within {LIMIT} seconds") from None


def build_environment(**more: str) -> dict[str, str]:
    """Return the environment that tools run in: little of the caller's own, and the same everywhere."""
    tools = str(Path(sys.executable).parent)
    given = {name: os.environ[name] for name in ("HOME", "TMPDIR", "SYSTEMROOT") if name in os.environ}
    path = os.pathsep.join([tools, os.environ.get("PATH", os.defpath)])
    settings = {
        "PATH": path,
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }
    return given | settings | more


def _indented(text: str) -> str:
    lines = (NAMELESS.sub("?", line) for line in text.splitlines() if line.strip() and INVITATION not in line)
    return "\n".join(f"  {line}" for line in lines)
