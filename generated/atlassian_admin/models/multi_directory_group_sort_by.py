from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.multi_directory_group_sort_by_field import MultiDirectoryGroupSortByField
from ..models.sort_direction import SortDirection
from ..types import UNSET, Unset

T = TypeVar("T", bound="MultiDirectoryGroupSortBy")


@_attrs_define
class MultiDirectoryGroupSortBy:
    """An order of groups.

    Attributes:
        direction (SortDirection | Unset): Smallest first or largest first.
        field (MultiDirectoryGroupSortByField | Unset): The property to sort by.
    """

    direction: SortDirection | Unset = UNSET
    field: MultiDirectoryGroupSortByField | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        direction: str | Unset = UNSET
        if not isinstance(self.direction, Unset):
            direction = self.direction.value

        field: str | Unset = UNSET
        if not isinstance(self.field, Unset):
            field = self.field.value

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if direction is not UNSET:
            field_dict["direction"] = direction
        if field is not UNSET:
            field_dict["field"] = field

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _direction = d.pop("direction", UNSET)
        direction: SortDirection | Unset
        if isinstance(_direction, Unset):
            direction = UNSET
        else:
            direction = SortDirection(_direction)

        _field = d.pop("field", UNSET)
        field: MultiDirectoryGroupSortByField | Unset
        if isinstance(_field, Unset):
            field = UNSET
        else:
            field = MultiDirectoryGroupSortByField(_field)

        multi_directory_group_sort_by = cls(
            direction=direction,
            field=field,
        )

        return multi_directory_group_sort_by
