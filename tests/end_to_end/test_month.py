"""A month with a timer: `orglint run` on thirty days, each held against what the organization says of itself.

The oracle is plain Python over the state of the local organization, and shares no code with the tool. The days are the
processes' own: libfaketime sets their clock, and a gateway in front of the organization dates its answers.
"""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from support.bitbucket import hang
from support.command import ORGLINT, Ended, environment
from support.command import orglint as orglint_process
from support.gateway import Gateway, gateway
from support.inbox import Inbox, webhook
from support.local import Local, local, orglint
from support.tools import need_tool

START = datetime(2027, 3, 1, 6, tzinfo=UTC)
ADMINS, DOMAINS, SUSPENDED, NAMES = "team/admins", "team/own-domains", "team/suspended", "team/names"
RULES = (ADMINS, DOMAINS, SUSPENDED, NAMES)
OWN = ("evergladelabs.example", "evergladelabs-group.example")
SETTING = f"settings:\n  domains: [{', '.join(OWN)}]\n"
RULE = """\
title: {title}
severity: {severity}
table: {table}
where: "{where}"
require: "{require}"
message: "{message}"
why: The story of the month needs it.
fix: See to it.
examples:
  pass: [{good}]
  fail: [{bad}]
"""
NOTIFY = "notify: [{to: env:ORGLINT_NOTIFY_HOOK, events: [new, fixed, undecided, decided, broken]}]\n"
OLD, NEW = b'"name":"month-temporary"', b'"name":"month-lasting"'

Key = tuple[str, str]


class Told(NamedTuple):
    """What a day's result has to say: outcomes by rule and key, and the rules that are not decided or not set up."""

    found: dict[Key, str]
    unknown: frozenset[str] = frozenset()
    not_set_up: frozenset[str] = frozenset()


@dataclass
class Story:
    """A repository of rules, the organization that it is about, and what was seen of that until now."""

    organization: Local
    front: Gateway
    inbox: Inbox
    folder: Path
    day: int = 0
    hour: int = 0
    waived_until: int = 0
    waived: str = ""
    found: list[Told] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return START + timedelta(days=self.day, hours=self.hour)

    def call(self, method: str, path: str, body: Any = None) -> None:
        url = f"{self.organization.base_url}{path.format(org=self.organization.org_id)}"
        heads = {"Authorization": f"Bearer {self.organization.api_key}", "Content-Type": "application/json"}
        sent = None if body is None else json.dumps(body).encode()
        with urlopen(Request(url, sent, heads, method=method)) as answer:
            assert answer.status < 300

    def change_user(self, method: str, account: str, verb: str = "") -> None:
        self.call(method, f"/v2/orgs/{{org}}/directories/-/users/{quote(account)}{verb}")

    def change_role(self, account: str, verb: str) -> None:
        self.call("POST", f"/v1/orgs/{{org}}/users/{quote(account)}/roles/{verb}", {"role": "atlassian/org-admin"})

    def write_rule(self, name: str, **said: str) -> None:
        file = self.folder / "rules" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(RULE.format(**said))

    def write_settings(self, settings: str = SETTING) -> None:
        (self.folder / "orglint.yaml").write_text("rules: [./rules]\nwaivers: waivers.yaml\n" + settings + NOTIFY)

    def write_waiver(self, account: str, days: int) -> None:
        self.waived, self.waived_until = account, self.day + days
        until = f"{START + timedelta(days=self.waived_until):%Y-%m-%d}"
        waiver = f"{{rule: {ADMINS}, subject: {json.dumps(account)}, reason: agreed, owner: ciso, until: {until}}}"
        (self.folder / "waivers.yaml").write_text(f"waivers:\n  - {waiver}\n")

    def words(self) -> list[str]:
        where = ["--org", self.organization.org_id, "--base-url", self.front.base_url, "--deadline", "4s"]
        return ["run", *where, "--format", "json=result.json", "--format", "html=page.html"]

    def clock(self) -> tuple[str, ...]:
        self.front.date = self.now
        seconds = int((self.now - datetime.now(UTC)).total_seconds())
        return ("faketime", "-f", f"{seconds:+d}s", *ORGLINT)

    def secrets(self) -> dict[str, str]:
        secrets = {"ORGLINT_API_KEY": self.organization.api_key, "ORGLINT_NOTIFY_HOOK": self.inbox.url}
        return {**secrets, "ORGLINT_CACHE": str(self.folder / "cache")}

    def run(self) -> Ended:
        return orglint_process(*self.words(), at=self.folder, python=self.clock(), env=self.secrets())

    def run_until_killed(self) -> None:
        """Run it and kill it while the webhook lets it wait."""
        self.inbox.faults.append(hang(60))
        asked = self.inbox.asked
        started = subprocess.Popen(
            [*self.clock(), *self.words()],
            cwd=self.folder,
            env=environment(self.folder, **self.secrets()),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with started as process:
            while self.inbox.asked == asked:
                assert process.poll() is None
                time.sleep(0.02)
            os.kill(process.pid, signal.SIGKILL)
            assert process.wait(30) == -signal.SIGKILL

    def ask(self, *words: str) -> Any:
        ended = orglint(*words, at=self.folder)
        assert ended.code == 0, ended.err
        return json.loads(ended.out)


def find_broken(story: Story) -> Told:
    """Return what a day's result has to say, from what the organization says of itself."""
    state, found = story.organization.state(), dict[Key, str]()
    for user in state["users"]:
        key, active = user["accountId"], user["status"] == "active"
        if "atlassian/org-admin" in user["platformRoles"] and active and user["claimStatus"] == "unmanaged":
            excused = key == story.waived and story.day <= story.waived_until
            found[ADMINS, key] = "waived" if excused else "fail"
        if active and user["email"].partition("@")[2] not in OWN:
            found[DOMAINS, key] = "fail"
        if user["status"] == "suspended" and (story.day < 21 or user["claimStatus"] == "managed"):
            found[SUSPENDED, key] = "fail"
    if not story.front.replaced:
        found |= {(NAMES, it["id"]): "fail" for it in state["groups"] if it["name"] == "month-temporary"}
    settings = (story.folder / "orglint.yaml").read_text()
    waiting = frozenset() if "domains" in settings else frozenset({DOMAINS})
    unknown = frozenset(RULES[:3]) - waiting if story.front.denied else frozenset[str]()
    hidden = waiting | unknown
    return Told({it: outcome for it, outcome in found.items() if it[0] not in hidden}, unknown, waiting)


def name_changes(past: list[Told], now: Told, there: set[str], loosened: str) -> set[tuple[str, str, str]]:
    """Return what changed since the last result, which may have seen less than those before it.

    A rule that was loosened since then does not show that anything is fixed.
    """
    before, changes = past[-1], set[tuple[str, str, str]]()
    seen = {key for told in past for key in told.found}
    for rule in RULES:
        hidden_now, hidden_before = (rule in it.unknown | it.not_set_up for it in (now, before))
        last = next((it for it in reversed(past) if rule not in it.unknown | it.not_set_up), before)
        known = {key: it for key, it in last.found.items() if key[0] == rule}
        came = {key: it for key, it in now.found.items() if key[0] == rule}
        if hidden_now:
            changes |= {("no-longer-decided", *key) for key in known} if not hidden_before else set()
            continue
        for key in known.keys() - came.keys():
            away = "not-found-by-changed-rule" if rule == loosened else "fixed"
            changes.add((away if key[1] in there else "gone", *key))
        for key, outcome in came.items():
            if key not in known:
                changes.add(("reopened" if key in seen else "new", *key))
            elif known[key] != outcome:
                changes.add(("newly-waived" if outcome == "waived" else "waiver-ended", *key))
            elif hidden_before:
                changes.add(("decided-again", *key))
    return changes


def list_accounts(story: Story) -> set[str]:
    state = story.organization.state()
    return {it["accountId"] for it in state["users"] if not it["_outside"]} | {it["id"] for it in state["groups"]}


def pick(story: Story, claim: str, *, admin: bool = False) -> str:
    """Return the account of the first active user whose account is managed or not, and who is an admin or not."""
    users = (it for it in story.organization.state()["users"] if (it["status"], it["claimStatus"]) == ("active", claim))
    return next(it["accountId"] for it in users if ("atlassian/org-admin" in it["platformRoles"]) is admin)


def begin(story: Story) -> None:
    """Set the repository up as it is on the first day."""
    domains = "user.email.substring(user.email.indexOf('@') + 1) in settings.domains"
    story.write_rule(
        DOMAINS,
        title="Addresses are ours",
        severity="medium",
        table="users",
        where="user.status == 'active'",
        require=domains,
        message="{user.email} is not ours",
        good="{status: active, email: a@ours.example, settings: {domains: [ours.example]}}",
        bad="{status: active, email: a@theirs.example, settings: {domains: [ours.example]}}",
    )
    story.write_rule(
        ADMINS,
        title="Admins are managed",
        severity="critical",
        table="users",
        where="'atlassian/org-admin' in user.platformRoles && user.status == 'active'",
        require="user.claimStatus == 'managed'",
        message="{user.email} is an admin on an unmanaged account",
        good="{status: active, claimStatus: managed, platformRoles: [atlassian/org-admin]}",
        bad="{status: active, claimStatus: unmanaged, platformRoles: [atlassian/org-admin]}",
    )
    write_suspended(story, "")
    story.write_rule(
        NAMES,
        title="No group is temporary",
        severity="low",
        table="groups",
        where="true",
        require="group.name != 'month-temporary'",
        message="{group.name} is temporary",
        good="{name: lasting}",
        bad="{name: month-temporary}",
    )
    (story.folder / "rules" / "pack.yaml").write_text("name: month\nversion: 1.0.0\n")
    (story.folder / "waivers.yaml").write_text("waivers: []\n")
    story.write_settings()
    home = story.organization.state()["directories"][0]["directoryId"]
    story.call("POST", f"/v2/orgs/{{org}}/directories/{home}/groups", {"name": "month-temporary"})


def write_suspended(story: Story, exempt: str) -> None:
    story.write_rule(
        SUSPENDED,
        title="Nobody is suspended",
        severity="high",
        table="users",
        where="user.status in ['active', 'suspended']",
        require=f"user.status == 'active'{exempt}",
        good="{status: active, claimStatus: managed}",
        bad="{status: suspended, claimStatus: managed}",
        message="{user.email} is suspended",
    )


def invite(story: Story, address: str) -> None:
    story.call("POST", "/v2/orgs/{org}/users/invite", {"emails": [address]})


def find_account(story: Story, address: str) -> str:
    return next(it["accountId"] for it in story.organization.state()["users"] if it["email"] == address)


JOINER = "somebody@elsewhere.example"


def build_days(story: Story) -> dict[int, Callable[[], None]]:
    """Return what happens on which day, before the run."""
    rogue, tired = pick(story, "unmanaged"), pick(story, "managed")
    front = story.front
    return {
        3: lambda: invite(story, JOINER),
        5: lambda: story.change_user("POST", tired, "/suspend"),
        6: lambda: story.change_role(rogue, "assign"),
        8: lambda: story.write_waiver(rogue, 6),
        10: lambda: story.change_user("DELETE", find_account(story, JOINER)),
        11: lambda: setattr(front, "denied", frozenset({"/users/search"})),
        12: lambda: setattr(front, "denied", frozenset()),
        13: lambda: setattr(front, "out", True),
        14: lambda: setattr(front, "out", False),
        16: lambda: front.replaced.update({OLD: NEW}),
        17: lambda: story.write_settings(""),
        19: story.write_settings,
        21: lambda: write_suspended(story, " || user.claimStatus == 'unmanaged'"),
        23: lambda: story.change_user("POST", tired, "/restore"),
        25: lambda: invite(story, JOINER),
        27: lambda: story.change_role(rogue, "revoke"),
    }


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    need_tool("faketime", "faketime")
    folder = tmp_path / "ours"
    folder.mkdir()
    words = ("--users", "40", "--seed", "5", "--now", "2027-02-28T00:00:00Z")
    with (
        local(tmp_path / "local", *words) as organization,
        webhook() as inbox,
        gateway(organization.base_url) as front,
    ):
        yield Story(organization, front, inbox, folder)


def test_a_month_of_runs(story: Story) -> None:
    begin(story)
    days = build_days(story)
    for story.day in range(1, 31):
        days.get(story.day, lambda: None)()
        live_through(story)
    look_back(story)


def live_through(story: Story) -> None:
    """Run it on a day, and hold the result, what changed, what was told and the exit code against the oracle."""
    told_before = len(story.inbox.documents)
    if story.day == 23:
        story.run_until_killed()
        assert len(story.inbox.documents) == told_before
        story.hour += 1
    ended = story.run()
    if story.front.out:
        assert (ended.code, len(story.inbox.documents)) == (4, told_before + 1), ended.err
        return
    now, past = find_broken(story), story.found
    assert ended.code == (3 if now.unknown else 1), ended.err
    result = json.loads((story.folder / "result.json").read_text())
    assert read_found(result) == now, story.day
    changed = (
        name_changes(past, now, list_accounts(story), SUSPENDED if story.day == 21 else "")
        if past
        else set[tuple[str, str, str]]()
    )
    if past and story.day != 23:
        document = story.ask("diff", "--format", "json")["findings"]
        assert {(it["change"], it["rule"], it["key"]) for it in document["changes"]} == changed, story.day
        assert_sums(document, past[-1], now)
    messages = story.inbox.texts[told_before:]
    if past:
        assert read_words(messages) == name_news(changed, past[-1], now), (story.day, messages)
    assert len(messages) == (not past or bool(read_words(messages)) or story.day == 14), (story.day, messages)
    story.found.append(now)


OTHERWISE = "NOT FOUND BY THE CHANGED RULE "


def read_words(messages: list[str]) -> set[str]:
    """Return the kinds of news that messages tell."""
    words = ("NEW ", "FIXED ", OTHERWISE, "UNDECIDED ", "DECIDED AGAIN ", "STILL FAILING ", "IN DOUBT ", "ENDS SOON ")
    return {word for text in messages for line in text.splitlines() for word in words if line.startswith(word)}


def name_news(changed: set[tuple[str, str, str]], before: Told, now: Told) -> set[str]:
    """Return the kinds of news that a day has."""
    kinds = {it[0] for it in changed}
    closed, opened = (it.unknown | it.not_set_up for it in (before, now))
    told = {
        "NEW ": kinds & {"new", "reopened", "waiver-ended"},
        "FIXED ": kinds & {"fixed", "gone"},
        OTHERWISE: kinds & {"not-found-by-changed-rule"},
        "UNDECIDED ": opened - closed,
        "DECIDED AGAIN ": closed - opened,
    }
    return {word for word, what in told.items() if what}


def read_found(result: dict[str, Any]) -> Told:
    rules = {it["id"]: it for it in result["rules"]}
    assert set(rules) == set(RULES)
    return Told(
        {(id_, it["key"]): it["outcome"] for id_, rule in rules.items() for it in rule["findings"]},
        frozenset(id_ for id_, it in rules.items() if it["outcome"] == "unknown"),
        frozenset(id_ for id_, it in rules.items() if it["reason_code"] == "not-set-up"),
    )


def assert_sums(document: dict[str, Any], before: Told, now: Told) -> None:
    for outcome in ("fail", "waived"):
        said = document["sums"][outcome]
        counts = [sum(it == outcome for it in told.found.values()) for told in (before, now)]
        assert [said["before"], said["after"]] == counts
        assert said["before"] - sum(said["left"].values()) == said["still"]
        assert said["still"] + sum(said["arrived"].values()) == said["after"]


def look_back(story: Story) -> None:
    """Hold the month as a whole against the oracle: history, status, and the site."""
    points = story.ask("history", "--format", "json")["organizations"][0]["results"]
    kept = [it for it in points if it["taken_at"]]
    # not by the time of the snapshot: what an outage interrupted is from the day on which it was begun
    by_day = {datetime.fromisoformat(it["kept_at"]).date(): it for it in kept}
    days = [day for day in range(1, 31) if day != 13]
    assert sorted(by_day) == [(START + timedelta(days=day)).date() for day in days]
    for day, told in zip(days, story.found, strict=True):
        point = by_day[(START + timedelta(days=day)).date()]
        assert point["complete"] is not bool(told.unknown), day
        for rule in point["rules"]:
            found = [outcome for (name, _), outcome in told.found.items() if name == rule["id"]]
            assert (rule["failed"], rule["waived"]) == (found.count("fail"), found.count("waived")), (day, rule["id"])
    ended = orglint_process("status", at=story.folder, python=story.clock(), env=story.secrets())
    assert ended.code == 0, ended
    story.day += 3
    assert orglint_process("status", at=story.folder, python=story.clock(), env=story.secrets()).code == 3
    assert orglint("report", "--site", "site", at=story.folder).code == 0
    pages = list((story.folder / "site" / "results").rglob("*.html"))
    assert len(pages) == len(kept)
    newest = max(kept, key=lambda it: it["taken_at"])["snapshot"]
    assert newest in (story.folder / "site" / "newest.html").read_text()
