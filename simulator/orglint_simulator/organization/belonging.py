"""Who is in which group: as it was at the start, and as it has changed since."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from orglint_simulator.organization.groups import Group, Groups
from orglint_simulator.organization.people import NO_TEAM, People
from orglint_simulator.organization.products import HELD


def list_groups_of(people: People, groups: Groups, number: int) -> list[Group]:
    """Return the groups that somebody is in."""
    ids = [
        group for group in _list_initial_group_ids(people, groups, number) if number not in groups.left.get(group, ())
    ]
    ids += [group for group, members in groups.joined.items() if number in members]
    return [groups.by_id[group] for group in ids if group in groups.by_id]


def _list_initial_group_ids(people: People, groups: Groups, number: int) -> Iterator[str]:
    """Yield the groups that somebody was in at the start."""
    if number >= people.members:
        return
    home, at = people.home[number], groups.at
    for product in HELD[people.used[number]]:
        yield at[home, "product", product]
    if people.managed[number]:
        yield at[home, "department", people.department[number]]
    if people.team[number] != NO_TEAM:
        yield at[home, "team", people.team[number]]
    yield from groups.chosen.get(number, ())


def is_group_member(people: People, groups: Groups, group: Group, number: int) -> bool:
    """Tell whether somebody is in a group."""
    if number in groups.joined.get(group.id, ()):
        return True
    return number not in groups.left.get(group.id, ()) and _is_initial_member(people, group, number)


def _is_initial_member(people: People, group: Group, number: int) -> bool:
    if group.kind == "chosen":
        return number in group.members
    at_home = number < people.members and people.home[number] == group.directory
    return at_home and _TESTS[group.kind](people, group, number)


_TESTS: Mapping[str, Callable[[People, Group, int], bool]] = {
    "product": lambda people, group, number: bool(people.used[number] >> group.value & 1),
    "department": lambda people, group, number: (
        bool(people.managed[number]) and people.department[number] == group.value
    ),
    "team": lambda people, group, number: people.team[number] == group.value,
    "made": lambda *_: False,
}


def count_group_members(people: People, groups: Groups, group: Group) -> int:
    """Return how many are in a group; counted for all groups when first asked."""
    if not groups.sizes:
        groups.sizes.update(_count_initial_members(people, groups))
    return groups.sizes[group.id] + len(groups.joined.get(group.id, ())) - len(groups.left.get(group.id, ()))


def _count_initial_members(people: People, groups: Groups) -> Counter[str]:
    members, counts = people.members, Counter(group for held in groups.chosen.values() for group in held)
    home = people.home[:members]
    for (here, mask), count in Counter(zip(home, people.used, strict=False)).items():
        for product in HELD[mask]:
            counts[groups.at[here, "product", product]] += count
    for (here, managed, value), count in Counter(zip(home, people.managed, people.department, strict=False)).items():
        if managed:
            counts[groups.at[here, "department", value]] += count
    for (here, value), count in Counter(zip(home, people.team, strict=False)).items():
        if value != NO_TEAM:
            counts[groups.at[here, "team", value]] += count
    return counts


def join_group(groups: Groups, group: Group, number: int) -> None:
    """Make somebody a member who is none."""
    left = groups.left.get(group.id, set())
    if number in left:
        left.remove(number)
    else:
        groups.joined.setdefault(group.id, set()).add(number)


def leave_group(groups: Groups, group: Group, number: int) -> None:
    """End the membership of a member."""
    joined = groups.joined.get(group.id, set())
    if number in joined:
        joined.remove(number)
    else:
        groups.left.setdefault(group.id, set()).add(number)
