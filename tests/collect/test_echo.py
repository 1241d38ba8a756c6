"""The API key in what the API answers: found in every spelling, and never kept."""

import base64
import random

import pytest

from collect.world import KEY
from orglint.collect.echo import Echo

ECHO = Echo(KEY)
LONG = "ATCTT3xFfGN0" + "".join(random.Random(7).choices("ABCDEFabcdef0123456789-_=", k=180))


def _spelt(key: str) -> dict[str, str]:
    raw = key.encode()
    encoded = {f"base64 behind {n}": base64.b64encode(b"x" * n + raw + b"yz").decode() for n in range(3)}
    return {
        "as it is": key,
        "upper case": key.upper(),
        "cut after 20": key[:20],
        "only 12": key[-12:],
        "from the middle": key[5:18],
        "split by a line feed": f"{key[:14]}\n{key[14:]}",
        "spread out": " ".join(key),
        "tabs and hard blanks": f"{key[:4]}\t{key[4:8]}\u00a0{key[8:13]}\u2028{key[13:]}",
        "percent": "".join(f"%{code:02X}" for code in raw),
        "percent twice": "".join(f"%25{code:02x}" for code in raw),
        "partly percent": key.replace("a", "%61").replace("-", "%2d"),
        "JSON-escaped": "".join(f"\\u{code:04x}" for code in raw),
        "JSON-escaped twice": "".join(f"\\\\u{code:04X}" for code in raw),
        "an escaped line feed": f"{key[:9]}\\n{key[9:]}",
        "hex": raw.hex(),
        "upper hex": raw[:13].hex().upper(),
        "hex in groups": raw.hex(" ", 2),
        **encoded,
        "base64 for URLs": base64.urlsafe_b64encode(b"\xff\xfe" + raw).decode().rstrip("="),
        "base64 in lines": "\n".join(
            base64.encodebytes(b"Bearer " + raw).decode()[i : i + 20] for i in range(0, 60, 20)
        ),
        "base64 of 12": base64.b64encode(raw[3:15]).decode(),
        "percent base64": base64.b64encode(b"u:" + raw).decode().replace("=", "%3D").replace("a", "%61"),
    }


@pytest.mark.parametrize("key", [KEY, LONG], ids=["short", "long"])
@pytest.mark.parametrize("spelling", _spelt(KEY))
def test_A12_a_key_is_found_in_every_spelling(key: str, spelling: str) -> None:
    echo, spelt = Echo(key), _spelt(key)[spelling]
    for text in (spelt, f"before {spelt} after", f"é{spelt}é", f'"{spelt}"'):
        scrubbed = echo.scrub(text)
        assert "[key]" in scrubbed
        assert echo.scrub(scrubbed) == scrubbed
        assert not any(text[place : place + 16] in scrubbed for place in range(10, len(text) - 26))


@pytest.mark.parametrize("begin", range(len(KEY) - 11))
def test_A12_no_twelve_characters_are_missed(begin: int) -> None:
    piece = KEY[begin : begin + 12]
    forms = [piece, piece.encode().hex(), *(base64.b64encode(b"x" * n + piece.encode()).decode() for n in range(3))]
    assert [ECHO.scrub(form).count("[key]") for form in forms] == [1] * 5


@pytest.mark.parametrize("text", [KEY[:11], f"{KEY[:11]}é{KEY[11:22]}", KEY[::-1], "", "canary", "%" * 50, "\\u" * 50])
def test_what_is_not_twelve_characters_of_the_key_stays(text: str) -> None:
    assert ECHO.scrub(text) == text


def test_only_the_key_is_blotted_out() -> None:
    assert ECHO.scrub(f"Bearer {KEY}, twice: {KEY}.") == "Bearer [key], twice: [key]."


def test_a_text_that_is_huge_is_blotted_out_as_a_whole() -> None:
    assert ECHO.scrub("x" * (2 << 20) + KEY) == "[key]"


def test_the_forms_of_a_key_do_not_show() -> None:
    assert KEY not in f"{ECHO!r}"
