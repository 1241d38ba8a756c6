from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.application_errors import ApplicationErrors
from ...models.generic_action_success_model import GenericActionSuccessModel
from ...models.proxy_error import ProxyError
from ...types import Response


def _get_kwargs(
    org_id: str,
    account_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/orgs/{org_id}/directory/users/{account_id}/suspend-access".format(
            org_id=quote(str(org_id), safe=""),
            account_id=quote(str(account_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ApplicationErrors | GenericActionSuccessModel | ProxyError | None:
    if response.status_code == 200:
        response_200 = GenericActionSuccessModel.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ApplicationErrors.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ProxyError.from_dict(response.json())

        return response_401

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
) -> Response[ApplicationErrors | GenericActionSuccessModel | ProxyError]:
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
) -> Response[ApplicationErrors | GenericActionSuccessModel | ProxyError]:
    """Suspend a user's access (ended)

     Ended by Atlassian; kept so that old uses can be recognised. Use suspendDirectoryUser.

    Args:
        org_id (str):
        account_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ApplicationErrors | GenericActionSuccessModel | ProxyError]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        account_id=account_id,
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
) -> ApplicationErrors | GenericActionSuccessModel | ProxyError | None:
    """Suspend a user's access (ended)

     Ended by Atlassian; kept so that old uses can be recognised. Use suspendDirectoryUser.

    Args:
        org_id (str):
        account_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ApplicationErrors | GenericActionSuccessModel | ProxyError
    """

    return sync_detailed(
        org_id=org_id,
        account_id=account_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    org_id: str,
    account_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[ApplicationErrors | GenericActionSuccessModel | ProxyError]:
    """Suspend a user's access (ended)

     Ended by Atlassian; kept so that old uses can be recognised. Use suspendDirectoryUser.

    Args:
        org_id (str):
        account_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ApplicationErrors | GenericActionSuccessModel | ProxyError]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        account_id=account_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    org_id: str,
    account_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> ApplicationErrors | GenericActionSuccessModel | ProxyError | None:
    """Suspend a user's access (ended)

     Ended by Atlassian; kept so that old uses can be recognised. Use suspendDirectoryUser.

    Args:
        org_id (str):
        account_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ApplicationErrors | GenericActionSuccessModel | ProxyError
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            account_id=account_id,
            client=client,
        )
    ).parsed
