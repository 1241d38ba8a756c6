from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.errors_model import ErrorsModel
from ...models.multi_directory_group_details import MultiDirectoryGroupDetails
from ...types import Response


def _get_kwargs(
    org_id: str,
    directory_id: str,
    group_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v2/orgs/{org_id}/directories/{directory_id}/groups/{group_id}".format(
            org_id=quote(str(org_id), safe=""),
            directory_id=quote(str(directory_id), safe=""),
            group_id=quote(str(group_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorsModel | MultiDirectoryGroupDetails | None:
    if response.status_code == 200:
        response_200 = MultiDirectoryGroupDetails.from_dict(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = ErrorsModel.from_dict(response.json())

        return response_401

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
) -> Response[ErrorsModel | MultiDirectoryGroupDetails]:
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
) -> Response[ErrorsModel | MultiDirectoryGroupDetails]:
    """Read one group

    Args:
        org_id (str):
        directory_id (str):
        group_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorsModel | MultiDirectoryGroupDetails]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        directory_id=directory_id,
        group_id=group_id,
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
) -> ErrorsModel | MultiDirectoryGroupDetails | None:
    """Read one group

    Args:
        org_id (str):
        directory_id (str):
        group_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorsModel | MultiDirectoryGroupDetails
    """

    return sync_detailed(
        org_id=org_id,
        directory_id=directory_id,
        group_id=group_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    org_id: str,
    directory_id: str,
    group_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[ErrorsModel | MultiDirectoryGroupDetails]:
    """Read one group

    Args:
        org_id (str):
        directory_id (str):
        group_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorsModel | MultiDirectoryGroupDetails]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        directory_id=directory_id,
        group_id=group_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    org_id: str,
    directory_id: str,
    group_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> ErrorsModel | MultiDirectoryGroupDetails | None:
    """Read one group

    Args:
        org_id (str):
        directory_id (str):
        group_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorsModel | MultiDirectoryGroupDetails
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            directory_id=directory_id,
            group_id=group_id,
            client=client,
        )
    ).parsed
