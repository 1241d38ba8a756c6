"""A good waiver file about the bundled rules, and how to read one."""

from datetime import UTC, datetime
from pathlib import Path

from orglint import tables
from orglint.cli.waivers import describe_waivable
from orglint.model.waiver import Exceptions, Waivable
from orglint.settings.waivers import read_waivers
from support.bundled import load_bundled_rules

TODAY = datetime(2026, 11, 28, 12, tzinfo=UTC)
RULES = {rule.id: describe_waivable(rule) for rule in load_bundled_rules()}
RULES["recovery/tried"] = Waivable(frozenset(), attested=True)

GOOD = """\
# who may stay as it is, and until when
waivers:
  - rule: admins/managed-accounts
    subject: 712020:aa
    email: pat@agency.example
    reason: >
      The migration
      ends in March.
    owner: it-ops
    until: 2027-03-31
    ticket: SEC-12
  - {rule: accounts/dormant, subject: "service-*", max: 3, reason: Robots, owner: it-ops, until: 2026-12-01}
  - rule: admins/count
    subject: org-1
    organization: org-1
    reason: Seven until the merger
    owner: ciso
    until: "2027-11-28"
    when: {admins: 7}
accepted:
  - {table: users, difference: 3, reason: Bots are counted, owner: it-ops, until: 2027-01-31}
  - {table: groups, snapshot: 20261101T120000Z-1a2b3c, reason: Cleaned up, owner: it-ops, until: 2027-01-31}
attestations:
  recovery/tried:
    holds: true
    statement: Seen by two
    owner: ciso
    on: 2026-11-01
    until: 2027-05-01
"""


def read(folder: Path, text: str, today: datetime = TODAY) -> Exceptions:
    file = folder / "waivers.yaml"
    file.write_text(text, "utf-8")
    return read_waivers(file, RULES, tables.known_tables(), today)
