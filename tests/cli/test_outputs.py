"""A report of several files: all of them appear, or none, and none in the place of another."""

from dataclasses import replace
from pathlib import Path

import pytest

from orglint.cli.output.outputs import echo_outcome, write_reports
from orglint.cli.output.targets import Target, check_files
from orglint.cli.output.terminal import Look
from orglint.errors import OutputError, UsageError
from orglint.model.result import Result
from orglint.reports import PLAIN, Format, Layout, Output, Subject
from support import results

PICTURE = bytes(range(256))


class Table(Format):
    """A format of three files: a text, another text, and bytes."""

    def render_outputs(
        self, subject: Subject, layout: Layout = PLAIN, earlier: str = "", past: object = None
    ) -> tuple[Output, ...]:
        assert (layout.limit, earlier, past) == (10, "", None)
        assert isinstance(subject, Result)
        lines = (f"{verdict.rule.id},{verdict.outcome}\r\n" for verdict in subject.verdicts)
        return Output("", "".join(lines)), Output("notes.txt", "né\n"), Output("png", PICTURE)


TABLE = Table("table", "csv", "a test", {Result: ""}, begins=(), beside=("notes.txt", "png"))


def write(*targets: Target) -> None:
    write_reports(targets, results.failing, look=Look())


def test_every_file_is_written_beside_the_report(tmp_path: Path) -> None:
    write(Target(TABLE, tmp_path / "found.csv"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["found.csv", "found.notes.txt", "found.png"]
    assert b"admins/managed-accounts,fail\r\n" in (tmp_path / "found.csv").read_bytes()
    assert (tmp_path / "found.notes.txt").read_bytes() == "né\n".encode()
    assert (tmp_path / "found.png").read_bytes() == PICTURE


def test_if_one_file_cannot_be_written_none_appears(tmp_path: Path) -> None:
    (tmp_path / "found.png").mkdir()
    with pytest.raises(OutputError, match="the table report could not be written"):
        write(Target(TABLE, tmp_path / "found.csv"))
    assert [path.name for path in tmp_path.iterdir()] == ["found.png"]


def test_several_files_are_not_for_standard_output() -> None:
    with pytest.raises(UsageError, match="nothing was done: table is several files"):
        check_files([Target(TABLE, None)], (), nothing="nothing was done")


def test_a_file_that_is_of_use_alone_goes_there_and_says_what_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    alone = Target(replace(TABLE, alone=True), None)
    check_files([alone], (), nothing="nothing was done")
    write(alone)
    assert capsys.readouterr().out.startswith("admins/managed-accounts,fail")
    echo_outcome(results.failing(), [alone], exit_note="exit code 1")
    said = capsys.readouterr().err
    assert (
        said == "orglint · FAIL · exit code 1 · --format table=report.csv also writes report.notes.txt and report.png\n"
    )


@pytest.mark.parametrize("other", ["found.csv", "found.png", "x/../found.notes.txt"])
def test_no_other_report_may_take_the_place_of_one_of_them(tmp_path: Path, other: str) -> None:
    (tmp_path / "x").mkdir()
    targets = [Target(TABLE, tmp_path / "found.csv"), Target(Format("one", "txt", "", {}, ()), tmp_path / other)]
    with pytest.raises(UsageError, match="two formats cannot share"):
        check_files(targets, (), nothing="nothing was done")


def test_none_of_them_is_written_into_a_snapshot(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").touch()
    with pytest.raises(UsageError, match="is inside a snapshot"):
        check_files([Target(TABLE, tmp_path / "found.csv")], (), nothing="nothing was done")


def test_every_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    echo_outcome(results.failing(), [Target(TABLE, tmp_path / "found.csv")], exit_note="exit code 1")
    said = capsys.readouterr().err
    assert said.endswith(f"found.csv, {tmp_path / 'found.notes.txt'}, {tmp_path / 'found.png'}\n")
