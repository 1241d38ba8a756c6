from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PublicUserProduct")


@_attrs_define
class PublicUserProduct:
    """When a user last used one product.

    Attributes:
        cloud_site_id (None | str | Unset): The site of the product.
        last_active_timestamp (datetime.datetime | None | Unset): When the user last used the product.
        product_key (None | str | Unset): The product.
    """

    cloud_site_id: None | str | Unset = UNSET
    last_active_timestamp: datetime.datetime | None | Unset = UNSET
    product_key: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        cloud_site_id: None | str | Unset
        if isinstance(self.cloud_site_id, Unset):
            cloud_site_id = UNSET
        else:
            cloud_site_id = self.cloud_site_id

        last_active_timestamp: None | str | Unset
        if isinstance(self.last_active_timestamp, Unset):
            last_active_timestamp = UNSET
        elif isinstance(self.last_active_timestamp, datetime.datetime):
            last_active_timestamp = self.last_active_timestamp.isoformat()
        else:
            last_active_timestamp = self.last_active_timestamp

        product_key: None | str | Unset
        if isinstance(self.product_key, Unset):
            product_key = UNSET
        else:
            product_key = self.product_key

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if cloud_site_id is not UNSET:
            field_dict["cloudSiteId"] = cloud_site_id
        if last_active_timestamp is not UNSET:
            field_dict["lastActiveTimestamp"] = last_active_timestamp
        if product_key is not UNSET:
            field_dict["productKey"] = product_key

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_cloud_site_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cloud_site_id = _parse_cloud_site_id(d.pop("cloudSiteId", UNSET))

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

        last_active_timestamp = _parse_last_active_timestamp(d.pop("lastActiveTimestamp", UNSET))

        def _parse_product_key(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        product_key = _parse_product_key(d.pop("productKey", UNSET))

        public_user_product = cls(
            cloud_site_id=cloud_site_id,
            last_active_timestamp=last_active_timestamp,
            product_key=product_key,
        )

        public_user_product.additional_properties = d
        return public_user_product

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
