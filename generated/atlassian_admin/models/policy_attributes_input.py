from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.policy_attributes_input_status import PolicyAttributesInputStatus
from ..models.policy_attributes_input_type import PolicyAttributesInputType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.policy_rule_input import PolicyRuleInput
    from ..models.resource_input import ResourceInput


T = TypeVar("T", bound="PolicyAttributesInput")


@_attrs_define
class PolicyAttributesInput:
    """What a policy shall be.

    Attributes:
        type_ (PolicyAttributesInputType): What the policy is about.
        name (str | Unset): The policy's name.
        resources (list[ResourceInput] | Unset): What the policy shall cover.
        rule (PolicyRuleInput | Unset): What a policy shall say.
        status (PolicyAttributesInputStatus | Unset): Whether the policy shall be in force.
    """

    type_: PolicyAttributesInputType
    name: str | Unset = UNSET
    resources: list[ResourceInput] | Unset = UNSET
    rule: PolicyRuleInput | Unset = UNSET
    status: PolicyAttributesInputStatus | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_.value

        name = self.name

        resources: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.resources, Unset):
            resources = []
            for resources_item_data in self.resources:
                resources_item = resources_item_data.to_dict()
                resources.append(resources_item)

        rule: dict[str, Any] | Unset = UNSET
        if not isinstance(self.rule, Unset):
            rule = self.rule.to_dict()

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if resources is not UNSET:
            field_dict["resources"] = resources
        if rule is not UNSET:
            field_dict["rule"] = rule
        if status is not UNSET:
            field_dict["status"] = status

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.policy_rule_input import PolicyRuleInput  # noqa: PLC0415
        from ..models.resource_input import ResourceInput  # noqa: PLC0415

        d = dict(src_dict)
        type_ = PolicyAttributesInputType(d.pop("type"))

        name = d.pop("name", UNSET)

        _resources = d.pop("resources", UNSET)
        resources: list[ResourceInput] | Unset = UNSET
        if _resources is not UNSET:
            resources = []
            for resources_item_data in _resources:
                resources_item = ResourceInput.from_dict(resources_item_data)

                resources.append(resources_item)

        _rule = d.pop("rule", UNSET)
        rule: PolicyRuleInput | Unset
        if isinstance(_rule, Unset):
            rule = UNSET
        else:
            rule = PolicyRuleInput.from_dict(_rule)

        _status = d.pop("status", UNSET)
        status: PolicyAttributesInputStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = PolicyAttributesInputStatus(_status)

        policy_attributes_input = cls(
            type_=type_,
            name=name,
            resources=resources,
            rule=rule,
            status=status,
        )

        return policy_attributes_input
