from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.link_page_cursor import LinkPageCursor
    from ..models.service_account import ServiceAccount


T = TypeVar("T", bound="ServiceAccountListResponse")


@_attrs_define
class ServiceAccountListResponse:
    """The service accounts of an organization.

    Attributes:
        items (list[None | ServiceAccount] | None | Unset): The service accounts.
        links (LinkPageCursor | None | Unset): The pages around this one.
        total (int | None | Unset): How many there are.
    """

    items: list[None | ServiceAccount] | None | Unset = UNSET
    links: LinkPageCursor | None | Unset = UNSET
    total: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.link_page_cursor import LinkPageCursor  # noqa: PLC0415
        from ..models.service_account import ServiceAccount  # noqa: PLC0415

        items: list[dict[str, Any] | None] | None | Unset
        if isinstance(self.items, Unset):
            items = UNSET
        elif isinstance(self.items, list):
            items = []
            for items_type_0_item_data in self.items:
                items_type_0_item: dict[str, Any] | None
                if isinstance(items_type_0_item_data, ServiceAccount):
                    items_type_0_item = items_type_0_item_data.to_dict()
                else:
                    items_type_0_item = items_type_0_item_data
                items.append(items_type_0_item)

        else:
            items = self.items

        links: dict[str, Any] | None | Unset
        if isinstance(self.links, Unset):
            links = UNSET
        elif isinstance(self.links, LinkPageCursor):
            links = self.links.to_dict()
        else:
            links = self.links

        total: int | None | Unset
        if isinstance(self.total, Unset):
            total = UNSET
        else:
            total = self.total

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if items is not UNSET:
            field_dict["items"] = items
        if links is not UNSET:
            field_dict["links"] = links
        if total is not UNSET:
            field_dict["total"] = total

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.link_page_cursor import LinkPageCursor  # noqa: PLC0415
        from ..models.service_account import ServiceAccount  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_items(data: object) -> list[None | ServiceAccount] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                items_type_0 = []
                _items_type_0 = data
                for items_type_0_item_data in _items_type_0:

                    def _parse_items_type_0_item(data: object) -> None | ServiceAccount:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            items_type_0_item_type_0 = ServiceAccount.from_dict(data)

                            return items_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(None | ServiceAccount, data)

                    items_type_0_item = _parse_items_type_0_item(items_type_0_item_data)

                    items_type_0.append(items_type_0_item)

                return items_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[None | ServiceAccount] | None | Unset, data)

        items = _parse_items(d.pop("items", UNSET))

        def _parse_links(data: object) -> LinkPageCursor | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                links_type_0 = LinkPageCursor.from_dict(data)

                return links_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LinkPageCursor | None | Unset, data)

        links = _parse_links(d.pop("links", UNSET))

        def _parse_total(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        total = _parse_total(d.pop("total", UNSET))

        service_account_list_response = cls(
            items=items,
            links=links,
            total=total,
        )

        service_account_list_response.additional_properties = d
        return service_account_list_response

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
