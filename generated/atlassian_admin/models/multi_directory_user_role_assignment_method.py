from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="MultiDirectoryUserRoleAssignmentMethod")


@_attrs_define
class MultiDirectoryUserRoleAssignmentMethod:
    """A role and how a user came by it.

    Attributes:
        role (None | str | Unset): The role, such as atlassian/org-admin.
        role_assignment_methods (list[str] | None | Unset): The ways by which the user has the role: by itself, through
            a group, or by deduction.
    """

    role: None | str | Unset = UNSET
    role_assignment_methods: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        role: None | str | Unset
        if isinstance(self.role, Unset):
            role = UNSET
        else:
            role = self.role

        role_assignment_methods: list[str] | None | Unset
        if isinstance(self.role_assignment_methods, Unset):
            role_assignment_methods = UNSET
        elif isinstance(self.role_assignment_methods, list):
            role_assignment_methods = self.role_assignment_methods

        else:
            role_assignment_methods = self.role_assignment_methods

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if role is not UNSET:
            field_dict["role"] = role
        if role_assignment_methods is not UNSET:
            field_dict["roleAssignmentMethods"] = role_assignment_methods

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_role(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        role = _parse_role(d.pop("role", UNSET))

        def _parse_role_assignment_methods(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                role_assignment_methods_type_0 = cast(list[str], data)

                return role_assignment_methods_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        role_assignment_methods = _parse_role_assignment_methods(d.pop("roleAssignmentMethods", UNSET))

        multi_directory_user_role_assignment_method = cls(
            role=role,
            role_assignment_methods=role_assignment_methods,
        )

        multi_directory_user_role_assignment_method.additional_properties = d
        return multi_directory_user_role_assignment_method

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
