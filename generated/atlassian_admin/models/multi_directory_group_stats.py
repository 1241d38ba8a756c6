from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.multi_directory_group_totals import MultiDirectoryGroupTotals
    from ..models.multi_directory_group_type_count import MultiDirectoryGroupTypeCount


T = TypeVar("T", bound="MultiDirectoryGroupStats")


@_attrs_define
class MultiDirectoryGroupStats:
    """How many groups there are of each kind.

    Attributes:
        totals (MultiDirectoryGroupTotals | None | Unset): Groups by origin.
        types (list[MultiDirectoryGroupTypeCount | None] | None | Unset): Groups by type.
    """

    totals: MultiDirectoryGroupTotals | None | Unset = UNSET
    types: list[MultiDirectoryGroupTypeCount | None] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.multi_directory_group_totals import MultiDirectoryGroupTotals  # noqa: PLC0415
        from ..models.multi_directory_group_type_count import MultiDirectoryGroupTypeCount  # noqa: PLC0415

        totals: dict[str, Any] | None | Unset
        if isinstance(self.totals, Unset):
            totals = UNSET
        elif isinstance(self.totals, MultiDirectoryGroupTotals):
            totals = self.totals.to_dict()
        else:
            totals = self.totals

        types: list[dict[str, Any] | None] | None | Unset
        if isinstance(self.types, Unset):
            types = UNSET
        elif isinstance(self.types, list):
            types = []
            for types_type_0_item_data in self.types:
                types_type_0_item: dict[str, Any] | None
                if isinstance(types_type_0_item_data, MultiDirectoryGroupTypeCount):
                    types_type_0_item = types_type_0_item_data.to_dict()
                else:
                    types_type_0_item = types_type_0_item_data
                types.append(types_type_0_item)

        else:
            types = self.types

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if totals is not UNSET:
            field_dict["totals"] = totals
        if types is not UNSET:
            field_dict["types"] = types

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.multi_directory_group_totals import MultiDirectoryGroupTotals  # noqa: PLC0415
        from ..models.multi_directory_group_type_count import MultiDirectoryGroupTypeCount  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_totals(data: object) -> MultiDirectoryGroupTotals | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                totals_type_0 = MultiDirectoryGroupTotals.from_dict(data)

                return totals_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MultiDirectoryGroupTotals | None | Unset, data)

        totals = _parse_totals(d.pop("totals", UNSET))

        def _parse_types(data: object) -> list[MultiDirectoryGroupTypeCount | None] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                types_type_0 = []
                _types_type_0 = data
                for types_type_0_item_data in _types_type_0:

                    def _parse_types_type_0_item(data: object) -> MultiDirectoryGroupTypeCount | None:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            types_type_0_item_type_0 = MultiDirectoryGroupTypeCount.from_dict(data)

                            return types_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(MultiDirectoryGroupTypeCount | None, data)

                    types_type_0_item = _parse_types_type_0_item(types_type_0_item_data)

                    types_type_0.append(types_type_0_item)

                return types_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[MultiDirectoryGroupTypeCount | None] | None | Unset, data)

        types = _parse_types(d.pop("types", UNSET))

        multi_directory_group_stats = cls(
            totals=totals,
            types=types,
        )

        multi_directory_group_stats.additional_properties = d
        return multi_directory_group_stats

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
