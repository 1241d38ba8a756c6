from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.event_actor import EventActor
    from ..models.event_location import EventLocation
    from ..models.event_object import EventObject


T = TypeVar("T", bound="EventAttributes")


@_attrs_define
class EventAttributes:
    """What is known of an event.

    Attributes:
        action (None | str | Unset): The id of what was done.
        actor (EventActor | None | Unset): Who did it.
        container (list[EventObject | None] | None | Unset): Where it was done.
        context (list[EventObject | None] | None | Unset): What it was done to.
        location (EventLocation | None | Unset): From where it was done.
        processed_at (datetime.datetime | None | Unset): When the audit log took it in; events-stream only.
        time (datetime.datetime | None | Unset): When it happened.
    """

    action: None | str | Unset = UNSET
    actor: EventActor | None | Unset = UNSET
    container: list[EventObject | None] | None | Unset = UNSET
    context: list[EventObject | None] | None | Unset = UNSET
    location: EventLocation | None | Unset = UNSET
    processed_at: datetime.datetime | None | Unset = UNSET
    time: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.event_actor import EventActor  # noqa: PLC0415
        from ..models.event_location import EventLocation  # noqa: PLC0415
        from ..models.event_object import EventObject  # noqa: PLC0415

        action: None | str | Unset
        if isinstance(self.action, Unset):
            action = UNSET
        else:
            action = self.action

        actor: dict[str, Any] | None | Unset
        if isinstance(self.actor, Unset):
            actor = UNSET
        elif isinstance(self.actor, EventActor):
            actor = self.actor.to_dict()
        else:
            actor = self.actor

        container: list[dict[str, Any] | None] | None | Unset
        if isinstance(self.container, Unset):
            container = UNSET
        elif isinstance(self.container, list):
            container = []
            for container_type_0_item_data in self.container:
                container_type_0_item: dict[str, Any] | None
                if isinstance(container_type_0_item_data, EventObject):
                    container_type_0_item = container_type_0_item_data.to_dict()
                else:
                    container_type_0_item = container_type_0_item_data
                container.append(container_type_0_item)

        else:
            container = self.container

        context: list[dict[str, Any] | None] | None | Unset
        if isinstance(self.context, Unset):
            context = UNSET
        elif isinstance(self.context, list):
            context = []
            for context_type_0_item_data in self.context:
                context_type_0_item: dict[str, Any] | None
                if isinstance(context_type_0_item_data, EventObject):
                    context_type_0_item = context_type_0_item_data.to_dict()
                else:
                    context_type_0_item = context_type_0_item_data
                context.append(context_type_0_item)

        else:
            context = self.context

        location: dict[str, Any] | None | Unset
        if isinstance(self.location, Unset):
            location = UNSET
        elif isinstance(self.location, EventLocation):
            location = self.location.to_dict()
        else:
            location = self.location

        processed_at: None | str | Unset
        if isinstance(self.processed_at, Unset):
            processed_at = UNSET
        elif isinstance(self.processed_at, datetime.datetime):
            processed_at = self.processed_at.isoformat()
        else:
            processed_at = self.processed_at

        time: None | str | Unset
        if isinstance(self.time, Unset):
            time = UNSET
        elif isinstance(self.time, datetime.datetime):
            time = self.time.isoformat()
        else:
            time = self.time

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if action is not UNSET:
            field_dict["action"] = action
        if actor is not UNSET:
            field_dict["actor"] = actor
        if container is not UNSET:
            field_dict["container"] = container
        if context is not UNSET:
            field_dict["context"] = context
        if location is not UNSET:
            field_dict["location"] = location
        if processed_at is not UNSET:
            field_dict["processedAt"] = processed_at
        if time is not UNSET:
            field_dict["time"] = time

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event_actor import EventActor  # noqa: PLC0415
        from ..models.event_location import EventLocation  # noqa: PLC0415
        from ..models.event_object import EventObject  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_action(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        action = _parse_action(d.pop("action", UNSET))

        def _parse_actor(data: object) -> EventActor | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                actor_type_0 = EventActor.from_dict(data)

                return actor_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EventActor | None | Unset, data)

        actor = _parse_actor(d.pop("actor", UNSET))

        def _parse_container(data: object) -> list[EventObject | None] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                container_type_0 = []
                _container_type_0 = data
                for container_type_0_item_data in _container_type_0:

                    def _parse_container_type_0_item(data: object) -> EventObject | None:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            container_type_0_item_type_0 = EventObject.from_dict(data)

                            return container_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(EventObject | None, data)

                    container_type_0_item = _parse_container_type_0_item(container_type_0_item_data)

                    container_type_0.append(container_type_0_item)

                return container_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[EventObject | None] | None | Unset, data)

        container = _parse_container(d.pop("container", UNSET))

        def _parse_context(data: object) -> list[EventObject | None] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                context_type_0 = []
                _context_type_0 = data
                for context_type_0_item_data in _context_type_0:

                    def _parse_context_type_0_item(data: object) -> EventObject | None:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            context_type_0_item_type_0 = EventObject.from_dict(data)

                            return context_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(EventObject | None, data)

                    context_type_0_item = _parse_context_type_0_item(context_type_0_item_data)

                    context_type_0.append(context_type_0_item)

                return context_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[EventObject | None] | None | Unset, data)

        context = _parse_context(d.pop("context", UNSET))

        def _parse_location(data: object) -> EventLocation | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                location_type_0 = EventLocation.from_dict(data)

                return location_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EventLocation | None | Unset, data)

        location = _parse_location(d.pop("location", UNSET))

        def _parse_processed_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                processed_at_type_0 = datetime.datetime.fromisoformat(data)

                return processed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        processed_at = _parse_processed_at(d.pop("processedAt", UNSET))

        def _parse_time(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                time_type_0 = datetime.datetime.fromisoformat(data)

                return time_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        time = _parse_time(d.pop("time", UNSET))

        event_attributes = cls(
            action=action,
            actor=actor,
            container=container,
            context=context,
            location=location,
            processed_at=processed_at,
            time=time,
        )

        event_attributes.additional_properties = d
        return event_attributes

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
