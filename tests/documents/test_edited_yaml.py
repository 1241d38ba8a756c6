"""Entries are added to a file that people write: what was there stays, and what is added is read as it was given."""

from datetime import date
from pathlib import Path

import pytest

from orglint.documents.edited_yaml import append_entries, put_entry
from orglint.documents.strict_yaml import parse_document, read_document
from orglint.errors import RuleError

DAY = date(2027, 3, 31)
NEW = [
    {"rule": "a/b", "subject": text, "until": DAY, "when": {"n": 1, "m": text}}
    for text in ("no", "012", "1_000", "2027-01-01", "712020:aa", "a: b", "# x", "é\u202e\x1b\n'\"\\", "~", "x" * 3000)
]
ADDED = [{**it, "until": "2027-03-31"} for it in NEW]

FILES = {
    "with comments": """\
# ours
waivers:   # newest last
  - rule: one   # see the wiki
    reason: >
      Leaves
      in March
    until: 2027-03-31   # a Wednesday

# what the API counts wrongly
accepted: []   # none
""",
    "with comments at the end": "waivers:\n  - rule: one\n    until: 2027-03-31\n# the end\n",
    "an empty list": "# nothing yet\nwaivers: []\n",
    "no list": "accepted: []  # none\n",
    "in one line": "waivers: [{rule: one}]\naccepted: []\n",
    "flow entries": "waivers:\n  - {rule: one, until: 2027-03-31}  # once\n\n# next\naccepted: []\n",
    "in quotes": "waivers:\n  - rule: 'one'\n    reason: \"two\"\n    until: '2027-03-31'\n",
}


def read(folder: Path, text: str) -> dict[str, list[object]]:
    file = folder / "a.yaml"
    file.write_text(text, "utf-8")
    return dict(read_document(file, "a.yaml").data)


@pytest.mark.parametrize("name", FILES)
def test_what_was_there_stays_and_what_is_added_comes_after_it(tmp_path: Path, name: str) -> None:
    before, text = read(tmp_path, FILES[name]), append_entries(FILES[name], "waivers", NEW)
    after = read(tmp_path, text)
    assert after == {**before, "waivers": [*before.get("waivers", []), *ADDED]}
    comments = [line.partition("#")[2] for line in FILES[name].splitlines() if "#" in line]
    assert [line.partition("#")[2] for line in text.splitlines() if "# x" not in line and "#" in line] == comments


def test_lines_that_were_there_are_there_byte_for_byte_and_a_comment_stays_before_what_it_is_about() -> None:
    before = FILES["with comments"]
    after = append_entries(before, "waivers", [{"rule": "a/b", "until": DAY}])
    added = '  - rule: "a/b"\n    until: 2027-03-31\n'
    assert after == before.replace("\n\n# what the API", f"\n{added}\n# what the API")


def test_an_empty_file_gets_a_list(tmp_path: Path) -> None:
    assert read(tmp_path, append_entries("", "waivers", NEW)) == {"waivers": ADDED}


def test_entries_are_added_again_and_again(tmp_path: Path) -> None:
    text = FILES["with comments"]
    for entry in NEW:
        text = append_entries(text, "waivers", [entry])
    assert text == append_entries(FILES["with comments"], "waivers", NEW)
    assert len(read(tmp_path, text)["waivers"]) == 1 + len(NEW)


@pytest.mark.parametrize("odd", ["a\t: 1", "a: N\x16t", "b: 1\nc\t: 2"])
def test_what_one_of_the_libraries_refuses_is_told_and_not_changed(odd: str) -> None:
    with pytest.raises(RuleError, match="write it by hand"):
        append_entries(f"{odd}\n", "waivers", [{"rule": "x"}])
    with pytest.raises(RuleError, match="write it by hand"):
        put_entry(f"{odd}\n", "attestations", "r", {"holds": True})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only a remark\na: 1\n",
        "attestations: {}\n",
        "attestations: {r: {holds: false, evidence: x}, s: {holds: true}}  # flow\nz: [1, 'yes', \"no\"]\n",
        "attestations:\n  s:  # first\n    holds: true\n  # about z\nz: on\n",
        "attestations:\n  r:\n    holds: false  # beside\n    evidence: x\n\n\n# below\n",
    ],
)
def test_an_entry_that_is_put_is_there_and_nothing_else_changes(text: str) -> None:
    entry = {"holds": True, "statement": "a: b # c", "until": date(2027, 1, 31)}
    before = parse_document(text.encode(), "f").data if text else {}
    changed = put_entry(text, "attestations", "r", entry)
    said = {"holds": True, "statement": "a: b # c", "until": "2027-01-31"}
    expected = {**before, "attestations": {**before.get("attestations", {}), "r": said}}
    assert parse_document(changed.encode(), "f").data == expected
    remarks = [line.partition("#")[2] for line in text.splitlines() if "#" in line]
    assert [remark for remark in remarks if f"#{remark}" not in changed] == []
    assert put_entry(changed, "attestations", "r", entry) == changed
