from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="MultiDirectoryGroupTotals")


@_attrs_define
class MultiDirectoryGroupTotals:
    """Groups by origin.

    Attributes:
        all_ (int | None | Unset): All groups.
        managed (int | None | Unset): Groups that an external source manages.
        synced (int | None | Unset): Groups that come from an identity provider.
    """

    all_: int | None | Unset = UNSET
    managed: int | None | Unset = UNSET
    synced: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        all_: int | None | Unset
        if isinstance(self.all_, Unset):
            all_ = UNSET
        else:
            all_ = self.all_

        managed: int | None | Unset
        if isinstance(self.managed, Unset):
            managed = UNSET
        else:
            managed = self.managed

        synced: int | None | Unset
        if isinstance(self.synced, Unset):
            synced = UNSET
        else:
            synced = self.synced

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if all_ is not UNSET:
            field_dict["all"] = all_
        if managed is not UNSET:
            field_dict["managed"] = managed
        if synced is not UNSET:
            field_dict["synced"] = synced

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_all_(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        all_ = _parse_all_(d.pop("all", UNSET))

        def _parse_managed(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        managed = _parse_managed(d.pop("managed", UNSET))

        def _parse_synced(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        synced = _parse_synced(d.pop("synced", UNSET))

        multi_directory_group_totals = cls(
            all_=all_,
            managed=managed,
            synced=synced,
        )

        multi_directory_group_totals.additional_properties = d
        return multi_directory_group_totals

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
