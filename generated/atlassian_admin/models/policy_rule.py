from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.free_form import FreeForm


T = TypeVar("T", bound="PolicyRule")


@_attrs_define
class PolicyRule:
    """What a policy says; which properties there are depends on its type.

    Attributes:
        admin_approval_summary (None | str | Unset): Approvals by admins, as text.
        consented (bool | None | Unset): Whether it was consented to.
        in_ (list[str] | None | Unset): What the policy admits, such as address ranges or regions.
        notification (list[FreeForm | None] | None | Unset): Notifications, free in form.
        off (list[str] | None | Unset): What is switched off.
        scope_type (None | str | Unset): How far the policy reaches.
    """

    admin_approval_summary: None | str | Unset = UNSET
    consented: bool | None | Unset = UNSET
    in_: list[str] | None | Unset = UNSET
    notification: list[FreeForm | None] | None | Unset = UNSET
    off: list[str] | None | Unset = UNSET
    scope_type: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.free_form import FreeForm  # noqa: PLC0415

        admin_approval_summary: None | str | Unset
        if isinstance(self.admin_approval_summary, Unset):
            admin_approval_summary = UNSET
        else:
            admin_approval_summary = self.admin_approval_summary

        consented: bool | None | Unset
        if isinstance(self.consented, Unset):
            consented = UNSET
        else:
            consented = self.consented

        in_: list[str] | None | Unset
        if isinstance(self.in_, Unset):
            in_ = UNSET
        elif isinstance(self.in_, list):
            in_ = self.in_

        else:
            in_ = self.in_

        notification: list[dict[str, Any] | None] | None | Unset
        if isinstance(self.notification, Unset):
            notification = UNSET
        elif isinstance(self.notification, list):
            notification = []
            for notification_type_0_item_data in self.notification:
                notification_type_0_item: dict[str, Any] | None
                if isinstance(notification_type_0_item_data, FreeForm):
                    notification_type_0_item = notification_type_0_item_data.to_dict()
                else:
                    notification_type_0_item = notification_type_0_item_data
                notification.append(notification_type_0_item)

        else:
            notification = self.notification

        off: list[str] | None | Unset
        if isinstance(self.off, Unset):
            off = UNSET
        elif isinstance(self.off, list):
            off = self.off

        else:
            off = self.off

        scope_type: None | str | Unset
        if isinstance(self.scope_type, Unset):
            scope_type = UNSET
        else:
            scope_type = self.scope_type

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if admin_approval_summary is not UNSET:
            field_dict["adminApprovalSummary"] = admin_approval_summary
        if consented is not UNSET:
            field_dict["consented"] = consented
        if in_ is not UNSET:
            field_dict["in"] = in_
        if notification is not UNSET:
            field_dict["notification"] = notification
        if off is not UNSET:
            field_dict["off"] = off
        if scope_type is not UNSET:
            field_dict["scopeType"] = scope_type

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.free_form import FreeForm  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_admin_approval_summary(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        admin_approval_summary = _parse_admin_approval_summary(d.pop("adminApprovalSummary", UNSET))

        def _parse_consented(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        consented = _parse_consented(d.pop("consented", UNSET))

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

        def _parse_notification(data: object) -> list[FreeForm | None] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                notification_type_0 = []
                _notification_type_0 = data
                for notification_type_0_item_data in _notification_type_0:

                    def _parse_notification_type_0_item(data: object) -> FreeForm | None:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            notification_type_0_item_type_0 = FreeForm.from_dict(data)

                            return notification_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(FreeForm | None, data)

                    notification_type_0_item = _parse_notification_type_0_item(notification_type_0_item_data)

                    notification_type_0.append(notification_type_0_item)

                return notification_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[FreeForm | None] | None | Unset, data)

        notification = _parse_notification(d.pop("notification", UNSET))

        def _parse_off(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                off_type_0 = cast(list[str], data)

                return off_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        off = _parse_off(d.pop("off", UNSET))

        def _parse_scope_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        scope_type = _parse_scope_type(d.pop("scopeType", UNSET))

        policy_rule = cls(
            admin_approval_summary=admin_approval_summary,
            consented=consented,
            in_=in_,
            notification=notification,
            off=off,
            scope_type=scope_type,
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
