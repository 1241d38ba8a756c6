"""A local organization in this process, asked with plain httpx, its lists walked to their end by the simplest code."""

import asyncio
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from orglint_simulator import Settings, create_application

Row = dict[str, Any]
EVERYTHING = ["platformRoles", "productAccess", "groups", "counts.resources"]


class Local:
    """One organization; each request is a whole round through its web application."""

    def __init__(self, **settings: Any) -> None:
        clocks = {name: settings.pop(name) for name in ("clock", "wall") if name in settings}
        self.settings = Settings(**{"users": 20, "seed": 1, **settings})
        self.application = create_application(self.settings, **clocks)
        self.org = self.settings.organization_id
        self.headers = {"Authorization": f"Bearer {self.settings.key}"}

    def ask(self, method: str, path: str, *, headers: dict[str, str] | None = None, **rest: Any) -> httpx.Response:
        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(self.application)
            async with httpx.AsyncClient(transport=transport, base_url="http://local") as client:
                sent = self.headers if headers is None else headers
                return await client.request(method, path.format(o=self.org), headers=sent, **rest)

        return asyncio.run(once())

    def get(self, path: str, **params: Any) -> httpx.Response:
        return self.ask("GET", f"/admin{path}", params=params)

    def post(self, path: str, body: Any = None) -> httpx.Response:
        return self.ask("POST", f"/admin{path}", json={} if body is None else body)

    def state(self) -> Row:
        return self.ask("GET", "/__state", headers={}).json()

    def requests(self) -> list[Row]:
        return self.ask("GET", "/__requests", headers={}).json()

    def search(self, body: Row, *, kind: str = "users", directory: str = "-") -> list[Row]:
        """Return all rows of a v2 search."""
        return [row for page in self.pages(body, kind=kind, directory=directory) for row in page["data"]]

    def pages(self, body: Row, *, kind: str = "users", directory: str = "-") -> Iterator[Row]:
        """Yield all pages of a v2 search: the cursor goes into the body."""
        more: Row = {}
        while True:
            answer = self.post(f"/v2/orgs/{{o}}/directories/{directory}/{kind}/search", {**body, **more})
            assert answer.status_code == 200, answer.text
            yield answer.json()
            following = (answer.json()["links"] or {}).get("next")
            if not following:
                return
            more = {"cursor": following}

    def v2(self, path: str, **params: Any) -> list[Row]:
        """Return all rows of a v2 GET: the cursor is bare."""
        rows = []
        while True:
            page = self.get(path, **params).json()
            rows += page["data"]
            following = (page["links"] or {}).get("next")
            if not following:
                return rows
            params = {"cursor": following}

    def v1(self, path: str) -> list[Row]:
        """Return all rows of a v1 list: the link is a whole URL."""
        return [row for page in self.v1_pages(path) for row in page["data"]]

    def v1_pages(self, path: str) -> Iterator[Row]:
        """Yield all pages of a v1 list."""
        params: Row = {}
        while True:
            page = self.get(path, **params).json()
            yield page
            following = (page["links"] or {}).get("next")
            if not following:
                return
            link = urlsplit(following)
            assert f"{link.scheme}://{link.netloc}{link.path}" == f"http://local/admin{path.format(o=self.org)}"
            params = {"cursor": parse_qs(link.query)["cursor"][0]}

    def count(self, **params: Any) -> int:
        return self.get("/v2/orgs/{o}/directories/-/users/count", **params).json()["count"]


def ids(rows: list[Row], key: str = "accountId") -> list[str]:
    return [row[key] for row in rows]
