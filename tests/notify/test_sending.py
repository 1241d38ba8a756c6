"""Messages sent through Apprise to real servers: they arrive, or it is known that they may not have."""

import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import orglint
from orglint.notify.apprise_service import has_service
from orglint.notify.apprise_service import send_message as send_here
from orglint.notify.message import Message, Mood, disarm
from orglint.notify.retrying import SendingBudget, send_within_budget
from orglint.notify.sending import Delivery, find_services, send_message
from support.bitbucket import cut, drip, hang, refuse
from support.inbox import mail_server, webhook

# Apprise imports all of its plugins, and one of them a module that Python gives up; the process that sends shows none.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

LINES = ("new: one", "new: <b>two</b> & *more*")
MESSAGE = Message("0f1e2d3c4b5a6978", "orglint: acme: 2 new findings", LINES, Mood.WORSE)
NOBODY = {"PATH": "/usr/bin:/bin"}


def test_a_webhook_gets_the_message_as_it_is() -> None:
    with webhook() as inbox:
        assert send_here(inbox.url, MESSAGE, 5) is Delivery.SENT
    ((document),) = inbox.documents
    assert document["title"] == MESSAGE.title
    assert document["message"] == "new: one\nnew: <b>two</b> & *more*\nmessage 0f1e2d3c4b5a6978"
    assert document["type"] == "warning"


def test_a_mail_arrives_with_its_subject() -> None:
    with mail_server() as there:
        assert send_here(there.url, MESSAGE, 5) is Delivery.SENT
    ((mail),) = there.mails
    assert (mail["Subject"], mail["To"]) == (MESSAGE.title, "security@acme.com")
    assert "new: <b>two</b> & *more*" in there.texts[0]


def test_mail_as_html_has_the_text_as_text() -> None:
    with mail_server() as there:
        assert send_here(there.url.replace("format=text", "format=html"), MESSAGE, 5) is Delivery.SENT
    html = there.texts[-1]
    assert "&lt;b&gt;two&lt;/b&gt;&nbsp;&amp;&nbsp;*more*" in html
    assert "<b>two" not in html


def test_a_mail_server_that_refuses_is_no_delivery() -> None:
    with mail_server("550 no") as there:
        assert send_here(there.url, MESSAGE, 5) is Delivery.REFUSED


@pytest.mark.parametrize("url", ["https://example.com/hook", "nonsense", "", "ftp://example.com", "json://"])
def test_an_address_of_no_service_is_told_apart(url: str) -> None:
    assert not has_service(url)
    assert send_here(url, MESSAGE, 5) is Delivery.NO_SERVICE


def test_addresses_are_looked_at_together() -> None:
    with webhook() as inbox:
        assert find_services([inbox.url, "nonsense"], NOBODY) == [True, False]
        assert inbox.asked == 0


@pytest.mark.parametrize("status", [302, 400, 403, 404, 429, 500, 503])
def test_no_other_status_counts_as_delivered(status: int) -> None:
    with webhook(refuse(status, Location="/elsewhere")) as inbox:
        assert send_here(inbox.url, MESSAGE, 5) is Delivery.REFUSED
        assert inbox.asked == 1


def test_an_answer_that_breaks_off_is_no_delivery() -> None:
    with webhook(cut) as inbox:
        assert send_here(inbox.url, MESSAGE, 5) is Delivery.REFUSED


def test_a_port_where_nobody_listens_is_no_delivery() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert send_here(f"json://127.0.0.1:{taken.getsockname()[1]}/", MESSAGE, 5) is Delivery.REFUSED


def test_a_process_of_its_own_sends_it_and_knows_nothing_that_orglint_reads(tmp_path: Path) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login me password canary-of-the-netrc\n")
    netrc.chmod(0o600)
    secrets = {"ORGLINT_API_KEY": "canary-of-the-key", "HOME": str(tmp_path), "NETRC": str(netrc)}
    with webhook() as inbox:
        assert send_message(inbox.url, MESSAGE, {**NOBODY, **secrets}) is Delivery.SENT
    assert inbox.texts == [MESSAGE.fit_lines(32_768)]
    assert b"canary-of-the-key" not in inbox.heard
    assert b"authorization" not in inbox.heard.lower()  # no password of the netrc


def test_what_may_have_arrived_is_not_sent_again_in_this_run() -> None:
    clock = Clock()
    with webhook(hang(1)) as inbox:
        url = f"{inbox.url}?rto=0.3"
        assert send_within_budget(send_here, url, MESSAGE, SendingBudget(60, clock, clock.sleep)) is Delivery.TOO_SLOW
        assert inbox.asked == 1


def test_a_service_that_sends_its_answer_byte_by_byte_takes_no_more_than_its_time() -> None:
    with webhook(drip) as inbox:
        assert send_message(inbox.url, MESSAGE, NOBODY, timeout=0.3) is Delivery.TOO_SLOW
        assert inbox.asked == 1


def test_without_apprise_the_line_to_install_it_is_told() -> None:
    code = "from orglint.notify.sending import require_apprise; require_apprise('nothing was collected')"
    root = Path(orglint.__file__).parent.parent
    ended = subprocess.run(
        [sys.executable, "-S", "-c", code],  # without what is installed
        env={"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "nothing was collected: messages are sent by Apprise, which is not installed" in ended.stderr
    assert "pip install 'orglint[notify]'" in ended.stderr


class Clock:
    """A clock that only pauses move."""

    def __init__(self) -> None:
        self.now = 0.0
        self.pauses: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


def test_what_is_refused_is_sent_again_and_then_no_more() -> None:
    clock = Clock()
    with webhook(refuse(500), refuse(503)) as inbox:
        budget = SendingBudget(60, clock, clock.sleep)
        assert send_within_budget(send_here, inbox.url, MESSAGE, budget) is Delivery.SENT
    assert (inbox.asked, clock.pauses) == (3, [1.0, 4.0])
    with webhook(*[refuse(500)] * 9) as inbox:
        budget = SendingBudget(60, clock, clock.sleep)
        assert send_within_budget(send_here, inbox.url, MESSAGE, budget) is Delivery.REFUSED
    assert inbox.asked == 3


def test_a_budget_that_is_spent_sends_nothing() -> None:
    clock = Clock()
    with webhook(refuse(500)) as inbox:
        assert send_within_budget(send_here, inbox.url, MESSAGE, SendingBudget(0.5, clock, clock.sleep)) is (
            Delivery.REFUSED
        )
        assert inbox.asked == 1
        assert send_within_budget(send_here, inbox.url, MESSAGE, SendingBudget(0, clock, clock.sleep)) is (
            Delivery.TOO_SLOW
        )
        assert inbox.asked == 1


def test_a_message_that_is_too_long_says_what_is_left_out() -> None:
    long = replace(MESSAGE, lines=tuple(f"new: rule {number}" for number in range(100)))
    for most in (60, 100, 500, 1_000):
        text = long.fit_lines(most)
        *kept, told, foot = text.splitlines()
        assert len(text) <= most
        assert kept == list(long.lines[: len(kept)])
        assert told == f"and {100 - len(kept)} more lines, in the report"
        assert foot == "message 0f1e2d3c4b5a6978"
    assert long.fit_lines(10_000).splitlines()[:-1] == list(long.lines)


def test_text_from_elsewhere_calls_nobody_and_is_no_link() -> None:
    assert disarm("@everyone <!channel> [x](http://e.example)\n\x1b[0m") == (
        "@ everyone <!channel> [x] (http: //e.example)\\x0a\\x1b[0m"
    )
    assert disarm("admin@acme.com") == "admin@acme.com"
