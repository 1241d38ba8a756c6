"""Run one command and print what it used, as JSON: seconds, processor seconds, peak memory in bytes, exit code.

A process of its own because Linux counts what a parent holds when it starts a child as the child's peak: the parent
has to be small. Runs by itself (`python -I -S launch.py COMMAND...`), on the standard library alone.
"""

import json
import os
import sys
import time

KIB = 1024


def main(words: list[str]) -> None:
    """Run the command with its standard output thrown away."""
    nowhere = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
    began = time.perf_counter()
    child = os.posix_spawn(words[0], words, os.environ, file_actions=[nowhere])
    _, status, used = os.wait4(child, 0)
    took = time.perf_counter() - began
    code = os.waitstatus_to_exitcode(status)
    measured = {"wall": took, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss * KIB, "code": code}
    sys.stdout.write(json.dumps(measured))


if __name__ == "__main__":
    main(sys.argv[1:])
