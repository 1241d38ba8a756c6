from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.link_self_model import LinkSelfModel
    from ..models.multi_directory_user_counts import MultiDirectoryUserCounts
    from ..models.multi_directory_user_group import MultiDirectoryUserGroup
    from ..models.multi_directory_user_product_access import MultiDirectoryUserProductAccess


T = TypeVar("T", bound="MultiDirectoryUser")


@_attrs_define
class MultiDirectoryUser:
    """A user of an organization, managed or not.

    Attributes:
        account_id (None | str | Unset): Identifies the Atlassian account.
        account_status (None | str | Unset): Whether the Atlassian account is usable, deactivated or deleted.
        account_type (None | str | Unset): The kind of account.
        added_to_org (datetime.datetime | None | Unset): When the user was first added to a directory that the caller
            sees.
        avatar (None | str | Unset): The address of the user's picture in another form.
        claim_status (None | str | Unset): Whether this organization has claimed the account.
        counts (MultiDirectoryUserCounts | None | Unset): How much belongs to the user; only when asked for.
        deactivated_on (datetime.datetime | None | Unset): When the account was deactivated; says nothing of suspension.
        department (None | str | Unset): The user's department.
        email (None | str | Unset): The user's e-mail address.
        email_verified (bool | None | Unset): Whether the user has proved to own the address.
        for_deletion (bool | None | Unset): Whether the account will be deleted when its time of grace ends.
        groups (list[MultiDirectoryUserGroup | None] | None | Unset): The groups that the user is a member of; only when
            asked for.
        job_title (None | str | Unset): The user's job.
        links (LinkSelfModel | None | Unset): The row's own cursor.
        location (None | str | Unset): Where the user works.
        management_source (None | str | Unset): Whether an admin added the user or an identity provider did.
        membership_status (None | str | Unset): Whether the user is in a directory, suspended in all of them, or in
            none.
        mfa_enabled (bool | None | Unset): Whether the Atlassian account has two-step verification; only meaningful for
            managed accounts, and false may hide a second factor at the identity provider.
        name (None | str | Unset): The user's full name.
        nickname (None | str | Unset): The name that others see.
        organization (None | str | Unset): The company that the user's profile names.
        picture (None | str | Unset): The address of the user's picture.
        platform_roles (list[str] | None | Unset): The user's roles on the organization and its sites; only when asked
            for.
        product_access (list[MultiDirectoryUserProductAccess | None] | None | Unset): The products that the user uses,
            with the last activity in each; says nothing of what the user may use; only when asked for.
        status (None | str | Unset): The user's state as a whole, from account and membership.
        time_zone (None | str | Unset): The user's time zone.
    """

    account_id: None | str | Unset = UNSET
    account_status: None | str | Unset = UNSET
    account_type: None | str | Unset = UNSET
    added_to_org: datetime.datetime | None | Unset = UNSET
    avatar: None | str | Unset = UNSET
    claim_status: None | str | Unset = UNSET
    counts: MultiDirectoryUserCounts | None | Unset = UNSET
    deactivated_on: datetime.datetime | None | Unset = UNSET
    department: None | str | Unset = UNSET
    email: None | str | Unset = UNSET
    email_verified: bool | None | Unset = UNSET
    for_deletion: bool | None | Unset = UNSET
    groups: list[MultiDirectoryUserGroup | None] | None | Unset = UNSET
    job_title: None | str | Unset = UNSET
    links: LinkSelfModel | None | Unset = UNSET
    location: None | str | Unset = UNSET
    management_source: None | str | Unset = UNSET
    membership_status: None | str | Unset = UNSET
    mfa_enabled: bool | None | Unset = UNSET
    name: None | str | Unset = UNSET
    nickname: None | str | Unset = UNSET
    organization: None | str | Unset = UNSET
    picture: None | str | Unset = UNSET
    platform_roles: list[str] | None | Unset = UNSET
    product_access: list[MultiDirectoryUserProductAccess | None] | None | Unset = UNSET
    status: None | str | Unset = UNSET
    time_zone: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.link_self_model import LinkSelfModel  # noqa: PLC0415
        from ..models.multi_directory_user_counts import MultiDirectoryUserCounts  # noqa: PLC0415
        from ..models.multi_directory_user_group import MultiDirectoryUserGroup  # noqa: PLC0415
        from ..models.multi_directory_user_product_access import MultiDirectoryUserProductAccess  # noqa: PLC0415

        account_id: None | str | Unset
        if isinstance(self.account_id, Unset):
            account_id = UNSET
        else:
            account_id = self.account_id

        account_status: None | str | Unset
        if isinstance(self.account_status, Unset):
            account_status = UNSET
        else:
            account_status = self.account_status

        account_type: None | str | Unset
        if isinstance(self.account_type, Unset):
            account_type = UNSET
        else:
            account_type = self.account_type

        added_to_org: None | str | Unset
        if isinstance(self.added_to_org, Unset):
            added_to_org = UNSET
        elif isinstance(self.added_to_org, datetime.datetime):
            added_to_org = self.added_to_org.isoformat()
        else:
            added_to_org = self.added_to_org

        avatar: None | str | Unset
        if isinstance(self.avatar, Unset):
            avatar = UNSET
        else:
            avatar = self.avatar

        claim_status: None | str | Unset
        if isinstance(self.claim_status, Unset):
            claim_status = UNSET
        else:
            claim_status = self.claim_status

        counts: dict[str, Any] | None | Unset
        if isinstance(self.counts, Unset):
            counts = UNSET
        elif isinstance(self.counts, MultiDirectoryUserCounts):
            counts = self.counts.to_dict()
        else:
            counts = self.counts

        deactivated_on: None | str | Unset
        if isinstance(self.deactivated_on, Unset):
            deactivated_on = UNSET
        elif isinstance(self.deactivated_on, datetime.datetime):
            deactivated_on = self.deactivated_on.isoformat()
        else:
            deactivated_on = self.deactivated_on

        department: None | str | Unset
        if isinstance(self.department, Unset):
            department = UNSET
        else:
            department = self.department

        email: None | str | Unset
        if isinstance(self.email, Unset):
            email = UNSET
        else:
            email = self.email

        email_verified: bool | None | Unset
        if isinstance(self.email_verified, Unset):
            email_verified = UNSET
        else:
            email_verified = self.email_verified

        for_deletion: bool | None | Unset
        if isinstance(self.for_deletion, Unset):
            for_deletion = UNSET
        else:
            for_deletion = self.for_deletion

        groups: list[dict[str, Any] | None] | None | Unset
        if isinstance(self.groups, Unset):
            groups = UNSET
        elif isinstance(self.groups, list):
            groups = []
            for groups_type_0_item_data in self.groups:
                groups_type_0_item: dict[str, Any] | None
                if isinstance(groups_type_0_item_data, MultiDirectoryUserGroup):
                    groups_type_0_item = groups_type_0_item_data.to_dict()
                else:
                    groups_type_0_item = groups_type_0_item_data
                groups.append(groups_type_0_item)

        else:
            groups = self.groups

        job_title: None | str | Unset
        if isinstance(self.job_title, Unset):
            job_title = UNSET
        else:
            job_title = self.job_title

        links: dict[str, Any] | None | Unset
        if isinstance(self.links, Unset):
            links = UNSET
        elif isinstance(self.links, LinkSelfModel):
            links = self.links.to_dict()
        else:
            links = self.links

        location: None | str | Unset
        if isinstance(self.location, Unset):
            location = UNSET
        else:
            location = self.location

        management_source: None | str | Unset
        if isinstance(self.management_source, Unset):
            management_source = UNSET
        else:
            management_source = self.management_source

        membership_status: None | str | Unset
        if isinstance(self.membership_status, Unset):
            membership_status = UNSET
        else:
            membership_status = self.membership_status

        mfa_enabled: bool | None | Unset
        if isinstance(self.mfa_enabled, Unset):
            mfa_enabled = UNSET
        else:
            mfa_enabled = self.mfa_enabled

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        nickname: None | str | Unset
        if isinstance(self.nickname, Unset):
            nickname = UNSET
        else:
            nickname = self.nickname

        organization: None | str | Unset
        if isinstance(self.organization, Unset):
            organization = UNSET
        else:
            organization = self.organization

        picture: None | str | Unset
        if isinstance(self.picture, Unset):
            picture = UNSET
        else:
            picture = self.picture

        platform_roles: list[str] | None | Unset
        if isinstance(self.platform_roles, Unset):
            platform_roles = UNSET
        elif isinstance(self.platform_roles, list):
            platform_roles = self.platform_roles

        else:
            platform_roles = self.platform_roles

        product_access: list[dict[str, Any] | None] | None | Unset
        if isinstance(self.product_access, Unset):
            product_access = UNSET
        elif isinstance(self.product_access, list):
            product_access = []
            for product_access_type_0_item_data in self.product_access:
                product_access_type_0_item: dict[str, Any] | None
                if isinstance(product_access_type_0_item_data, MultiDirectoryUserProductAccess):
                    product_access_type_0_item = product_access_type_0_item_data.to_dict()
                else:
                    product_access_type_0_item = product_access_type_0_item_data
                product_access.append(product_access_type_0_item)

        else:
            product_access = self.product_access

        status: None | str | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        else:
            status = self.status

        time_zone: None | str | Unset
        if isinstance(self.time_zone, Unset):
            time_zone = UNSET
        else:
            time_zone = self.time_zone

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if account_id is not UNSET:
            field_dict["accountId"] = account_id
        if account_status is not UNSET:
            field_dict["accountStatus"] = account_status
        if account_type is not UNSET:
            field_dict["accountType"] = account_type
        if added_to_org is not UNSET:
            field_dict["addedToOrg"] = added_to_org
        if avatar is not UNSET:
            field_dict["avatar"] = avatar
        if claim_status is not UNSET:
            field_dict["claimStatus"] = claim_status
        if counts is not UNSET:
            field_dict["counts"] = counts
        if deactivated_on is not UNSET:
            field_dict["deactivatedOn"] = deactivated_on
        if department is not UNSET:
            field_dict["department"] = department
        if email is not UNSET:
            field_dict["email"] = email
        if email_verified is not UNSET:
            field_dict["emailVerified"] = email_verified
        if for_deletion is not UNSET:
            field_dict["forDeletion"] = for_deletion
        if groups is not UNSET:
            field_dict["groups"] = groups
        if job_title is not UNSET:
            field_dict["jobTitle"] = job_title
        if links is not UNSET:
            field_dict["links"] = links
        if location is not UNSET:
            field_dict["location"] = location
        if management_source is not UNSET:
            field_dict["managementSource"] = management_source
        if membership_status is not UNSET:
            field_dict["membershipStatus"] = membership_status
        if mfa_enabled is not UNSET:
            field_dict["mfaEnabled"] = mfa_enabled
        if name is not UNSET:
            field_dict["name"] = name
        if nickname is not UNSET:
            field_dict["nickname"] = nickname
        if organization is not UNSET:
            field_dict["organization"] = organization
        if picture is not UNSET:
            field_dict["picture"] = picture
        if platform_roles is not UNSET:
            field_dict["platformRoles"] = platform_roles
        if product_access is not UNSET:
            field_dict["productAccess"] = product_access
        if status is not UNSET:
            field_dict["status"] = status
        if time_zone is not UNSET:
            field_dict["timeZone"] = time_zone

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.link_self_model import LinkSelfModel  # noqa: PLC0415
        from ..models.multi_directory_user_counts import MultiDirectoryUserCounts  # noqa: PLC0415
        from ..models.multi_directory_user_group import MultiDirectoryUserGroup  # noqa: PLC0415
        from ..models.multi_directory_user_product_access import MultiDirectoryUserProductAccess  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_account_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        account_id = _parse_account_id(d.pop("accountId", UNSET))

        def _parse_account_status(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        account_status = _parse_account_status(d.pop("accountStatus", UNSET))

        def _parse_account_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        account_type = _parse_account_type(d.pop("accountType", UNSET))

        def _parse_added_to_org(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                added_to_org_type_0 = datetime.datetime.fromisoformat(data)

                return added_to_org_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        added_to_org = _parse_added_to_org(d.pop("addedToOrg", UNSET))

        def _parse_avatar(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        avatar = _parse_avatar(d.pop("avatar", UNSET))

        def _parse_claim_status(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        claim_status = _parse_claim_status(d.pop("claimStatus", UNSET))

        def _parse_counts(data: object) -> MultiDirectoryUserCounts | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                counts_type_0 = MultiDirectoryUserCounts.from_dict(data)

                return counts_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MultiDirectoryUserCounts | None | Unset, data)

        counts = _parse_counts(d.pop("counts", UNSET))

        def _parse_deactivated_on(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                deactivated_on_type_0 = datetime.datetime.fromisoformat(data)

                return deactivated_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        deactivated_on = _parse_deactivated_on(d.pop("deactivatedOn", UNSET))

        def _parse_department(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        department = _parse_department(d.pop("department", UNSET))

        def _parse_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        email = _parse_email(d.pop("email", UNSET))

        def _parse_email_verified(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        email_verified = _parse_email_verified(d.pop("emailVerified", UNSET))

        def _parse_for_deletion(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        for_deletion = _parse_for_deletion(d.pop("forDeletion", UNSET))

        def _parse_groups(data: object) -> list[MultiDirectoryUserGroup | None] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                groups_type_0 = []
                _groups_type_0 = data
                for groups_type_0_item_data in _groups_type_0:

                    def _parse_groups_type_0_item(data: object) -> MultiDirectoryUserGroup | None:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            groups_type_0_item_type_0 = MultiDirectoryUserGroup.from_dict(data)

                            return groups_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(MultiDirectoryUserGroup | None, data)

                    groups_type_0_item = _parse_groups_type_0_item(groups_type_0_item_data)

                    groups_type_0.append(groups_type_0_item)

                return groups_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[MultiDirectoryUserGroup | None] | None | Unset, data)

        groups = _parse_groups(d.pop("groups", UNSET))

        def _parse_job_title(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        job_title = _parse_job_title(d.pop("jobTitle", UNSET))

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

        def _parse_location(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        location = _parse_location(d.pop("location", UNSET))

        def _parse_management_source(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        management_source = _parse_management_source(d.pop("managementSource", UNSET))

        def _parse_membership_status(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        membership_status = _parse_membership_status(d.pop("membershipStatus", UNSET))

        def _parse_mfa_enabled(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        mfa_enabled = _parse_mfa_enabled(d.pop("mfaEnabled", UNSET))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_nickname(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        nickname = _parse_nickname(d.pop("nickname", UNSET))

        def _parse_organization(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        organization = _parse_organization(d.pop("organization", UNSET))

        def _parse_picture(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        picture = _parse_picture(d.pop("picture", UNSET))

        def _parse_platform_roles(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                platform_roles_type_0 = cast(list[str], data)

                return platform_roles_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        platform_roles = _parse_platform_roles(d.pop("platformRoles", UNSET))

        def _parse_product_access(data: object) -> list[MultiDirectoryUserProductAccess | None] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                product_access_type_0 = []
                _product_access_type_0 = data
                for product_access_type_0_item_data in _product_access_type_0:

                    def _parse_product_access_type_0_item(data: object) -> MultiDirectoryUserProductAccess | None:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            product_access_type_0_item_type_0 = MultiDirectoryUserProductAccess.from_dict(data)

                            return product_access_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(MultiDirectoryUserProductAccess | None, data)

                    product_access_type_0_item = _parse_product_access_type_0_item(product_access_type_0_item_data)

                    product_access_type_0.append(product_access_type_0_item)

                return product_access_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[MultiDirectoryUserProductAccess | None] | None | Unset, data)

        product_access = _parse_product_access(d.pop("productAccess", UNSET))

        def _parse_status(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        status = _parse_status(d.pop("status", UNSET))

        def _parse_time_zone(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        time_zone = _parse_time_zone(d.pop("timeZone", UNSET))

        multi_directory_user = cls(
            account_id=account_id,
            account_status=account_status,
            account_type=account_type,
            added_to_org=added_to_org,
            avatar=avatar,
            claim_status=claim_status,
            counts=counts,
            deactivated_on=deactivated_on,
            department=department,
            email=email,
            email_verified=email_verified,
            for_deletion=for_deletion,
            groups=groups,
            job_title=job_title,
            links=links,
            location=location,
            management_source=management_source,
            membership_status=membership_status,
            mfa_enabled=mfa_enabled,
            name=name,
            nickname=nickname,
            organization=organization,
            picture=picture,
            platform_roles=platform_roles,
            product_access=product_access,
            status=status,
            time_zone=time_zone,
        )

        multi_directory_user.additional_properties = d
        return multi_directory_user

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
