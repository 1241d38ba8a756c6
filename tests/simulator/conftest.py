import pytest

from simulator.local import Local, Row


@pytest.fixture(scope="session")
def local() -> Local:
    """An organization with three pages of members, two directories and every kind of person."""
    return Local(users=700, seed=11)


@pytest.fixture(scope="session")
def truth(local: Local) -> Row:
    return local.state()
