from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.policy_update_data import PolicyUpdateData


T = TypeVar("T", bound="PolicyUpdateInput")


@_attrs_define
class PolicyUpdateInput:
    """A policy to change.

    Attributes:
        data (PolicyUpdateData): A policy to change, inside its envelope.
    """

    data: PolicyUpdateData

    def to_dict(self) -> dict[str, Any]:
        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.policy_update_data import PolicyUpdateData  # noqa: PLC0415

        d = dict(src_dict)
        data = PolicyUpdateData.from_dict(d.pop("data"))

        policy_update_input = cls(
            data=data,
        )

        return policy_update_input
