"""What a channel is told of a result: what it does not know yet, compared with what it was told last."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orglint.cli.channels import Address
from orglint.cli.privacy import PrivacyChoice
from orglint.cli.telling import Teller, Telling
from orglint.history.since import date_result
from orglint.model.changes import CAME, Change
from orglint.model.privacy import Privacy
from orglint.model.rule import Severity
from orglint.notify.message import Message
from orglint.notify.sending import Delivery
from orglint.notify.told import Told
from orglint.reports.privacy import PseudonymKey
from orglint.results.kept import KeptResult, keep_result
from orglint.settings.channels import Channel, Event
from support.days import FIRST, KEYS, Day, Row, build_result, days, tell_change

CHANNEL = Channel("env:ORGLINT_NOTIFY")
FINE = Row(there=True, fails=(False, False), waived=(False, False), known=(True, True), read=True)
BAD = replace(FINE, fails=(True, False))


@pytest.fixture
def kept(tmp_path: Path) -> list[KeptResult]:
    """Return four days that a store keeps: nothing, ada, ada and bo, bo alone."""
    days = [_build_day(*them) for them in ("", ("ada",), ("ada", "bo"), ("bo",))]
    return [
        keep_result(tmp_path, build_result(day, number), FIRST + timedelta(days=number))
        for number, day in enumerate(days)
    ]


def _build_day(*bad: str) -> Day:
    rows = {key: BAD if key in bad else FINE for key in KEYS}
    return Day(rows, whole=True, runs=(True, True), set_up=(True, True), looks_up=True)


def tell(
    kept: list[KeptResult],
    now: int,
    before: int | None,
    privacy: PrivacyChoice | None = None,
    channel: Channel = CHANNEL,
) -> Message | None:
    this = kept[now]
    store = this.file.parents[2]
    last = None if before is None else kept[before]
    told = Told(channel.to, last.snapshot, last.digest) if last else None
    return Telling(this, this.read(), store, privacy or PrivacyChoice()).write_message(channel, told)


def title(message: Message | None) -> str:
    assert message
    return message.title.removeprefix("orglint: Acme: ")


def test_a_channel_is_told_all_that_happened_since_it_was_told_last(kept: list[KeptResult]) -> None:
    assert title(tell(kept, 1, 0)) == "1 new finding"
    assert title(tell(kept, 3, 2)) == "1 fixed"
    assert title(tell(kept, 3, 1)) == "1 new finding, 1 fixed"
    assert title(tell(kept, 3, 0)) == "1 new finding"


def test_what_a_channel_knows_is_not_told(kept: list[KeptResult]) -> None:
    assert tell(kept, 2, 2) is None
    only = replace(CHANNEL, events=frozenset({Event.FIXED}))
    assert tell(kept, 2, 1, channel=only) is None


def test_a_channel_that_knows_nothing_that_is_still_kept_is_told_how_it_stands(
    kept: list[KeptResult],
) -> None:
    assert title(tell(kept, 2, None)) == "from now on you are told what changes"
    kept[1].file.unlink()
    assert title(tell(kept, 2, 1)) == "from now on you are told what changes"
    kept[0].file.write_text("damaged")
    assert title(tell(kept, 2, 0)) == "from now on you are told what changes"


def test_what_fails_for_days_is_told_once_from_what_kept_results_say_of_it(tmp_path: Path) -> None:
    channel = replace(CHANNEL, failing_days=2)
    kept: list[KeptResult] = []
    for number in range(5):
        result = date_result(build_result(_build_day("ada"), number), [it.read() for it in kept])
        kept.append(keep_result(tmp_path, result, result.as_of))
    titles = [it and title(it) for it in (tell(kept, number + 1, number, channel=channel) for number in range(4))]
    assert titles == [None, "1 still failing", None, None]


def test_the_id_of_a_message_says_to_whom_and_from_what_to_what(kept: list[KeptResult]) -> None:
    pairs = [(1, 0), (2, 0), (2, 1), (2, None)]
    ids = [message.id for message in (tell(kept, *pair) for pair in pairs) if message]
    other = tell(kept, 1, 0, channel=replace(CHANNEL, failing_days=3))
    assert other
    assert len({*ids, other.id}) == 5
    assert ids == [message.id for message in (tell(kept, *pair) for pair in pairs) if message]


@pytest.mark.parametrize("privacy", [None, *Privacy])
def test_a_message_names_people_only_if_it_may(kept: list[KeptResult], privacy: Privacy | None) -> None:
    key = PseudonymKey("a key that is long enough for pseudonyms")
    for now, before in ((1, 0), (3, 2)):
        message = tell(kept, now, before, PrivacyChoice(privacy, key))
        assert message
        text = "\n".join(message.lines)
        assert ("ada is wrong" in text) is (privacy is Privacy.NAMES)
        assert ("ada" in text) is (privacy is not Privacy.PSEUDONYMS)


class Inbox:
    """A service that takes messages, unless it is told to refuse them."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.refuses = False

    def take(self, url: str, message: Message, timeout: float) -> Delivery:
        assert (url, timeout > 0) == ("json://127.0.0.1/", True)
        if self.refuses:
            return Delivery.TOO_SLOW
        self.messages.append(message)
        return Delivery.SENT


def test_a_run_without_a_result_is_told_once_and_so_is_the_next_result(tmp_path: Path) -> None:
    inbox = Inbox()
    teller = Teller((Address(CHANNEL, "json://127.0.0.1/"),), tmp_path, "acme", PrivacyChoice(), inbox.take)
    result = build_result(_build_day("ada"), 0)
    assert teller.tell_result(keep_result(tmp_path, result, FIRST), result) == ()
    for _ in range(3):
        assert teller.tell_broken("GET answered 503") == ()
    again = build_result(_build_day("ada"), 1)
    for _ in range(2):
        assert teller.tell_result(keep_result(tmp_path, again, FIRST + timedelta(days=1)), again) == ()
    assert [it.title.removeprefix("orglint: Acme: ") for it in inbox.messages] == [
        "from now on you are told what changes",
        "no result",
        "results again",
    ]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(days, st.sampled_from(["good", "good", "refused", "broken"])), min_size=2, max_size=6))
def test_a_channel_knows_after_each_message_all_that_a_person_would_have_told(
    tmp_path_factory: pytest.TempPathFactory, month: list[tuple[Day, str]]
) -> None:
    store, inbox, known = tmp_path_factory.mktemp("store"), Inbox(), -1
    channel = replace(CHANNEL, severity=Severity.INFO, events=frozenset({Event.NEW, Event.FIXED, Event.BROKEN}))
    teller = Teller((Address(channel, "json://127.0.0.1/"),), store, "acme", PrivacyChoice(), inbox.take)
    seen: list[tuple[int, Day]] = []
    broken = False
    for number, (day, weather) in enumerate(month):
        inbox.messages.clear()
        inbox.refuses = weather == "refused"
        if weather == "broken":
            assert teller.tell_broken("GET answered 503") == ()
            assert len(inbox.messages) == (not broken)
            broken = True
            continue
        seen.append((number, day))
        result = build_result(day, number)
        failed = teller.tell_result(keep_result(store, result, result.as_of), result)
        expected = _expect([it for _, it in seen], known) if known >= 0 else None
        if known >= 0 and not expected and not broken:
            assert (inbox.messages, failed) == ([], ())
            known = len(seen) - 1
            continue
        assert bool(failed) is inbox.refuses
        if not inbox.refuses:
            ((message),) = inbox.messages
            assert _count(message) == (expected or {})
            assert ("results again" in message.title) is (broken and known >= 0)
            known, broken = len(seen) - 1, False


def _expect(them: list[Day], known: int) -> dict[str, int]:
    """Return what a person tells who knows what the channel knows, and all days before."""
    pair = [*them[: known + 1], them[-1]]
    told = [tell_change(pair, number, key) for number in (0, 1) for key in KEYS]
    kinds = [it.kind for it in told if it]
    counts = {
        "new": sum(it in CAME for it in kinds),
        "fixed": kinds.count(Change.FIXED),
        "gone": sum(it in {Change.GONE, Change.NO_LONGER_FOUND} for it in kinds),
    }
    return {name: number for name, number in counts.items() if number}


def _count(message: Message) -> dict[str, int]:
    found = re.findall(r"(\d+) (new|fixed|gone)\b", message.title)
    return {name: int(number) for number, name in found}
