from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.multi_directory_group_expand import MultiDirectoryGroupExpand
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.multi_directory_group_sort_by import MultiDirectoryGroupSortBy


T = TypeVar("T", bound="MultiDirectoryGroupSearchRequest")


@_attrs_define
class MultiDirectoryGroupSearchRequest:
    """Which groups to find; every property narrows the search.

    Attributes:
        account_ids (list[str] | Unset): Only groups that have one of these members.
        cursor (str | Unset): Where the last page ended.
        directory_ids (list[str] | Unset): Only groups in these directories.
        expand (list[MultiDirectoryGroupExpand] | Unset): What else each row should hold.
        group_ids (list[str] | Unset): Only these groups.
        group_names (list[str] | Unset): Only groups with exactly one of these names in any case; not together with
            searchTerm or groupIds.
        limit (int | Unset): Rows on one page. Default: 20.
        resource_ids (list[str] | Unset): Only groups with a role on one of these resources, named by ARI.
        resource_owners (list[str] | Unset): Only groups with a role on a resource of these products.
        role_ids (list[str] | Unset): Only groups that give one of these roles.
        search_term (str | Unset): Part of a group's name.
        sort_by (list[MultiDirectoryGroupSortBy] | Unset): The order of the rows.
    """

    account_ids: list[str] | Unset = UNSET
    cursor: str | Unset = UNSET
    directory_ids: list[str] | Unset = UNSET
    expand: list[MultiDirectoryGroupExpand] | Unset = UNSET
    group_ids: list[str] | Unset = UNSET
    group_names: list[str] | Unset = UNSET
    limit: int | Unset = 20
    resource_ids: list[str] | Unset = UNSET
    resource_owners: list[str] | Unset = UNSET
    role_ids: list[str] | Unset = UNSET
    search_term: str | Unset = UNSET
    sort_by: list[MultiDirectoryGroupSortBy] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        account_ids: list[str] | Unset = UNSET
        if not isinstance(self.account_ids, Unset):
            account_ids = self.account_ids

        cursor = self.cursor

        directory_ids: list[str] | Unset = UNSET
        if not isinstance(self.directory_ids, Unset):
            directory_ids = self.directory_ids

        expand: list[str] | Unset = UNSET
        if not isinstance(self.expand, Unset):
            expand = []
            for expand_item_data in self.expand:
                expand_item = expand_item_data.value
                expand.append(expand_item)

        group_ids: list[str] | Unset = UNSET
        if not isinstance(self.group_ids, Unset):
            group_ids = self.group_ids

        group_names: list[str] | Unset = UNSET
        if not isinstance(self.group_names, Unset):
            group_names = self.group_names

        limit = self.limit

        resource_ids: list[str] | Unset = UNSET
        if not isinstance(self.resource_ids, Unset):
            resource_ids = self.resource_ids

        resource_owners: list[str] | Unset = UNSET
        if not isinstance(self.resource_owners, Unset):
            resource_owners = self.resource_owners

        role_ids: list[str] | Unset = UNSET
        if not isinstance(self.role_ids, Unset):
            role_ids = self.role_ids

        search_term = self.search_term

        sort_by: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.sort_by, Unset):
            sort_by = []
            for sort_by_item_data in self.sort_by:
                sort_by_item = sort_by_item_data.to_dict()
                sort_by.append(sort_by_item)

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if account_ids is not UNSET:
            field_dict["accountIds"] = account_ids
        if cursor is not UNSET:
            field_dict["cursor"] = cursor
        if directory_ids is not UNSET:
            field_dict["directoryIds"] = directory_ids
        if expand is not UNSET:
            field_dict["expand"] = expand
        if group_ids is not UNSET:
            field_dict["groupIds"] = group_ids
        if group_names is not UNSET:
            field_dict["groupNames"] = group_names
        if limit is not UNSET:
            field_dict["limit"] = limit
        if resource_ids is not UNSET:
            field_dict["resourceIds"] = resource_ids
        if resource_owners is not UNSET:
            field_dict["resourceOwners"] = resource_owners
        if role_ids is not UNSET:
            field_dict["roleIds"] = role_ids
        if search_term is not UNSET:
            field_dict["searchTerm"] = search_term
        if sort_by is not UNSET:
            field_dict["sortBy"] = sort_by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.multi_directory_group_sort_by import MultiDirectoryGroupSortBy  # noqa: PLC0415

        d = dict(src_dict)
        account_ids = cast(list[str], d.pop("accountIds", UNSET))

        cursor = d.pop("cursor", UNSET)

        directory_ids = cast(list[str], d.pop("directoryIds", UNSET))

        _expand = d.pop("expand", UNSET)
        expand: list[MultiDirectoryGroupExpand] | Unset = UNSET
        if _expand is not UNSET:
            expand = []
            for expand_item_data in _expand:
                expand_item = MultiDirectoryGroupExpand(expand_item_data)

                expand.append(expand_item)

        group_ids = cast(list[str], d.pop("groupIds", UNSET))

        group_names = cast(list[str], d.pop("groupNames", UNSET))

        limit = d.pop("limit", UNSET)

        resource_ids = cast(list[str], d.pop("resourceIds", UNSET))

        resource_owners = cast(list[str], d.pop("resourceOwners", UNSET))

        role_ids = cast(list[str], d.pop("roleIds", UNSET))

        search_term = d.pop("searchTerm", UNSET)

        _sort_by = d.pop("sortBy", UNSET)
        sort_by: list[MultiDirectoryGroupSortBy] | Unset = UNSET
        if _sort_by is not UNSET:
            sort_by = []
            for sort_by_item_data in _sort_by:
                sort_by_item = MultiDirectoryGroupSortBy.from_dict(sort_by_item_data)

                sort_by.append(sort_by_item)

        multi_directory_group_search_request = cls(
            account_ids=account_ids,
            cursor=cursor,
            directory_ids=directory_ids,
            expand=expand,
            group_ids=group_ids,
            group_names=group_names,
            limit=limit,
            resource_ids=resource_ids,
            resource_owners=resource_owners,
            role_ids=role_ids,
            search_term=search_term,
            sort_by=sort_by,
        )

        return multi_directory_group_search_request
