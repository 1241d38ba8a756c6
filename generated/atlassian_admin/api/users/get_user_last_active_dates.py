from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.application_errors import ApplicationErrors
from ...models.proxy_error import ProxyError
from ...models.unauthorized_error import UnauthorizedError
from ...models.user_product_access_activity_page import UserProductAccessActivityPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    org_id: str,
    account_id: str,
    *,
    cursor: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/orgs/{org_id}/directory/users/{account_id}/last-active-dates".format(
            org_id=quote(str(org_id), safe=""),
            account_id=quote(str(account_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ApplicationErrors | ProxyError | UnauthorizedError | UserProductAccessActivityPage | None:
    if response.status_code == 200:
        response_200 = UserProductAccessActivityPage.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ApplicationErrors.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = UnauthorizedError.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ApplicationErrors.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = ApplicationErrors.from_dict(response.json())

        return response_404

    if response.status_code == 429:
        response_429 = ProxyError.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = ApplicationErrors.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ApplicationErrors | ProxyError | UnauthorizedError | UserProductAccessActivityPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    org_id: str,
    account_id: str,
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
) -> Response[ApplicationErrors | ProxyError | UnauthorizedError | UserProductAccessActivityPage]:
    """Read when one user was last active in each product

     One call for one user: for many users ask searchDirectoryUsers to expand productAccess. A key with
    scopes may be refused here.

    Args:
        org_id (str):
        account_id (str):
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ApplicationErrors | ProxyError | UnauthorizedError | UserProductAccessActivityPage]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        account_id=account_id,
        cursor=cursor,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    org_id: str,
    account_id: str,
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
) -> ApplicationErrors | ProxyError | UnauthorizedError | UserProductAccessActivityPage | None:
    """Read when one user was last active in each product

     One call for one user: for many users ask searchDirectoryUsers to expand productAccess. A key with
    scopes may be refused here.

    Args:
        org_id (str):
        account_id (str):
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ApplicationErrors | ProxyError | UnauthorizedError | UserProductAccessActivityPage
    """

    return sync_detailed(
        org_id=org_id,
        account_id=account_id,
        client=client,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    org_id: str,
    account_id: str,
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
) -> Response[ApplicationErrors | ProxyError | UnauthorizedError | UserProductAccessActivityPage]:
    """Read when one user was last active in each product

     One call for one user: for many users ask searchDirectoryUsers to expand productAccess. A key with
    scopes may be refused here.

    Args:
        org_id (str):
        account_id (str):
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ApplicationErrors | ProxyError | UnauthorizedError | UserProductAccessActivityPage]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        account_id=account_id,
        cursor=cursor,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    org_id: str,
    account_id: str,
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
) -> ApplicationErrors | ProxyError | UnauthorizedError | UserProductAccessActivityPage | None:
    """Read when one user was last active in each product

     One call for one user: for many users ask searchDirectoryUsers to expand productAccess. A key with
    scopes may be refused here.

    Args:
        org_id (str):
        account_id (str):
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ApplicationErrors | ProxyError | UnauthorizedError | UserProductAccessActivityPage
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            account_id=account_id,
            client=client,
            cursor=cursor,
        )
    ).parsed
