from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.link_next_cursor import LinkNextCursor
    from ..models.user_product_access_model import UserProductAccessModel


T = TypeVar("T", bound="UserProductAccessActivityPage")


@_attrs_define
class UserProductAccessActivityPage:
    """One page of the products that a user has used.

    Attributes:
        data (None | Unset | UserProductAccessModel): The dates.
        links (LinkNextCursor | None | Unset): The page after this one.
    """

    data: None | Unset | UserProductAccessModel = UNSET
    links: LinkNextCursor | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.link_next_cursor import LinkNextCursor  # noqa: PLC0415
        from ..models.user_product_access_model import UserProductAccessModel  # noqa: PLC0415

        data: dict[str, Any] | None | Unset
        if isinstance(self.data, Unset):
            data = UNSET
        elif isinstance(self.data, UserProductAccessModel):
            data = self.data.to_dict()
        else:
            data = self.data

        links: dict[str, Any] | None | Unset
        if isinstance(self.links, Unset):
            links = UNSET
        elif isinstance(self.links, LinkNextCursor):
            links = self.links.to_dict()
        else:
            links = self.links

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if data is not UNSET:
            field_dict["data"] = data
        if links is not UNSET:
            field_dict["links"] = links

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.link_next_cursor import LinkNextCursor  # noqa: PLC0415
        from ..models.user_product_access_model import UserProductAccessModel  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_data(data: object) -> None | Unset | UserProductAccessModel:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                data_type_0 = UserProductAccessModel.from_dict(data)

                return data_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UserProductAccessModel, data)

        data = _parse_data(d.pop("data", UNSET))

        def _parse_links(data: object) -> LinkNextCursor | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                links_type_0 = LinkNextCursor.from_dict(data)

                return links_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LinkNextCursor | None | Unset, data)

        links = _parse_links(d.pop("links", UNSET))

        user_product_access_activity_page = cls(
            data=data,
            links=links,
        )

        user_product_access_activity_page.additional_properties = d
        return user_product_access_activity_page

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
