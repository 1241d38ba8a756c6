from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="TextFilter")


@_attrs_define
class TextFilter:
    """Texts to look for.

    Attributes:
        contains (str | Unset): A part of the text.
        eq (list[str] | Unset): Any of these exactly.
    """

    contains: str | Unset = UNSET
    eq: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        contains = self.contains

        eq: list[str] | Unset = UNSET
        if not isinstance(self.eq, Unset):
            eq = self.eq

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if contains is not UNSET:
            field_dict["contains"] = contains
        if eq is not UNSET:
            field_dict["eq"] = eq

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        contains = d.pop("contains", UNSET)

        eq = cast(list[str], d.pop("eq", UNSET))

        text_filter = cls(
            contains=contains,
            eq=eq,
        )

        return text_filter
