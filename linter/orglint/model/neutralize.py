"""Make text from elsewhere safe to print: control characters become visible escapes."""

import re
from hashlib import sha256

# Each range says what it would do to a reader: move the cursor, start an escape sequence, reorder or hide text,
# carry a hidden message. Tab and line feed are among them, so that one record stays one line.
_ACTIVE = (
    "\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # drawn as nothing
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"  # zero width
    "\u2028\u2029"  # line and paragraph separators
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # lone surrogates and what is no character
    "\ufe00-\ufe0d\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # variation selectors, format controls
    "\U000e0000-\U000e0fff"  # tags and further variation selectors
)
_CHARACTER = re.compile(f"[{_ACTIVE}]")
# Four marks on one letter are more than any script needs; a tower of them covers the lines above.
_TOWER = re.compile(
    "(?<=[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def neutralize(text: str) -> str:
    r"""Return the text with every control, invisible or reordering character as a visible escape such as `\x1b`."""
    if text.isascii() and text.isprintable():
        return text
    return _CHARACTER.sub(_escape_match, _TOWER.sub(lambda marks: "".join(map(_spell_character, marks[0])), text))


def shorten_text(text: str, limit: int) -> str:
    """Return the text inert; if it is longer than the limit, its start, its length and a digest that tells it apart."""
    if len(text) <= limit:
        return neutralize(text)
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{neutralize(text[:limit])}… ({len(text):,} characters, sha256 {digest})"


def _escape_match(match: re.Match[str]) -> str:
    return _spell_character(match[0])


def _spell_character(character: str) -> str:
    point = ord(character)
    if point <= 0xFF:  # noqa: PLR2004 - what two hexadecimal digits can say
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"  # noqa: PLR2004 - and what four can
