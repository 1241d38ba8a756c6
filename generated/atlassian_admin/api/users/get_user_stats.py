from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error_list import ErrorList
from ...models.multi_directory_user_stats import MultiDirectoryUserStats
from ...types import Response


def _get_kwargs(
    org_id: str,
    directory_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v2/orgs/{org_id}/directories/{directory_id}/users/stats".format(
            org_id=quote(str(org_id), safe=""),
            directory_id=quote(str(directory_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorList | MultiDirectoryUserStats | None:
    if response.status_code == 200:
        response_200 = MultiDirectoryUserStats.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ErrorList.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ErrorList.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ErrorList.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = ErrorList.from_dict(response.json())

        return response_404

    if response.status_code == 429:
        response_429 = ErrorList.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = ErrorList.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorList | MultiDirectoryUserStats]:
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
) -> Response[ErrorList | MultiDirectoryUserStats]:
    """Count users by account status and by role

    Args:
        org_id (str):
        directory_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorList | MultiDirectoryUserStats]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        directory_id=directory_id,
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
) -> ErrorList | MultiDirectoryUserStats | None:
    """Count users by account status and by role

    Args:
        org_id (str):
        directory_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorList | MultiDirectoryUserStats
    """

    return sync_detailed(
        org_id=org_id,
        directory_id=directory_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    org_id: str,
    directory_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[ErrorList | MultiDirectoryUserStats]:
    """Count users by account status and by role

    Args:
        org_id (str):
        directory_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorList | MultiDirectoryUserStats]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        directory_id=directory_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    org_id: str,
    directory_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> ErrorList | MultiDirectoryUserStats | None:
    """Count users by account status and by role

    Args:
        org_id (str):
        directory_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorList | MultiDirectoryUserStats
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            directory_id=directory_id,
            client=client,
        )
    ).parsed
