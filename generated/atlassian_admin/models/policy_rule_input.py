from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="PolicyRuleInput")


@_attrs_define
class PolicyRuleInput:
    """What a policy shall say.

    Attributes:
        in_ (list[str]): What the policy admits, such as address ranges or regions.
    """

    in_: list[str]

    def to_dict(self) -> dict[str, Any]:
        in_ = self.in_

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "in": in_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        in_ = cast(list[str], d.pop("in"))

        policy_rule_input = cls(
            in_=in_,
        )

        return policy_rule_input
