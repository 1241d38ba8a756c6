from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.application_errors import ApplicationErrors
from ...models.polling_event_page import PollingEventPage
from ...models.proxy_error import ProxyError
from ...models.sort_direction import SortDirection
from ...types import UNSET, Response, Unset


def _get_kwargs(
    org_id: str,
    *,
    cursor: str | Unset = UNSET,
    from_: str | Unset = UNSET,
    to: str | Unset = UNSET,
    limit: int | Unset = 200,
    sort_order: SortDirection | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["from"] = from_

    params["to"] = to

    params["limit"] = limit

    json_sort_order: str | Unset = UNSET
    if not isinstance(sort_order, Unset):
        json_sort_order = sort_order.value

    params["sortOrder"] = json_sort_order

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/orgs/{org_id}/events-stream".format(
            org_id=quote(str(org_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ApplicationErrors | PollingEventPage | ProxyError | None:
    if response.status_code == 200:
        response_200 = PollingEventPage.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ApplicationErrors.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ProxyError.from_dict(response.json())

        return response_401

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
) -> Response[ApplicationErrors | PollingEventPage | ProxyError]:
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
    cursor: str | Unset = UNSET,
    from_: str | Unset = UNSET,
    to: str | Unset = UNSET,
    limit: int | Unset = 200,
    sort_order: SortDirection | Unset = UNSET,
) -> Response[ApplicationErrors | PollingEventPage | ProxyError]:
    """Read the audit log in the order in which it was processed

     Each answer carries a cursor, the last one too, so that a reader can come back later: an empty page
    is the end. Without Atlassian Guard the log is empty, which says nothing about what happened.

    Args:
        org_id (str):
        cursor (str | Unset):
        from_ (str | Unset):
        to (str | Unset):
        limit (int | Unset):  Default: 200.
        sort_order (SortDirection | Unset): Smallest first or largest first.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ApplicationErrors | PollingEventPage | ProxyError]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        cursor=cursor,
        from_=from_,
        to=to,
        limit=limit,
        sort_order=sort_order,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    from_: str | Unset = UNSET,
    to: str | Unset = UNSET,
    limit: int | Unset = 200,
    sort_order: SortDirection | Unset = UNSET,
) -> ApplicationErrors | PollingEventPage | ProxyError | None:
    """Read the audit log in the order in which it was processed

     Each answer carries a cursor, the last one too, so that a reader can come back later: an empty page
    is the end. Without Atlassian Guard the log is empty, which says nothing about what happened.

    Args:
        org_id (str):
        cursor (str | Unset):
        from_ (str | Unset):
        to (str | Unset):
        limit (int | Unset):  Default: 200.
        sort_order (SortDirection | Unset): Smallest first or largest first.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ApplicationErrors | PollingEventPage | ProxyError
    """

    return sync_detailed(
        org_id=org_id,
        client=client,
        cursor=cursor,
        from_=from_,
        to=to,
        limit=limit,
        sort_order=sort_order,
    ).parsed


async def asyncio_detailed(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    from_: str | Unset = UNSET,
    to: str | Unset = UNSET,
    limit: int | Unset = 200,
    sort_order: SortDirection | Unset = UNSET,
) -> Response[ApplicationErrors | PollingEventPage | ProxyError]:
    """Read the audit log in the order in which it was processed

     Each answer carries a cursor, the last one too, so that a reader can come back later: an empty page
    is the end. Without Atlassian Guard the log is empty, which says nothing about what happened.

    Args:
        org_id (str):
        cursor (str | Unset):
        from_ (str | Unset):
        to (str | Unset):
        limit (int | Unset):  Default: 200.
        sort_order (SortDirection | Unset): Smallest first or largest first.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ApplicationErrors | PollingEventPage | ProxyError]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        cursor=cursor,
        from_=from_,
        to=to,
        limit=limit,
        sort_order=sort_order,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    from_: str | Unset = UNSET,
    to: str | Unset = UNSET,
    limit: int | Unset = 200,
    sort_order: SortDirection | Unset = UNSET,
) -> ApplicationErrors | PollingEventPage | ProxyError | None:
    """Read the audit log in the order in which it was processed

     Each answer carries a cursor, the last one too, so that a reader can come back later: an empty page
    is the end. Without Atlassian Guard the log is empty, which says nothing about what happened.

    Args:
        org_id (str):
        cursor (str | Unset):
        from_ (str | Unset):
        to (str | Unset):
        limit (int | Unset):  Default: 200.
        sort_order (SortDirection | Unset): Smallest first or largest first.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ApplicationErrors | PollingEventPage | ProxyError
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            client=client,
            cursor=cursor,
            from_=from_,
            to=to,
            limit=limit,
            sort_order=sort_order,
        )
    ).parsed
