from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.application_error import ApplicationError
from ...models.page_data_response_v2 import PageDataResponseV2
from ...models.proxy_error import ProxyError
from ...models.search_workspaces_request_v2 import SearchWorkspacesRequestV2
from ...types import Response


def _get_kwargs(
    org_id: str,
    *,
    body: SearchWorkspacesRequestV2,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v2/orgs/{org_id}/workspaces".format(
            org_id=quote(str(org_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ApplicationError | PageDataResponseV2 | ProxyError | None:
    if response.status_code == 200:
        response_200 = PageDataResponseV2.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ApplicationError.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ProxyError.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ApplicationError.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = ApplicationError.from_dict(response.json())

        return response_404

    if response.status_code == 500:
        response_500 = ApplicationError.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ApplicationError | PageDataResponseV2 | ProxyError]:
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
    body: SearchWorkspacesRequestV2,
) -> Response[ApplicationError | PageDataResponseV2 | ProxyError]:
    """Find the workspaces of an organization

     With a cursor in the body no other property may be there.

    Args:
        org_id (str):
        body (SearchWorkspacesRequestV2): Which workspaces to find.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ApplicationError | PageDataResponseV2 | ProxyError]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: SearchWorkspacesRequestV2,
) -> ApplicationError | PageDataResponseV2 | ProxyError | None:
    """Find the workspaces of an organization

     With a cursor in the body no other property may be there.

    Args:
        org_id (str):
        body (SearchWorkspacesRequestV2): Which workspaces to find.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ApplicationError | PageDataResponseV2 | ProxyError
    """

    return sync_detailed(
        org_id=org_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: SearchWorkspacesRequestV2,
) -> Response[ApplicationError | PageDataResponseV2 | ProxyError]:
    """Find the workspaces of an organization

     With a cursor in the body no other property may be there.

    Args:
        org_id (str):
        body (SearchWorkspacesRequestV2): Which workspaces to find.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ApplicationError | PageDataResponseV2 | ProxyError]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: SearchWorkspacesRequestV2,
) -> ApplicationError | PageDataResponseV2 | ProxyError | None:
    """Find the workspaces of an organization

     With a cursor in the body no other property may be there.

    Args:
        org_id (str):
        body (SearchWorkspacesRequestV2): Which workspaces to find.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ApplicationError | PageDataResponseV2 | ProxyError
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            client=client,
            body=body,
        )
    ).parsed
