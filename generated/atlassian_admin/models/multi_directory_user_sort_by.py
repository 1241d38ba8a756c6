from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.multi_directory_user_sort_by_field import MultiDirectoryUserSortByField
from ..models.sort_direction import SortDirection

T = TypeVar("T", bound="MultiDirectoryUserSortBy")


@_attrs_define
class MultiDirectoryUserSortBy:
    """An order of users.

    Attributes:
        direction (SortDirection): Smallest first or largest first.
        field (MultiDirectoryUserSortByField): The property to sort by. Default:
            MultiDirectoryUserSortByField.NICK_NAME.
    """

    direction: SortDirection
    field: MultiDirectoryUserSortByField = MultiDirectoryUserSortByField.NICK_NAME

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

        field = MultiDirectoryUserSortByField(d.pop("field"))

        multi_directory_user_sort_by = cls(
            direction=direction,
            field=field,
        )

        return multi_directory_user_sort_by
