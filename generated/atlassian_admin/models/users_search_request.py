from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.users_search_request_account_statuses_item import UsersSearchRequestAccountStatusesItem
from ..models.users_search_request_account_types_item import UsersSearchRequestAccountTypesItem
from ..models.users_search_request_expand_item import UsersSearchRequestExpandItem
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.text_filter import TextFilter


T = TypeVar("T", bound="UsersSearchRequest")


@_attrs_define
class UsersSearchRequest:
    """Which users to find, as the ended search took it.

    Attributes:
        account_ids (list[str] | Unset): Only these accounts.
        account_statuses (list[UsersSearchRequestAccountStatusesItem] | Unset): Only accounts in these states.
        account_types (list[UsersSearchRequestAccountTypesItem] | Unset): Only accounts of these kinds.
        cursor (str | Unset): Where the last page ended.
        email_domains (TextFilter | Unset): Texts to look for.
        email_usernames (TextFilter | Unset): Texts to look for.
        expand (list[UsersSearchRequestExpandItem] | Unset): What else each row should hold.
        is_suspended (bool | Unset): Only users whose access is suspended, or only the others.
        limit (int | Unset): Rows on one page.
        names_or_nicknames (TextFilter | Unset): Texts to look for.
    """

    account_ids: list[str] | Unset = UNSET
    account_statuses: list[UsersSearchRequestAccountStatusesItem] | Unset = UNSET
    account_types: list[UsersSearchRequestAccountTypesItem] | Unset = UNSET
    cursor: str | Unset = UNSET
    email_domains: TextFilter | Unset = UNSET
    email_usernames: TextFilter | Unset = UNSET
    expand: list[UsersSearchRequestExpandItem] | Unset = UNSET
    is_suspended: bool | Unset = UNSET
    limit: int | Unset = UNSET
    names_or_nicknames: TextFilter | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        account_ids: list[str] | Unset = UNSET
        if not isinstance(self.account_ids, Unset):
            account_ids = self.account_ids

        account_statuses: list[str] | Unset = UNSET
        if not isinstance(self.account_statuses, Unset):
            account_statuses = []
            for account_statuses_item_data in self.account_statuses:
                account_statuses_item = account_statuses_item_data.value
                account_statuses.append(account_statuses_item)

        account_types: list[str] | Unset = UNSET
        if not isinstance(self.account_types, Unset):
            account_types = []
            for account_types_item_data in self.account_types:
                account_types_item = account_types_item_data.value
                account_types.append(account_types_item)

        cursor = self.cursor

        email_domains: dict[str, Any] | Unset = UNSET
        if not isinstance(self.email_domains, Unset):
            email_domains = self.email_domains.to_dict()

        email_usernames: dict[str, Any] | Unset = UNSET
        if not isinstance(self.email_usernames, Unset):
            email_usernames = self.email_usernames.to_dict()

        expand: list[str] | Unset = UNSET
        if not isinstance(self.expand, Unset):
            expand = []
            for expand_item_data in self.expand:
                expand_item = expand_item_data.value
                expand.append(expand_item)

        is_suspended = self.is_suspended

        limit = self.limit

        names_or_nicknames: dict[str, Any] | Unset = UNSET
        if not isinstance(self.names_or_nicknames, Unset):
            names_or_nicknames = self.names_or_nicknames.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if account_ids is not UNSET:
            field_dict["accountIds"] = account_ids
        if account_statuses is not UNSET:
            field_dict["accountStatuses"] = account_statuses
        if account_types is not UNSET:
            field_dict["accountTypes"] = account_types
        if cursor is not UNSET:
            field_dict["cursor"] = cursor
        if email_domains is not UNSET:
            field_dict["emailDomains"] = email_domains
        if email_usernames is not UNSET:
            field_dict["emailUsernames"] = email_usernames
        if expand is not UNSET:
            field_dict["expand"] = expand
        if is_suspended is not UNSET:
            field_dict["isSuspended"] = is_suspended
        if limit is not UNSET:
            field_dict["limit"] = limit
        if names_or_nicknames is not UNSET:
            field_dict["namesOrNicknames"] = names_or_nicknames

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.text_filter import TextFilter  # noqa: PLC0415

        d = dict(src_dict)
        account_ids = cast(list[str], d.pop("accountIds", UNSET))

        _account_statuses = d.pop("accountStatuses", UNSET)
        account_statuses: list[UsersSearchRequestAccountStatusesItem] | Unset = UNSET
        if _account_statuses is not UNSET:
            account_statuses = []
            for account_statuses_item_data in _account_statuses:
                account_statuses_item = UsersSearchRequestAccountStatusesItem(account_statuses_item_data)

                account_statuses.append(account_statuses_item)

        _account_types = d.pop("accountTypes", UNSET)
        account_types: list[UsersSearchRequestAccountTypesItem] | Unset = UNSET
        if _account_types is not UNSET:
            account_types = []
            for account_types_item_data in _account_types:
                account_types_item = UsersSearchRequestAccountTypesItem(account_types_item_data)

                account_types.append(account_types_item)

        cursor = d.pop("cursor", UNSET)

        _email_domains = d.pop("emailDomains", UNSET)
        email_domains: TextFilter | Unset
        if isinstance(_email_domains, Unset):
            email_domains = UNSET
        else:
            email_domains = TextFilter.from_dict(_email_domains)

        _email_usernames = d.pop("emailUsernames", UNSET)
        email_usernames: TextFilter | Unset
        if isinstance(_email_usernames, Unset):
            email_usernames = UNSET
        else:
            email_usernames = TextFilter.from_dict(_email_usernames)

        _expand = d.pop("expand", UNSET)
        expand: list[UsersSearchRequestExpandItem] | Unset = UNSET
        if _expand is not UNSET:
            expand = []
            for expand_item_data in _expand:
                expand_item = UsersSearchRequestExpandItem(expand_item_data)

                expand.append(expand_item)

        is_suspended = d.pop("isSuspended", UNSET)

        limit = d.pop("limit", UNSET)

        _names_or_nicknames = d.pop("namesOrNicknames", UNSET)
        names_or_nicknames: TextFilter | Unset
        if isinstance(_names_or_nicknames, Unset):
            names_or_nicknames = UNSET
        else:
            names_or_nicknames = TextFilter.from_dict(_names_or_nicknames)

        users_search_request = cls(
            account_ids=account_ids,
            account_statuses=account_statuses,
            account_types=account_types,
            cursor=cursor,
            email_domains=email_domains,
            email_usernames=email_usernames,
            expand=expand,
            is_suspended=is_suspended,
            limit=limit,
            names_or_nicknames=names_or_nicknames,
        )

        return users_search_request
