from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="AddUserToGroupRequest")


@_attrs_define
class AddUserToGroupRequest:
    """Who shall be a member.

    Attributes:
        account_id (str): The account.
    """

    account_id: str

    def to_dict(self) -> dict[str, Any]:
        account_id = self.account_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "accountId": account_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        account_id = d.pop("accountId")

        add_user_to_group_request = cls(
            account_id=account_id,
        )

        return add_user_to_group_request
