"""By which command and options a result was judged, as its JSON says it."""

from collections.abc import Mapping
from typing import Any

from orglint.model.judged_by import JudgedBy


def judged_by_to_dict(judged_by: JudgedBy | None) -> dict[str, Any]:
    """Return the member of a result, if that knows it."""
    return {} if judged_by is None else {"judged_by": judged_by._asdict()}


def dict_to_judged_by(members: Mapping[str, Any]) -> JudgedBy | None:
    """Return what a result says of it; None where an older orglint did not say."""
    said = members.get("judged_by")
    return JudgedBy(said["command"], tuple(said["options"]), said["sha256"]) if said else None
