"""The least that reading pages can cost: httpx and json, nothing looked at, nothing kept.

`python -m benchmarks.bare FILE BASE_URL` sends the requests of a file again, one after the other, with the key that
the environment holds.
"""

import json
import os
import sys
from pathlib import Path

import httpx

KEY = "ORGLINT_API_KEY"


def main(file: str, base_url: str) -> None:
    """Send every request of the file and parse every answer."""
    requests = json.loads(Path(file).read_bytes())
    headers = {"Authorization": f"Bearer {os.environ[KEY]}", "Accept-Encoding": "gzip"}
    with httpx.Client(base_url=base_url, headers=headers, trust_env=False, timeout=30) as client:
        for it in requests:
            answer = client.request(it["method"], it["path"], params=it["query"], json=it["body"])
            answer.raise_for_status()
            json.loads(answer.content)


if __name__ == "__main__":
    main(*sys.argv[1:])
