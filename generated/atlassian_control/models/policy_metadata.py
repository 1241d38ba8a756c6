from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PolicyMetadata")


@_attrs_define
class PolicyMetadata:
    """How far a data security policy reaches, and who made it.

    Attributes:
        created_by (None | str | Unset): The ARI of who made the policy.
        description (None | str | Unset): What the policy is for.
        has_had_coverage (bool | None | Unset): Whether the policy has ever covered anything.
        last_updated_by (None | str | Unset): The ARI of who last changed the policy.
        policy_coverage_level (None | str | Unset): What the policy is laid on: nothing yet, the organization, or single
            places in it.
        system_tag (None | str | Unset): A mark that Atlassian has put on the policy.
    """

    created_by: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    has_had_coverage: bool | None | Unset = UNSET
    last_updated_by: None | str | Unset = UNSET
    policy_coverage_level: None | str | Unset = UNSET
    system_tag: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        created_by: None | str | Unset
        if isinstance(self.created_by, Unset):
            created_by = UNSET
        else:
            created_by = self.created_by

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        has_had_coverage: bool | None | Unset
        if isinstance(self.has_had_coverage, Unset):
            has_had_coverage = UNSET
        else:
            has_had_coverage = self.has_had_coverage

        last_updated_by: None | str | Unset
        if isinstance(self.last_updated_by, Unset):
            last_updated_by = UNSET
        else:
            last_updated_by = self.last_updated_by

        policy_coverage_level: None | str | Unset
        if isinstance(self.policy_coverage_level, Unset):
            policy_coverage_level = UNSET
        else:
            policy_coverage_level = self.policy_coverage_level

        system_tag: None | str | Unset
        if isinstance(self.system_tag, Unset):
            system_tag = UNSET
        else:
            system_tag = self.system_tag

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if created_by is not UNSET:
            field_dict["createdBy"] = created_by
        if description is not UNSET:
            field_dict["description"] = description
        if has_had_coverage is not UNSET:
            field_dict["hasHadCoverage"] = has_had_coverage
        if last_updated_by is not UNSET:
            field_dict["lastUpdatedBy"] = last_updated_by
        if policy_coverage_level is not UNSET:
            field_dict["policyCoverageLevel"] = policy_coverage_level
        if system_tag is not UNSET:
            field_dict["systemTag"] = system_tag

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_created_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by = _parse_created_by(d.pop("createdBy", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_has_had_coverage(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        has_had_coverage = _parse_has_had_coverage(d.pop("hasHadCoverage", UNSET))

        def _parse_last_updated_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        last_updated_by = _parse_last_updated_by(d.pop("lastUpdatedBy", UNSET))

        def _parse_policy_coverage_level(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        policy_coverage_level = _parse_policy_coverage_level(d.pop("policyCoverageLevel", UNSET))

        def _parse_system_tag(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        system_tag = _parse_system_tag(d.pop("systemTag", UNSET))

        policy_metadata = cls(
            created_by=created_by,
            description=description,
            has_had_coverage=has_had_coverage,
            last_updated_by=last_updated_by,
            policy_coverage_level=policy_coverage_level,
            system_tag=system_tag,
        )

        policy_metadata.additional_properties = d
        return policy_metadata

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
