from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.permission_rule import PermissionRule


T = TypeVar("T", bound="MultidirectoryInviteApiRequest")


@_attrs_define
class MultidirectoryInviteApiRequest:
    """Whom to invite, and what they shall have.

    Attributes:
        emails (list[str]): The addresses.
        additional_groups (list[str] | Unset): The ids of the groups that they shall be in.
        notification_text (str | Unset): What the mail shall say.
        permission_rules (list[PermissionRule] | Unset): The roles that they shall have.
        send_notification (bool | Unset): Whether to tell them by mail. Default: False.
    """

    emails: list[str]
    additional_groups: list[str] | Unset = UNSET
    notification_text: str | Unset = UNSET
    permission_rules: list[PermissionRule] | Unset = UNSET
    send_notification: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        emails = self.emails

        additional_groups: list[str] | Unset = UNSET
        if not isinstance(self.additional_groups, Unset):
            additional_groups = self.additional_groups

        notification_text = self.notification_text

        permission_rules: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.permission_rules, Unset):
            permission_rules = []
            for permission_rules_item_data in self.permission_rules:
                permission_rules_item = permission_rules_item_data.to_dict()
                permission_rules.append(permission_rules_item)

        send_notification = self.send_notification

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "emails": emails,
            }
        )
        if additional_groups is not UNSET:
            field_dict["additionalGroups"] = additional_groups
        if notification_text is not UNSET:
            field_dict["notificationText"] = notification_text
        if permission_rules is not UNSET:
            field_dict["permissionRules"] = permission_rules
        if send_notification is not UNSET:
            field_dict["sendNotification"] = send_notification

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.permission_rule import PermissionRule  # noqa: PLC0415

        d = dict(src_dict)
        emails = cast(list[str], d.pop("emails"))

        additional_groups = cast(list[str], d.pop("additionalGroups", UNSET))

        notification_text = d.pop("notificationText", UNSET)

        _permission_rules = d.pop("permissionRules", UNSET)
        permission_rules: list[PermissionRule] | Unset = UNSET
        if _permission_rules is not UNSET:
            permission_rules = []
            for permission_rules_item_data in _permission_rules:
                permission_rules_item = PermissionRule.from_dict(permission_rules_item_data)

                permission_rules.append(permission_rules_item)

        send_notification = d.pop("sendNotification", UNSET)

        multidirectory_invite_api_request = cls(
            emails=emails,
            additional_groups=additional_groups,
            notification_text=notification_text,
            permission_rules=permission_rules,
            send_notification=send_notification,
        )

        return multidirectory_invite_api_request
