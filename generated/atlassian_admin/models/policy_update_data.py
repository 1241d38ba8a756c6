from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.policy_update_data_type import PolicyUpdateDataType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.policy_attributes_input import PolicyAttributesInput


T = TypeVar("T", bound="PolicyUpdateData")


@_attrs_define
class PolicyUpdateData:
    """A policy to change, inside its envelope.

    Attributes:
        attributes (PolicyAttributesInput): What a policy shall be.
        type_ (PolicyUpdateDataType): The kind of object.
        id (str | Unset): The policy's id.
    """

    attributes: PolicyAttributesInput
    type_: PolicyUpdateDataType
    id: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        attributes = self.attributes.to_dict()

        type_ = self.type_.value

        id = self.id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "attributes": attributes,
                "type": type_,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.policy_attributes_input import PolicyAttributesInput  # noqa: PLC0415

        d = dict(src_dict)
        attributes = PolicyAttributesInput.from_dict(d.pop("attributes"))

        type_ = PolicyUpdateDataType(d.pop("type"))

        id = d.pop("id", UNSET)

        policy_update_data = cls(
            attributes=attributes,
            type_=type_,
            id=id,
        )

        return policy_update_data
