"""`orglint notify test`: each channel gets a message, at a real webhook and mail server, or it is told why not."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from cli.conftest import orglint, process
from support.bitbucket import refuse
from support.inbox import Inbox, MailServer, mail_server, webhook

CHANNELS = """\
notify:
  - to: env:ORGLINT_NOTIFY_HOOK
    events: [new, broken]
    severity: high
    family: [admins]
  - to: env:ORGLINT_NOTIFY_MAIL
"""
KEY = "canary-of-the-key"


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with webhook() as there:
        yield there


@pytest.fixture
def mails() -> Iterator[MailServer]:
    with mail_server() as there:
        yield there


def send(folder: Path, inbox: Inbox, mails: MailServer, *words: str, text: str = CHANNELS) -> CompletedProcess[str]:
    (folder / "orglint.yaml").write_text(text)
    secrets = {"ORGLINT_NOTIFY_HOOK": inbox.url, "ORGLINT_NOTIFY_MAIL": mails.url, "ORGLINT_API_KEY": KEY}
    ended = orglint("notify", "test", *words, cwd=folder, **secrets)
    assert not any(it in ended.stdout + ended.stderr for it in ("canary", mails.url))
    assert KEY.encode() not in inbox.heard
    return ended


def test_each_channel_gets_a_message_that_says_what_it_will_be_told(
    tmp_path: Path, inbox: Inbox, mails: MailServer
) -> None:
    ended = send(tmp_path, inbox, mails)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert [line.split(":")[1] for line in ended.stdout.splitlines()] == ["ORGLINT_NOTIFY_HOOK", "ORGLINT_NOTIFY_MAIL"]
    assert [it["title"] for it in inbox.documents] == ["orglint: test message"]
    assert "This is a test" in inbox.texts[0]
    assert "events: new, broken. Of these rules: high and above in admins." in inbox.texts[0]
    assert [mail["Subject"] for mail in mails.mails] == ["orglint: test message"]
    assert "events: all." in mails.texts[0]
    assert [it.name for it in tmp_path.iterdir()] == ["orglint.yaml"]  # and what channels know stays as it is


def test_one_channel_can_be_tried_alone(tmp_path: Path, inbox: Inbox, mails: MailServer) -> None:
    assert send(tmp_path, inbox, mails, "--to", "env:ORGLINT_NOTIFY_MAIL").returncode == 0
    assert (inbox.asked, len(mails.mails)) == (0, 1)
    ended = send(tmp_path, inbox, mails, "--to", "env:ORGLINT_NOTIFY_MALI")
    assert (ended.returncode, "did you mean env:ORGLINT_NOTIFY_MAIL?" in ended.stderr) == (2, True)
    assert (inbox.asked, len(mails.mails)) == (0, 1)


def test_what_a_service_refuses_is_told_and_keeps_no_other_from_being_tried(
    tmp_path: Path, inbox: Inbox, mails: MailServer
) -> None:
    inbox.faults += [refuse(403)] * 3
    ended = send(tmp_path, inbox, mails)
    assert ended.returncode == 5
    assert "orglint: env:ORGLINT_NOTIFY_HOOK was not told: the service could not be reached, or did not" in ended.stderr
    assert ended.stdout.startswith("told env:ORGLINT_NOTIFY_MAIL: orglint: test message")
    assert len(mails.mails) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "names no channel"),
        ("notify: [{to: env:ORGLINT_NOTIFY_NONE}]", "ORGLINT_NOTIFY_NONE is not set"),
        ("notify: [{to: file:orglint-notify-x}]", "below the folder of orglint.yaml"),
        ("organizations: {acme: {id: a-1}, beta: {id: b-1}}", "speaks of several organizations"),
    ],
    ids=["no channel", "not set", "in the repository", "several organizations"],
)
def test_where_nobody_could_be_told_nothing_is_sent(
    tmp_path: Path, inbox: Inbox, mails: MailServer, text: str, said: str
) -> None:
    ended = send(tmp_path, inbox, mails, text=text)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"nothing was sent: {said}" in ended.stderr or said in ended.stderr


def test_the_channels_of_every_organization_are_tried_each_once(
    tmp_path: Path, inbox: Inbox, mails: MailServer
) -> None:
    text = f"""\
organizations:
  acme: {{id: a-1}}
  beta: {{id: b-1, notify: [{{to: env:ORGLINT_NOTIFY_MAIL}}]}}
{CHANNELS.partition("  - to: env:ORGLINT_NOTIFY_MAIL")[0]}"""
    assert send(tmp_path, inbox, mails, "--org", "all", text=text).returncode == 0
    assert [it["title"] for it in inbox.documents] == ["orglint: acme: test message"]
    assert [mail["Subject"] for mail in mails.mails] == ["orglint: beta: test message"]


def test_the_process_that_sends_has_no_key_however_that_is_called(tmp_path: Path, inbox: Inbox) -> None:
    watch = tmp_path / "watch"
    watch.mkdir()
    seen = tmp_path / "seen"
    (watch / "sitecustomize.py").write_text(
        f"import os, json\nopen({str(seen)!r}, 'a').write(json.dumps(dict(os.environ)) + '\\n')\n"
    )
    (tmp_path / "orglint.yaml").write_text("notify: [{to: env:ORGLINT_NOTIFY_HOOK}]\nkey: env:ACME_KEY\n")
    secrets = {"ORGLINT_NOTIFY_HOOK": inbox.url, "ACME_KEY": KEY, "OTHER_KEY": f"other {KEY}"}
    paths = os.pathsep.join([str(watch), *filter(None, [os.environ.get("PYTHONPATH")])])
    variables = {**secrets, "ORGLINT_API_KEY_FROM": "env:OTHER_KEY", "PYTHONPATH": paths}
    ended = process("notify", "test", cwd=tmp_path, **variables)
    assert ended.returncode == 0, ended.stderr
    own, *others = (json.loads(line) for line in seen.read_text().splitlines())
    assert (own["ACME_KEY"], own["OTHER_KEY"]) == (KEY, f"other {KEY}")
    assert len(others) == 2  # one looks at the addresses, and one sends
    assert not any(KEY in value for environment in others for value in environment.values())
