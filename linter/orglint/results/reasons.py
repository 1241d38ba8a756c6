"""Reasons as JSON: words for people, a code and details for programs."""

from collections.abc import Mapping
from typing import Any

from orglint.model.reasons import Reason, ReasonCode

_TEXTS = ("place", "table", "said", "column")


def reason_to_dict(reason: Reason | None) -> dict[str, Any]:
    """Return the members of whatever has a reason; all of them are null where there is none."""
    if reason is None:
        return {"reason": None, "reason_code": None, "reason_detail": None}
    return {"reason": str(reason), "reason_code": reason.code, "reason_detail": _detail_to_dict(reason)}


def dict_to_reason(members: Mapping[str, Any]) -> Reason | None:
    """Return the reason in such members; where this orglint does not know the code, the words alone."""
    words, detail = members["reason"], members.get("reason_detail")
    if not words:
        return None
    try:
        reason = _build_reason({"code": members.get("reason_code"), **(detail or {})})
    except ValueError:
        return Reason(ReasonCode.OTHER, said=words)
    return reason if str(reason) == words else reason._replace(told=words)


def _detail_to_dict(reason: Reason) -> dict[str, Any]:
    detail: dict[str, Any] = {name: getattr(reason, name) for name in _TEXTS if getattr(reason, name)}
    detail |= {"values": list(reason.values)} if reason.values else {}
    causes = [{"code": cause.code, **_detail_to_dict(cause)} for cause in reason.causes]
    return detail | ({"causes": causes} if causes else {})


def _build_reason(detail: Mapping[str, Any]) -> Reason:
    """Return the reason of a code with its details; raises `ValueError` if there is no such code."""
    return Reason(
        ReasonCode(detail["code"]),
        **{name: detail.get(name, "") for name in _TEXTS},
        values=tuple(detail.get("values", ())),
        causes=tuple(map(_build_reason, detail.get("causes", ()))),
    )
