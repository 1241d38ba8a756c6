"""The frame of an organization: its name, directories with their sites, and the mail domains of its people."""

from dataclasses import dataclass

from orglint_simulator.organization.dice import build_throw, derive_uuid
from orglint_simulator.organization.names import COMPANIES, OUTSIDE
from orglint_simulator.organization.products import PRODUCTS

SMALL, LARGE = 100, 5_000


@dataclass(frozen=True, slots=True)
class Directory:
    """One user directory and the site whose products its members use; `resources` are the ARIs of the products."""

    id: str
    name: str
    host: str
    site: str
    resources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """What is fixed before anybody joins; `domains`: first the claimed ones, then the lost one, then foreign ones."""

    name: str
    slug: str
    directories: tuple[Directory, ...]
    claimed: tuple[str, ...]
    unclaimed: str
    domains: tuple[str, ...]


def build_company(seed: int, users: int) -> Company:
    """Return the company of a seed, with as many directories and domains as its size asks for."""
    throw = build_throw(seed, "company")(0)
    name = COMPANIES[throw[0] % len(COMPANIES)]
    slug = "".join(letter for letter in name.lower() if letter.isalpha())
    size = (users >= SMALL) + (users >= LARGE)
    claimed = (f"{slug}.example", f"{slug}-group.example", f"{slug}.test")[: 1 + size]
    unclaimed = f"{slug}-labs.example"
    directories = tuple(_build_directory(seed, slug, at) for at in range(1 + size))
    return Company(name, slug, directories, claimed, unclaimed, (*claimed, unclaimed, *OUTSIDE))


def _build_directory(seed: int, slug: str, at: int) -> Directory:
    host = slug if at == 0 else f"{slug}-{('emea', 'partners')[at - 1]}"
    site = derive_uuid(seed, "site", at)
    resources = tuple(f"ari:cloud:{product.key}::site/{site}" for product in PRODUCTS)
    return Directory(derive_uuid(seed, "directory", at), host, host, site, resources)
