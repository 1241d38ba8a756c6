from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="MultiDirectoryGroupRoleAssignment")


@_attrs_define
class MultiDirectoryGroupRoleAssignment:
    """The roles that a group gives on one resource.

    Attributes:
        default_role (None | str | Unset): The role that new members of the resource get.
        resource_id (None | str | Unset): The ARI of the resource.
        resource_owner (None | str | Unset): The product that the resource belongs to.
        roles (list[str] | None | Unset): The roles on the resource.
    """

    default_role: None | str | Unset = UNSET
    resource_id: None | str | Unset = UNSET
    resource_owner: None | str | Unset = UNSET
    roles: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        default_role: None | str | Unset
        if isinstance(self.default_role, Unset):
            default_role = UNSET
        else:
            default_role = self.default_role

        resource_id: None | str | Unset
        if isinstance(self.resource_id, Unset):
            resource_id = UNSET
        else:
            resource_id = self.resource_id

        resource_owner: None | str | Unset
        if isinstance(self.resource_owner, Unset):
            resource_owner = UNSET
        else:
            resource_owner = self.resource_owner

        roles: list[str] | None | Unset
        if isinstance(self.roles, Unset):
            roles = UNSET
        elif isinstance(self.roles, list):
            roles = self.roles

        else:
            roles = self.roles

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if default_role is not UNSET:
            field_dict["defaultRole"] = default_role
        if resource_id is not UNSET:
            field_dict["resourceId"] = resource_id
        if resource_owner is not UNSET:
            field_dict["resourceOwner"] = resource_owner
        if roles is not UNSET:
            field_dict["roles"] = roles

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_default_role(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        default_role = _parse_default_role(d.pop("defaultRole", UNSET))

        def _parse_resource_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        resource_id = _parse_resource_id(d.pop("resourceId", UNSET))

        def _parse_resource_owner(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        resource_owner = _parse_resource_owner(d.pop("resourceOwner", UNSET))

        def _parse_roles(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                roles_type_0 = cast(list[str], data)

                return roles_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        roles = _parse_roles(d.pop("roles", UNSET))

        multi_directory_group_role_assignment = cls(
            default_role=default_role,
            resource_id=resource_id,
            resource_owner=resource_owner,
            roles=roles,
        )

        multi_directory_group_role_assignment.additional_properties = d
        return multi_directory_group_role_assignment

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
