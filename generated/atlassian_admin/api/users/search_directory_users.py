from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.errors_model import ErrorsModel
from ...models.multi_directory_user_search_page import MultiDirectoryUserSearchPage
from ...models.multi_directory_user_search_request import MultiDirectoryUserSearchRequest
from ...types import Response


def _get_kwargs(
    org_id: str,
    directory_id: str,
    *,
    body: MultiDirectoryUserSearchRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v2/orgs/{org_id}/directories/{directory_id}/users/search".format(
            org_id=quote(str(org_id), safe=""),
            directory_id=quote(str(directory_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorsModel | MultiDirectoryUserSearchPage | None:
    if response.status_code == 200:
        response_200 = MultiDirectoryUserSearchPage.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ErrorsModel.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ErrorsModel.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ErrorsModel.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = ErrorsModel.from_dict(response.json())

        return response_404

    if response.status_code == 429:
        response_429 = ErrorsModel.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = ErrorsModel.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorsModel | MultiDirectoryUserSearchPage]:
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
    body: MultiDirectoryUserSearchRequest,
) -> Response[ErrorsModel | MultiDirectoryUserSearchPage]:
    """Find users, managed and unmanaged

     An empty object asks for the first page of everyone in a directory. Ask a second time with
    claimStatus managed for the managed accounts that are in no directory. To go on, send the same body
    with the cursor of the last answer.

    Args:
        org_id (str):
        directory_id (str):
        body (MultiDirectoryUserSearchRequest): Which users to find; every property narrows the
            search.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorsModel | MultiDirectoryUserSearchPage]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        directory_id=directory_id,
        body=body,
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
    body: MultiDirectoryUserSearchRequest,
) -> ErrorsModel | MultiDirectoryUserSearchPage | None:
    """Find users, managed and unmanaged

     An empty object asks for the first page of everyone in a directory. Ask a second time with
    claimStatus managed for the managed accounts that are in no directory. To go on, send the same body
    with the cursor of the last answer.

    Args:
        org_id (str):
        directory_id (str):
        body (MultiDirectoryUserSearchRequest): Which users to find; every property narrows the
            search.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorsModel | MultiDirectoryUserSearchPage
    """

    return sync_detailed(
        org_id=org_id,
        directory_id=directory_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    org_id: str,
    directory_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MultiDirectoryUserSearchRequest,
) -> Response[ErrorsModel | MultiDirectoryUserSearchPage]:
    """Find users, managed and unmanaged

     An empty object asks for the first page of everyone in a directory. Ask a second time with
    claimStatus managed for the managed accounts that are in no directory. To go on, send the same body
    with the cursor of the last answer.

    Args:
        org_id (str):
        directory_id (str):
        body (MultiDirectoryUserSearchRequest): Which users to find; every property narrows the
            search.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorsModel | MultiDirectoryUserSearchPage]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        directory_id=directory_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    org_id: str,
    directory_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MultiDirectoryUserSearchRequest,
) -> ErrorsModel | MultiDirectoryUserSearchPage | None:
    """Find users, managed and unmanaged

     An empty object asks for the first page of everyone in a directory. Ask a second time with
    claimStatus managed for the managed accounts that are in no directory. To go on, send the same body
    with the cursor of the last answer.

    Args:
        org_id (str):
        directory_id (str):
        body (MultiDirectoryUserSearchRequest): Which users to find; every property narrows the
            search.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorsModel | MultiDirectoryUserSearchPage
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            directory_id=directory_id,
            client=client,
            body=body,
        )
    ).parsed
