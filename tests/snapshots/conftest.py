from pathlib import Path
from typing import Any

import pytest

from support.making import Make, Making


@pytest.fixture
def making(tmp_path: Path) -> Making:
    return Making(tmp_path / "store")


def build_user(number: int, **cells: Any) -> dict[str, Any]:
    """Build the row of a user whose known cells are ordinary ones."""
    row = {
        "accountId": f"712020:{number:04}",
        "status": "active",
        "email": f"u{number}@example.com",
        "addedToOrg": "2024-01-01T00:00:00Z",
        "platformRoles": [],
        "productAccess": [],
        "groups": [],
        "_left": [],
        "_bad": [],
    }
    return {**row, **cells}


@pytest.fixture
def user() -> Make:
    return build_user


@pytest.fixture
def policy() -> Make:
    def build(number: int, **cells: Any) -> dict[str, Any]:
        row = {
            "id": f"p{number}",
            "name": f"Policy {number}",
            "type": "ip-allowlist",
            "status": "enabled",
            "createdAt": "2026-01-02T03:04:05Z",
            "updatedAt": "2026-02-03T04:05:06Z",
            "resources": [],
            "_left": [],
            "_bad": [],
        }
        return {**row, **cells}

    return build
