"""What a channel is told of a result: what it does not know yet, compared with what it was told last."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from orglint.cli.privacy import PrivacyChoice
from orglint.cli.telling import Telling
from orglint.model.privacy import Privacy
from orglint.notify.message import Message
from orglint.notify.told import Told
from orglint.reports.privacy import PseudonymKey
from orglint.results.kept import KeptResult, keep_result
from orglint.settings.channels import Channel, Event
from support.days import FIRST, KEYS, Day, Row, build_result

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
