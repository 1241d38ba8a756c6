from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.multi_directory_group_sort_by_field import MultiDirectoryGroupSortByField
from ..models.sort_direction import SortDirection

T = TypeVar("T", bound="MultiDirectoryGroupSortBy")


@_attrs_define
class MultiDirectoryGroupSortBy:
    """An order of groups.

    Attributes:
        direction (SortDirection): Smallest first or largest first.
        field (MultiDirectoryGroupSortByField): The property to sort by. Default: MultiDirectoryGroupSortByField.NAME.
    """

    direction: SortDirection
    field: MultiDirectoryGroupSortByField = MultiDirectoryGroupSortByField.NAME

    def to_dict(self) -> dict[str, Any]:
        direction = self.direction.value

        field = self.field.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "direction": direction,
                "field": field,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        direction = SortDirection(d.pop("direction"))

        field = MultiDirectoryGroupSortByField(d.pop("field"))

        multi_directory_group_sort_by = cls(
            direction=direction,
            field=field,
        )

        return multi_directory_group_sort_by
