from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.policy_export_rule import PolicyExportRule


T = TypeVar("T", bound="PolicyRule")


@_attrs_define
class PolicyRule:
    """What a policy says; which properties there are depends on its type.

    Attributes:
        allow_mobile_bypass (bool | None | Unset): Whether mobile apps may pass an IP allowlist from anywhere.
        export (None | PolicyExportRule | Unset): What a data security policy says of exports.
        in_ (list[str] | None | Unset): What the policy admits: address ranges of an IP allowlist, regions of data
            residency.
    """

    allow_mobile_bypass: bool | None | Unset = UNSET
    export: None | PolicyExportRule | Unset = UNSET
    in_: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.policy_export_rule import PolicyExportRule  # noqa: PLC0415

        allow_mobile_bypass: bool | None | Unset
        if isinstance(self.allow_mobile_bypass, Unset):
            allow_mobile_bypass = UNSET
        else:
            allow_mobile_bypass = self.allow_mobile_bypass

        export: dict[str, Any] | None | Unset
        if isinstance(self.export, Unset):
            export = UNSET
        elif isinstance(self.export, PolicyExportRule):
            export = self.export.to_dict()
        else:
            export = self.export

        in_: list[str] | None | Unset
        if isinstance(self.in_, Unset):
            in_ = UNSET
        elif isinstance(self.in_, list):
            in_ = self.in_

        else:
            in_ = self.in_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if allow_mobile_bypass is not UNSET:
            field_dict["allowMobileBypass"] = allow_mobile_bypass
        if export is not UNSET:
            field_dict["export"] = export
        if in_ is not UNSET:
            field_dict["in"] = in_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.policy_export_rule import PolicyExportRule  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_allow_mobile_bypass(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        allow_mobile_bypass = _parse_allow_mobile_bypass(d.pop("allowMobileBypass", UNSET))

        def _parse_export(data: object) -> None | PolicyExportRule | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                export_type_0 = PolicyExportRule.from_dict(data)

                return export_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PolicyExportRule | Unset, data)

        export = _parse_export(d.pop("export", UNSET))

        def _parse_in_(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                in_type_0 = cast(list[str], data)

                return in_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        in_ = _parse_in_(d.pop("in", UNSET))

        policy_rule = cls(
            allow_mobile_bypass=allow_mobile_bypass,
            export=export,
            in_=in_,
        )

        policy_rule.additional_properties = d
        return policy_rule

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
