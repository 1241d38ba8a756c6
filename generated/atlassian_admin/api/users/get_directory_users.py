from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.account_status import AccountStatus
from ...models.claim_status import ClaimStatus
from ...models.errors_model import ErrorsModel
from ...models.membership_status import MembershipStatus
from ...models.multi_directory_user_page import MultiDirectoryUserPage
from ...models.role_id import RoleId
from ...models.user_status import UserStatus
from ...types import UNSET, Response, Unset


def _get_kwargs(
    org_id: str,
    directory_id: str,
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 20,
    account_ids: list[str] | Unset = UNSET,
    directory_ids: list[str] | Unset = UNSET,
    resource_ids: list[str] | Unset = UNSET,
    group_ids: list[str] | Unset = UNSET,
    mfa_enabled: bool | Unset = UNSET,
    claim_status: ClaimStatus | Unset = UNSET,
    status: list[UserStatus] | Unset = UNSET,
    account_status: list[AccountStatus] | Unset = UNSET,
    membership_status: list[MembershipStatus] | Unset = UNSET,
    role_ids: list[RoleId] | Unset = UNSET,
    email_domains: list[str] | Unset = UNSET,
    search_term: str | Unset = UNSET,
    sort_by: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    json_account_ids: list[str] | Unset = UNSET
    if not isinstance(account_ids, Unset):
        json_account_ids = account_ids

    params["accountIds"] = json_account_ids

    json_directory_ids: list[str] | Unset = UNSET
    if not isinstance(directory_ids, Unset):
        json_directory_ids = directory_ids

    params["directoryIds"] = json_directory_ids

    json_resource_ids: list[str] | Unset = UNSET
    if not isinstance(resource_ids, Unset):
        json_resource_ids = resource_ids

    params["resourceIds"] = json_resource_ids

    json_group_ids: list[str] | Unset = UNSET
    if not isinstance(group_ids, Unset):
        json_group_ids = group_ids

    params["groupIds"] = json_group_ids

    params["mfaEnabled"] = mfa_enabled

    json_claim_status: str | Unset = UNSET
    if not isinstance(claim_status, Unset):
        json_claim_status = claim_status.value

    params["claimStatus"] = json_claim_status

    json_status: list[str] | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = []
        for status_item_data in status:
            status_item = status_item_data.value
            json_status.append(status_item)

    params["status"] = json_status

    json_account_status: list[str] | Unset = UNSET
    if not isinstance(account_status, Unset):
        json_account_status = []
        for account_status_item_data in account_status:
            account_status_item = account_status_item_data.value
            json_account_status.append(account_status_item)

    params["accountStatus"] = json_account_status

    json_membership_status: list[str] | Unset = UNSET
    if not isinstance(membership_status, Unset):
        json_membership_status = []
        for membership_status_item_data in membership_status:
            membership_status_item = membership_status_item_data.value
            json_membership_status.append(membership_status_item)

    params["membershipStatus"] = json_membership_status

    json_role_ids: list[str] | Unset = UNSET
    if not isinstance(role_ids, Unset):
        json_role_ids = []
        for role_ids_item_data in role_ids:
            role_ids_item = role_ids_item_data.value
            json_role_ids.append(role_ids_item)

    params["roleIds"] = json_role_ids

    json_email_domains: list[str] | Unset = UNSET
    if not isinstance(email_domains, Unset):
        json_email_domains = email_domains

    params["emailDomains"] = json_email_domains

    params["searchTerm"] = search_term

    params["sortBy"] = sort_by

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v2/orgs/{org_id}/directories/{directory_id}/users".format(
            org_id=quote(str(org_id), safe=""),
            directory_id=quote(str(directory_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorsModel | MultiDirectoryUserPage | None:
    if response.status_code == 200:
        response_200 = MultiDirectoryUserPage.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ErrorsModel.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ErrorsModel.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ErrorsModel.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = ErrorsModel.from_dict(response.json())

        return response_404

    if response.status_code == 429:
        response_429 = ErrorsModel.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = ErrorsModel.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorsModel | MultiDirectoryUserPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    org_id: str,
    directory_id: str,
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 20,
    account_ids: list[str] | Unset = UNSET,
    directory_ids: list[str] | Unset = UNSET,
    resource_ids: list[str] | Unset = UNSET,
    group_ids: list[str] | Unset = UNSET,
    mfa_enabled: bool | Unset = UNSET,
    claim_status: ClaimStatus | Unset = UNSET,
    status: list[UserStatus] | Unset = UNSET,
    account_status: list[AccountStatus] | Unset = UNSET,
    membership_status: list[MembershipStatus] | Unset = UNSET,
    role_ids: list[RoleId] | Unset = UNSET,
    email_domains: list[str] | Unset = UNSET,
    search_term: str | Unset = UNSET,
    sort_by: str | Unset = UNSET,
) -> Response[ErrorsModel | MultiDirectoryUserPage]:
    """List users (ends)

     Use searchDirectoryUsers.

    Args:
        org_id (str):
        directory_id (str):
        cursor (str | Unset):
        limit (int | Unset):  Default: 20.
        account_ids (list[str] | Unset):
        directory_ids (list[str] | Unset):
        resource_ids (list[str] | Unset):
        group_ids (list[str] | Unset):
        mfa_enabled (bool | Unset):
        claim_status (ClaimStatus | Unset): Whether the organization has claimed the account's
            domain, and the account with it.
        status (list[UserStatus] | Unset):
        account_status (list[AccountStatus] | Unset):
        membership_status (list[MembershipStatus] | Unset):
        role_ids (list[RoleId] | Unset):
        email_domains (list[str] | Unset):
        search_term (str | Unset):
        sort_by (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorsModel | MultiDirectoryUserPage]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        directory_id=directory_id,
        cursor=cursor,
        limit=limit,
        account_ids=account_ids,
        directory_ids=directory_ids,
        resource_ids=resource_ids,
        group_ids=group_ids,
        mfa_enabled=mfa_enabled,
        claim_status=claim_status,
        status=status,
        account_status=account_status,
        membership_status=membership_status,
        role_ids=role_ids,
        email_domains=email_domains,
        search_term=search_term,
        sort_by=sort_by,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    org_id: str,
    directory_id: str,
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 20,
    account_ids: list[str] | Unset = UNSET,
    directory_ids: list[str] | Unset = UNSET,
    resource_ids: list[str] | Unset = UNSET,
    group_ids: list[str] | Unset = UNSET,
    mfa_enabled: bool | Unset = UNSET,
    claim_status: ClaimStatus | Unset = UNSET,
    status: list[UserStatus] | Unset = UNSET,
    account_status: list[AccountStatus] | Unset = UNSET,
    membership_status: list[MembershipStatus] | Unset = UNSET,
    role_ids: list[RoleId] | Unset = UNSET,
    email_domains: list[str] | Unset = UNSET,
    search_term: str | Unset = UNSET,
    sort_by: str | Unset = UNSET,
) -> ErrorsModel | MultiDirectoryUserPage | None:
    """List users (ends)

     Use searchDirectoryUsers.

    Args:
        org_id (str):
        directory_id (str):
        cursor (str | Unset):
        limit (int | Unset):  Default: 20.
        account_ids (list[str] | Unset):
        directory_ids (list[str] | Unset):
        resource_ids (list[str] | Unset):
        group_ids (list[str] | Unset):
        mfa_enabled (bool | Unset):
        claim_status (ClaimStatus | Unset): Whether the organization has claimed the account's
            domain, and the account with it.
        status (list[UserStatus] | Unset):
        account_status (list[AccountStatus] | Unset):
        membership_status (list[MembershipStatus] | Unset):
        role_ids (list[RoleId] | Unset):
        email_domains (list[str] | Unset):
        search_term (str | Unset):
        sort_by (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorsModel | MultiDirectoryUserPage
    """

    return sync_detailed(
        org_id=org_id,
        directory_id=directory_id,
        client=client,
        cursor=cursor,
        limit=limit,
        account_ids=account_ids,
        directory_ids=directory_ids,
        resource_ids=resource_ids,
        group_ids=group_ids,
        mfa_enabled=mfa_enabled,
        claim_status=claim_status,
        status=status,
        account_status=account_status,
        membership_status=membership_status,
        role_ids=role_ids,
        email_domains=email_domains,
        search_term=search_term,
        sort_by=sort_by,
    ).parsed


async def asyncio_detailed(
    org_id: str,
    directory_id: str,
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 20,
    account_ids: list[str] | Unset = UNSET,
    directory_ids: list[str] | Unset = UNSET,
    resource_ids: list[str] | Unset = UNSET,
    group_ids: list[str] | Unset = UNSET,
    mfa_enabled: bool | Unset = UNSET,
    claim_status: ClaimStatus | Unset = UNSET,
    status: list[UserStatus] | Unset = UNSET,
    account_status: list[AccountStatus] | Unset = UNSET,
    membership_status: list[MembershipStatus] | Unset = UNSET,
    role_ids: list[RoleId] | Unset = UNSET,
    email_domains: list[str] | Unset = UNSET,
    search_term: str | Unset = UNSET,
    sort_by: str | Unset = UNSET,
) -> Response[ErrorsModel | MultiDirectoryUserPage]:
    """List users (ends)

     Use searchDirectoryUsers.

    Args:
        org_id (str):
        directory_id (str):
        cursor (str | Unset):
        limit (int | Unset):  Default: 20.
        account_ids (list[str] | Unset):
        directory_ids (list[str] | Unset):
        resource_ids (list[str] | Unset):
        group_ids (list[str] | Unset):
        mfa_enabled (bool | Unset):
        claim_status (ClaimStatus | Unset): Whether the organization has claimed the account's
            domain, and the account with it.
        status (list[UserStatus] | Unset):
        account_status (list[AccountStatus] | Unset):
        membership_status (list[MembershipStatus] | Unset):
        role_ids (list[RoleId] | Unset):
        email_domains (list[str] | Unset):
        search_term (str | Unset):
        sort_by (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorsModel | MultiDirectoryUserPage]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        directory_id=directory_id,
        cursor=cursor,
        limit=limit,
        account_ids=account_ids,
        directory_ids=directory_ids,
        resource_ids=resource_ids,
        group_ids=group_ids,
        mfa_enabled=mfa_enabled,
        claim_status=claim_status,
        status=status,
        account_status=account_status,
        membership_status=membership_status,
        role_ids=role_ids,
        email_domains=email_domains,
        search_term=search_term,
        sort_by=sort_by,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    org_id: str,
    directory_id: str,
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 20,
    account_ids: list[str] | Unset = UNSET,
    directory_ids: list[str] | Unset = UNSET,
    resource_ids: list[str] | Unset = UNSET,
    group_ids: list[str] | Unset = UNSET,
    mfa_enabled: bool | Unset = UNSET,
    claim_status: ClaimStatus | Unset = UNSET,
    status: list[UserStatus] | Unset = UNSET,
    account_status: list[AccountStatus] | Unset = UNSET,
    membership_status: list[MembershipStatus] | Unset = UNSET,
    role_ids: list[RoleId] | Unset = UNSET,
    email_domains: list[str] | Unset = UNSET,
    search_term: str | Unset = UNSET,
    sort_by: str | Unset = UNSET,
) -> ErrorsModel | MultiDirectoryUserPage | None:
    """List users (ends)

     Use searchDirectoryUsers.

    Args:
        org_id (str):
        directory_id (str):
        cursor (str | Unset):
        limit (int | Unset):  Default: 20.
        account_ids (list[str] | Unset):
        directory_ids (list[str] | Unset):
        resource_ids (list[str] | Unset):
        group_ids (list[str] | Unset):
        mfa_enabled (bool | Unset):
        claim_status (ClaimStatus | Unset): Whether the organization has claimed the account's
            domain, and the account with it.
        status (list[UserStatus] | Unset):
        account_status (list[AccountStatus] | Unset):
        membership_status (list[MembershipStatus] | Unset):
        role_ids (list[RoleId] | Unset):
        email_domains (list[str] | Unset):
        search_term (str | Unset):
        sort_by (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorsModel | MultiDirectoryUserPage
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            directory_id=directory_id,
            client=client,
            cursor=cursor,
            limit=limit,
            account_ids=account_ids,
            directory_ids=directory_ids,
            resource_ids=resource_ids,
            group_ids=group_ids,
            mfa_enabled=mfa_enabled,
            claim_status=claim_status,
            status=status,
            account_status=account_status,
            membership_status=membership_status,
            role_ids=role_ids,
            email_domains=email_domains,
            search_term=search_term,
            sort_by=sort_by,
        )
    ).parsed
