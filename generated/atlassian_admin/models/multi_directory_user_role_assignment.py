from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.multi_directory_user_role_assignment_method import MultiDirectoryUserRoleAssignmentMethod


T = TypeVar("T", bound="MultiDirectoryUserRoleAssignment")


@_attrs_define
class MultiDirectoryUserRoleAssignment:
    """The roles that a user holds on one resource.

    Attributes:
        directory_id (None | str | Unset): The directory that the assignment counts in; null for organization and site
            admins.
        resource_id (None | str | Unset): The ARI of the resource.
        resource_owner (None | str | Unset): The product that the resource belongs to.
        role_assignments (list[MultiDirectoryUserRoleAssignmentMethod | None] | None | Unset): The roles on the resource
            and how the user came by them.
        roles (list[str] | None | Unset): The roles on the resource; use roleAssignments instead.
        user_directory_status (None | str | Unset): The user's state in that directory; null for platform roles.
    """

    directory_id: None | str | Unset = UNSET
    resource_id: None | str | Unset = UNSET
    resource_owner: None | str | Unset = UNSET
    role_assignments: list[MultiDirectoryUserRoleAssignmentMethod | None] | None | Unset = UNSET
    roles: list[str] | None | Unset = UNSET
    user_directory_status: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.multi_directory_user_role_assignment_method import MultiDirectoryUserRoleAssignmentMethod  # noqa: PLC0415

        directory_id: None | str | Unset
        if isinstance(self.directory_id, Unset):
            directory_id = UNSET
        else:
            directory_id = self.directory_id

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

        role_assignments: list[dict[str, Any] | None] | None | Unset
        if isinstance(self.role_assignments, Unset):
            role_assignments = UNSET
        elif isinstance(self.role_assignments, list):
            role_assignments = []
            for role_assignments_type_0_item_data in self.role_assignments:
                role_assignments_type_0_item: dict[str, Any] | None
                if isinstance(role_assignments_type_0_item_data, MultiDirectoryUserRoleAssignmentMethod):
                    role_assignments_type_0_item = role_assignments_type_0_item_data.to_dict()
                else:
                    role_assignments_type_0_item = role_assignments_type_0_item_data
                role_assignments.append(role_assignments_type_0_item)

        else:
            role_assignments = self.role_assignments

        roles: list[str] | None | Unset
        if isinstance(self.roles, Unset):
            roles = UNSET
        elif isinstance(self.roles, list):
            roles = self.roles

        else:
            roles = self.roles

        user_directory_status: None | str | Unset
        if isinstance(self.user_directory_status, Unset):
            user_directory_status = UNSET
        else:
            user_directory_status = self.user_directory_status

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if directory_id is not UNSET:
            field_dict["directoryId"] = directory_id
        if resource_id is not UNSET:
            field_dict["resourceId"] = resource_id
        if resource_owner is not UNSET:
            field_dict["resourceOwner"] = resource_owner
        if role_assignments is not UNSET:
            field_dict["roleAssignments"] = role_assignments
        if roles is not UNSET:
            field_dict["roles"] = roles
        if user_directory_status is not UNSET:
            field_dict["userDirectoryStatus"] = user_directory_status

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.multi_directory_user_role_assignment_method import MultiDirectoryUserRoleAssignmentMethod  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_directory_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        directory_id = _parse_directory_id(d.pop("directoryId", UNSET))

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

        def _parse_role_assignments(data: object) -> list[MultiDirectoryUserRoleAssignmentMethod | None] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                role_assignments_type_0 = []
                _role_assignments_type_0 = data
                for role_assignments_type_0_item_data in _role_assignments_type_0:

                    def _parse_role_assignments_type_0_item(
                        data: object,
                    ) -> MultiDirectoryUserRoleAssignmentMethod | None:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            role_assignments_type_0_item_type_0 = MultiDirectoryUserRoleAssignmentMethod.from_dict(data)

                            return role_assignments_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(MultiDirectoryUserRoleAssignmentMethod | None, data)

                    role_assignments_type_0_item = _parse_role_assignments_type_0_item(
                        role_assignments_type_0_item_data
                    )

                    role_assignments_type_0.append(role_assignments_type_0_item)

                return role_assignments_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[MultiDirectoryUserRoleAssignmentMethod | None] | None | Unset, data)

        role_assignments = _parse_role_assignments(d.pop("roleAssignments", UNSET))

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

        def _parse_user_directory_status(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        user_directory_status = _parse_user_directory_status(d.pop("userDirectoryStatus", UNSET))

        multi_directory_user_role_assignment = cls(
            directory_id=directory_id,
            resource_id=resource_id,
            resource_owner=resource_owner,
            role_assignments=role_assignments,
            roles=roles,
            user_directory_status=user_directory_status,
        )

        multi_directory_user_role_assignment.additional_properties = d
        return multi_directory_user_role_assignment

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
