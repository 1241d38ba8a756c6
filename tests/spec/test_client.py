"""Each operation of the document is a function of the client that asks for the right thing over a socket."""

import asyncio
import importlib
import inspect
import json
import pkgutil
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

import atlassian_admin
from atlassian_admin import AuthenticatedClient, api
from atlassian_admin.types import UNSET
from spec.answers import ANSWERS

GENERATED = Path(atlassian_admin.__file__).parents[1]
FORMS = ("sync", "asyncio", "sync_detailed", "asyncio_detailed")
IDS = {
    "org_id": "o/1",
    "directory_id": "-",
    "account_id": "712020:a b",
    "group_id": "g?1",
    "policy_id": "p",
    "domain_id": "d=",
}


class Office:
    """A server on loopback that gives one answer to everything and remembers what it was asked."""

    def __init__(self) -> None:
        self.answer: tuple[int, Any] = (200, {})
        self.asked: list[dict[str, Any]] = []
        office = self

        class Desk(BaseHTTPRequestHandler):
            def __getattr__(self, name: str) -> Any:
                if name.startswith("do_"):
                    return self.do
                raise AttributeError(name)

            def do(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                office.asked.append(
                    {"method": self.command, "target": self.path, "body": body, "key": self.headers["Authorization"]}
                )
                status, answer = office.answer
                payload = b"" if answer is None else json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
        self.url = f"http://127.0.0.1:{self.server.server_port}/admin"


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    opened = Office()
    thread = threading.Thread(target=opened.server.serve_forever, daemon=True)
    thread.start()
    yield opened
    opened.server.shutdown()
    opened.server.server_close()
    thread.join()


@pytest.fixture
def client(office: Office) -> Iterator[AuthenticatedClient]:
    with AuthenticatedClient(office.url, token="k", raise_on_unexpected_status=True) as made:
        yield made


def endpoints() -> dict[str, Any]:
    found = {}
    for tag in pkgutil.iter_modules(api.__path__):
        package = importlib.import_module(f"{api.__name__}.{tag.name}")
        for module in pkgutil.iter_modules(package.__path__):
            found[f"{tag.name}.{module.name}"] = importlib.import_module(f"{package.__name__}.{module.name}")
    return found


ENDPOINTS = endpoints()


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def test_there_is_one_module_for_each_operation(schemas: dict[str, Any]) -> None:
    wanted = {f"{facts['tag']}.{snake(name)}" for name, facts in schemas["x-operations"].items()}
    assert set(ENDPOINTS) == wanted


@pytest.mark.parametrize("name", ENDPOINTS)
def test_an_operation_can_be_called_with_and_without_waiting(schemas: dict[str, Any], name: str) -> None:
    parsed = {
        f"{facts['tag']}.{snake(key)}": "responseSchema" in facts for key, facts in schemas["x-operations"].items()
    }
    wanted = FORMS if parsed[name] else FORMS[2:]
    for form in wanted:
        function = getattr(ENDPOINTS[name], form)
        assert inspect.iscoroutinefunction(function) == form.startswith("asyncio")


def arguments(function: Any) -> tuple[list[Any], dict[str, Any]]:
    """The least that a call needs: ids, and an empty body."""
    named = inspect.signature(function, eval_str=True).parameters.values()
    ids = [IDS[each.name] for each in named if each.kind is each.POSITIONAL_OR_KEYWORD]
    needed = [each for each in named if each.kind is each.KEYWORD_ONLY and each.default is each.empty]
    return ids, {each.name: each.annotation.from_dict({}) for each in needed if each.name != "client"}


@pytest.mark.parametrize("operation", ANSWERS)
def test_a_call_asks_for_the_documented_path_and_reads_the_answer(
    schemas: dict[str, Any], office: Office, client: AuthenticatedClient, operation: str
) -> None:
    facts = schemas["x-operations"][operation]
    module = ENDPOINTS[f"{facts['tag']}.{snake(operation)}"]
    ids, rest = arguments(module.sync_detailed)
    office.answer = (200, ANSWERS[operation])
    answer = module.sync_detailed(*ids, client=client, **rest)
    asked = office.asked[-1]
    template = "/admin" + re.sub(r"\{[^}]+\}", "([^/?]+)", facts["path"])
    assert asked["method"] == facts["method"]
    assert re.fullmatch(template, urlsplit(asked["target"]).path)
    assert asked["key"] == "Bearer k"
    assert type(answer.parsed).__name__ == facts["responseSchema"]
    assert asyncio.run(module.asyncio_detailed(*ids, client=client, **rest)).parsed == answer.parsed


def test_ids_are_escaped_in_a_path(office: Office, client: AuthenticatedClient) -> None:
    office.answer = (200, {})
    ENDPOINTS["users.get_directory_user_details"].sync("a/b", "-", "557058:1?x", client=client)
    assert office.asked[-1]["target"] == "/admin/v2/orgs/a%2Fb/directories/-/users/557058%3A1%3Fx"


def test_a_search_sends_just_what_was_asked_for(office: Office, client: AuthenticatedClient) -> None:
    from atlassian_admin.models import ClaimStatus, MultiDirectoryUserExpand, MultiDirectoryUserSearchRequest  # noqa: PLC0415

    body = MultiDirectoryUserSearchRequest(
        limit=100, cursor="a+/=", claim_status=ClaimStatus.MANAGED, expand=[MultiDirectoryUserExpand.PLATFORMROLES]
    )
    office.answer = (200, {})
    ENDPOINTS["users.search_directory_users"].sync("o", "-", client=client, body=body)
    sent = {"cursor": "a+/=", "limit": 100, "claimStatus": "managed", "expand": ["platformRoles"]}
    assert json.loads(office.asked[-1]["body"]) == sent


def test_an_empty_search_sends_an_empty_object_and_the_default_page_size(
    office: Office, client: AuthenticatedClient
) -> None:
    from atlassian_admin.models import MultiDirectoryGroupSearchRequest  # noqa: PLC0415

    office.answer = (200, {})
    ENDPOINTS["groups.search_directory_groups"].sync("o", "-", client=client, body=MultiDirectoryGroupSearchRequest())
    assert json.loads(office.asked[-1]["body"]) == {"limit": 20}


def test_a_search_of_workspaces_that_goes_on_sends_its_cursor_alone(
    office: Office, client: AuthenticatedClient
) -> None:
    from atlassian_admin.models import SearchWorkspacesRequestV2  # noqa: PLC0415

    office.answer = (200, {})
    search = ENDPOINTS["workspaces.query_workspaces_v2"].sync
    search("o", client=client, body=SearchWorkspacesRequestV2(cursor="c"))
    assert json.loads(office.asked[-1]["body"]) == {"cursor": "c"}


def test_lists_are_sent_as_repeated_parameters(office: Office, client: AuthenticatedClient) -> None:
    office.answer = (200, {"count": 1})
    count = ENDPOINTS["users.get_directory_users_count"].sync
    assert count("o", "-", client=client, account_ids=["a", "b"], mfa_enabled=False, claim_status=UNSET).count == 1
    query = parse_qsl(urlsplit(office.asked[-1]["target"]).query)
    assert query == [("accountIds", "a"), ("accountIds", "b"), ("mfaEnabled", "false")]


def test_a_value_that_an_enum_does_not_know_is_sent_as_it_is(office: Office, client: AuthenticatedClient) -> None:
    from atlassian_admin.models import RoleId  # noqa: PLC0415

    office.answer = (200, {"count": 1})
    ENDPOINTS["users.get_directory_users_count"].sync(
        "o", "-", client=client, role_ids=[RoleId("atlassian/unit-admin")]
    )
    assert parse_qsl(urlsplit(office.asked[-1]["target"]).query) == [("roleIds", "atlassian/unit-admin")]


@pytest.mark.parametrize("value", [None, 3, b"active", ["active"]])
def test_an_enum_takes_nothing_but_text(value: Any) -> None:
    from atlassian_admin.models import AccountStatus  # noqa: PLC0415

    with pytest.raises(ValueError, match="is not a valid AccountStatus"):
        AccountStatus(value)


def test_an_error_is_read_in_the_shape_of_its_status(office: Office, client: AuthenticatedClient) -> None:
    office.answer = (403, {"timestamp": "t", "path": "/", "status": 403, "error": "Forbidden", "requestId": "r"})
    found = ENDPOINTS["domains.get_domains"].sync("o", client=client)
    assert (type(found).__name__, found.request_id) == ("NoPermsError", "r")


def test_asking_for_one_model_imports_no_other() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import atlassian_admin.models as m; m.ProxyError;"
        "print(sorted(n.rpartition('.')[2] for n in sys.modules if n.startswith(m.__name__ + '.')))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(GENERATED)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['proxy_error']"


def test_a_model_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nobody'"):
        _ = importlib.import_module("atlassian_admin.models").Nobody


def test_the_package_says_that_it_is_typed() -> None:
    assert (GENERATED / "atlassian_admin" / "py.typed").is_file()
