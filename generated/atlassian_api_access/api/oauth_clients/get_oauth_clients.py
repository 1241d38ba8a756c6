from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.o_auth_client_list_response import OAuthClientListResponse
from ...models.proxy_error import ProxyError
from ...types import UNSET, Response, Unset


def _get_kwargs(
    org_id: str,
    *,
    page_size: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["pageSize"] = page_size

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/orgs/{org_id}/oauth-clients".format(
            org_id=quote(str(org_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> OAuthClientListResponse | ProxyError | None:
    if response.status_code == 200:
        response_200 = OAuthClientListResponse.from_dict(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = ProxyError.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ProxyError.from_dict(response.json())

        return response_403

    if response.status_code == 429:
        response_429 = ProxyError.from_dict(response.json())

        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[OAuthClientListResponse | ProxyError]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    page_size: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
) -> Response[OAuthClientListResponse | ProxyError]:
    """List the OAuth clients of the organization

    Args:
        org_id (str):
        page_size (int | Unset):
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OAuthClientListResponse | ProxyError]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        page_size=page_size,
        cursor=cursor,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    page_size: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
) -> OAuthClientListResponse | ProxyError | None:
    """List the OAuth clients of the organization

    Args:
        org_id (str):
        page_size (int | Unset):
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OAuthClientListResponse | ProxyError
    """

    return sync_detailed(
        org_id=org_id,
        client=client,
        page_size=page_size,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    page_size: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
) -> Response[OAuthClientListResponse | ProxyError]:
    """List the OAuth clients of the organization

    Args:
        org_id (str):
        page_size (int | Unset):
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OAuthClientListResponse | ProxyError]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        page_size=page_size,
        cursor=cursor,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    page_size: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
) -> OAuthClientListResponse | ProxyError | None:
    """List the OAuth clients of the organization

    Args:
        org_id (str):
        page_size (int | Unset):
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OAuthClientListResponse | ProxyError
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            client=client,
            page_size=page_size,
            cursor=cursor,
        )
    ).parsed
