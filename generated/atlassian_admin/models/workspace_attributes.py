from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.free_form import FreeForm
    from ..models.workspace_sandbox import WorkspaceSandbox


T = TypeVar("T", bound="WorkspaceAttributes")


@_attrs_define
class WorkspaceAttributes:
    """What is known of a workspace.

    Attributes:
        avatars (FreeForm | None | Unset): Addresses of pictures, free in form.
        capacity (int | None | Unset): How many users the workspace may have; for Bitbucket, and for sites whose licence
            is known.
        created_at (datetime.datetime | None | Unset): When the workspace was made.
        created_by (None | str | Unset): The ARI of who made the workspace.
        host_url (None | str | Unset): The address of the workspace.
        icons (FreeForm | None | Unset): Addresses of pictures, free in form.
        labels (list[str] | None | Unset): The labels of the workspace.
        name (None | str | Unset): The workspace's name.
        owner (None | str | Unset): Who owns the workspace.
        realm (None | str | Unset): Where the data of the workspace lives.
        regions (list[str] | None | Unset): The regions of the workspace.
        sandbox (None | Unset | WorkspaceSandbox): Whether the workspace is the sandbox of another.
        status (None | str | Unset): Whether the workspace runs.
        status_details (list[str] | None | Unset): More about the status.
        type_ (None | str | Unset): The product, for people.
        type_key (None | str | Unset): The product, for machines.
        updated_at (datetime.datetime | None | Unset): When the workspace was last changed; never filled so far.
        usage (int | None | Unset): A soft limit of active users; for Bitbucket only.
    """

    avatars: FreeForm | None | Unset = UNSET
    capacity: int | None | Unset = UNSET
    created_at: datetime.datetime | None | Unset = UNSET
    created_by: None | str | Unset = UNSET
    host_url: None | str | Unset = UNSET
    icons: FreeForm | None | Unset = UNSET
    labels: list[str] | None | Unset = UNSET
    name: None | str | Unset = UNSET
    owner: None | str | Unset = UNSET
    realm: None | str | Unset = UNSET
    regions: list[str] | None | Unset = UNSET
    sandbox: None | Unset | WorkspaceSandbox = UNSET
    status: None | str | Unset = UNSET
    status_details: list[str] | None | Unset = UNSET
    type_: None | str | Unset = UNSET
    type_key: None | str | Unset = UNSET
    updated_at: datetime.datetime | None | Unset = UNSET
    usage: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.free_form import FreeForm  # noqa: PLC0415
        from ..models.workspace_sandbox import WorkspaceSandbox  # noqa: PLC0415

        avatars: dict[str, Any] | None | Unset
        if isinstance(self.avatars, Unset):
            avatars = UNSET
        elif isinstance(self.avatars, FreeForm):
            avatars = self.avatars.to_dict()
        else:
            avatars = self.avatars

        capacity: int | None | Unset
        if isinstance(self.capacity, Unset):
            capacity = UNSET
        else:
            capacity = self.capacity

        created_at: None | str | Unset
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        elif isinstance(self.created_at, datetime.datetime):
            created_at = self.created_at.isoformat()
        else:
            created_at = self.created_at

        created_by: None | str | Unset
        if isinstance(self.created_by, Unset):
            created_by = UNSET
        else:
            created_by = self.created_by

        host_url: None | str | Unset
        if isinstance(self.host_url, Unset):
            host_url = UNSET
        else:
            host_url = self.host_url

        icons: dict[str, Any] | None | Unset
        if isinstance(self.icons, Unset):
            icons = UNSET
        elif isinstance(self.icons, FreeForm):
            icons = self.icons.to_dict()
        else:
            icons = self.icons

        labels: list[str] | None | Unset
        if isinstance(self.labels, Unset):
            labels = UNSET
        elif isinstance(self.labels, list):
            labels = self.labels

        else:
            labels = self.labels

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        owner: None | str | Unset
        if isinstance(self.owner, Unset):
            owner = UNSET
        else:
            owner = self.owner

        realm: None | str | Unset
        if isinstance(self.realm, Unset):
            realm = UNSET
        else:
            realm = self.realm

        regions: list[str] | None | Unset
        if isinstance(self.regions, Unset):
            regions = UNSET
        elif isinstance(self.regions, list):
            regions = self.regions

        else:
            regions = self.regions

        sandbox: dict[str, Any] | None | Unset
        if isinstance(self.sandbox, Unset):
            sandbox = UNSET
        elif isinstance(self.sandbox, WorkspaceSandbox):
            sandbox = self.sandbox.to_dict()
        else:
            sandbox = self.sandbox

        status: None | str | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        else:
            status = self.status

        status_details: list[str] | None | Unset
        if isinstance(self.status_details, Unset):
            status_details = UNSET
        elif isinstance(self.status_details, list):
            status_details = self.status_details

        else:
            status_details = self.status_details

        type_: None | str | Unset
        if isinstance(self.type_, Unset):
            type_ = UNSET
        else:
            type_ = self.type_

        type_key: None | str | Unset
        if isinstance(self.type_key, Unset):
            type_key = UNSET
        else:
            type_key = self.type_key

        updated_at: None | str | Unset
        if isinstance(self.updated_at, Unset):
            updated_at = UNSET
        elif isinstance(self.updated_at, datetime.datetime):
            updated_at = self.updated_at.isoformat()
        else:
            updated_at = self.updated_at

        usage: int | None | Unset
        if isinstance(self.usage, Unset):
            usage = UNSET
        else:
            usage = self.usage

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if avatars is not UNSET:
            field_dict["avatars"] = avatars
        if capacity is not UNSET:
            field_dict["capacity"] = capacity
        if created_at is not UNSET:
            field_dict["createdAt"] = created_at
        if created_by is not UNSET:
            field_dict["createdBy"] = created_by
        if host_url is not UNSET:
            field_dict["hostUrl"] = host_url
        if icons is not UNSET:
            field_dict["icons"] = icons
        if labels is not UNSET:
            field_dict["labels"] = labels
        if name is not UNSET:
            field_dict["name"] = name
        if owner is not UNSET:
            field_dict["owner"] = owner
        if realm is not UNSET:
            field_dict["realm"] = realm
        if regions is not UNSET:
            field_dict["regions"] = regions
        if sandbox is not UNSET:
            field_dict["sandbox"] = sandbox
        if status is not UNSET:
            field_dict["status"] = status
        if status_details is not UNSET:
            field_dict["statusDetails"] = status_details
        if type_ is not UNSET:
            field_dict["type"] = type_
        if type_key is not UNSET:
            field_dict["typeKey"] = type_key
        if updated_at is not UNSET:
            field_dict["updatedAt"] = updated_at
        if usage is not UNSET:
            field_dict["usage"] = usage

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.free_form import FreeForm  # noqa: PLC0415
        from ..models.workspace_sandbox import WorkspaceSandbox  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_avatars(data: object) -> FreeForm | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                avatars_type_0 = FreeForm.from_dict(data)

                return avatars_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FreeForm | None | Unset, data)

        avatars = _parse_avatars(d.pop("avatars", UNSET))

        def _parse_capacity(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        capacity = _parse_capacity(d.pop("capacity", UNSET))

        def _parse_created_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_at_type_0 = datetime.datetime.fromisoformat(data)

                return created_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        created_at = _parse_created_at(d.pop("createdAt", UNSET))

        def _parse_created_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by = _parse_created_by(d.pop("createdBy", UNSET))

        def _parse_host_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        host_url = _parse_host_url(d.pop("hostUrl", UNSET))

        def _parse_icons(data: object) -> FreeForm | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                icons_type_0 = FreeForm.from_dict(data)

                return icons_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FreeForm | None | Unset, data)

        icons = _parse_icons(d.pop("icons", UNSET))

        def _parse_labels(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                labels_type_0 = cast(list[str], data)

                return labels_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        labels = _parse_labels(d.pop("labels", UNSET))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_owner(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        owner = _parse_owner(d.pop("owner", UNSET))

        def _parse_realm(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        realm = _parse_realm(d.pop("realm", UNSET))

        def _parse_regions(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                regions_type_0 = cast(list[str], data)

                return regions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        regions = _parse_regions(d.pop("regions", UNSET))

        def _parse_sandbox(data: object) -> None | Unset | WorkspaceSandbox:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                sandbox_type_0 = WorkspaceSandbox.from_dict(data)

                return sandbox_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | WorkspaceSandbox, data)

        sandbox = _parse_sandbox(d.pop("sandbox", UNSET))

        def _parse_status(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        status = _parse_status(d.pop("status", UNSET))

        def _parse_status_details(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                status_details_type_0 = cast(list[str], data)

                return status_details_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        status_details = _parse_status_details(d.pop("statusDetails", UNSET))

        def _parse_type_(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        type_ = _parse_type_(d.pop("type", UNSET))

        def _parse_type_key(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        type_key = _parse_type_key(d.pop("typeKey", UNSET))

        def _parse_updated_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                updated_at_type_0 = datetime.datetime.fromisoformat(data)

                return updated_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        updated_at = _parse_updated_at(d.pop("updatedAt", UNSET))

        def _parse_usage(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        usage = _parse_usage(d.pop("usage", UNSET))

        workspace_attributes = cls(
            avatars=avatars,
            capacity=capacity,
            created_at=created_at,
            created_by=created_by,
            host_url=host_url,
            icons=icons,
            labels=labels,
            name=name,
            owner=owner,
            realm=realm,
            regions=regions,
            sandbox=sandbox,
            status=status,
            status_details=status_details,
            type_=type_,
            type_key=type_key,
            updated_at=updated_at,
            usage=usage,
        )

        workspace_attributes.additional_properties = d
        return workspace_attributes

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
