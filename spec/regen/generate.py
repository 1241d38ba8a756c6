"""Let openapi-python-client write the package into an empty folder."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from regen.document import Document
from regen.refusal import Refusal
from regen.wire import restore_wire

LIMIT = 600

# Its messages show an object's address where a value should stand, and end with an invitation that is not for users.
NAMELESS = re.compile(r"<\S+ object at 0x[0-9a-f]+>")
INVITATION = "please open an issue"


def generate(document: Document, folder: Path, *, spec: Path, name: str = "client") -> Path:
    """Return the folder of a package made from a document's view, below an empty folder and with that name."""
    source = folder / "document.json"
    source.write_text(json.dumps(document, sort_keys=True, ensure_ascii=False), encoding="utf-8")
    package = folder / name
    options = ["--meta", "none", "--config", str(spec / "generator.yaml"), "--fail-on-warning"]
    options += ["--path", str(source), "--output-path", str(package)]
    options += ["--custom-template-path", str(spec / "templates")]
    done = run([sys.executable, "-m", "openapi_python_client", "generate", *options], cwd=folder)
    if done.returncode:
        raise Refusal(f"the generator left something out:\n{_indented(done.stdout + done.stderr)}")
    restore_wire(document, package)
    return package


def run(command: list[str], *, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a tool of this Python's own environment, untouched by the caller's locale, hash seed and settings."""
    tools = str(Path(sys.executable).parent)
    given = {name: os.environ[name] for name in ("HOME", "TMPDIR", "SYSTEMROOT") if name in os.environ}
    path = os.pathsep.join([tools, os.environ.get("PATH", os.defpath)])
    settings = {
        "PATH": path,
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        **more,
    }
    try:
        return subprocess.run(  # noqa: S603
            command, cwd=cwd, env=given | settings, capture_output=True, encoding="utf-8", timeout=LIMIT, check=False
        )
    except subprocess.TimeoutExpired:
        raise Refusal(f"{Path(command[2]).name} did not end within {LIMIT} seconds") from None


def _indented(text: str) -> str:
    lines = (NAMELESS.sub("?", line) for line in text.splitlines() if line.strip() and INVITATION not in line)
    return "\n".join(f"  {line}" for line in lines)
