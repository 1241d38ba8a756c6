from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PolicyResourceMeta")


@_attrs_define
class PolicyResourceMeta:
    """More about how a policy is applied to a resource.

    Attributes:
        atlassian_account_id (None | str | Unset): Who asked for it.
        migration_end_data_time (None | str | Unset): When a move of data ends (spelt so by the API).
        migration_start_date_time (None | str | Unset): When a move of data begins.
        scheduled_date (None | str | Unset): When the application is planned.
    """

    atlassian_account_id: None | str | Unset = UNSET
    migration_end_data_time: None | str | Unset = UNSET
    migration_start_date_time: None | str | Unset = UNSET
    scheduled_date: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        atlassian_account_id: None | str | Unset
        if isinstance(self.atlassian_account_id, Unset):
            atlassian_account_id = UNSET
        else:
            atlassian_account_id = self.atlassian_account_id

        migration_end_data_time: None | str | Unset
        if isinstance(self.migration_end_data_time, Unset):
            migration_end_data_time = UNSET
        else:
            migration_end_data_time = self.migration_end_data_time

        migration_start_date_time: None | str | Unset
        if isinstance(self.migration_start_date_time, Unset):
            migration_start_date_time = UNSET
        else:
            migration_start_date_time = self.migration_start_date_time

        scheduled_date: None | str | Unset
        if isinstance(self.scheduled_date, Unset):
            scheduled_date = UNSET
        else:
            scheduled_date = self.scheduled_date

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if atlassian_account_id is not UNSET:
            field_dict["atlassianAccountId"] = atlassian_account_id
        if migration_end_data_time is not UNSET:
            field_dict["migrationEndDataTime"] = migration_end_data_time
        if migration_start_date_time is not UNSET:
            field_dict["migrationStartDateTime"] = migration_start_date_time
        if scheduled_date is not UNSET:
            field_dict["scheduledDate"] = scheduled_date

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_atlassian_account_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        atlassian_account_id = _parse_atlassian_account_id(d.pop("atlassianAccountId", UNSET))

        def _parse_migration_end_data_time(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        migration_end_data_time = _parse_migration_end_data_time(d.pop("migrationEndDataTime", UNSET))

        def _parse_migration_start_date_time(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        migration_start_date_time = _parse_migration_start_date_time(d.pop("migrationStartDateTime", UNSET))

        def _parse_scheduled_date(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        scheduled_date = _parse_scheduled_date(d.pop("scheduledDate", UNSET))

        policy_resource_meta = cls(
            atlassian_account_id=atlassian_account_id,
            migration_end_data_time=migration_end_data_time,
            migration_start_date_time=migration_start_date_time,
            scheduled_date=scheduled_date,
        )

        policy_resource_meta.additional_properties = d
        return policy_resource_meta

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
