"""What names a person in a text, and what is a part of another id or address: for the engine, and for Python."""

import json
import re

import duckdb
import pytest

from orglint.snapshots.forget import Person, make_pattern, make_striker

WHO = Person(frozenset({"712020:a-1", "5b10"}), frozenset({"gone@a.example"}))
NAMED = (
    "gone@a.example",
    "Gone@A.example.",
    "by gone@a.example: left",
    "<gone@a.example>, 'gone@a.example'",
    "first\ngone@a.example\nlast",
    "\u201cgone@a.example\u201d",
    "mailto:gone@a.example",
    "712020:a-1",
    "[~accountid:712020:a-1]",
    "[~accountid:5b10]",
    "ari:cloud:identity::user/712020:a-1",
    "712020:a-1.",
)
OTHERS = (
    "not.gone@a.example",
    "not+gone@a.example",
    "not-gone@a.example",
    "o'gone@a.example",
    "r\u00e9gone@a.example",
    "gone@a.example.org",
    "gone@a.example-b.org",
    "712020:a",
    "712020:a-12",
    "712020:a-1:b",
    "1712020:a-1",
    "712020:A-1",
    "712020:5b10",
    "5b10@a.example",
    "DOMAIN\\ngone@a.example",
)


@pytest.mark.parametrize("text", [*NAMED, *OTHERS], ids=range(len(NAMED) + len(OTHERS)))
def test_a_name_is_no_part_of_a_longer_one(text: str) -> None:
    written = json.dumps({"it": text}, ensure_ascii=False)
    in_json = make_pattern(WHO, in_json=True)
    (by_engine,) = duckdb.execute("SELECT regexp_matches(?, ?)", [written, in_json]).fetchall()[0]
    found = (by_engine, bool(re.search(in_json, written)), bool(re.search(make_pattern(WHO), text)))
    assert found == (text in NAMED,) * 3


def test_what_stands_around_a_name_stays() -> None:
    strike = make_striker(WHO, "X")
    assert strike("(accountid:5b10), gone@a.example. Gone@a.example.") == "(accountid:X), X. X."
