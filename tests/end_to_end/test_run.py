"""`orglint run` against a local organization and a real webhook: good days, a day of 403s, an outage, a kill."""

import json
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from support.bitbucket import hang, refuse
from support.bundled import find_founding_rules
from support.command import Ended, running
from support.faults import POLICIES, denied
from support.inbox import Inbox, webhook
from support.local import Local, local, orglint

KEY, ADDRESS = "canary-of-the-key", "canary-of-the-address"
NOTIFY = "notify: [{to: env:ORGLINT_NOTIFY_HOOK}]\n"
REPORTS = ("--format", "json=result.json", "--format", "prometheus=orglint.prom")

SLOW = f"""\
title: Nobody has a long name
severity: low
table: users
require: "users.all(a, users.all(b, !(a.name + b.name + user.name).replace('', '{"x" * 200}').matches('(x.*){{20}}%')))"
message: "{{user.name}}"
why: It is judged for minutes.
fix: Nothing.
examples:
  pass: [{{name: a}}]
  fail: [{{name: "xxxxxxxxxxxxxxxxxxxxx%"}}]
"""


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with webhook() as there:
        yield there


def run(organization: Local, inbox: Inbox, *words: str, **env: str) -> Ended:
    """Run it beside the settings of its folder, and see that no secret is shown."""
    (organization.folder / "orglint.yaml").write_text(NOTIFY)
    rules = ("--only-rules", str(find_founding_rules()))
    asked = (*name_run(organization), *rules, *REPORTS, *words)
    ended = orglint(*asked, at=organization.folder, env={**list_secrets(organization, inbox), **env})
    assert not any(secret in ended.out + ended.err for secret in (ADDRESS, organization.api_key))
    assert organization.api_key.encode() not in inbox.heard
    return ended


def run_in_background(organization: Local, inbox: Inbox, *words: str) -> AbstractContextManager[subprocess.Popen[str]]:
    (organization.folder / "orglint.yaml").write_text(NOTIFY)
    secrets = list_secrets(organization, inbox)
    return running(*name_run(organization), *words, at=organization.folder, **secrets)


def name_run(organization: Local) -> tuple[str, ...]:
    return ("run", "--org", organization.org_id, "--base-url", organization.base_url)


def list_secrets(organization: Local, inbox: Inbox) -> dict[str, str]:
    return {"ORGLINT_API_KEY": organization.api_key, "ORGLINT_NOTIFY_HOOK": inbox.url}


def metrics(folder: Path) -> dict[str, float]:
    families = text_string_to_metric_families((folder / "orglint.prom").read_text())
    return {
        it.name.removeprefix("orglint_run_last_"): it.samples[0].value for it in families if "_run_last_" in it.name
    }


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "orglint-store" / "results").glob("*/*.json"))


def test_a_week_with_a_day_of_403s_and_an_outage(tmp_path: Path, inbox: Inbox) -> None:
    quiet = ("--users", "20", "--seed", "7")
    with local(tmp_path, *quiet) as organization:
        assert run(organization, inbox).code == 1
        assert [it["title"] for it in inbox.documents] == [
            f"orglint: {_name(organization)}: from now on you are told what changes"
        ]
        assert run(organization, inbox).code == 1
        assert (len(inbox.documents), len(kept(tmp_path))) == (1, 2)  # nothing changed, and nothing was said
    good = metrics(tmp_path)
    assert good["exit_code"] == 1
    with local(tmp_path, *quiet, faults=[denied(POLICIES)]) as organization:
        ended = run(organization, inbox)
        assert ended.code == 3, ended.err
    assert json.loads((tmp_path / "result.json").read_text())["exit_code"] == 3
    assert len(inbox.documents) == 2
    assert "UNDECIDED" in inbox.texts[1]
    assert "FIXED" not in inbox.texts[1]
    bad = metrics(tmp_path)
    assert (bad["exit_code"], bad["good_timestamp_seconds"]) == (3, good["good_timestamp_seconds"])
    before = (tmp_path / "result.json").read_bytes()
    for _ in range(2):  # the server of the organization is gone, and that is told once
        ended = run(organization, inbox, "--deadline", "2s")
        assert ended.code == 4
        assert "got no answer" in ended.err
        assert len(inbox.documents) == 3
    assert "no result" in inbox.documents[2]["title"]
    assert metrics(tmp_path)["exit_code"] == 4
    assert metrics(tmp_path)["good_timestamp_seconds"] == good["good_timestamp_seconds"]
    assert ((tmp_path / "result.json").read_bytes(), len(kept(tmp_path))) == (before, 3)
    with local(tmp_path, *quiet) as organization:
        assert run(organization, inbox).code == 1
    assert "results again" in inbox.documents[3]["title"]
    assert "DECIDED AGAIN" in inbox.texts[3]
    assert "NEW" not in inbox.texts[3]
    assert metrics(tmp_path)["good_timestamp_seconds"] >= good["good_timestamp_seconds"]


def _name(organization: Local) -> str:
    name: str = organization.state()["organization"]["attributes"]["name"]
    return name


def test_what_could_not_be_told_is_told_by_the_next_run(tmp_path: Path, inbox: Inbox) -> None:
    with local(tmp_path, "--users", "20", "--seed", "7") as organization:
        run(organization, inbox)
        inbox.faults += [refuse(500)] * 3
        stricter = ("--set", "accounts/dormant.max_days=1")
        ended = run(organization, inbox, *stricter)
        assert ended.code == 5, ended.err
        assert "env:ORGLINT_NOTIFY_HOOK was not told" in ended.err
        assert "the outcome is fail" in ended.err
        assert (inbox.asked, metrics(tmp_path)["exit_code"]) == (4, 5)
        assert run(organization, inbox, *stricter).code == 1
    assert len(inbox.documents) == 2
    assert inbox.texts[1].startswith("RULES CHANGED, which may be why: accounts/dormant changed\nNEW ")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_while_it_tells_tells_it_again(
    tmp_path: Path, inbox: Inbox, number: signal.Signals, code: int
) -> None:
    inbox.faults.append(hang(4))
    with local(tmp_path, "--users", "20", "--seed", "7") as organization:
        with run_in_background(organization, inbox, "--only-rules", str(find_founding_rules())) as process:
            while not inbox.asked:
                assert process.poll() is None
                time.sleep(0.02)
            process.send_signal(number)
            _, said = process.communicate(timeout=30)
        assert process.returncode == code
        assert said.endswith("orglint: stopped. The result is kept; what was not told is told by the next run.\n")
        assert (inbox.documents, len(kept(tmp_path))) == ([], 1)
        assert run(organization, inbox).code == 1
    assert len(inbox.documents) == 1


def test_a_run_that_is_stopped_while_it_tells_that_there_is_no_result_says_why_and_who_tells_it(
    tmp_path: Path, inbox: Inbox
) -> None:
    inbox.faults.append(hang(4))
    with local(tmp_path, "--users", "20", "--seed", "7") as organization:
        pass
    with run_in_background(organization, inbox, "--deadline", "1s") as process:
        while not inbox.asked:
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 143
    assert "orglint: stopped. There is no result, and whoever was not told so is told by the next run" in said
    assert "got no answer" in said
    assert "to continue" not in said
    ended = run(organization, inbox, "--deadline", "1s")
    assert (ended.code, len(inbox.documents)) == (4, 1)


def test_a_run_that_is_stopped_while_it_judges_says_that_the_snapshot_is_kept(tmp_path: Path, inbox: Inbox) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "slow.yaml").write_text(SLOW)
    with (
        local(tmp_path, "--users", "200", "--seed", "7") as organization,
        run_in_background(organization, inbox, "--only-rules", "rules") as process,
    ):
        assert process.stderr
        assert any(line.startswith("  users ") for line in process.stderr)  # the snapshot is there, and is told
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 143
    assert said.endswith(
        "orglint: stopped. The snapshot is kept, without a result: orglint check judges it, and the next run collects "
        "anew.\n"
    )
    assert (inbox.asked, kept(tmp_path)) == (0, [])
    assert len(list((tmp_path / "orglint-store" / "snapshots").iterdir())) == 1


@pytest.mark.parametrize(
    ("text", "address", "said"),
    [
        (NOTIFY, "", "ORGLINT_NOTIFY_HOOK is not set"),
        (NOTIFY, "https://example.com/canary", "env:ORGLINT_NOTIFY_HOOK holds no address of a service"),
        ("notify: [{to: file:orglint-notify-x}]", "", "below the folder of orglint.yaml"),
        ("notify: [{to: file:../orglint-notify-y}]", "", "others can read"),
        ("notify: [{to: file:../orglint-notify-z}]", "", "cannot be read"),
    ],
    ids=["not-set", "no-service", "in-the-repository", "open-to-others", "not-there"],
)
def test_who_could_tell_nobody_collects_nothing(tmp_path: Path, text: str, address: str, said: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "orglint.yaml").write_text(text)
    for file in (home / "orglint-notify-x", tmp_path / "orglint-notify-y"):
        file.write_text("json://127.0.0.1/canary")
        file.chmod(0o644)
    words = ("--org", "acme", "--base-url", "http://127.0.0.1:9/admin", "--only-rules", str(find_founding_rules()))
    ended = orglint("run", *words, at=home, env={"ORGLINT_API_KEY": KEY, "ORGLINT_NOTIFY_HOOK": address})
    assert (ended.code, "nothing was collected" in ended.err, said in ended.err) == (2, True, True), ended.err
    assert "canary" not in ended.err
    assert not (home / "orglint-store").exists()
