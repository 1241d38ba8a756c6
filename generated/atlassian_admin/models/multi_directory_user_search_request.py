from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.account_status import AccountStatus
from ..models.claim_status import ClaimStatus
from ..models.membership_status import MembershipStatus
from ..models.multi_directory_user_expand import MultiDirectoryUserExpand
from ..models.role_id import RoleId
from ..models.user_status import UserStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.multi_directory_user_sort_by import MultiDirectoryUserSortBy


T = TypeVar("T", bound="MultiDirectoryUserSearchRequest")


@_attrs_define
class MultiDirectoryUserSearchRequest:
    """Which users to find; every property narrows the search.

    Attributes:
        account_ids (list[str] | Unset): Only these accounts.
        account_status (list[AccountStatus] | Unset): Only accounts in one of these states.
        claim_status (ClaimStatus | Unset): Whether the organization has claimed the account's domain, and the account
            with it.
        cursor (str | Unset): Where the last page ended.
        directory_ids (list[str] | Unset): Only users in these directories.
        email_domains (list[str] | Unset): Only accounts with an address in one of these domains.
        emails (list[str] | Unset): Only accounts with exactly one of these addresses.
        expand (list[MultiDirectoryUserExpand] | Unset): What else each row should hold.
        group_ids (list[str] | Unset): Only members of these groups.
        limit (int | Unset): Rows on one page. Default: 50.
        membership_status (list[MembershipStatus] | Unset): Only users with one of these memberships.
        mfa_enabled (bool | Unset): Only accounts with or only those without two-step verification.
        resource_ids (list[str] | Unset): Only users with a role on one of these resources, named by ARI.
        role_ids (list[RoleId] | Unset): Only holders of one of these roles.
        search_term (str | Unset): Part of a display name or an address; not together with emails.
        sort_by (list[MultiDirectoryUserSortBy] | Unset): The order of the rows.
        status (list[UserStatus] | Unset): Only users in one of these states.
    """

    account_ids: list[str] | Unset = UNSET
    account_status: list[AccountStatus] | Unset = UNSET
    claim_status: ClaimStatus | Unset = UNSET
    cursor: str | Unset = UNSET
    directory_ids: list[str] | Unset = UNSET
    email_domains: list[str] | Unset = UNSET
    emails: list[str] | Unset = UNSET
    expand: list[MultiDirectoryUserExpand] | Unset = UNSET
    group_ids: list[str] | Unset = UNSET
    limit: int | Unset = 50
    membership_status: list[MembershipStatus] | Unset = UNSET
    mfa_enabled: bool | Unset = UNSET
    resource_ids: list[str] | Unset = UNSET
    role_ids: list[RoleId] | Unset = UNSET
    search_term: str | Unset = UNSET
    sort_by: list[MultiDirectoryUserSortBy] | Unset = UNSET
    status: list[UserStatus] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        account_ids: list[str] | Unset = UNSET
        if not isinstance(self.account_ids, Unset):
            account_ids = self.account_ids

        account_status: list[str] | Unset = UNSET
        if not isinstance(self.account_status, Unset):
            account_status = []
            for account_status_item_data in self.account_status:
                account_status_item = account_status_item_data.value
                account_status.append(account_status_item)

        claim_status: str | Unset = UNSET
        if not isinstance(self.claim_status, Unset):
            claim_status = self.claim_status.value

        cursor = self.cursor

        directory_ids: list[str] | Unset = UNSET
        if not isinstance(self.directory_ids, Unset):
            directory_ids = self.directory_ids

        email_domains: list[str] | Unset = UNSET
        if not isinstance(self.email_domains, Unset):
            email_domains = self.email_domains

        emails: list[str] | Unset = UNSET
        if not isinstance(self.emails, Unset):
            emails = self.emails

        expand: list[str] | Unset = UNSET
        if not isinstance(self.expand, Unset):
            expand = []
            for expand_item_data in self.expand:
                expand_item = expand_item_data.value
                expand.append(expand_item)

        group_ids: list[str] | Unset = UNSET
        if not isinstance(self.group_ids, Unset):
            group_ids = self.group_ids

        limit = self.limit

        membership_status: list[str] | Unset = UNSET
        if not isinstance(self.membership_status, Unset):
            membership_status = []
            for membership_status_item_data in self.membership_status:
                membership_status_item = membership_status_item_data.value
                membership_status.append(membership_status_item)

        mfa_enabled = self.mfa_enabled

        resource_ids: list[str] | Unset = UNSET
        if not isinstance(self.resource_ids, Unset):
            resource_ids = self.resource_ids

        role_ids: list[str] | Unset = UNSET
        if not isinstance(self.role_ids, Unset):
            role_ids = []
            for role_ids_item_data in self.role_ids:
                role_ids_item = role_ids_item_data.value
                role_ids.append(role_ids_item)

        search_term = self.search_term

        sort_by: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.sort_by, Unset):
            sort_by = []
            for sort_by_item_data in self.sort_by:
                sort_by_item = sort_by_item_data.to_dict()
                sort_by.append(sort_by_item)

        status: list[str] | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = []
            for status_item_data in self.status:
                status_item = status_item_data.value
                status.append(status_item)

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if account_ids is not UNSET:
            field_dict["accountIds"] = account_ids
        if account_status is not UNSET:
            field_dict["accountStatus"] = account_status
        if claim_status is not UNSET:
            field_dict["claimStatus"] = claim_status
        if cursor is not UNSET:
            field_dict["cursor"] = cursor
        if directory_ids is not UNSET:
            field_dict["directoryIds"] = directory_ids
        if email_domains is not UNSET:
            field_dict["emailDomains"] = email_domains
        if emails is not UNSET:
            field_dict["emails"] = emails
        if expand is not UNSET:
            field_dict["expand"] = expand
        if group_ids is not UNSET:
            field_dict["groupIds"] = group_ids
        if limit is not UNSET:
            field_dict["limit"] = limit
        if membership_status is not UNSET:
            field_dict["membershipStatus"] = membership_status
        if mfa_enabled is not UNSET:
            field_dict["mfaEnabled"] = mfa_enabled
        if resource_ids is not UNSET:
            field_dict["resourceIds"] = resource_ids
        if role_ids is not UNSET:
            field_dict["roleIds"] = role_ids
        if search_term is not UNSET:
            field_dict["searchTerm"] = search_term
        if sort_by is not UNSET:
            field_dict["sortBy"] = sort_by
        if status is not UNSET:
            field_dict["status"] = status

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.multi_directory_user_sort_by import MultiDirectoryUserSortBy  # noqa: PLC0415

        d = dict(src_dict)
        account_ids = cast(list[str], d.pop("accountIds", UNSET))

        _account_status = d.pop("accountStatus", UNSET)
        account_status: list[AccountStatus] | Unset = UNSET
        if _account_status is not UNSET:
            account_status = []
            for account_status_item_data in _account_status:
                account_status_item = AccountStatus(account_status_item_data)

                account_status.append(account_status_item)

        _claim_status = d.pop("claimStatus", UNSET)
        claim_status: ClaimStatus | Unset
        if isinstance(_claim_status, Unset):
            claim_status = UNSET
        else:
            claim_status = ClaimStatus(_claim_status)

        cursor = d.pop("cursor", UNSET)

        directory_ids = cast(list[str], d.pop("directoryIds", UNSET))

        email_domains = cast(list[str], d.pop("emailDomains", UNSET))

        emails = cast(list[str], d.pop("emails", UNSET))

        _expand = d.pop("expand", UNSET)
        expand: list[MultiDirectoryUserExpand] | Unset = UNSET
        if _expand is not UNSET:
            expand = []
            for expand_item_data in _expand:
                expand_item = MultiDirectoryUserExpand(expand_item_data)

                expand.append(expand_item)

        group_ids = cast(list[str], d.pop("groupIds", UNSET))

        limit = d.pop("limit", UNSET)

        _membership_status = d.pop("membershipStatus", UNSET)
        membership_status: list[MembershipStatus] | Unset = UNSET
        if _membership_status is not UNSET:
            membership_status = []
            for membership_status_item_data in _membership_status:
                membership_status_item = MembershipStatus(membership_status_item_data)

                membership_status.append(membership_status_item)

        mfa_enabled = d.pop("mfaEnabled", UNSET)

        resource_ids = cast(list[str], d.pop("resourceIds", UNSET))

        _role_ids = d.pop("roleIds", UNSET)
        role_ids: list[RoleId] | Unset = UNSET
        if _role_ids is not UNSET:
            role_ids = []
            for role_ids_item_data in _role_ids:
                role_ids_item = RoleId(role_ids_item_data)

                role_ids.append(role_ids_item)

        search_term = d.pop("searchTerm", UNSET)

        _sort_by = d.pop("sortBy", UNSET)
        sort_by: list[MultiDirectoryUserSortBy] | Unset = UNSET
        if _sort_by is not UNSET:
            sort_by = []
            for sort_by_item_data in _sort_by:
                sort_by_item = MultiDirectoryUserSortBy.from_dict(sort_by_item_data)

                sort_by.append(sort_by_item)

        _status = d.pop("status", UNSET)
        status: list[UserStatus] | Unset = UNSET
        if _status is not UNSET:
            status = []
            for status_item_data in _status:
                status_item = UserStatus(status_item_data)

                status.append(status_item)

        multi_directory_user_search_request = cls(
            account_ids=account_ids,
            account_status=account_status,
            claim_status=claim_status,
            cursor=cursor,
            directory_ids=directory_ids,
            email_domains=email_domains,
            emails=emails,
            expand=expand,
            group_ids=group_ids,
            limit=limit,
            membership_status=membership_status,
            mfa_enabled=mfa_enabled,
            resource_ids=resource_ids,
            role_ids=role_ids,
            search_term=search_term,
            sort_by=sort_by,
            status=status,
        )

        return multi_directory_user_search_request
