from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="BulkFetchAuthPolicyRequest")


@_attrs_define
class BulkFetchAuthPolicyRequest:
    """The managed accounts to ask for.

    Attributes:
        account_ids (list[str]): The ids of the accounts.
    """

    account_ids: list[str]

    def to_dict(self) -> dict[str, Any]:
        account_ids = self.account_ids

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "accountIds": account_ids,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        account_ids = cast(list[str], d.pop("accountIds"))

        bulk_fetch_auth_policy_request = cls(
            account_ids=account_ids,
        )

        return bulk_fetch_auth_policy_request
