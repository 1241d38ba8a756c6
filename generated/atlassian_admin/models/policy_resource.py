from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.policy_resource_links import PolicyResourceLinks
    from ..models.policy_resource_meta import PolicyResourceMeta


T = TypeVar("T", bound="PolicyResource")


@_attrs_define
class PolicyResource:
    """Something that a policy covers.

    Attributes:
        application_status (None | str | Unset): How far the policy has been applied to the resource.
        id (None | str | Unset): The ARI of the resource.
        links (None | PolicyResourceLinks | Unset): Where to read more.
        meta (None | PolicyResourceMeta | Unset): More about the application.
    """

    application_status: None | str | Unset = UNSET
    id: None | str | Unset = UNSET
    links: None | PolicyResourceLinks | Unset = UNSET
    meta: None | PolicyResourceMeta | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.policy_resource_links import PolicyResourceLinks  # noqa: PLC0415
        from ..models.policy_resource_meta import PolicyResourceMeta  # noqa: PLC0415

        application_status: None | str | Unset
        if isinstance(self.application_status, Unset):
            application_status = UNSET
        else:
            application_status = self.application_status

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        links: dict[str, Any] | None | Unset
        if isinstance(self.links, Unset):
            links = UNSET
        elif isinstance(self.links, PolicyResourceLinks):
            links = self.links.to_dict()
        else:
            links = self.links

        meta: dict[str, Any] | None | Unset
        if isinstance(self.meta, Unset):
            meta = UNSET
        elif isinstance(self.meta, PolicyResourceMeta):
            meta = self.meta.to_dict()
        else:
            meta = self.meta

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if application_status is not UNSET:
            field_dict["applicationStatus"] = application_status
        if id is not UNSET:
            field_dict["id"] = id
        if links is not UNSET:
            field_dict["links"] = links
        if meta is not UNSET:
            field_dict["meta"] = meta

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.policy_resource_links import PolicyResourceLinks  # noqa: PLC0415
        from ..models.policy_resource_meta import PolicyResourceMeta  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_application_status(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        application_status = _parse_application_status(d.pop("applicationStatus", UNSET))

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        def _parse_links(data: object) -> None | PolicyResourceLinks | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                links_type_0 = PolicyResourceLinks.from_dict(data)

                return links_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PolicyResourceLinks | Unset, data)

        links = _parse_links(d.pop("links", UNSET))

        def _parse_meta(data: object) -> None | PolicyResourceMeta | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                meta_type_0 = PolicyResourceMeta.from_dict(data)

                return meta_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PolicyResourceMeta | Unset, data)

        meta = _parse_meta(d.pop("meta", UNSET))

        policy_resource = cls(
            application_status=application_status,
            id=id,
            links=links,
            meta=meta,
        )

        policy_resource.additional_properties = d
        return policy_resource

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
