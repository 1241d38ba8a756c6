from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.user_product_activity import UserProductActivity


T = TypeVar("T", bound="UserProductAccessModel")


@_attrs_define
class UserProductAccessModel:
    """When a user was last active, and since when the user is known.

    Attributes:
        added_to_org (datetime.date | None | Unset): The day when the user was added to the organization.
        added_to_org_timestamp (datetime.datetime | None | Unset): When the user was added to the organization.
        product_access (list[None | UserProductActivity] | None | Unset): The products that the user has used.
    """

    added_to_org: datetime.date | None | Unset = UNSET
    added_to_org_timestamp: datetime.datetime | None | Unset = UNSET
    product_access: list[None | UserProductActivity] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.user_product_activity import UserProductActivity  # noqa: PLC0415

        added_to_org: None | str | Unset
        if isinstance(self.added_to_org, Unset):
            added_to_org = UNSET
        elif isinstance(self.added_to_org, datetime.date):
            added_to_org = self.added_to_org.isoformat()
        else:
            added_to_org = self.added_to_org

        added_to_org_timestamp: None | str | Unset
        if isinstance(self.added_to_org_timestamp, Unset):
            added_to_org_timestamp = UNSET
        elif isinstance(self.added_to_org_timestamp, datetime.datetime):
            added_to_org_timestamp = self.added_to_org_timestamp.isoformat()
        else:
            added_to_org_timestamp = self.added_to_org_timestamp

        product_access: list[dict[str, Any] | None] | None | Unset
        if isinstance(self.product_access, Unset):
            product_access = UNSET
        elif isinstance(self.product_access, list):
            product_access = []
            for product_access_type_0_item_data in self.product_access:
                product_access_type_0_item: dict[str, Any] | None
                if isinstance(product_access_type_0_item_data, UserProductActivity):
                    product_access_type_0_item = product_access_type_0_item_data.to_dict()
                else:
                    product_access_type_0_item = product_access_type_0_item_data
                product_access.append(product_access_type_0_item)

        else:
            product_access = self.product_access

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if added_to_org is not UNSET:
            field_dict["added_to_org"] = added_to_org
        if added_to_org_timestamp is not UNSET:
            field_dict["added_to_org_timestamp"] = added_to_org_timestamp
        if product_access is not UNSET:
            field_dict["product_access"] = product_access

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.user_product_activity import UserProductActivity  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_added_to_org(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                added_to_org_type_0 = datetime.date.fromisoformat(data)

                return added_to_org_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        added_to_org = _parse_added_to_org(d.pop("added_to_org", UNSET))

        def _parse_added_to_org_timestamp(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                added_to_org_timestamp_type_0 = datetime.datetime.fromisoformat(data)

                return added_to_org_timestamp_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        added_to_org_timestamp = _parse_added_to_org_timestamp(d.pop("added_to_org_timestamp", UNSET))

        def _parse_product_access(data: object) -> list[None | UserProductActivity] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                product_access_type_0 = []
                _product_access_type_0 = data
                for product_access_type_0_item_data in _product_access_type_0:

                    def _parse_product_access_type_0_item(data: object) -> None | UserProductActivity:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            product_access_type_0_item_type_0 = UserProductActivity.from_dict(data)

                            return product_access_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(None | UserProductActivity, data)

                    product_access_type_0_item = _parse_product_access_type_0_item(product_access_type_0_item_data)

                    product_access_type_0.append(product_access_type_0_item)

                return product_access_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[None | UserProductActivity] | None | Unset, data)

        product_access = _parse_product_access(d.pop("product_access", UNSET))

        user_product_access_model = cls(
            added_to_org=added_to_org,
            added_to_org_timestamp=added_to_org_timestamp,
            product_access=product_access,
        )

        user_product_access_model.additional_properties = d
        return user_product_access_model

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
