from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="MultiDirectoryGroupManagementAccess")


@_attrs_define
class MultiDirectoryGroupManagementAccess:
    """What the caller may do with a group.

    Attributes:
        deletable (bool | None | Unset): Whether the caller may delete the group.
        modifiable (bool | None | Unset): Whether the caller may change the group.
        readable (bool | None | Unset): Whether the caller may read the group.
    """

    deletable: bool | None | Unset = UNSET
    modifiable: bool | None | Unset = UNSET
    readable: bool | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        deletable: bool | None | Unset
        if isinstance(self.deletable, Unset):
            deletable = UNSET
        else:
            deletable = self.deletable

        modifiable: bool | None | Unset
        if isinstance(self.modifiable, Unset):
            modifiable = UNSET
        else:
            modifiable = self.modifiable

        readable: bool | None | Unset
        if isinstance(self.readable, Unset):
            readable = UNSET
        else:
            readable = self.readable

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if deletable is not UNSET:
            field_dict["deletable"] = deletable
        if modifiable is not UNSET:
            field_dict["modifiable"] = modifiable
        if readable is not UNSET:
            field_dict["readable"] = readable

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_deletable(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        deletable = _parse_deletable(d.pop("deletable", UNSET))

        def _parse_modifiable(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        modifiable = _parse_modifiable(d.pop("modifiable", UNSET))

        def _parse_readable(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        readable = _parse_readable(d.pop("readable", UNSET))

        multi_directory_group_management_access = cls(
            deletable=deletable,
            modifiable=modifiable,
            readable=readable,
        )

        multi_directory_group_management_access.additional_properties = d
        return multi_directory_group_management_access

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
