"""Contracts: the clients against all who should speak the same documents; `contract` marks what needs more tools."""

import os

import pytest

MARK = "contract"

# Operations that are in the document and not in the local organization, because Atlassian ended or never had them.
GONE = [
    "getOrganizationGroups",
    "inviteUserV1",
    "removeUserAccessV1",
    "restoreUserAccessV1",
    "searchUsersV1",
    "suspendUserAccessV1",
]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"{MARK}: needs tools besides Python; runs with `make contract` only")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.option.markexpr:
        return
    left = [item for item in items if item.get_closest_marker(MARK)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if not item.get_closest_marker(MARK)]


def missing(what: str) -> None:
    """Skip a test that needs what is not there; fail where CONTRACT=required says that all must be there."""
    if os.environ.get("CONTRACT") == "required":
        pytest.fail(what)
    pytest.skip(what)
