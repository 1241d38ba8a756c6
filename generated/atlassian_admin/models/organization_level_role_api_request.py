from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.organization_level_role_api_request_role import OrganizationLevelRoleApiRequestRole

T = TypeVar("T", bound="OrganizationLevelRoleApiRequest")


@_attrs_define
class OrganizationLevelRoleApiRequest:
    """A role on the whole organization.

    Attributes:
        role (OrganizationLevelRoleApiRequestRole): The role.
    """

    role: OrganizationLevelRoleApiRequestRole

    def to_dict(self) -> dict[str, Any]:
        role = self.role.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "role": role,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        role = OrganizationLevelRoleApiRequestRole(d.pop("role"))

        organization_level_role_api_request = cls(
            role=role,
        )

        return organization_level_role_api_request
