import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orglint.model.neutralize import neutralize, shorten_text
from reports.hostile import HOSTILE

# What Unicode itself says of a character, which is not how `inert` finds it.
FORBIDDEN = {"Cc", "Cs", "Zl", "Zp"}
BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
VISIBLE_FORMATS = {
    character
    for character in "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
    + "".join(map(chr, range(0x13430, 0x13440)))
    if unicodedata.category(character) == "Cf"
}


def acts(character: str) -> bool:
    category = unicodedata.category(character)
    hidden = category == "Cf" and character not in VISIBLE_FORMATS
    return hidden or category in FORBIDDEN or unicodedata.bidirectional(character) in BIDI


def test_no_character_of_unicode_can_do_anything_but_be_read() -> None:
    left = [hex(point) for point in range(0x110000) if any(map(acts, neutralize(chr(point))))]
    assert left == []


def test_letters_of_every_script_stay_as_they_are() -> None:
    names = "Zoë Ångström Łukasz 山田太郎 김철수 Владимир محمد עברית नरेन्द्र สมชาย 👩🏽 ❤\ufe0f e\u0301"
    assert neutralize(names) == names


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\x1b[31m", "\\x1b[31m"),
        ("a\nb\tc", "a\\x0ab\\x09c"),
        ("\u202egnp", "\\u202egnp"),
        ("\U000e0041", "\\U000e0041"),
        ("\ud800", "\\ud800"),
        ("\u2028", "\\u2028"),
    ],
)
def test_an_active_character_becomes_a_visible_escape(text: str, seen: str) -> None:
    assert neutralize(text) == seen


def test_a_tower_of_marks_keeps_four() -> None:
    assert sum(unicodedata.combining(character) > 0 for character in neutralize("Z" + "\u0335" * 90)) == 4


@given(st.text(st.characters(), max_size=40))
def test_the_result_is_one_line_of_utf_8(text: str) -> None:
    assert len(neutralize(text).splitlines()) <= 1
    assert neutralize(text).encode().decode() == neutralize(text)


@given(st.text(st.characters(), max_size=40))
def test_what_is_inert_stays_as_it_is(text: str) -> None:
    assert neutralize(neutralize(text)) == neutralize(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_have_no_active_character_left(text: str) -> None:
    assert not any(map(acts, neutralize(text)))


def test_a_long_text_is_cut_and_says_how_long_it_is() -> None:
    assert shorten_text("x" * 10_000_000, 5).startswith("xxxxx… (10,000,000 characters, sha256 ")


def test_two_long_texts_with_one_start_are_told_apart() -> None:
    assert shorten_text("x" * 100 + "a", 10) != shorten_text("x" * 100 + "b", 10)


def test_a_text_within_the_limit_is_whole() -> None:
    assert shorten_text("x" * 10, 10) == "x" * 10
