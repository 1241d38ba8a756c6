"""Collects an organization, as the command line will: key in the environment, errors as an exit code."""

import json
import os
import resource
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

from orglint import collect
from orglint.errors import OrglintError


def main() -> int:
    base_url, organization, store = sys.argv[1:4]
    if "LARGEST_FILE" in os.environ:
        largest = int(os.environ["LARGEST_FILE"])
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    try:
        connection = collect.ConnectionSettings(organization, collect.Secret(os.environ["ORGLINT_API_KEY"]), base_url)
        snapshot = collect.collect_organization(
            connection,
            collect.plan_everything(),
            Path(store),
            clock=lambda: datetime.now(UTC),
            token=secrets.token_hex(4),
            progress=lambda step: print(step.table, step.rows, step.pages, step.note, file=sys.stderr, flush=True),
        )
    except OrglintError as problem:
        print(problem, file=sys.stderr)
        return problem.exit_code
    print(json.dumps({"id": snapshot.id, "folder": str(snapshot.folder)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
