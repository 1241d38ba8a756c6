from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.policy_create_data import PolicyCreateData


T = TypeVar("T", bound="PolicyCreateInput")


@_attrs_define
class PolicyCreateInput:
    """A policy to make.

    Attributes:
        data (PolicyCreateData): A policy to make, inside its envelope.
    """

    data: PolicyCreateData

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
        from ..models.policy_create_data import PolicyCreateData  # noqa: PLC0415

        d = dict(src_dict)
        data = PolicyCreateData.from_dict(d.pop("data"))

        policy_create_input = cls(
            data=data,
        )

        return policy_create_input
