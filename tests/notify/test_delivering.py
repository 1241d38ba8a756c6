"""Messages are recorded after they were sent: none is lost, and none comes twice unless something broke in between."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orglint.notify.delivering import Due, deliver_messages
from orglint.notify.message import Message
from orglint.notify.retrying import SendingBudget
from orglint.notify.sending import Delivery
from orglint.notify.told import FOLDER, Told, read_told, write_told

AT = datetime(2026, 11, 1, 6, tzinfo=UTC)
TOLD = Told("env:ORGLINT_NOTIFY", "20261101T060000Z-1", "0123456789abcdef", "m1", AT)
SECRET = "json://127.0.0.1/canary-of-the-address"


def due(channel: str, message: str | None = "m1") -> Due:
    sent = Message(message, "title", ("line",)) if message else None
    return Due(channel, SECRET, sent, replace(TOLD, to=f"env:{channel}"))


def deliver(
    store: Path, send: Callable[[str, Message, float], Delivery], *them: Due
) -> tuple[tuple[str, ...], list[str]]:
    said: list[str] = []
    budget = SendingBudget(60, lambda: 0.0, lambda _: None)
    return deliver_messages(them, store, "acme", send, budget, say=said.append), said


def test_what_was_told_is_read_back(tmp_path: Path) -> None:
    assert read_told(tmp_path, "acme", "one") is None
    write_told(tmp_path, "acme", "one", TOLD)
    write_told(tmp_path, "acme", "two", replace(TOLD, broken=True, at=None))
    assert read_told(tmp_path, "acme", "one") == TOLD
    assert read_told(tmp_path, "acme", "two") == replace(TOLD, broken=True, at=None)
    assert read_told(tmp_path, "beta", "one") is None


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"format": 2}', '{"format": 1, "more": 1, "to": "x"}'])
def test_a_record_that_cannot_be_read_is_as_if_nobody_was_told(tmp_path: Path, content: str) -> None:
    write_told(tmp_path, "acme", "one", TOLD)
    (file,) = (tmp_path / FOLDER).iterdir()
    file.write_text(content)
    assert read_told(tmp_path, "acme", "one") is None


def test_nothing_is_recorded_before_it_was_sent(tmp_path: Path) -> None:
    seen: list[Told | None] = []

    def send(url: str, message: Message, timeout: float) -> Delivery:
        del url, message, timeout
        seen.append(read_told(tmp_path, "acme", "one"))
        return Delivery.SENT

    failed, said = deliver(tmp_path, send, due("one"))
    assert (failed, seen) == ((), [None])
    assert read_told(tmp_path, "acme", "one") == replace(TOLD, to="env:one")
    assert said == ["told env:one: title (message m1)"]


def test_whoever_is_killed_while_sending_sends_it_again(tmp_path: Path) -> None:
    class KilledError(BaseException):
        pass

    def send(*_: object) -> Delivery:
        raise KilledError

    with pytest.raises(KilledError):
        deliver(tmp_path, send, due("one"))
    assert read_told(tmp_path, "acme", "one") is None


@pytest.mark.parametrize("problem", [Delivery.REFUSED, Delivery.TOO_SLOW, Delivery.NO_SERVICE])
def test_a_channel_that_fails_keeps_no_other_from_being_told(tmp_path: Path, problem: Delivery) -> None:
    attempts: list[str] = []

    def send(url: str, message: Message, timeout: float) -> Delivery:
        del url, timeout
        attempts.append(message.id)
        return problem if message.id == "bad" else Delivery.SENT

    failed, said = deliver(tmp_path, send, due("one", "bad"), due("two"), due("three", None))
    ((text),) = failed
    assert text.startswith("env:one was not told: ")
    assert "canary" not in "".join((text, *said))
    assert attempts == ["bad"] * (3 if problem is Delivery.REFUSED else 1) + ["m1"]
    assert [bool(read_told(tmp_path, "acme", it)) for it in ("one", "two", "three")] == [False, True, True]


def test_a_store_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file in its place")
    failed, said = deliver(tmp_path, lambda *_: Delivery.SENT, due("one"), due("two"))
    assert [it.split(" could")[0] for it in failed] == ["what env:one knows", "what env:two knows"]
    assert len(said) == 2  # both were told
