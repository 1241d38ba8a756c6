from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.proxy_error import ProxyError
from ...types import UNSET, Response, Unset


def _get_kwargs(
    org_id: str,
    *,
    token_label: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["tokenLabel"] = token_label

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/orgs/{org_id}/service-accounts/api-tokens".format(
            org_id=quote(str(org_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | ProxyError | None:
    if response.status_code == 200:
        response_200 = response.json()
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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any | ProxyError]:
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
    token_label: str | Unset = UNSET,
) -> Response[Any | ProxyError]:
    """List the API tokens of all service accounts

     In which form the answer comes, and whether in pages, stands in no public copy of the documents.

    Args:
        org_id (str):
        token_label (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ProxyError]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        token_label=token_label,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    token_label: str | Unset = UNSET,
) -> Any | ProxyError | None:
    """List the API tokens of all service accounts

     In which form the answer comes, and whether in pages, stands in no public copy of the documents.

    Args:
        org_id (str):
        token_label (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ProxyError
    """

    return sync_detailed(
        org_id=org_id,
        client=client,
        token_label=token_label,
    ).parsed


async def asyncio_detailed(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    token_label: str | Unset = UNSET,
) -> Response[Any | ProxyError]:
    """List the API tokens of all service accounts

     In which form the answer comes, and whether in pages, stands in no public copy of the documents.

    Args:
        org_id (str):
        token_label (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ProxyError]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        token_label=token_label,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    token_label: str | Unset = UNSET,
) -> Any | ProxyError | None:
    """List the API tokens of all service accounts

     In which form the answer comes, and whether in pages, stands in no public copy of the documents.

    Args:
        org_id (str):
        token_label (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ProxyError
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            client=client,
            token_label=token_label,
        )
    ).parsed
