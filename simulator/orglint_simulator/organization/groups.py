"""Which groups there are."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from orglint_simulator.organization.company import Company
from orglint_simulator.organization.dice import derive_uuid
from orglint_simulator.organization.names import DEPARTMENTS, TEAMS
from orglint_simulator.organization.people import People, count_teams
from orglint_simulator.organization.products import BIT, PRODUCTS

Grant = tuple[str, str, tuple[str, ...], str | None]
GroupPlace = tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class Group:
    """One group of one directory; a grant is resource, owner, roles, default role. Kind and value say who is in it."""

    id: str
    name: str
    description: str | None
    directory: int
    kind: str
    value: int
    type: str
    managed_by: str
    synced: bool
    grants: tuple[Grant, ...] = ()
    members: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Groups:
    """All groups in the order of the API; `at` and `chosen` say which groups somebody was in at the start.

    `joined` and `left` hold, group by group, whose membership has changed since; `sizes` are those of the start.
    """

    by_id: dict[str, Group]
    at: Mapping[GroupPlace, str]
    chosen: Mapping[int, tuple[str, ...]]
    sizes: Counter[str] = field(default_factory=Counter)
    joined: dict[str, set[int]] = field(default_factory=dict)
    left: dict[str, set[int]] = field(default_factory=dict)

    @property
    def all(self) -> list[Group]:
        """All groups."""
        return list(self.by_id.values())


def build_groups(seed: int, org_id: str, company: Company, people: People) -> Groups:
    """Return the groups of a company: by product, by department, by team, and some with chosen members."""
    groups = tuple(_build_chosen_groups(seed, org_id, company, people)) + tuple(
        _build_regular_groups(seed, company, people)
    )
    chosen: dict[int, tuple[str, ...]] = {}
    for group in groups:
        for number in group.members:
            chosen[number] = (*chosen.get(number, ()), group.id)
    at = {(group.directory, group.kind, group.value): group.id for group in groups}
    return Groups({group.id: group for group in groups}, at, chosen)


def _build_chosen_groups(seed: int, org_id: str, company: Company, people: People) -> Iterator[Group]:
    admins = [number for number in range(people.members) if people.roles[number] & BIT["org-admin"]]
    sites = [number for number in range(people.members) if people.roles[number] & BIT["site-admin"]]
    site_id = company.directories[0].site
    whole: Grant = (f"ari:cloud:platform::org/{org_id}", "platform", ("atlassian/org-admin",), None)
    site: Grant = (f"ari:cloud:platform::site/{site_id}", "platform", ("atlassian/site-admin",), None)
    # An org admin is not always in the group of that name, nor is everyone in the group an org admin.
    listed = frozenset(admins[: max(1, len(admins) - 1)] + sites[:1])
    yield _build_group(seed, (0, "chosen", 0), "org-admins", members=listed, grants=(whole,))
    yield _build_group(seed, (0, "chosen", 1), "site-admins", members=frozenset(sites), grants=(site,))
    yield _build_group(seed, (0, "chosen", 2), "contractors-2019", description="Nobody is left in here")


def _build_regular_groups(seed: int, company: Company, people: People) -> Iterator[Group]:
    for home, directory in enumerate(company.directories) if people.members else ():
        for at, product in enumerate(PRODUCTS):
            grant = (directory.resources[at], product.key, ("atlassian/user",), "atlassian/user")
            name, description = f"{product.key}-users-{directory.host}", f"Grants access to {product.name}"
            yield _build_group(seed, (home, "product", at), name, description=description, grants=(grant,))
        for at, department in enumerate(DEPARTMENTS):
            yield _build_group(seed, (home, "department", at), f"{department} ({directory.name})", synced=True)
        for at in range(count_teams(people.members, company)):
            again, place = divmod(at, len(TEAMS))
            yield _build_group(seed, (home, "team", at), f"Team {TEAMS[place]} {again + 1} ({directory.name})")


_TYPES = {
    "chosen": ("GROUP", "admins"),
    "product": ("USERBASE_GROUP", "admins"),
    "department": ("GROUP", "external"),
    "team": ("TEAM", "team-members"),
}


def _build_group(
    seed: int,
    place: GroupPlace,
    name: str,
    *,
    synced: bool = False,
    description: str | None = None,
    grants: tuple[Grant, ...] = (),
    members: frozenset[int] = frozenset(),
) -> Group:
    home, kind, value = place
    kind_type, managed_by = _TYPES[kind]
    group_id = derive_uuid(seed, f"group {home} {kind}", value)
    return Group(group_id, name, description, home, kind, value, kind_type, managed_by, synced, grants, members)
