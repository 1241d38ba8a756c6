from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.api_error_response import ApiErrorResponse
from ...models.application_errors import ApplicationErrors
from ...models.organization_level_role_api_request import OrganizationLevelRoleApiRequest
from ...models.proxy_error import ProxyError
from ...models.unauthorized_error import UnauthorizedError
from ...types import Response


def _get_kwargs(
    org_id: str,
    user_id: str,
    *,
    body: OrganizationLevelRoleApiRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/orgs/{org_id}/users/{user_id}/role-assignments/assign".format(
            org_id=quote(str(org_id), safe=""),
            user_id=quote(str(user_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | ApiErrorResponse | ApplicationErrors | ProxyError | UnauthorizedError | None:
    if response.status_code == 204:
        response_204 = cast(Any, None)
        return response_204

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
        response_500 = ApiErrorResponse.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | ApiErrorResponse | ApplicationErrors | ProxyError | UnauthorizedError]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    org_id: str,
    user_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: OrganizationLevelRoleApiRequest,
) -> Response[Any | ApiErrorResponse | ApplicationErrors | ProxyError | UnauthorizedError]:
    """Give a role on the organization to a user

     Experimental. Changes may take half a minute to show.

    Args:
        org_id (str):
        user_id (str):
        body (OrganizationLevelRoleApiRequest): A role on the whole organization.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ApiErrorResponse | ApplicationErrors | ProxyError | UnauthorizedError]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        user_id=user_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    org_id: str,
    user_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: OrganizationLevelRoleApiRequest,
) -> Any | ApiErrorResponse | ApplicationErrors | ProxyError | UnauthorizedError | None:
    """Give a role on the organization to a user

     Experimental. Changes may take half a minute to show.

    Args:
        org_id (str):
        user_id (str):
        body (OrganizationLevelRoleApiRequest): A role on the whole organization.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ApiErrorResponse | ApplicationErrors | ProxyError | UnauthorizedError
    """

    return sync_detailed(
        org_id=org_id,
        user_id=user_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    org_id: str,
    user_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: OrganizationLevelRoleApiRequest,
) -> Response[Any | ApiErrorResponse | ApplicationErrors | ProxyError | UnauthorizedError]:
    """Give a role on the organization to a user

     Experimental. Changes may take half a minute to show.

    Args:
        org_id (str):
        user_id (str):
        body (OrganizationLevelRoleApiRequest): A role on the whole organization.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ApiErrorResponse | ApplicationErrors | ProxyError | UnauthorizedError]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        user_id=user_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    org_id: str,
    user_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: OrganizationLevelRoleApiRequest,
) -> Any | ApiErrorResponse | ApplicationErrors | ProxyError | UnauthorizedError | None:
    """Give a role on the organization to a user

     Experimental. Changes may take half a minute to show.

    Args:
        org_id (str):
        user_id (str):
        body (OrganizationLevelRoleApiRequest): A role on the whole organization.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ApiErrorResponse | ApplicationErrors | ProxyError | UnauthorizedError
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            user_id=user_id,
            client=client,
            body=body,
        )
    ).parsed
