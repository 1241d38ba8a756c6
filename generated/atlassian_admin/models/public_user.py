from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.multi_directory_user_group import MultiDirectoryUserGroup
    from ..models.public_user_product import PublicUserProduct


T = TypeVar("T", bound="PublicUser")


@_attrs_define
class PublicUser:
    """A user as the ended search gave it.

    Attributes:
        account_id (None | str | Unset): Identifies the Atlassian account.
        account_status (None | str | Unset): Whether the account is usable, deactivated or deleted.
        account_type (None | str | Unset): The kind of account.
        email (None | str | Unset): The user's e-mail address; only when asked for.
        email_verified (bool | None | Unset): Whether the user has proved to own the address; only when asked for.
        groups (list[MultiDirectoryUserGroup | None] | None | Unset): The groups that the user is a member of; only when
            asked for.
        name (None | str | Unset): The user's full name; only when asked for.
        nickname (None | str | Unset): The name that others see; only when asked for.
        product_last_access (list[None | PublicUserProduct] | None | Unset): When the user last used each product; only
            when asked for.
        status_in_userbase (bool | None | Unset): Whether the user is in the directory.
    """

    account_id: None | str | Unset = UNSET
    account_status: None | str | Unset = UNSET
    account_type: None | str | Unset = UNSET
    email: None | str | Unset = UNSET
    email_verified: bool | None | Unset = UNSET
    groups: list[MultiDirectoryUserGroup | None] | None | Unset = UNSET
    name: None | str | Unset = UNSET
    nickname: None | str | Unset = UNSET
    product_last_access: list[None | PublicUserProduct] | None | Unset = UNSET
    status_in_userbase: bool | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.multi_directory_user_group import MultiDirectoryUserGroup  # noqa: PLC0415
        from ..models.public_user_product import PublicUserProduct  # noqa: PLC0415

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

        email_verified: bool | None | Unset
        if isinstance(self.email_verified, Unset):
            email_verified = UNSET
        else:
            email_verified = self.email_verified

        groups: list[dict[str, Any] | None] | None | Unset
        if isinstance(self.groups, Unset):
            groups = UNSET
        elif isinstance(self.groups, list):
            groups = []
            for groups_type_0_item_data in self.groups:
                groups_type_0_item: dict[str, Any] | None
                if isinstance(groups_type_0_item_data, MultiDirectoryUserGroup):
                    groups_type_0_item = groups_type_0_item_data.to_dict()
                else:
                    groups_type_0_item = groups_type_0_item_data
                groups.append(groups_type_0_item)

        else:
            groups = self.groups

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        nickname: None | str | Unset
        if isinstance(self.nickname, Unset):
            nickname = UNSET
        else:
            nickname = self.nickname

        product_last_access: list[dict[str, Any] | None] | None | Unset
        if isinstance(self.product_last_access, Unset):
            product_last_access = UNSET
        elif isinstance(self.product_last_access, list):
            product_last_access = []
            for product_last_access_type_0_item_data in self.product_last_access:
                product_last_access_type_0_item: dict[str, Any] | None
                if isinstance(product_last_access_type_0_item_data, PublicUserProduct):
                    product_last_access_type_0_item = product_last_access_type_0_item_data.to_dict()
                else:
                    product_last_access_type_0_item = product_last_access_type_0_item_data
                product_last_access.append(product_last_access_type_0_item)

        else:
            product_last_access = self.product_last_access

        status_in_userbase: bool | None | Unset
        if isinstance(self.status_in_userbase, Unset):
            status_in_userbase = UNSET
        else:
            status_in_userbase = self.status_in_userbase

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if account_id is not UNSET:
            field_dict["accountId"] = account_id
        if account_status is not UNSET:
            field_dict["accountStatus"] = account_status
        if account_type is not UNSET:
            field_dict["accountType"] = account_type
        if email is not UNSET:
            field_dict["email"] = email
        if email_verified is not UNSET:
            field_dict["emailVerified"] = email_verified
        if groups is not UNSET:
            field_dict["groups"] = groups
        if name is not UNSET:
            field_dict["name"] = name
        if nickname is not UNSET:
            field_dict["nickname"] = nickname
        if product_last_access is not UNSET:
            field_dict["productLastAccess"] = product_last_access
        if status_in_userbase is not UNSET:
            field_dict["statusInUserbase"] = status_in_userbase

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.multi_directory_user_group import MultiDirectoryUserGroup  # noqa: PLC0415
        from ..models.public_user_product import PublicUserProduct  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_account_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        account_id = _parse_account_id(d.pop("accountId", UNSET))

        def _parse_account_status(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        account_status = _parse_account_status(d.pop("accountStatus", UNSET))

        def _parse_account_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        account_type = _parse_account_type(d.pop("accountType", UNSET))

        def _parse_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        email = _parse_email(d.pop("email", UNSET))

        def _parse_email_verified(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        email_verified = _parse_email_verified(d.pop("emailVerified", UNSET))

        def _parse_groups(data: object) -> list[MultiDirectoryUserGroup | None] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                groups_type_0 = []
                _groups_type_0 = data
                for groups_type_0_item_data in _groups_type_0:

                    def _parse_groups_type_0_item(data: object) -> MultiDirectoryUserGroup | None:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            groups_type_0_item_type_0 = MultiDirectoryUserGroup.from_dict(data)

                            return groups_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(MultiDirectoryUserGroup | None, data)

                    groups_type_0_item = _parse_groups_type_0_item(groups_type_0_item_data)

                    groups_type_0.append(groups_type_0_item)

                return groups_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[MultiDirectoryUserGroup | None] | None | Unset, data)

        groups = _parse_groups(d.pop("groups", UNSET))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_nickname(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        nickname = _parse_nickname(d.pop("nickname", UNSET))

        def _parse_product_last_access(data: object) -> list[None | PublicUserProduct] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                product_last_access_type_0 = []
                _product_last_access_type_0 = data
                for product_last_access_type_0_item_data in _product_last_access_type_0:

                    def _parse_product_last_access_type_0_item(data: object) -> None | PublicUserProduct:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            product_last_access_type_0_item_type_0 = PublicUserProduct.from_dict(data)

                            return product_last_access_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(None | PublicUserProduct, data)

                    product_last_access_type_0_item = _parse_product_last_access_type_0_item(
                        product_last_access_type_0_item_data
                    )

                    product_last_access_type_0.append(product_last_access_type_0_item)

                return product_last_access_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[None | PublicUserProduct] | None | Unset, data)

        product_last_access = _parse_product_last_access(d.pop("productLastAccess", UNSET))

        def _parse_status_in_userbase(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        status_in_userbase = _parse_status_in_userbase(d.pop("statusInUserbase", UNSET))

        public_user = cls(
            account_id=account_id,
            account_status=account_status,
            account_type=account_type,
            email=email,
            email_verified=email_verified,
            groups=groups,
            name=name,
            nickname=nickname,
            product_last_access=product_last_access,
            status_in_userbase=status_in_userbase,
        )

        public_user.additional_properties = d
        return public_user

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
