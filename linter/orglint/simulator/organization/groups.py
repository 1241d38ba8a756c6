"""Which groups there are and who is in them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from orglint.simulator.organization.company import Company
from orglint.simulator.organization.dice import identity
from orglint.simulator.organization.names import DEPARTMENTS, TEAMS
from orglint.simulator.organization.people import NO_TEAM, People, teams_of
from orglint.simulator.organization.products import BIT, HELD, PRODUCTS

Grant = tuple[str, str, tuple[str, ...], str | None]


@dataclass(frozen=True, slots=True)
class Group:
    """One group of one directory; `grants` are resource, owner, roles and default role. Kind and value say who belongs to it."""

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
    """All groups in the order of the API, and where each kind and value stands in it."""

    all: tuple[Group, ...]
    at: Mapping[tuple[int, str, int], Group]
    by_id: Mapping[str, Group]
    chosen: Mapping[int, tuple[Group, ...]]
    sizes: dict[str, int] = field(default_factory=dict)


def gather(seed: int, org_id: str, company: Company, people: People) -> Groups:
    """Return the groups of a company: by product, by department, by team, and some with chosen members."""
    groups = tuple(_chosen(seed, org_id, company, people)) + tuple(_regular(seed, company, people))
    chosen: dict[int, tuple[Group, ...]] = {}
    for group in groups:
        for number in group.members:
            chosen[number] = (*chosen.get(number, ()), group)
    at = {(group.directory, group.kind, group.value): group for group in groups}
    return Groups(groups, at, {group.id: group for group in groups}, chosen)


def _chosen(seed: int, org_id: str, company: Company, people: People) -> Iterator[Group]:
    admins = [number for number in range(people.members) if people.roles[number] & BIT["org-admin"]]
    sites = [number for number in range(people.members) if people.roles[number] & BIT["site-admin"]]
    grant: Grant = (f"ari:cloud:platform::org/{org_id}", "platform", ("atlassian/org-admin",), None)
    site: Grant = (
        f"ari:cloud:platform::site/{company.directories[0].site}",
        "platform",
        ("atlassian/site-admin",),
        None,
    )
    # An org admin is not always in the group of that name, nor is everyone in the group an org admin.
    yield _group(
        seed,
        "org-admins",
        "chosen",
        0,
        members=frozenset(admins[: max(1, len(admins) - 1)] + sites[:1]),
        grants=(grant,),
    )
    yield _group(seed, "site-admins", "chosen", 1, members=frozenset(sites), grants=(site,))
    yield _group(seed, "contractors-2019", "chosen", 2, description="Nobody is left in here")


def _regular(seed: int, company: Company, people: People) -> Iterator[Group]:
    if not people.members:
        return
    for home, directory in enumerate(company.directories):
        for at, product in enumerate(PRODUCTS):
            name = f"{product.key}-users-{directory.host}"
            grant = (directory.resource(at), product.key, ("atlassian/user",), "atlassian/user")
            yield _group(
                seed, name, "product", at, home=home, grants=(grant,), description=f"Grants access to {product.name}"
            )
        for at, department in enumerate(DEPARTMENTS):
            yield _group(seed, f"{department} ({directory.name})", "department", at, home=home, synced=True)
        for at in range(teams_of(people.members, company)):
            again, place = divmod(at, len(TEAMS))
            name = f"Team {TEAMS[place]} {again + 1} ({directory.name})"
            yield _group(seed, name, "team", at, home=home)


_TYPES = {
    "chosen": ("GROUP", "admins"),
    "product": ("USERBASE_GROUP", "admins"),
    "department": ("GROUP", "external"),
    "team": ("TEAM", "team-members"),
}


def _group(
    seed: int, name: str, kind: str, value: int, *, home: int = 0, synced: bool = False,
    description: str | None = None, grants: tuple[Grant, ...] = (), members: frozenset[int] = frozenset(),
) -> Group:  # fmt: skip
    kind_type, managed_by = _TYPES[kind]
    group_id = identity(seed, f"group {home} {kind}", value)
    return Group(group_id, name, description, home, kind, value, kind_type, managed_by, synced, grants, members)


def groups_of(people: People, groups: Groups, number: int) -> list[Group]:
    """Return the groups that somebody is in."""
    if number >= people.members:
        return []
    home, at = people.home[number], groups.at
    found = [at[home, "product", product] for product in HELD[people.products[number]]]
    if people.managed[number]:
        found.append(at[home, "department", people.department[number]])
    if people.team[number] != NO_TEAM:
        found.append(at[home, "team", people.team[number]])
    found += groups.chosen.get(number, ())
    return found


def belongs(people: People, group: Group, number: int) -> bool:
    """Tell whether somebody is in a group."""
    if group.kind == "chosen":
        return number in group.members
    return (
        number < people.members and people.home[number] == group.directory and _TESTS[group.kind](people, group, number)
    )


_TESTS = {
    "product": lambda people, group, number: bool(people.products[number] >> group.value & 1),
    "department": lambda people, group, number: (
        bool(people.managed[number]) and people.department[number] == group.value
    ),
    "team": lambda people, group, number: people.team[number] == group.value,
}


def size(people: People, groups: Groups, group: Group) -> int:
    """Return how many are in a group; counted for all groups when first asked."""
    if not groups.sizes:
        groups.sizes.update(_sizes(people, groups))
    return groups.sizes[group.id]


def _sizes(people: People, groups: Groups) -> dict[str, int]:
    members, counts = people.members, {group.id: len(group.members) for group in groups.all}
    home = people.home[:members]
    for (here, mask), count in Counter(zip(home, people.products, strict=False)).items():
        for product in HELD[mask]:
            counts[groups.at[here, "product", product].id] += count
    for (here, managed, value), count in Counter(zip(home, people.managed, people.department, strict=False)).items():
        if managed:
            counts[groups.at[here, "department", value].id] += count
    for (here, value), count in Counter(zip(home, people.team, strict=False)).items():
        if value != NO_TEAM:
            counts[groups.at[here, "team", value].id] += count
    return counts
