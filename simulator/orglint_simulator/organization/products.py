"""Which products and roles there are, and how the API names them in its two versions."""

from dataclasses import dataclass

ROLES = (
    "atlassian/org-admin",
    "atlassian/site-admin",
    "atlassian/user-access-admin",
    "atlassian/ai-access",
    "atlassian/admin",
    "atlassian/user",
    "atlassian/guest",
    "atlassian/basic",
    "atlassian/contributor",
    "atlassian/customer",
    "atlassian/stakeholder",
)
BIT = {role.removeprefix("atlassian/"): 1 << at for at, role in enumerate(ROLES)}
PLATFORM = ROLES[:4]
PLATFORM_BITS = 0b1111


@dataclass(frozen=True, slots=True)
class Product:
    """One product: its key in v2, in v1, and its name."""

    key: str
    v1_key: str
    name: str


PRODUCTS = (
    Product("jira-software", "jira-software", "Jira"),
    Product("confluence", "confluence", "Confluence"),
    Product("jira-servicedesk", "jira-service-desk", "Jira Service Management"),
    Product("bitbucket", "bitbucket", "Bitbucket"),
    Product("jira-product-discovery", "jira-product-discovery", "Jira Product Discovery"),
    Product("compass", "compass", "Compass"),
    Product("loom", "loom", "Loom"),
    Product("trello", "trello", "Trello"),
)
JIRA, CONFLUENCE, SERVICE = 1, 2, 4

# The products of each bit mask, and the platform roles of each, looked up for every row that is rendered.
HELD = tuple(tuple(at for at in range(len(PRODUCTS)) if mask >> at & 1) for mask in range(256))
PLATFORM_HELD = tuple(tuple(role for at, role in enumerate(PLATFORM) if mask >> at & 1) for mask in range(16))


def list_roles(mask: int) -> tuple[str, ...]:
    """Return the roles of a bit mask."""
    return tuple(role for at, role in enumerate(ROLES) if mask >> at & 1)
