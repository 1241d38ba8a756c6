from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="EventActionAttributes")


@_attrs_define
class EventActionAttributes:
    """What is known of an action.

    Attributes:
        display_name (None | str | Unset): The action's name for people.
        group_display_name (None | str | Unset): The group of actions, as documented.
        group_display_names (list[str] | None | Unset): The groups of actions, as really sent.
    """

    display_name: None | str | Unset = UNSET
    group_display_name: None | str | Unset = UNSET
    group_display_names: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        display_name: None | str | Unset
        if isinstance(self.display_name, Unset):
            display_name = UNSET
        else:
            display_name = self.display_name

        group_display_name: None | str | Unset
        if isinstance(self.group_display_name, Unset):
            group_display_name = UNSET
        else:
            group_display_name = self.group_display_name

        group_display_names: list[str] | None | Unset
        if isinstance(self.group_display_names, Unset):
            group_display_names = UNSET
        elif isinstance(self.group_display_names, list):
            group_display_names = self.group_display_names

        else:
            group_display_names = self.group_display_names

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if display_name is not UNSET:
            field_dict["displayName"] = display_name
        if group_display_name is not UNSET:
            field_dict["groupDisplayName"] = group_display_name
        if group_display_names is not UNSET:
            field_dict["groupDisplayNames"] = group_display_names

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_display_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        display_name = _parse_display_name(d.pop("displayName", UNSET))

        def _parse_group_display_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        group_display_name = _parse_group_display_name(d.pop("groupDisplayName", UNSET))

        def _parse_group_display_names(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                group_display_names_type_0 = cast(list[str], data)

                return group_display_names_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        group_display_names = _parse_group_display_names(d.pop("groupDisplayNames", UNSET))

        event_action_attributes = cls(
            display_name=display_name,
            group_display_name=group_display_name,
            group_display_names=group_display_names,
        )

        event_action_attributes.additional_properties = d
        return event_action_attributes

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
