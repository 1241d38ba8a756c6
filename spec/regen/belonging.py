"""Which API each path of a document belongs to, and what the path is below that API's base URL."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from orglint.http.vendor import BASE_URL
from orglint.tables.apis import API_ACCESS, APIS, CONTROL, ORGANIZATIONS, Api
from regen.document import Document, Node
from regen.refusal import Refusal

# The vendor's base, before any version: below it, /admin is a segment like any other.
ADMIN = re.compile(rf"^((?!/v\d+/).)*?{re.escape(urlsplit(BASE_URL).path)}(?=/)")
BEFORE_PATH = re.compile(r"^[\w.+-]+://[^/]*")
PART = re.compile(r"^/[^/{}]+(?=/v\d+/)")
OF_ORGANIZATIONS = re.compile(r"/v\d+/orgs(/|$)")
# What tells APIs apart where a document says nothing of its place: policies of the first version are in two of them.
SIGNS: Mapping[str, re.Pattern[str]] = {
    API_ACCESS.name: re.compile(r"/(api-tokens|api-keys|oauth-clients|service-accounts)(/|$)"),
    CONTROL.name: re.compile(r"^/v2/orgs/[^/]+/policies(/|$)|/auth-polic(y|ies)(/|$)"),
}
IN_TWO = re.compile(r"^/v1/orgs/[^/]+/policies(/|$)")
OUTSIDE = f"nothing below {BASE_URL}"


@dataclass(frozen=True, slots=True)
class Placed:
    """A path below the base URL of the API that it belongs to; the owner is empty where that cannot be told."""

    owner: str
    path: str


def bring_to_base(document: Document, api: Api, source: str) -> Iterator[tuple[str, str, str]]:
    """Leave one API's paths in a document, relative to its base URL, and say what was dropped or rewritten.

    Refuses a document that has no path of that API.
    """
    placed = _place_all(document, api)
    if not any(each.owner == api.name and _is_sure(each) for each in placed.values()):
        raise Refusal(f"{source} describes another API: none of its paths belongs to {api.name}{_likely(placed)}")
    kept: dict[str, Node] = {}
    moved = 0
    for path, item in document["paths"].items():
        if placed[path].owner not in {api.name, ""}:
            yield "another-api", path, f"dropped: it belongs to {placed[path].owner}"
        elif placed[path].path in kept:
            raise Refusal(f"{path} is {placed[path].path} below {api.base_url()}, and another path is so too")
        else:
            kept[placed[path].path] = item
            moved += placed[path].path != path
    document["paths"] = kept
    stated = _url(document.get("servers"))
    if moved or stated.rstrip("/") not in {"", api.base_url()}:
        document["servers"] = [{"url": api.base_url()}]
        yield "base-url", stated or "no server", f"{api.base_url()} in its place, and {moved} paths relative to it"


def _place_all(document: Document, api: Api) -> dict[str, Placed]:
    server = BEFORE_PATH.sub("", _url(document.get("servers"))).rstrip("/")
    if any(ADMIN.match(server + path) for path in document["paths"]):
        return {path: _place(server + path) if path.startswith("/") else Placed("", path) for path in document["paths"]}
    placed = {path: _place_by_sign(path) for path in document["paths"]}
    sure = {each.owner for each in placed.values()}
    owner = next((name for name in (ORGANIZATIONS.name, CONTROL.name) if name in sure), api.name)
    return {path: Placed(owner, path) if IN_TWO.match(path) else each for path, each in placed.items()}


def _place(whole: str) -> Placed:
    """Place a path that begins at the host, by what comes before its version."""
    admin = ADMIN.match(whole)
    if not admin:
        return Placed(OUTSIDE, whole)
    below = whole[admin.end() :]
    part = PART.match(below)
    if not part:
        return Placed(ORGANIZATIONS.name, below)
    return Placed(_name_of(part[0]) or f"another API, {BASE_URL}{part[0]}", below[part.end() :])


def _place_by_sign(path: str) -> Placed:
    part = PART.match(path)
    if part and _name_of(part[0]):
        return Placed(_name_of(part[0]), path[part.end() :])
    owner = next((name for name, sign in SIGNS.items() if sign.search(path)), "")
    if not owner and OF_ORGANIZATIONS.search(path) and not IN_TWO.match(path):
        owner = ORGANIZATIONS.name
    return Placed(owner, path)


def _is_sure(placed: Placed) -> bool:
    """Say whether a path shows its API: of Organizations may be all that is below the vendor's base."""
    return placed.owner != ORGANIZATIONS.name or bool(OF_ORGANIZATIONS.search(placed.path))


def _name_of(part: str) -> str:
    return next((api.name for api in APIS.values() if api.path == part), "")


def _likely(placed: Mapping[str, Placed]) -> str:
    found = Counter(each.owner for each in placed.values() if each.owner in APIS and _is_sure(each))
    return f"; most belong to {found.most_common(1)[0][0]}: API={found.most_common(1)[0][0]}" if found else ""


def _url(servers: Node) -> str:
    """Return the first server's URL, its variables at their defaults; empty if there is none."""
    first = servers[0] if isinstance(servers, list) and servers else None
    if not isinstance(first, dict) or not isinstance(first.get("url"), str):
        return ""
    variables = first.get("variables")
    known = (
        {name: each for name, each in variables.items() if isinstance(each, dict)}
        if isinstance(variables, dict)
        else {}
    )
    return re.sub(r"\{([^{}]+)\}", lambda name: str(known.get(name[1], {}).get("default", "")), first["url"])
