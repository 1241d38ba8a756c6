from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.link_related_model import LinkRelatedModel


T = TypeVar("T", bound="OrgRelationships")


@_attrs_define
class OrgRelationships:
    """What belongs to an organization.

    Attributes:
        domains (LinkRelatedModel | None | Unset): The organization's domains.
        users (LinkRelatedModel | None | Unset): The organization's managed accounts.
    """

    domains: LinkRelatedModel | None | Unset = UNSET
    users: LinkRelatedModel | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.link_related_model import LinkRelatedModel  # noqa: PLC0415

        domains: dict[str, Any] | None | Unset
        if isinstance(self.domains, Unset):
            domains = UNSET
        elif isinstance(self.domains, LinkRelatedModel):
            domains = self.domains.to_dict()
        else:
            domains = self.domains

        users: dict[str, Any] | None | Unset
        if isinstance(self.users, Unset):
            users = UNSET
        elif isinstance(self.users, LinkRelatedModel):
            users = self.users.to_dict()
        else:
            users = self.users

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if domains is not UNSET:
            field_dict["domains"] = domains
        if users is not UNSET:
            field_dict["users"] = users

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.link_related_model import LinkRelatedModel  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_domains(data: object) -> LinkRelatedModel | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                domains_type_0 = LinkRelatedModel.from_dict(data)

                return domains_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LinkRelatedModel | None | Unset, data)

        domains = _parse_domains(d.pop("domains", UNSET))

        def _parse_users(data: object) -> LinkRelatedModel | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                users_type_0 = LinkRelatedModel.from_dict(data)

                return users_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LinkRelatedModel | None | Unset, data)

        users = _parse_users(d.pop("users", UNSET))

        org_relationships = cls(
            domains=domains,
            users=users,
        )

        org_relationships.additional_properties = d
        return org_relationships

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
