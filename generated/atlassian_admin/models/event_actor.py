from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.event_auth import EventAuth
    from ..models.event_links import EventLinks
    from ..models.event_object import EventObject
    from ..models.event_principal import EventPrincipal


T = TypeVar("T", bound="EventActor")


@_attrs_define
class EventActor:
    """Who acted: a person, a key, an app, or one of them for another.

    Attributes:
        app (EventObject | None | Unset): The app that acted.
        auth (EventAuth | None | Unset): How the actor had signed in.
        email (None | str | Unset): The actor's e-mail address.
        id (None | str | Unset): Identifies the actor.
        links (EventLinks | None | Unset): Where the actor can be read.
        name (None | str | Unset): The actor's name.
        on_behalf_of (EventPrincipal | None | Unset): For whom the actor acted.
        picture (Any | Unset): The actor's picture; of which type it comes is not known.
    """

    app: EventObject | None | Unset = UNSET
    auth: EventAuth | None | Unset = UNSET
    email: None | str | Unset = UNSET
    id: None | str | Unset = UNSET
    links: EventLinks | None | Unset = UNSET
    name: None | str | Unset = UNSET
    on_behalf_of: EventPrincipal | None | Unset = UNSET
    picture: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.event_auth import EventAuth  # noqa: PLC0415
        from ..models.event_links import EventLinks  # noqa: PLC0415
        from ..models.event_object import EventObject  # noqa: PLC0415
        from ..models.event_principal import EventPrincipal  # noqa: PLC0415

        app: dict[str, Any] | None | Unset
        if isinstance(self.app, Unset):
            app = UNSET
        elif isinstance(self.app, EventObject):
            app = self.app.to_dict()
        else:
            app = self.app

        auth: dict[str, Any] | None | Unset
        if isinstance(self.auth, Unset):
            auth = UNSET
        elif isinstance(self.auth, EventAuth):
            auth = self.auth.to_dict()
        else:
            auth = self.auth

        email: None | str | Unset
        if isinstance(self.email, Unset):
            email = UNSET
        else:
            email = self.email

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        links: dict[str, Any] | None | Unset
        if isinstance(self.links, Unset):
            links = UNSET
        elif isinstance(self.links, EventLinks):
            links = self.links.to_dict()
        else:
            links = self.links

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        on_behalf_of: dict[str, Any] | None | Unset
        if isinstance(self.on_behalf_of, Unset):
            on_behalf_of = UNSET
        elif isinstance(self.on_behalf_of, EventPrincipal):
            on_behalf_of = self.on_behalf_of.to_dict()
        else:
            on_behalf_of = self.on_behalf_of

        picture = self.picture

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if app is not UNSET:
            field_dict["app"] = app
        if auth is not UNSET:
            field_dict["auth"] = auth
        if email is not UNSET:
            field_dict["email"] = email
        if id is not UNSET:
            field_dict["id"] = id
        if links is not UNSET:
            field_dict["links"] = links
        if name is not UNSET:
            field_dict["name"] = name
        if on_behalf_of is not UNSET:
            field_dict["onBehalfOf"] = on_behalf_of
        if picture is not UNSET:
            field_dict["picture"] = picture

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event_auth import EventAuth  # noqa: PLC0415
        from ..models.event_links import EventLinks  # noqa: PLC0415
        from ..models.event_object import EventObject  # noqa: PLC0415
        from ..models.event_principal import EventPrincipal  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_app(data: object) -> EventObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                app_type_0 = EventObject.from_dict(data)

                return app_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EventObject | None | Unset, data)

        app = _parse_app(d.pop("app", UNSET))

        def _parse_auth(data: object) -> EventAuth | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                auth_type_0 = EventAuth.from_dict(data)

                return auth_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EventAuth | None | Unset, data)

        auth = _parse_auth(d.pop("auth", UNSET))

        def _parse_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        email = _parse_email(d.pop("email", UNSET))

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        def _parse_links(data: object) -> EventLinks | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                links_type_0 = EventLinks.from_dict(data)

                return links_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EventLinks | None | Unset, data)

        links = _parse_links(d.pop("links", UNSET))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_on_behalf_of(data: object) -> EventPrincipal | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                on_behalf_of_type_0 = EventPrincipal.from_dict(data)

                return on_behalf_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EventPrincipal | None | Unset, data)

        on_behalf_of = _parse_on_behalf_of(d.pop("onBehalfOf", UNSET))

        picture = d.pop("picture", UNSET)

        event_actor = cls(
            app=app,
            auth=auth,
            email=email,
            id=id,
            links=links,
            name=name,
            on_behalf_of=on_behalf_of,
            picture=picture,
        )

        event_actor.additional_properties = d
        return event_actor

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
