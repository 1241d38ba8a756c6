"""The generator of clients, imported once: every run is a fork of the process that did, as untouched as a process anew.

To import it takes longer than to make a small client.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from regen.generate import RunTool, build_environment

NAME = "openapi_python_client"
_FORKS = f"""
import json, os, sys
from {NAME}.cli import app
for line in sys.stdin:
    asked = json.loads(line)
    child = os.fork()
    if not child:
        os.chdir(asked["cwd"])
        said = os.open(asked["said"], os.O_WRONLY)
        os.dup2(said, 1)
        os.dup2(said, 2)
        sys.argv = ["{NAME}", *asked["words"]]
        sys.exit(app())
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@contextmanager
def open_generator() -> Iterator[RunTool]:
    """Start the process; yield what runs the generator as a process of its own would, with all that it says in one."""
    with subprocess.Popen(
        [sys.executable, "-c", _FORKS],
        env=build_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:

        def run(command: Sequence[str], *, cwd: Path) -> subprocess.CompletedProcess[str]:
            assert process.stdin
            assert process.stdout
            assert list(command[1:3]) == ["-m", NAME]
            with tempfile.NamedTemporaryFile("r", encoding="utf-8") as said:
                asked = {"cwd": str(cwd), "said": said.name, "words": command[3:]}
                process.stdin.write(f"{json.dumps(asked)}\n")
                process.stdin.flush()
                code = int(process.stdout.readline())
                return subprocess.CompletedProcess([*command], code, said.read(), "")

        yield run
        assert process.stdin
        process.stdin.close()
