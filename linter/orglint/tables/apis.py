"""The APIs that tables are read from, each declared once."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from orglint.http.vendor import BASE_URL


class Credential(StrEnum):
    """The kinds of credential that an API takes."""

    ORGANIZATION_KEY = "the API key of the organization"


@dataclass(frozen=True, slots=True)
class Api:
    """One API: the document in `spec/` that describes it, the package that is its client, and where it is served.

    `path` is what its base URL has after that of the vendor, which `--base-url` replaces for all of them.
    """

    name: str
    document: str
    package: str
    path: str
    credential: Credential

    def base_url(self, vendor: str = BASE_URL) -> str:
        """Return the URL that the paths of the API's document begin at."""
        return vendor.rstrip("/") + self.path


ORGANIZATIONS = Api("organizations", "organizations.openapi.yaml", "atlassian_admin", "", Credential.ORGANIZATION_KEY)
API_ACCESS = Api(
    "api-access", "api-access.openapi.yaml", "atlassian_api_access", "/api-access", Credential.ORGANIZATION_KEY
)
CONTROL = Api("control", "control.openapi.yaml", "atlassian_control", "/control", Credential.ORGANIZATION_KEY)

APIS: Mapping[str, Api] = {api.name: api for api in (ORGANIZATIONS, API_ACCESS, CONTROL)}
