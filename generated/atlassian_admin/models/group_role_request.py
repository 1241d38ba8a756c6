from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="GroupRoleRequest")


@_attrs_define
class GroupRoleRequest:
    """A role that a group gives.

    Attributes:
        resource_id (str): The ARI of the resource.
        role_id (str): The role, such as atlassian/user or atlassian/viewer.
    """

    resource_id: str
    role_id: str

    def to_dict(self) -> dict[str, Any]:
        resource_id = self.resource_id

        role_id = self.role_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "resourceId": resource_id,
                "roleId": role_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        resource_id = d.pop("resourceId")

        role_id = d.pop("roleId")

        group_role_request = cls(
            resource_id=resource_id,
            role_id=role_id,
        )

        return group_role_request
