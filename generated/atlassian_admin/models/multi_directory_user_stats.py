from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.multi_directory_user_account_status_count import MultiDirectoryUserAccountStatusCount
    from ..models.multi_directory_user_role_count import MultiDirectoryUserRoleCount


T = TypeVar("T", bound="MultiDirectoryUserStats")


@_attrs_define
class MultiDirectoryUserStats:
    """How many users there are of each kind.

    Attributes:
        account_status (list[MultiDirectoryUserAccountStatusCount | None] | None | Unset): Accounts by state.
        roles (list[MultiDirectoryUserRoleCount | None] | None | Unset): Users by role.
    """

    account_status: list[MultiDirectoryUserAccountStatusCount | None] | None | Unset = UNSET
    roles: list[MultiDirectoryUserRoleCount | None] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.multi_directory_user_account_status_count import MultiDirectoryUserAccountStatusCount  # noqa: PLC0415
        from ..models.multi_directory_user_role_count import MultiDirectoryUserRoleCount  # noqa: PLC0415

        account_status: list[dict[str, Any] | None] | None | Unset
        if isinstance(self.account_status, Unset):
            account_status = UNSET
        elif isinstance(self.account_status, list):
            account_status = []
            for account_status_type_0_item_data in self.account_status:
                account_status_type_0_item: dict[str, Any] | None
                if isinstance(account_status_type_0_item_data, MultiDirectoryUserAccountStatusCount):
                    account_status_type_0_item = account_status_type_0_item_data.to_dict()
                else:
                    account_status_type_0_item = account_status_type_0_item_data
                account_status.append(account_status_type_0_item)

        else:
            account_status = self.account_status

        roles: list[dict[str, Any] | None] | None | Unset
        if isinstance(self.roles, Unset):
            roles = UNSET
        elif isinstance(self.roles, list):
            roles = []
            for roles_type_0_item_data in self.roles:
                roles_type_0_item: dict[str, Any] | None
                if isinstance(roles_type_0_item_data, MultiDirectoryUserRoleCount):
                    roles_type_0_item = roles_type_0_item_data.to_dict()
                else:
                    roles_type_0_item = roles_type_0_item_data
                roles.append(roles_type_0_item)

        else:
            roles = self.roles

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if account_status is not UNSET:
            field_dict["accountStatus"] = account_status
        if roles is not UNSET:
            field_dict["roles"] = roles

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.multi_directory_user_account_status_count import MultiDirectoryUserAccountStatusCount  # noqa: PLC0415
        from ..models.multi_directory_user_role_count import MultiDirectoryUserRoleCount  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_account_status(data: object) -> list[MultiDirectoryUserAccountStatusCount | None] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                account_status_type_0 = []
                _account_status_type_0 = data
                for account_status_type_0_item_data in _account_status_type_0:

                    def _parse_account_status_type_0_item(data: object) -> MultiDirectoryUserAccountStatusCount | None:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            account_status_type_0_item_type_0 = MultiDirectoryUserAccountStatusCount.from_dict(data)

                            return account_status_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(MultiDirectoryUserAccountStatusCount | None, data)

                    account_status_type_0_item = _parse_account_status_type_0_item(account_status_type_0_item_data)

                    account_status_type_0.append(account_status_type_0_item)

                return account_status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[MultiDirectoryUserAccountStatusCount | None] | None | Unset, data)

        account_status = _parse_account_status(d.pop("accountStatus", UNSET))

        def _parse_roles(data: object) -> list[MultiDirectoryUserRoleCount | None] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                roles_type_0 = []
                _roles_type_0 = data
                for roles_type_0_item_data in _roles_type_0:

                    def _parse_roles_type_0_item(data: object) -> MultiDirectoryUserRoleCount | None:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            roles_type_0_item_type_0 = MultiDirectoryUserRoleCount.from_dict(data)

                            return roles_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(MultiDirectoryUserRoleCount | None, data)

                    roles_type_0_item = _parse_roles_type_0_item(roles_type_0_item_data)

                    roles_type_0.append(roles_type_0_item)

                return roles_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[MultiDirectoryUserRoleCount | None] | None | Unset, data)

        roles = _parse_roles(d.pop("roles", UNSET))

        multi_directory_user_stats = cls(
            account_status=account_status,
            roles=roles,
        )

        multi_directory_user_stats.additional_properties = d
        return multi_directory_user_stats

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
