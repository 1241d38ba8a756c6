"""A mistake inside of an expression is told at its place in the file, however YAML writes the text."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from orglint import rulebook, tables
from orglint.documents.places import locate_character
from orglint.errors import RuleError

RULE = """\
title: A rule
severity: high
table: users
{}
message: "{{user.email}}"
why: Because.
fix: Do it.
examples:
  pass: [{{claimStatus: managed}}]
  fail: [{{claimStatus: unmanaged}}]
"""


@pytest.mark.parametrize(
    "written",
    [
        "require: user.claimStatus == 'managed' && user.WRONG",
        "require: user.claimStatus == 'managed'\n  && user.WRONG\n  && true",
        "require: 'user.claimStatus == ''managed'' && user.WRONG'",
        "require: 'user.claimStatus\n\n  == ''managed''\n  && user.WRONG'",
        'require: "user.claimStatus == \\"managed\\" && user.WRONG"',
        "require: \"user.name == '\\u00e9\\x41\\t' \\\n   && user.WRONG\"",
        "require: >-\n  user.claimStatus == 'managed'\n  && user.WRONG",
        "require: >\n\n    user.claimStatus == 'managed'\n\n\n      && (user.WRONG)\n",
        "require: |\n  user.claimStatus == 'managed'\n  // a remark, user.claimStatus\n  && user.WRONG\n",
        "require: |2-\n    user.claimStatus == 'managed'\n   && user.WRONG\n",
        "require: >- # a remark of YAML\n  user.claimStatus == 'managed' &&\n  user.WRONG",
        "{require: \"user.name == 'é🤷'\\\n  && user.WRONG\"}".removeprefix("{").removesuffix("}"),
        "where: 'true'\nrequire: user.name == '🤷🏼' && user.WRONG",
        "let:\n  a: >-\n    user.name != 'b'\n    && user.WRONG == ''\nrequire: a",
        "let: {a: \"user.name != 'b'\n     && user.WRONG == ''\"}\nrequire: a",
        "require: 'true'\r\nwhere: >-\r\n  user.name == 'b'\r\n  && user.WRONG\r\n",
    ],
)
def test_a_mistake_is_told_at_its_place_in_the_file(tmp_path: Path, written: str) -> None:
    text = RULE.format(written)
    (tmp_path / "one.yaml").write_bytes(text.encode())
    with pytest.raises(RuleError) as caught:
        rulebook.load(tmp_path, tables.known_tables())
    before = text[: text.index(".WRONG")]
    mistake = caught.value.mistakes[0]
    assert (mistake.line, mistake.column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert "user has no field WRONG" in mistake.text


def test_a_mistake_in_a_message_is_told_at_its_place_too(tmp_path: Path) -> None:
    text = RULE.format("require: 'true'").replace('"{user.email}"', ">-\n  {user.email} is\n  not {user.WRONG}")
    (tmp_path / "one.yaml").write_text(text)
    with pytest.raises(RuleError) as caught:
        rulebook.load(tmp_path, tables.known_tables())
    assert (caught.value.mistakes[0].line, caught.value.mistakes[0].column) == (7, 12)


STYLES = st.sampled_from(["'", '"', "|", ">", None])


@given(text=st.text(st.sampled_from("ab'\"\\ \n\té🤷:#&{}%-"), min_size=1), style=STYLES, width=st.integers(5, 60))
def test_every_character_of_any_text_is_found_where_it_is(text: str, style: str, width: int) -> None:
    file = yaml.dump({"key": [text]}, default_style=style, width=width, allow_unicode=True)
    event = [it for it in yaml.parse(file) if isinstance(it, yaml.ScalarEvent)][-1]
    assert event.value == text
    places = [
        locate_character(file, event.start_mark.index, event.end_mark.index, text=text, offset=offset)
        for offset, letter in enumerate(text)
        if letter not in " \t\n"
    ]
    letters = [letter for letter in text if letter not in " \t\n"]
    for at, letter in zip(places, letters, strict=True):
        assert at is not None
        assert file[at] == letter or file[at] == "\\"
    assert places == sorted(set(places))


def test_what_does_not_fit_together_has_no_place() -> None:
    assert locate_character("key: abc", 5, 8, text="abd", offset=2) is None
    assert locate_character("key: abc", 5, 8, text="abcd", offset=3) is None
    assert locate_character("key: abc", 5, 8, text="abc", offset=3) == 8
