from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="UserProductActivity")


@_attrs_define
class UserProductActivity:
    """When a user was last active in one product.

    Attributes:
        id (None | str | Unset): The ARI of the product's site.
        key (None | str | Unset): The product.
        last_active (datetime.date | None | Unset): The day when the user was last active in the product, up to a day
            late.
        last_active_timestamp (datetime.datetime | None | Unset): When the user was last active in the product, up to a
            day late.
    """

    id: None | str | Unset = UNSET
    key: None | str | Unset = UNSET
    last_active: datetime.date | None | Unset = UNSET
    last_active_timestamp: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        key: None | str | Unset
        if isinstance(self.key, Unset):
            key = UNSET
        else:
            key = self.key

        last_active: None | str | Unset
        if isinstance(self.last_active, Unset):
            last_active = UNSET
        elif isinstance(self.last_active, datetime.date):
            last_active = self.last_active.isoformat()
        else:
            last_active = self.last_active

        last_active_timestamp: None | str | Unset
        if isinstance(self.last_active_timestamp, Unset):
            last_active_timestamp = UNSET
        elif isinstance(self.last_active_timestamp, datetime.datetime):
            last_active_timestamp = self.last_active_timestamp.isoformat()
        else:
            last_active_timestamp = self.last_active_timestamp

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if key is not UNSET:
            field_dict["key"] = key
        if last_active is not UNSET:
            field_dict["last_active"] = last_active
        if last_active_timestamp is not UNSET:
            field_dict["last_active_timestamp"] = last_active_timestamp

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        def _parse_key(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        key = _parse_key(d.pop("key", UNSET))

        def _parse_last_active(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_active_type_0 = datetime.date.fromisoformat(data)

                return last_active_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        last_active = _parse_last_active(d.pop("last_active", UNSET))

        def _parse_last_active_timestamp(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_active_timestamp_type_0 = datetime.datetime.fromisoformat(data)

                return last_active_timestamp_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        last_active_timestamp = _parse_last_active_timestamp(d.pop("last_active_timestamp", UNSET))

        user_product_activity = cls(
            id=id,
            key=key,
            last_active=last_active,
            last_active_timestamp=last_active_timestamp,
        )

        user_product_activity.additional_properties = d
        return user_product_activity

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
