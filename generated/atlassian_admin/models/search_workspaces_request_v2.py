from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.workspace_query import WorkspaceQuery
    from ..models.workspace_sort import WorkspaceSort


T = TypeVar("T", bound="SearchWorkspacesRequestV2")


@_attrs_define
class SearchWorkspacesRequestV2:
    """Which workspaces to find.

    Attributes:
        cursor (str | Unset): Where the last page ended; no other property may be there with it.
        limit (int | Unset): Rows on one page; 20 unless said.
        query (WorkspaceQuery | Unset): A condition on workspaces; exactly one property, but that value may stand beside
            searchWorkspaces.
        sort (list[WorkspaceSort] | Unset): The order of the rows.
    """

    cursor: str | Unset = UNSET
    limit: int | Unset = UNSET
    query: WorkspaceQuery | Unset = UNSET
    sort: list[WorkspaceSort] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        cursor = self.cursor

        limit = self.limit

        query: dict[str, Any] | Unset = UNSET
        if not isinstance(self.query, Unset):
            query = self.query.to_dict()

        sort: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.sort, Unset):
            sort = []
            for sort_item_data in self.sort:
                sort_item = sort_item_data.to_dict()
                sort.append(sort_item)

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if cursor is not UNSET:
            field_dict["cursor"] = cursor
        if limit is not UNSET:
            field_dict["limit"] = limit
        if query is not UNSET:
            field_dict["query"] = query
        if sort is not UNSET:
            field_dict["sort"] = sort

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.workspace_query import WorkspaceQuery  # noqa: PLC0415
        from ..models.workspace_sort import WorkspaceSort  # noqa: PLC0415

        d = dict(src_dict)
        cursor = d.pop("cursor", UNSET)

        limit = d.pop("limit", UNSET)

        _query = d.pop("query", UNSET)
        query: WorkspaceQuery | Unset
        if isinstance(_query, Unset):
            query = UNSET
        else:
            query = WorkspaceQuery.from_dict(_query)

        _sort = d.pop("sort", UNSET)
        sort: list[WorkspaceSort] | Unset = UNSET
        if _sort is not UNSET:
            sort = []
            for sort_item_data in _sort:
                sort_item = WorkspaceSort.from_dict(sort_item_data)

                sort.append(sort_item)

        search_workspaces_request_v2 = cls(
            cursor=cursor,
            limit=limit,
            query=query,
            sort=sort,
        )

        return search_workspaces_request_v2
