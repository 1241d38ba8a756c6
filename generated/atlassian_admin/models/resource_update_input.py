from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.resource_links_input import ResourceLinksInput
    from ..models.resource_meta_input import ResourceMetaInput


T = TypeVar("T", bound="ResourceUpdateInput")


@_attrs_define
class ResourceUpdateInput:
    """How a policy shall cover a resource.

    Attributes:
        links (ResourceLinksInput | Unset): Where to read more about a resource.
        meta (ResourceMetaInput | Unset): More about how a policy shall be applied to a resource.
    """

    links: ResourceLinksInput | Unset = UNSET
    meta: ResourceMetaInput | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        links: dict[str, Any] | Unset = UNSET
        if not isinstance(self.links, Unset):
            links = self.links.to_dict()

        meta: dict[str, Any] | Unset = UNSET
        if not isinstance(self.meta, Unset):
            meta = self.meta.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if links is not UNSET:
            field_dict["links"] = links
        if meta is not UNSET:
            field_dict["meta"] = meta

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.resource_links_input import ResourceLinksInput  # noqa: PLC0415
        from ..models.resource_meta_input import ResourceMetaInput  # noqa: PLC0415

        d = dict(src_dict)
        _links = d.pop("links", UNSET)
        links: ResourceLinksInput | Unset
        if isinstance(_links, Unset):
            links = UNSET
        else:
            links = ResourceLinksInput.from_dict(_links)

        _meta = d.pop("meta", UNSET)
        meta: ResourceMetaInput | Unset
        if isinstance(_meta, Unset):
            meta = UNSET
        else:
            meta = ResourceMetaInput.from_dict(_meta)

        resource_update_input = cls(
            links=links,
            meta=meta,
        )

        return resource_update_input
