from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.application_errors import ApplicationErrors
from ...models.bulk_fetch_auth_policy_request import BulkFetchAuthPolicyRequest
from ...models.refusal import Refusal
from ...models.user_policy_info import UserPolicyInfo
from ...types import Response


def _get_kwargs(
    org_id: str,
    *,
    body: BulkFetchAuthPolicyRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/orgs/{org_id}/users/auth-policies/bulk-fetch".format(
            org_id=quote(str(org_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | ApplicationErrors | Refusal | list[None | UserPolicyInfo] | None:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for response_200_item_data in _response_200:

            def _parse_response_200_item(data: object) -> None | UserPolicyInfo:
                if data is None:
                    return data
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    response_200_item_type_0 = UserPolicyInfo.from_dict(data)

                    return response_200_item_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                return cast(None | UserPolicyInfo, data)

            response_200_item = _parse_response_200_item(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    if response.status_code == 400:
        response_400 = ApplicationErrors.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = cast(Any, None)
        return response_401

    if response.status_code == 403:
        response_403 = Refusal.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Refusal.from_dict(response.json())

        return response_404

    if response.status_code == 429:
        response_429 = cast(Any, None)
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
) -> Response[Any | ApplicationErrors | Refusal | list[None | UserPolicyInfo]]:
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
    body: BulkFetchAuthPolicyRequest,
) -> Response[Any | ApplicationErrors | Refusal | list[None | UserPolicyInfo]]:
    """Read which authentication policy each of some managed accounts is under

     No scope is named for it. How many accounts may be asked for at once is not known.

    Args:
        org_id (str):
        body (BulkFetchAuthPolicyRequest): The managed accounts to ask for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ApplicationErrors | Refusal | list[None | UserPolicyInfo]]
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
    body: BulkFetchAuthPolicyRequest,
) -> Any | ApplicationErrors | Refusal | list[None | UserPolicyInfo] | None:
    """Read which authentication policy each of some managed accounts is under

     No scope is named for it. How many accounts may be asked for at once is not known.

    Args:
        org_id (str):
        body (BulkFetchAuthPolicyRequest): The managed accounts to ask for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ApplicationErrors | Refusal | list[None | UserPolicyInfo]
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
    body: BulkFetchAuthPolicyRequest,
) -> Response[Any | ApplicationErrors | Refusal | list[None | UserPolicyInfo]]:
    """Read which authentication policy each of some managed accounts is under

     No scope is named for it. How many accounts may be asked for at once is not known.

    Args:
        org_id (str):
        body (BulkFetchAuthPolicyRequest): The managed accounts to ask for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ApplicationErrors | Refusal | list[None | UserPolicyInfo]]
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
    body: BulkFetchAuthPolicyRequest,
) -> Any | ApplicationErrors | Refusal | list[None | UserPolicyInfo] | None:
    """Read which authentication policy each of some managed accounts is under

     No scope is named for it. How many accounts may be asked for at once is not known.

    Args:
        org_id (str):
        body (BulkFetchAuthPolicyRequest): The managed accounts to ask for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ApplicationErrors | Refusal | list[None | UserPolicyInfo]
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            client=client,
            body=body,
        )
    ).parsed
