"""The feed of a site (Atom, RFC 4287): an entry a result, so that readers see what is new."""

from collections.abc import Sequence
from io import BytesIO
from xml.etree import ElementTree as ET

from orglint.model.neutralize import shorten_text
from orglint.model.wording import format_timestamp
from orglint.reports.site import Entry

_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 50
_LONGEST = 200


def render_feed(name: str, organization: str, entries: Sequence[Entry]) -> bytes:
    """Return the feed of the newest results; `entries` are the newest first, and there is one at least."""
    feed = ET.Element("feed", {"xmlns": _ATOM})
    identity = f"urn:orglint:{organization}"
    _add_text(feed, "id", identity)
    _add_text(feed, "title", f"Results of {name}")
    _add_text(feed, "updated", format_timestamp(entries[0].as_of))
    _add_text(ET.SubElement(feed, "author"), "name", "orglint")
    ET.SubElement(feed, "link", {"rel": "self", "href": "feed.xml"})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": "index.html"})
    for one in entries[:_MOST]:
        entry = ET.SubElement(feed, "entry")
        _add_text(entry, "id", f"{identity}:{one.digest}")
        _add_text(entry, "title", one.summary)
        _add_text(entry, "updated", format_timestamp(one.as_of))
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": one.page})
        _add_text(entry, "summary", one.summary)
    written = BytesIO()
    ET.ElementTree(feed).write(written, encoding="utf-8", xml_declaration=True)
    return written.getvalue() + b"\n"


def _add_text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = shorten_text(text, _LONGEST)
