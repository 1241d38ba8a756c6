from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.sort_direction import SortDirection
from ..types import UNSET, Unset

T = TypeVar("T", bound="WorkspaceSort")


@_attrs_define
class WorkspaceSort:
    """An order of workspaces.

    Attributes:
        field (str | Unset): The property to sort by.
        order (SortDirection | Unset): Smallest first or largest first.
    """

    field: str | Unset = UNSET
    order: SortDirection | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        field = self.field

        order: str | Unset = UNSET
        if not isinstance(self.order, Unset):
            order = self.order.value

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if field is not UNSET:
            field_dict["field"] = field
        if order is not UNSET:
            field_dict["order"] = order

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        field = d.pop("field", UNSET)

        _order = d.pop("order", UNSET)
        order: SortDirection | Unset
        if isinstance(_order, Unset):
            order = UNSET
        else:
            order = SortDirection(_order)

        workspace_sort = cls(
            field=field,
            order=order,
        )

        return workspace_sort
