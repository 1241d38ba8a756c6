from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.permission_rule import PermissionRule


T = TypeVar("T", bound="InviteUserRequestV1")


@_attrs_define
class InviteUserRequestV1:
    """Whom to invite, as the ended call took it.

    Attributes:
        email (str): The address.
        notification_text (str | Unset): What the mail shall say.
        permission_rule (PermissionRule | Unset): A role on a resource.
        send_notification (bool | Unset): Whether to tell the user by mail.
    """

    email: str
    notification_text: str | Unset = UNSET
    permission_rule: PermissionRule | Unset = UNSET
    send_notification: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        notification_text = self.notification_text

        permission_rule: dict[str, Any] | Unset = UNSET
        if not isinstance(self.permission_rule, Unset):
            permission_rule = self.permission_rule.to_dict()

        send_notification = self.send_notification

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "email": email,
            }
        )
        if notification_text is not UNSET:
            field_dict["notificationText"] = notification_text
        if permission_rule is not UNSET:
            field_dict["permissionRule"] = permission_rule
        if send_notification is not UNSET:
            field_dict["sendNotification"] = send_notification

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.permission_rule import PermissionRule  # noqa: PLC0415

        d = dict(src_dict)
        email = d.pop("email")

        notification_text = d.pop("notificationText", UNSET)

        _permission_rule = d.pop("permissionRule", UNSET)
        permission_rule: PermissionRule | Unset
        if isinstance(_permission_rule, Unset):
            permission_rule = UNSET
        else:
            permission_rule = PermissionRule.from_dict(_permission_rule)

        send_notification = d.pop("sendNotification", UNSET)

        invite_user_request_v1 = cls(
            email=email,
            notification_text=notification_text,
            permission_rule=permission_rule,
            send_notification=send_notification,
        )

        return invite_user_request_v1
