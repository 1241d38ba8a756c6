from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.role_api_request_role import RoleApiRequestRole
from ..types import UNSET, Unset

T = TypeVar("T", bound="RoleApiRequest")


@_attrs_define
class RoleApiRequest:
    """A role, and the resource that it is for.

    Attributes:
        role (RoleApiRequestRole): The role.
        resource (str | Unset): The ARI of the resource; needed for every role but atlassian/org-admin, which takes no
            notice of it.
    """

    role: RoleApiRequestRole
    resource: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        role = self.role.value

        resource = self.resource

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "role": role,
            }
        )
        if resource is not UNSET:
            field_dict["resource"] = resource

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        role = RoleApiRequestRole(d.pop("role"))

        resource = d.pop("resource", UNSET)

        role_api_request = cls(
            role=role,
            resource=resource,
        )

        return role_api_request
