from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.group_assignment_result import GroupAssignmentResult
    from ..models.role_assignment_result import RoleAssignmentResult


T = TypeVar("T", bound="AdminInviteResult")


@_attrs_define
class AdminInviteResult:
    """What became of the groups and roles of an invitation.

    Attributes:
        group_assignment_result (list[GroupAssignmentResult | None] | None | Unset): What became of each group.
        role_assignment_result (list[None | RoleAssignmentResult] | None | Unset): What became of each role.
    """

    group_assignment_result: list[GroupAssignmentResult | None] | None | Unset = UNSET
    role_assignment_result: list[None | RoleAssignmentResult] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.group_assignment_result import GroupAssignmentResult  # noqa: PLC0415
        from ..models.role_assignment_result import RoleAssignmentResult  # noqa: PLC0415

        group_assignment_result: list[dict[str, Any] | None] | None | Unset
        if isinstance(self.group_assignment_result, Unset):
            group_assignment_result = UNSET
        elif isinstance(self.group_assignment_result, list):
            group_assignment_result = []
            for group_assignment_result_type_0_item_data in self.group_assignment_result:
                group_assignment_result_type_0_item: dict[str, Any] | None
                if isinstance(group_assignment_result_type_0_item_data, GroupAssignmentResult):
                    group_assignment_result_type_0_item = group_assignment_result_type_0_item_data.to_dict()
                else:
                    group_assignment_result_type_0_item = group_assignment_result_type_0_item_data
                group_assignment_result.append(group_assignment_result_type_0_item)

        else:
            group_assignment_result = self.group_assignment_result

        role_assignment_result: list[dict[str, Any] | None] | None | Unset
        if isinstance(self.role_assignment_result, Unset):
            role_assignment_result = UNSET
        elif isinstance(self.role_assignment_result, list):
            role_assignment_result = []
            for role_assignment_result_type_0_item_data in self.role_assignment_result:
                role_assignment_result_type_0_item: dict[str, Any] | None
                if isinstance(role_assignment_result_type_0_item_data, RoleAssignmentResult):
                    role_assignment_result_type_0_item = role_assignment_result_type_0_item_data.to_dict()
                else:
                    role_assignment_result_type_0_item = role_assignment_result_type_0_item_data
                role_assignment_result.append(role_assignment_result_type_0_item)

        else:
            role_assignment_result = self.role_assignment_result

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if group_assignment_result is not UNSET:
            field_dict["groupAssignmentResult"] = group_assignment_result
        if role_assignment_result is not UNSET:
            field_dict["roleAssignmentResult"] = role_assignment_result

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.group_assignment_result import GroupAssignmentResult  # noqa: PLC0415
        from ..models.role_assignment_result import RoleAssignmentResult  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_group_assignment_result(data: object) -> list[GroupAssignmentResult | None] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                group_assignment_result_type_0 = []
                _group_assignment_result_type_0 = data
                for group_assignment_result_type_0_item_data in _group_assignment_result_type_0:

                    def _parse_group_assignment_result_type_0_item(data: object) -> GroupAssignmentResult | None:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            group_assignment_result_type_0_item_type_0 = GroupAssignmentResult.from_dict(data)

                            return group_assignment_result_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(GroupAssignmentResult | None, data)

                    group_assignment_result_type_0_item = _parse_group_assignment_result_type_0_item(
                        group_assignment_result_type_0_item_data
                    )

                    group_assignment_result_type_0.append(group_assignment_result_type_0_item)

                return group_assignment_result_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[GroupAssignmentResult | None] | None | Unset, data)

        group_assignment_result = _parse_group_assignment_result(d.pop("groupAssignmentResult", UNSET))

        def _parse_role_assignment_result(data: object) -> list[None | RoleAssignmentResult] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                role_assignment_result_type_0 = []
                _role_assignment_result_type_0 = data
                for role_assignment_result_type_0_item_data in _role_assignment_result_type_0:

                    def _parse_role_assignment_result_type_0_item(data: object) -> None | RoleAssignmentResult:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            role_assignment_result_type_0_item_type_0 = RoleAssignmentResult.from_dict(data)

                            return role_assignment_result_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(None | RoleAssignmentResult, data)

                    role_assignment_result_type_0_item = _parse_role_assignment_result_type_0_item(
                        role_assignment_result_type_0_item_data
                    )

                    role_assignment_result_type_0.append(role_assignment_result_type_0_item)

                return role_assignment_result_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[None | RoleAssignmentResult] | None | Unset, data)

        role_assignment_result = _parse_role_assignment_result(d.pop("roleAssignmentResult", UNSET))

        admin_invite_result = cls(
            group_assignment_result=group_assignment_result,
            role_assignment_result=role_assignment_result,
        )

        admin_invite_result.additional_properties = d
        return admin_invite_result

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
