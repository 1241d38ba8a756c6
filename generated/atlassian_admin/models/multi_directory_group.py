from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.link_self_model import LinkSelfModel
    from ..models.multi_directory_group_counts import MultiDirectoryGroupCounts
    from ..models.multi_directory_group_management_access import MultiDirectoryGroupManagementAccess


T = TypeVar("T", bound="MultiDirectoryGroup")


@_attrs_define
class MultiDirectoryGroup:
    """A group of users in a directory.

    Attributes:
        counts (MultiDirectoryGroupCounts | None | Unset): How much belongs to the group; only when asked for.
        description (None | str | Unset): What the group is for.
        directory_id (None | str | Unset): The directory that the group is in.
        external_synced (bool | None | Unset): Whether the group comes from an identity provider.
        id (None | str | Unset): Identifies the group.
        links (LinkSelfModel | None | Unset): The row's own cursor.
        managed_by (None | str | Unset): Who may change the group.
        management_access (MultiDirectoryGroupManagementAccess | None | Unset): What the caller may do with the group.
        name (None | str | Unset): The group's name.
    """

    counts: MultiDirectoryGroupCounts | None | Unset = UNSET
    description: None | str | Unset = UNSET
    directory_id: None | str | Unset = UNSET
    external_synced: bool | None | Unset = UNSET
    id: None | str | Unset = UNSET
    links: LinkSelfModel | None | Unset = UNSET
    managed_by: None | str | Unset = UNSET
    management_access: MultiDirectoryGroupManagementAccess | None | Unset = UNSET
    name: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.link_self_model import LinkSelfModel  # noqa: PLC0415
        from ..models.multi_directory_group_counts import MultiDirectoryGroupCounts  # noqa: PLC0415
        from ..models.multi_directory_group_management_access import MultiDirectoryGroupManagementAccess  # noqa: PLC0415

        counts: dict[str, Any] | None | Unset
        if isinstance(self.counts, Unset):
            counts = UNSET
        elif isinstance(self.counts, MultiDirectoryGroupCounts):
            counts = self.counts.to_dict()
        else:
            counts = self.counts

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        directory_id: None | str | Unset
        if isinstance(self.directory_id, Unset):
            directory_id = UNSET
        else:
            directory_id = self.directory_id

        external_synced: bool | None | Unset
        if isinstance(self.external_synced, Unset):
            external_synced = UNSET
        else:
            external_synced = self.external_synced

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        links: dict[str, Any] | None | Unset
        if isinstance(self.links, Unset):
            links = UNSET
        elif isinstance(self.links, LinkSelfModel):
            links = self.links.to_dict()
        else:
            links = self.links

        managed_by: None | str | Unset
        if isinstance(self.managed_by, Unset):
            managed_by = UNSET
        else:
            managed_by = self.managed_by

        management_access: dict[str, Any] | None | Unset
        if isinstance(self.management_access, Unset):
            management_access = UNSET
        elif isinstance(self.management_access, MultiDirectoryGroupManagementAccess):
            management_access = self.management_access.to_dict()
        else:
            management_access = self.management_access

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if counts is not UNSET:
            field_dict["counts"] = counts
        if description is not UNSET:
            field_dict["description"] = description
        if directory_id is not UNSET:
            field_dict["directoryId"] = directory_id
        if external_synced is not UNSET:
            field_dict["externalSynced"] = external_synced
        if id is not UNSET:
            field_dict["id"] = id
        if links is not UNSET:
            field_dict["links"] = links
        if managed_by is not UNSET:
            field_dict["managedBy"] = managed_by
        if management_access is not UNSET:
            field_dict["managementAccess"] = management_access
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.link_self_model import LinkSelfModel  # noqa: PLC0415
        from ..models.multi_directory_group_counts import MultiDirectoryGroupCounts  # noqa: PLC0415
        from ..models.multi_directory_group_management_access import MultiDirectoryGroupManagementAccess  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_counts(data: object) -> MultiDirectoryGroupCounts | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                counts_type_0 = MultiDirectoryGroupCounts.from_dict(data)

                return counts_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MultiDirectoryGroupCounts | None | Unset, data)

        counts = _parse_counts(d.pop("counts", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_directory_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        directory_id = _parse_directory_id(d.pop("directoryId", UNSET))

        def _parse_external_synced(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        external_synced = _parse_external_synced(d.pop("externalSynced", UNSET))

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        def _parse_links(data: object) -> LinkSelfModel | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                links_type_0 = LinkSelfModel.from_dict(data)

                return links_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LinkSelfModel | None | Unset, data)

        links = _parse_links(d.pop("links", UNSET))

        def _parse_managed_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        managed_by = _parse_managed_by(d.pop("managedBy", UNSET))

        def _parse_management_access(data: object) -> MultiDirectoryGroupManagementAccess | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                management_access_type_0 = MultiDirectoryGroupManagementAccess.from_dict(data)

                return management_access_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MultiDirectoryGroupManagementAccess | None | Unset, data)

        management_access = _parse_management_access(d.pop("managementAccess", UNSET))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        multi_directory_group = cls(
            counts=counts,
            description=description,
            directory_id=directory_id,
            external_synced=external_synced,
            id=id,
            links=links,
            managed_by=managed_by,
            management_access=management_access,
            name=name,
        )

        multi_directory_group.additional_properties = d
        return multi_directory_group

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
