"""What the clients of defective documents send and read: a repair loses no data."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from spec.conftest import Clients

CORPUS = Path(__file__).parent / "corpus"
# Calls an operation of a package over a transport that keeps the request and gives the answer.
CALL = """
import importlib, json, sys
import httpx
given = json.loads(sys.argv[1])
def answer(request):
    sent.update(url=str(request.url), headers=dict(request.headers), body=request.read().decode())
    return httpx.Response(given["status"], **given["answer"])
sent = {}
name = given["package"]
package = importlib.import_module(name)
client = package.Client(base_url="https://api.test", httpx_args={"transport": httpx.MockTransport(answer)})
module = importlib.import_module(f"{name}.api." + given["module"])
namespace = {"models": importlib.import_module(f"{name}.models"), "types": importlib.import_module(f"{name}.types")}
arguments = {name: eval(code, {"given": given, **namespace}) for name, code in given["arguments"].items()}
found = module.sync_detailed(client=client, **arguments).parsed
shown = found.to_dict() if hasattr(found, "to_dict") else found
print(json.dumps({"sent": sent, "parsed": shown, "type": type(found).__name__}))
"""

Call = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def call(clients: Clients) -> Call:
    """Call an operation of the client of a corpus document: what was sent, and what was read of the answer."""

    def ask(document: str, module: str, /, status: int = 200, value: Any = None, **more: Any) -> dict[str, Any]:
        client = clients(CORPUS / f"{document}.yaml")
        answer = more.pop("answer", {"json": value})
        given = {
            "package": client.name,
            "module": module,
            "status": status,
            "answer": answer,
            "value": value,
            "arguments": more,
        }
        environment = {"PYTHONPATH": str(client.parent), "PATH": os.environ["PATH"]}
        command = [sys.executable, "-c", CALL, json.dumps(given)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return ask


SHELF = {"boxes": [{"at": {"x": 1}}, {"at": None}, None, {}], "box": {"inner": {"name": "a"}, "new": 1}}
HOUSES = [{}, {"shelves": None}, {"shelves": {"a": SHELF, "b": None}, "rooms": [SHELF, None, {"box": None}, {}]}]
LEAF = {"text": "x"}
QUERIES = [
    {"not": None, "and": [None, {"not": {"and": []}}], "by": {"a": None, "b": {"by": {}}}},
    {"any": None},
    {"any": {"any": {"any": None}}},
    {"any": LEAF},
]
TEAM = {"id": "1", "place": {"city": None}, "lead": {"name": "b"}}
ORGS = [{"team": None}, {"team": TEAM, "teams": {"x": [TEAM, None, {**TEAM, "up": {"team": TEAM}}], "y": None}}]
POLICIES = [{"kind": "ip", "range": "r", "next": {"kind": "device", "model": "m"}}, {"kind": None}]
ALIKE = {"userId": "1", "user_id": "2", "user.id": "3", "tags": [{"name": {"first": "a"}, "names": {"last": "b"}}]}

VALUES = [
    *((f"nullable-name-with-insides-{kind}", value) for kind in ("30", "31", "oneof") for value in HOUSES),
    *((f"nullable-name-that-leads-back-{kind}", value) for kind in ("30", "31", "oneof") for value in QUERIES),
    *((f"nullable-name-in-a-sum-{kind}", value) for kind in ("30", "31", "oneof") for value in ORGS),
    *(("heirs-of-a-discriminator", value) for value in POLICIES),
    (
        "lists-of-one-union",
        {"rows": [{"a": {"b": "c"}}, "d"], "more": [1, {"a": None}, "e"], "all": [{}], "x": [{}], "fixed": 2},
    ),
    ("sum-that-holds-itself", {"name": "a", "parent": {"name": "b", "since": "c", "parent": None}}),
    (
        "references-elsewhere",
        {"place": {"city": "a"}, "other": {"city": None}, "cities": [[[]]], "beside": {"more": "x"}},
    ),
    (
        "words-of-3.1",
        {"pair": ["a", {"a": "b"}], "many": [{"c": "d"}], "json": {"a": [1, "b", {"c": None}]}, "part": 1.5},
    ),
]


# The model of what is asked, where a body has to be given.
MODELS = {"insides": "House", "leads": "Query", "sum": "Org", "heirs": "Ip"}


def ask_with(value: Any, document: str) -> dict[str, str]:
    model = next((name for word, name in MODELS.items() if word in document), None)
    return {"body": f"models.{model}.from_dict(given['value'])"} if model and value is not None else {}


@pytest.mark.parametrize(("document", "value"), VALUES)
def test_what_was_given_is_sent_and_what_was_answered_is_read_whole(call: Call, document: str, value: Any) -> None:
    body = ask_with(value, document)
    found = call(document, "default.change_org", value=value, **body)
    assert found["parsed"] == value
    assert not body or json.loads(found["sent"]["body"]) == value


def test_a_body_that_may_be_null_can_be_left_out(call: Call) -> None:
    found = call("nullable-name-that-leads-back-30", "default.change_org", value={})
    assert (found["sent"]["body"], found["parsed"]) == ("", {})


def test_properties_that_differ_only_in_their_spelling_are_all_kept(call: Call) -> None:
    found = call("names-equal-in-snake-case", "org_users.get_orgs", value={**ALIKE, "tags_item": "z"})
    assert found["parsed"] == {**ALIKE, "tags_item": "z"}


def test_a_sum_has_the_properties_of_all_its_parts(call: Call) -> None:
    value = {
        "a": {"id": "1", "extra": "2"},
        "b": {"id": "3", "deep": "4"},
        "c": "text",
        "d": {"a": "5"},
        "e": {"b": "6"},
    }
    body = "models.Org(a=models.Beside(id='1', extra='2'), b=models.Inside(id='3', deep='4'), c='text')"
    found = call("sum-beside-and-inside", "default.change_org", value=value, body=body)
    assert found["parsed"] == value
    assert json.loads(found["sent"]["body"]) == {key: value[key] for key in "abc"}


def test_members_that_differ_by_case_are_sent_as_they_are(call: Call) -> None:
    body = "models.Org(kind=list(models.OrgKind)[-1], level=models.AModel('A'))"
    found = call("members-that-differ-by-case", "default.change_org", 204, body=body)
    assert found["sent"]["url"] == "https://api.test/v1/orgs?order=UP"
    assert json.loads(found["sent"]["body"]) == {"kind": "", "level": "A"}


def test_arguments_of_other_names_are_sent_under_their_own(call: Call) -> None:
    renamed = ("kwargs_query", "field_kwargs", "response_query", "client_query", "body_query", "headers_header")
    given = {name: repr(name) for name in (*renamed, "cookies_cookie", "class_", "json_params_query_query")}
    given |= {"url_path": "'u'", "quote_path": "'q/'", "org_id_path": "'o'", "body": "models.ChangeOrgBody(name='n')"}
    dates = "[__import__('datetime').date(2025, 1, 2)]"
    document = "parameters-named-as-the-functions-own"
    found = call(document, "default.change_org", value=["a"], params_query=dates, **given)
    assert found["parsed"] == ["a"]
    assert found["sent"]["url"] == (
        "https://api.test/v1/orgs/u/q%2F/o?params=2025-01-02&kwargs=kwargs_query&_kwargs=field_kwargs"
        "&response=response_query&client=client_query&body=body_query&class=class_&json_params=json_params_query_query"
    )
    assert found["sent"]["headers"]["headers"] == "headers_header"
    assert found["sent"]["headers"]["cookie"] == "cookies=cookies_cookie"


def test_text_is_sent_and_read_as_text(call: Call) -> None:
    body = "types.File(payload=__import__('io').BytesIO('größe'.encode()))"
    answer = {"text": "done"}
    found = call("text-bodies", "default.import_org", answer=answer, body=body)
    assert (found["sent"]["headers"]["content-type"], found["sent"]["body"]) == ("text/plain", "größe")
    assert found["parsed"] == "done"
    assert call("text-bodies", "default.import_org", 400, answer=answer, body=body)["parsed"] == "done"


def test_a_named_enum_may_be_null_and_have_new_values(call: Call) -> None:
    kind = {"kind": "'a'", "kinds": "['a', 'b']"}
    found = call("nullable-enum-by-name", "default.get_orgs", answer={"text": "null"}, **kind)
    assert found["parsed"] is None
    assert found["sent"]["url"] == "https://api.test/v1/orgs/a?kinds=a&kinds=b"
    assert call("nullable-enum-by-name", "default.get_orgs", value="c", **kind)["parsed"] == "c"
