from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.api_error_response import ApiErrorResponse
from ...models.multidirectory_invite_api_request import MultidirectoryInviteApiRequest
from ...models.multidirectory_invite_success_response import MultidirectoryInviteSuccessResponse
from ...types import Response


def _get_kwargs(
    org_id: str,
    *,
    body: MultidirectoryInviteApiRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v2/orgs/{org_id}/users/invite".format(
            org_id=quote(str(org_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ApiErrorResponse | MultidirectoryInviteSuccessResponse | None:
    if response.status_code == 200:
        response_200 = MultidirectoryInviteSuccessResponse.from_dict(response.json())

        return response_200

    if response.status_code == 206:
        response_206 = MultidirectoryInviteSuccessResponse.from_dict(response.json())

        return response_206

    if response.status_code == 400:
        response_400 = ApiErrorResponse.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ApiErrorResponse.from_dict(response.json())

        return response_401

    if response.status_code == 402:
        response_402 = ApiErrorResponse.from_dict(response.json())

        return response_402

    if response.status_code == 403:
        response_403 = ApiErrorResponse.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = ApiErrorResponse.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = ApiErrorResponse.from_dict(response.json())

        return response_409

    if response.status_code == 429:
        response_429 = ApiErrorResponse.from_dict(response.json())

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
) -> Response[ApiErrorResponse | MultidirectoryInviteSuccessResponse]:
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
    body: MultidirectoryInviteApiRequest,
) -> Response[ApiErrorResponse | MultidirectoryInviteSuccessResponse]:
    """Invite users

    Args:
        org_id (str):
        body (MultidirectoryInviteApiRequest): Whom to invite, and what they shall have.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ApiErrorResponse | MultidirectoryInviteSuccessResponse]
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
    body: MultidirectoryInviteApiRequest,
) -> ApiErrorResponse | MultidirectoryInviteSuccessResponse | None:
    """Invite users

    Args:
        org_id (str):
        body (MultidirectoryInviteApiRequest): Whom to invite, and what they shall have.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ApiErrorResponse | MultidirectoryInviteSuccessResponse
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
    body: MultidirectoryInviteApiRequest,
) -> Response[ApiErrorResponse | MultidirectoryInviteSuccessResponse]:
    """Invite users

    Args:
        org_id (str):
        body (MultidirectoryInviteApiRequest): Whom to invite, and what they shall have.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ApiErrorResponse | MultidirectoryInviteSuccessResponse]
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
    body: MultidirectoryInviteApiRequest,
) -> ApiErrorResponse | MultidirectoryInviteSuccessResponse | None:
    """Invite users

    Args:
        org_id (str):
        body (MultidirectoryInviteApiRequest): Whom to invite, and what they shall have.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ApiErrorResponse | MultidirectoryInviteSuccessResponse
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            client=client,
            body=body,
        )
    ).parsed
