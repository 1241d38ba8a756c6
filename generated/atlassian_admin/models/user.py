from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.link_self_model import LinkSelfModel
    from ..models.user_product_access import UserProductAccess


T = TypeVar("T", bound="User")


@_attrs_define
class User:
    """A managed account of an organization.

    Attributes:
        access_billable (bool | None | Unset): Whether the account is billed for Atlassian Guard.
        account_id (None | str | Unset): Identifies the Atlassian account.
        account_status (None | str | Unset): Whether the account is usable, deactivated or deleted; says nothing of
            suspension.
        account_type (None | str | Unset): The kind of account.
        email (None | str | Unset): The user's e-mail address; absent when hidden.
        last_active (datetime.datetime | None | Unset): When the user was last active in any product, up to a day late.
        links (LinkSelfModel | None | Unset): Where the account can be read.
        name (None | str | Unset): The user's display name; the nickname where that is hidden.
        picture (None | str | Unset): The address of the user's picture.
        product_access (list[None | UserProductAccess] | None | Unset): The products that the user uses; says nothing of
            what the user may use.
    """

    access_billable: bool | None | Unset = UNSET
    account_id: None | str | Unset = UNSET
    account_status: None | str | Unset = UNSET
    account_type: None | str | Unset = UNSET
    email: None | str | Unset = UNSET
    last_active: datetime.datetime | None | Unset = UNSET
    links: LinkSelfModel | None | Unset = UNSET
    name: None | str | Unset = UNSET
    picture: None | str | Unset = UNSET
    product_access: list[None | UserProductAccess] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.link_self_model import LinkSelfModel  # noqa: PLC0415
        from ..models.user_product_access import UserProductAccess  # noqa: PLC0415

        access_billable: bool | None | Unset
        if isinstance(self.access_billable, Unset):
            access_billable = UNSET
        else:
            access_billable = self.access_billable

        account_id: None | str | Unset
        if isinstance(self.account_id, Unset):
            account_id = UNSET
        else:
            account_id = self.account_id

        account_status: None | str | Unset
        if isinstance(self.account_status, Unset):
            account_status = UNSET
        else:
            account_status = self.account_status

        account_type: None | str | Unset
        if isinstance(self.account_type, Unset):
            account_type = UNSET
        else:
            account_type = self.account_type

        email: None | str | Unset
        if isinstance(self.email, Unset):
            email = UNSET
        else:
            email = self.email

        last_active: None | str | Unset
        if isinstance(self.last_active, Unset):
            last_active = UNSET
        elif isinstance(self.last_active, datetime.datetime):
            last_active = self.last_active.isoformat()
        else:
            last_active = self.last_active

        links: dict[str, Any] | None | Unset
        if isinstance(self.links, Unset):
            links = UNSET
        elif isinstance(self.links, LinkSelfModel):
            links = self.links.to_dict()
        else:
            links = self.links

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        picture: None | str | Unset
        if isinstance(self.picture, Unset):
            picture = UNSET
        else:
            picture = self.picture

        product_access: list[dict[str, Any] | None] | None | Unset
        if isinstance(self.product_access, Unset):
            product_access = UNSET
        elif isinstance(self.product_access, list):
            product_access = []
            for product_access_type_0_item_data in self.product_access:
                product_access_type_0_item: dict[str, Any] | None
                if isinstance(product_access_type_0_item_data, UserProductAccess):
                    product_access_type_0_item = product_access_type_0_item_data.to_dict()
                else:
                    product_access_type_0_item = product_access_type_0_item_data
                product_access.append(product_access_type_0_item)

        else:
            product_access = self.product_access

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if access_billable is not UNSET:
            field_dict["access_billable"] = access_billable
        if account_id is not UNSET:
            field_dict["account_id"] = account_id
        if account_status is not UNSET:
            field_dict["account_status"] = account_status
        if account_type is not UNSET:
            field_dict["account_type"] = account_type
        if email is not UNSET:
            field_dict["email"] = email
        if last_active is not UNSET:
            field_dict["last_active"] = last_active
        if links is not UNSET:
            field_dict["links"] = links
        if name is not UNSET:
            field_dict["name"] = name
        if picture is not UNSET:
            field_dict["picture"] = picture
        if product_access is not UNSET:
            field_dict["product_access"] = product_access

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.link_self_model import LinkSelfModel  # noqa: PLC0415
        from ..models.user_product_access import UserProductAccess  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_access_billable(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        access_billable = _parse_access_billable(d.pop("access_billable", UNSET))

        def _parse_account_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        account_id = _parse_account_id(d.pop("account_id", UNSET))

        def _parse_account_status(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        account_status = _parse_account_status(d.pop("account_status", UNSET))

        def _parse_account_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        account_type = _parse_account_type(d.pop("account_type", UNSET))

        def _parse_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        email = _parse_email(d.pop("email", UNSET))

        def _parse_last_active(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_active_type_0 = datetime.datetime.fromisoformat(data)

                return last_active_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        last_active = _parse_last_active(d.pop("last_active", UNSET))

        def _parse_links(data: object) -> LinkSelfModel | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                links_type_0 = LinkSelfModel.from_dict(data)

                return links_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LinkSelfModel | None | Unset, data)

        links = _parse_links(d.pop("links", UNSET))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_picture(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        picture = _parse_picture(d.pop("picture", UNSET))

        def _parse_product_access(data: object) -> list[None | UserProductAccess] | None | Unset:
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

                    def _parse_product_access_type_0_item(data: object) -> None | UserProductAccess:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            product_access_type_0_item_type_0 = UserProductAccess.from_dict(data)

                            return product_access_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(None | UserProductAccess, data)

                    product_access_type_0_item = _parse_product_access_type_0_item(product_access_type_0_item_data)

                    product_access_type_0.append(product_access_type_0_item)

                return product_access_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[None | UserProductAccess] | None | Unset, data)

        product_access = _parse_product_access(d.pop("product_access", UNSET))

        user = cls(
            access_billable=access_billable,
            account_id=account_id,
            account_status=account_status,
            account_type=account_type,
            email=email,
            last_active=last_active,
            links=links,
            name=name,
            picture=picture,
            product_access=product_access,
        )

        user.additional_properties = d
        return user

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
