from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.policy_create_data_type import PolicyCreateDataType

if TYPE_CHECKING:
    from ..models.policy_attributes_input import PolicyAttributesInput


T = TypeVar("T", bound="PolicyCreateData")


@_attrs_define
class PolicyCreateData:
    """A policy to make, inside its envelope.

    Attributes:
        attributes (PolicyAttributesInput): What a policy shall be.
        type_ (PolicyCreateDataType): The kind of object.
    """

    attributes: PolicyAttributesInput
    type_: PolicyCreateDataType

    def to_dict(self) -> dict[str, Any]:
        attributes = self.attributes.to_dict()

        type_ = self.type_.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "attributes": attributes,
                "type": type_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.policy_attributes_input import PolicyAttributesInput  # noqa: PLC0415

        d = dict(src_dict)
        attributes = PolicyAttributesInput.from_dict(d.pop("attributes"))

        type_ = PolicyCreateDataType(d.pop("type"))

        policy_create_data = cls(
            attributes=attributes,
            type_=type_,
        )

        return policy_create_data
