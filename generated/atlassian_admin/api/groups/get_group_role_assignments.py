from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.errors_model import ErrorsModel
from ...models.multi_directory_group_role_assignment_page import MultiDirectoryGroupRoleAssignmentPage
from ...models.role_id import RoleId
from ...types import UNSET, Response, Unset


def _get_kwargs(
    org_id: str,
    directory_id: str,
    group_id: str,
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 20,
    directory_ids: list[str] | Unset = UNSET,
    resource_owners: list[str] | Unset = UNSET,
    resource_ids: list[str] | Unset = UNSET,
    role_ids: list[RoleId] | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    json_directory_ids: list[str] | Unset = UNSET
    if not isinstance(directory_ids, Unset):
        json_directory_ids = directory_ids

    params["directoryIds"] = json_directory_ids

    json_resource_owners: list[str] | Unset = UNSET
    if not isinstance(resource_owners, Unset):
        json_resource_owners = resource_owners

    params["resourceOwners"] = json_resource_owners

    json_resource_ids: list[str] | Unset = UNSET
    if not isinstance(resource_ids, Unset):
        json_resource_ids = resource_ids

    params["resourceIds"] = json_resource_ids

    json_role_ids: list[str] | Unset = UNSET
    if not isinstance(role_ids, Unset):
        json_role_ids = []
        for role_ids_item_data in role_ids:
            role_ids_item = role_ids_item_data.value
            json_role_ids.append(role_ids_item)

    params["roleIds"] = json_role_ids

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v2/orgs/{org_id}/directories/{directory_id}/groups/{group_id}/role-assignments".format(
            org_id=quote(str(org_id), safe=""),
            directory_id=quote(str(directory_id), safe=""),
            group_id=quote(str(group_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorsModel | MultiDirectoryGroupRoleAssignmentPage | None:
    if response.status_code == 200:
        response_200 = MultiDirectoryGroupRoleAssignmentPage.from_dict(response.json())

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
) -> Response[ErrorsModel | MultiDirectoryGroupRoleAssignmentPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    org_id: str,
    directory_id: str,
    group_id: str,
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 20,
    directory_ids: list[str] | Unset = UNSET,
    resource_owners: list[str] | Unset = UNSET,
    resource_ids: list[str] | Unset = UNSET,
    role_ids: list[RoleId] | Unset = UNSET,
) -> Response[ErrorsModel | MultiDirectoryGroupRoleAssignmentPage]:
    """List the roles that one group gives, resource by resource

    Args:
        org_id (str):
        directory_id (str):
        group_id (str):
        cursor (str | Unset):
        limit (int | Unset):  Default: 20.
        directory_ids (list[str] | Unset):
        resource_owners (list[str] | Unset):
        resource_ids (list[str] | Unset):
        role_ids (list[RoleId] | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorsModel | MultiDirectoryGroupRoleAssignmentPage]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        directory_id=directory_id,
        group_id=group_id,
        cursor=cursor,
        limit=limit,
        directory_ids=directory_ids,
        resource_owners=resource_owners,
        resource_ids=resource_ids,
        role_ids=role_ids,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    org_id: str,
    directory_id: str,
    group_id: str,
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 20,
    directory_ids: list[str] | Unset = UNSET,
    resource_owners: list[str] | Unset = UNSET,
    resource_ids: list[str] | Unset = UNSET,
    role_ids: list[RoleId] | Unset = UNSET,
) -> ErrorsModel | MultiDirectoryGroupRoleAssignmentPage | None:
    """List the roles that one group gives, resource by resource

    Args:
        org_id (str):
        directory_id (str):
        group_id (str):
        cursor (str | Unset):
        limit (int | Unset):  Default: 20.
        directory_ids (list[str] | Unset):
        resource_owners (list[str] | Unset):
        resource_ids (list[str] | Unset):
        role_ids (list[RoleId] | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorsModel | MultiDirectoryGroupRoleAssignmentPage
    """

    return sync_detailed(
        org_id=org_id,
        directory_id=directory_id,
        group_id=group_id,
        client=client,
        cursor=cursor,
        limit=limit,
        directory_ids=directory_ids,
        resource_owners=resource_owners,
        resource_ids=resource_ids,
        role_ids=role_ids,
    ).parsed


async def asyncio_detailed(
    org_id: str,
    directory_id: str,
    group_id: str,
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 20,
    directory_ids: list[str] | Unset = UNSET,
    resource_owners: list[str] | Unset = UNSET,
    resource_ids: list[str] | Unset = UNSET,
    role_ids: list[RoleId] | Unset = UNSET,
) -> Response[ErrorsModel | MultiDirectoryGroupRoleAssignmentPage]:
    """List the roles that one group gives, resource by resource

    Args:
        org_id (str):
        directory_id (str):
        group_id (str):
        cursor (str | Unset):
        limit (int | Unset):  Default: 20.
        directory_ids (list[str] | Unset):
        resource_owners (list[str] | Unset):
        resource_ids (list[str] | Unset):
        role_ids (list[RoleId] | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorsModel | MultiDirectoryGroupRoleAssignmentPage]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        directory_id=directory_id,
        group_id=group_id,
        cursor=cursor,
        limit=limit,
        directory_ids=directory_ids,
        resource_owners=resource_owners,
        resource_ids=resource_ids,
        role_ids=role_ids,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    org_id: str,
    directory_id: str,
    group_id: str,
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 20,
    directory_ids: list[str] | Unset = UNSET,
    resource_owners: list[str] | Unset = UNSET,
    resource_ids: list[str] | Unset = UNSET,
    role_ids: list[RoleId] | Unset = UNSET,
) -> ErrorsModel | MultiDirectoryGroupRoleAssignmentPage | None:
    """List the roles that one group gives, resource by resource

    Args:
        org_id (str):
        directory_id (str):
        group_id (str):
        cursor (str | Unset):
        limit (int | Unset):  Default: 20.
        directory_ids (list[str] | Unset):
        resource_owners (list[str] | Unset):
        resource_ids (list[str] | Unset):
        role_ids (list[RoleId] | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorsModel | MultiDirectoryGroupRoleAssignmentPage
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            directory_id=directory_id,
            group_id=group_id,
            client=client,
            cursor=cursor,
            limit=limit,
            directory_ids=directory_ids,
            resource_owners=resource_owners,
            resource_ids=resource_ids,
            role_ids=role_ids,
        )
    ).parsed
