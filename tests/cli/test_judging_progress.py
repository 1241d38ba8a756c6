"""While many snapshots are judged, standard error says how far it is; quickly done is silently done."""

import pytest

from orglint.cli.output.judging_progress import show_progress


@pytest.mark.parametrize(
    ("patience", "lines"),
    [(0.0, ["orglint: 1 of 3 snapshots judged", "orglint: 2 of 3 snapshots judged"]), (60.0, [])],
)
def test_a_line_comes_when_patience_is_over_and_none_at_the_end(
    patience: float, lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with show_progress(iter("abc"), 3, bar=True, patience=patience) as followed:
        assert list(followed) == ["a", "b", "c"]
    printed = capsys.readouterr()
    assert (printed.out, printed.err.splitlines()) == ("", lines)
