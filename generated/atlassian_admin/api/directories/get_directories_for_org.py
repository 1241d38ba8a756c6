from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.errors_model import ErrorsModel
from ...models.multi_directory_user_directory_page import MultiDirectoryUserDirectoryPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    org_id: str,
    *,
    account_id: str | Unset = UNSET,
    directory_ids: list[str] | Unset = UNSET,
    search_term: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 20,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["accountId"] = account_id

    json_directory_ids: list[str] | Unset = UNSET
    if not isinstance(directory_ids, Unset):
        json_directory_ids = directory_ids

    params["directoryIds"] = json_directory_ids

    params["searchTerm"] = search_term

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v2/orgs/{org_id}/directories".format(
            org_id=quote(str(org_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorsModel | MultiDirectoryUserDirectoryPage | None:
    if response.status_code == 200:
        response_200 = MultiDirectoryUserDirectoryPage.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ErrorsModel.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ErrorsModel.from_dict(response.json())

        return response_401

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
) -> Response[ErrorsModel | MultiDirectoryUserDirectoryPage]:
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
    account_id: str | Unset = UNSET,
    directory_ids: list[str] | Unset = UNSET,
    search_term: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 20,
) -> Response[ErrorsModel | MultiDirectoryUserDirectoryPage]:
    """List the directories of an organization

     When a cursor is given, the API takes no notice of any other parameter.

    Args:
        org_id (str):
        account_id (str | Unset):
        directory_ids (list[str] | Unset):
        search_term (str | Unset):
        cursor (str | Unset):
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorsModel | MultiDirectoryUserDirectoryPage]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        account_id=account_id,
        directory_ids=directory_ids,
        search_term=search_term,
        cursor=cursor,
        limit=limit,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    account_id: str | Unset = UNSET,
    directory_ids: list[str] | Unset = UNSET,
    search_term: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 20,
) -> ErrorsModel | MultiDirectoryUserDirectoryPage | None:
    """List the directories of an organization

     When a cursor is given, the API takes no notice of any other parameter.

    Args:
        org_id (str):
        account_id (str | Unset):
        directory_ids (list[str] | Unset):
        search_term (str | Unset):
        cursor (str | Unset):
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorsModel | MultiDirectoryUserDirectoryPage
    """

    return sync_detailed(
        org_id=org_id,
        client=client,
        account_id=account_id,
        directory_ids=directory_ids,
        search_term=search_term,
        cursor=cursor,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    account_id: str | Unset = UNSET,
    directory_ids: list[str] | Unset = UNSET,
    search_term: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 20,
) -> Response[ErrorsModel | MultiDirectoryUserDirectoryPage]:
    """List the directories of an organization

     When a cursor is given, the API takes no notice of any other parameter.

    Args:
        org_id (str):
        account_id (str | Unset):
        directory_ids (list[str] | Unset):
        search_term (str | Unset):
        cursor (str | Unset):
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorsModel | MultiDirectoryUserDirectoryPage]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        account_id=account_id,
        directory_ids=directory_ids,
        search_term=search_term,
        cursor=cursor,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    account_id: str | Unset = UNSET,
    directory_ids: list[str] | Unset = UNSET,
    search_term: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 20,
) -> ErrorsModel | MultiDirectoryUserDirectoryPage | None:
    """List the directories of an organization

     When a cursor is given, the API takes no notice of any other parameter.

    Args:
        org_id (str):
        account_id (str | Unset):
        directory_ids (list[str] | Unset):
        search_term (str | Unset):
        cursor (str | Unset):
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorsModel | MultiDirectoryUserDirectoryPage
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            client=client,
            account_id=account_id,
            directory_ids=directory_ids,
            search_term=search_term,
            cursor=cursor,
            limit=limit,
        )
    ).parsed
