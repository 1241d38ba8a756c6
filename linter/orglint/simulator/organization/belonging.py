"""Who is in which group."""

from collections import Counter
from collections.abc import Callable, Mapping

from orglint.simulator.organization.groups import Group, Groups
from orglint.simulator.organization.people import NO_TEAM, People
from orglint.simulator.organization.products import HELD


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


_TESTS: Mapping[str, Callable[[People, Group, int], bool]] = {
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
