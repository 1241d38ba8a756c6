"""What is shown of people: a result, or an overview, as it may be reported; every format gets what comes from here.

With `ids` nobody is named: what could name somebody is left out, and a finding is told by its key and by facts that are
of no person. With `pseudonyms` keys are replaced too, by a keyed digest: the same row has the same one in every report
of the organization, and without the key of pseudonyms nobody can tell which row it is.
"""

from typing import TYPE_CHECKING

from orglint.deferred import defer_members
from orglint.reports.privacy.conceal import conceal_overview, conceal_result, conceal_verdict
from orglint.reports.privacy.pseudonyms import SHORTEST, PseudonymKey
from orglint.reports.privacy.rows import conceal_rows

if TYPE_CHECKING:
    from orglint.reports.privacy.organization_changes import conceal_organization

__all__ = [
    "SHORTEST",
    "PseudonymKey",
    "conceal_organization",
    "conceal_overview",
    "conceal_result",
    "conceal_rows",
    "conceal_verdict",
]

__getattr__ = defer_members(__name__, {"conceal_organization": "organization_changes"})
