"""In which stores a command looks for which organizations, where it takes one, or all of the settings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from orglint.cli import config, options
from orglint.cli.every import is_every
from orglint.settings import Config


@dataclass(frozen=True, slots=True)
class Place:
    """A store, and by their ids the names of the organizations that are meant in it; None means all that it has.

    `settings` are what is said of these.
    """

    store: Path
    wanted: Mapping[str, str] | None
    settings: Config


def find_places(store: Path, organization: str | None, nothing: str) -> Iterator[Place]:
    """Yield where to look: where no organization is named, each of the settings counts, with its own store.

    `nothing` begins what is said if all are meant and the settings have none.
    """
    settings = config.current_config()
    if organization not in {None, config.EVERY} or not settings.organizations:
        named = {id_: name for name, id_ in settings.organizations.items()}
        one = not is_every(organization, nothing) and organization
        yield Place(store, {one: named.get(one, "")} if one else None, settings)
        return
    for name, id_ in settings.organizations.items():
        own = settings.choose_organization(name)
        place = store if config.is_given("store") else own.resolve(own.values.get("store", str(options.STORE)))
        yield Place(place, {id_: name}, own)
