"""Serves a local organization: prints one line when it is ready, ends on SIGTERM."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import orglint_simulator


def main() -> None:
    settings = json.loads(sys.argv[1])
    faults = settings.pop("faults", None)
    if "scopes" in settings:
        settings["scopes"] = frozenset(settings["scopes"])
    if faults:
        settings["faults"] = orglint_simulator.load_faults(Path(faults))
    orglint_simulator.serve(
        orglint_simulator.Settings(**settings), lambda ready: print(json.dumps(asdict(ready)), flush=True)
    )


if __name__ == "__main__":
    main()
