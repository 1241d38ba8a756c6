from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ResourceMetaInput")


@_attrs_define
class ResourceMetaInput:
    """More about how a policy shall be applied to a resource.

    Attributes:
        atlassian_account_id (str | Unset): Who asks for it.
        migration_end_data_time (str | Unset): When a move of data ends (spelt so by the API).
        migration_start_date_time (str | Unset): When a move of data begins.
        scheduled_date (str | Unset): When the application is planned.
    """

    atlassian_account_id: str | Unset = UNSET
    migration_end_data_time: str | Unset = UNSET
    migration_start_date_time: str | Unset = UNSET
    scheduled_date: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        atlassian_account_id = self.atlassian_account_id

        migration_end_data_time = self.migration_end_data_time

        migration_start_date_time = self.migration_start_date_time

        scheduled_date = self.scheduled_date

        field_dict: dict[str, Any] = {}

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
        atlassian_account_id = d.pop("atlassianAccountId", UNSET)

        migration_end_data_time = d.pop("migrationEndDataTime", UNSET)

        migration_start_date_time = d.pop("migrationStartDateTime", UNSET)

        scheduled_date = d.pop("scheduledDate", UNSET)

        resource_meta_input = cls(
            atlassian_account_id=atlassian_account_id,
            migration_end_data_time=migration_end_data_time,
            migration_start_date_time=migration_start_date_time,
            scheduled_date=scheduled_date,
        )

        return resource_meta_input
