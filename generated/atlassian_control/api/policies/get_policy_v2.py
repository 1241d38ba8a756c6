from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.application_errors import ApplicationErrors
from ...models.policy_response_v2 import PolicyResponseV2
from ...models.refusal import Refusal
from ...types import Response


def _get_kwargs(
    org_id: str,
    policy_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v2/orgs/{org_id}/policies/{policy_id}".format(
            org_id=quote(str(org_id), safe=""),
            policy_id=quote(str(policy_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | ApplicationErrors | PolicyResponseV2 | Refusal | None:
    if response.status_code == 200:
        response_200 = PolicyResponseV2.from_dict(response.json())

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
) -> Response[Any | ApplicationErrors | PolicyResponseV2 | Refusal]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    org_id: str,
    policy_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Any | ApplicationErrors | PolicyResponseV2 | Refusal]:
    """Read one policy

     A data security policy that was deleted as a draft can still be read, as deleted. Atlassian calls
    the operation deprecated and may switch it off for a time; it names neither a day nor a replacement.

    Args:
        org_id (str):
        policy_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ApplicationErrors | PolicyResponseV2 | Refusal]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        policy_id=policy_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    org_id: str,
    policy_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Any | ApplicationErrors | PolicyResponseV2 | Refusal | None:
    """Read one policy

     A data security policy that was deleted as a draft can still be read, as deleted. Atlassian calls
    the operation deprecated and may switch it off for a time; it names neither a day nor a replacement.

    Args:
        org_id (str):
        policy_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ApplicationErrors | PolicyResponseV2 | Refusal
    """

    return sync_detailed(
        org_id=org_id,
        policy_id=policy_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    org_id: str,
    policy_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Any | ApplicationErrors | PolicyResponseV2 | Refusal]:
    """Read one policy

     A data security policy that was deleted as a draft can still be read, as deleted. Atlassian calls
    the operation deprecated and may switch it off for a time; it names neither a day nor a replacement.

    Args:
        org_id (str):
        policy_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ApplicationErrors | PolicyResponseV2 | Refusal]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        policy_id=policy_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    org_id: str,
    policy_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Any | ApplicationErrors | PolicyResponseV2 | Refusal | None:
    """Read one policy

     A data security policy that was deleted as a draft can still be read, as deleted. Atlassian calls
    the operation deprecated and may switch it off for a time; it names neither a day nor a replacement.

    Args:
        org_id (str):
        policy_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ApplicationErrors | PolicyResponseV2 | Refusal
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            policy_id=policy_id,
            client=client,
        )
    ).parsed
