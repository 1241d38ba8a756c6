"""Each operation of a document is a function of its client that asks for the right thing over a socket."""

import asyncio
import importlib
import inspect
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from atlassian_admin import AuthenticatedClient
from atlassian_admin.types import UNSET
from spec.answers import ANSWERS
from support.calls import BARE, BODIES, ENDPOINTS, IDS, PLAIN, arguments, module, open_client
from support.specification import BASES, GENERATED, OPERATIONS, PACKAGES, SCHEMAS, locate_apis, read_specification

SEEDS = [
    line.split("|")
    for line in (GENERATED.parent / "spec/README.md").read_text("utf-8").splitlines()
    if re.match(r"\| `(GET|POST|PUT|DELETE) /v", line)
]


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
    with AuthenticatedClient(office.url, token="k", raise_on_unexpected_status=True, verify_ssl=PLAIN) as made:
        yield made


def test_there_is_one_module_for_each_operation() -> None:
    assert set(ENDPOINTS) == {module(name, facts) for name, facts in OPERATIONS.items()}


def test_no_two_apis_have_an_operation_of_one_name() -> None:
    assert len(OPERATIONS) == sum(len(content["x-operations"]) for content in SCHEMAS.values())


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_can_be_called_with_and_without_waiting(operation: str) -> None:
    for form in ("sync_detailed", "asyncio_detailed"):
        function = getattr(ENDPOINTS[module(operation, OPERATIONS[operation])], form)
        assert inspect.iscoroutinefunction(function) == form.startswith("asyncio")


@pytest.mark.parametrize("operation", ANSWERS)
def test_an_operation_that_answers_can_be_called_for_the_answer_alone(operation: str) -> None:
    endpoint = ENDPOINTS[module(operation, OPERATIONS[operation])]
    assert inspect.iscoroutinefunction(endpoint.asyncio)
    assert not inspect.iscoroutinefunction(endpoint.sync)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_call_asks_for_the_documented_path_and_reads_the_answer(office: Office, operation: str) -> None:
    facts = OPERATIONS[operation]
    endpoint = ENDPOINTS[module(operation, facts)]
    responses = read_specification(facts["api"])["paths"][facts["path"]][facts["method"].lower()]["responses"]
    ids, rest = arguments(endpoint.sync_detailed, IDS, BODIES.get(operation, {}))
    office.answer = (int(min(responses)), ANSWERS.get(operation, BARE.get(operation)))
    with open_client(operation, locate_apis(office.url), "k", raise_on_unexpected_status=True) as client:
        answer = endpoint.sync_detailed(*ids, client=client, **rest)
        asked = office.asked[-1]
        again = asyncio.run(endpoint.asyncio_detailed(*ids, client=client, **rest))
    template = urlsplit(BASES[facts["api"]]).path + re.sub(r"\{[^}]+\}", "([^/?]+)", facts["path"])
    assert (asked["method"], asked["key"]) == (facts["method"], "Bearer k")
    assert re.fullmatch(template, urlsplit(asked["target"]).path)
    assert not rest or BODIES.get(operation, {}).items() <= json.loads(asked["body"]).items()
    assert type(answer.parsed).__name__ == facts.get("responseSchema", type(BARE.get(operation)).__name__)
    assert again.parsed == answer.parsed


@pytest.mark.parametrize("row", SEEDS, ids=[row[1] for row in SEEDS])
def test_every_operation_of_the_seeds_is_where_the_readme_says(row: list[str]) -> None:
    place, name = row[1].strip(" `"), row[4].strip(" `")
    assert name in {
        module(key, facts) for key, facts in OPERATIONS.items() if f"{facts['method']} {facts['path']}" == place
    }
    assert name in ENDPOINTS


def test_the_readme_has_a_row_for_each_of_the_16_and_the_23_operations_of_the_seeds() -> None:
    assert [sum(row[column].strip() == "x" for row in SEEDS) for column in (2, 3)] == [16, 23]


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


def test_lists_that_the_api_wants_with_commas_are_sent_as_the_caller_writes_them(
    office: Office, client: AuthenticatedClient
) -> None:
    office.answer = (200, {})
    ENDPOINTS["events.get_events"].sync("o", client=client, actor="a,b", from_="1700000000000", limit=500)
    query = parse_qsl(urlsplit(office.asked[-1]["target"]).query)
    assert query == [("from", "1700000000000"), ("actor", "a,b"), ("limit", "500")]


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


@pytest.mark.parametrize("package", PACKAGES.values())
def test_a_package_says_that_it_is_typed(package: str) -> None:
    assert (GENERATED / package / "py.typed").is_file()
