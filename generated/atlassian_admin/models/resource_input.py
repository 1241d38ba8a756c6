from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.resource_links_input import ResourceLinksInput
    from ..models.resource_meta_input import ResourceMetaInput


T = TypeVar("T", bound="ResourceInput")


@_attrs_define
class ResourceInput:
    """A resource that a policy shall cover.

    Attributes:
        id (str): The ARI of the resource.
        links (ResourceLinksInput | Unset): Where to read more about a resource.
        meta (ResourceMetaInput | Unset): More about how a policy shall be applied to a resource.
    """

    id: str
    links: ResourceLinksInput | Unset = UNSET
    meta: ResourceMetaInput | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        links: dict[str, Any] | Unset = UNSET
        if not isinstance(self.links, Unset):
            links = self.links.to_dict()

        meta: dict[str, Any] | Unset = UNSET
        if not isinstance(self.meta, Unset):
            meta = self.meta.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
            }
        )
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
        id = d.pop("id")

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

        resource_input = cls(
            id=id,
            links=links,
            meta=meta,
        )

        return resource_input
