from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="PermissionRule")


@_attrs_define
class PermissionRule:
    """A role on a resource.

    Attributes:
        resource (str): The ARI of the resource.
        role (str): The role.
    """

    resource: str
    role: str

    def to_dict(self) -> dict[str, Any]:
        resource = self.resource

        role = self.role

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "resource": resource,
                "role": role,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        resource = d.pop("resource")

        role = d.pop("role")

        permission_rule = cls(
            resource=resource,
            role=role,
        )

        return permission_rule
