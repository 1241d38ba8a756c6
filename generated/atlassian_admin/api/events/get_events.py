from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.application_errors import ApplicationErrors
from ...models.event_page import EventPage
from ...models.proxy_error import ProxyError
from ...types import UNSET, Response, Unset


def _get_kwargs(
    org_id: str,
    *,
    cursor: str | Unset = UNSET,
    q: str | Unset = UNSET,
    from_: str | Unset = UNSET,
    to: str | Unset = UNSET,
    action: str | Unset = UNSET,
    actor: str | Unset = UNSET,
    ip: str | Unset = UNSET,
    product: str | Unset = UNSET,
    location: str | Unset = UNSET,
    limit: int | Unset = 30,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["q"] = q

    params["from"] = from_

    params["to"] = to

    params["action"] = action

    params["actor"] = actor

    params["ip"] = ip

    params["product"] = product

    params["location"] = location

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/orgs/{org_id}/events".format(
            org_id=quote(str(org_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ApplicationErrors | EventPage | ProxyError | None:
    if response.status_code == 200:
        response_200 = EventPage.from_dict(response.json())

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
) -> Response[ApplicationErrors | EventPage | ProxyError]:
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
    q: str | Unset = UNSET,
    from_: str | Unset = UNSET,
    to: str | Unset = UNSET,
    action: str | Unset = UNSET,
    actor: str | Unset = UNSET,
    ip: str | Unset = UNSET,
    product: str | Unset = UNSET,
    location: str | Unset = UNSET,
    limit: int | Unset = 30,
) -> Response[ApplicationErrors | EventPage | ProxyError]:
    """Search the audit log, newest first

     Without Atlassian Guard the log is empty, which says nothing about what happened. To read much of
    the log use pollEvents: its limits are wider.

    Args:
        org_id (str):
        cursor (str | Unset):
        q (str | Unset):
        from_ (str | Unset):
        to (str | Unset):
        action (str | Unset):
        actor (str | Unset):
        ip (str | Unset):
        product (str | Unset):
        location (str | Unset):
        limit (int | Unset):  Default: 30.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ApplicationErrors | EventPage | ProxyError]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        cursor=cursor,
        q=q,
        from_=from_,
        to=to,
        action=action,
        actor=actor,
        ip=ip,
        product=product,
        location=location,
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
    cursor: str | Unset = UNSET,
    q: str | Unset = UNSET,
    from_: str | Unset = UNSET,
    to: str | Unset = UNSET,
    action: str | Unset = UNSET,
    actor: str | Unset = UNSET,
    ip: str | Unset = UNSET,
    product: str | Unset = UNSET,
    location: str | Unset = UNSET,
    limit: int | Unset = 30,
) -> ApplicationErrors | EventPage | ProxyError | None:
    """Search the audit log, newest first

     Without Atlassian Guard the log is empty, which says nothing about what happened. To read much of
    the log use pollEvents: its limits are wider.

    Args:
        org_id (str):
        cursor (str | Unset):
        q (str | Unset):
        from_ (str | Unset):
        to (str | Unset):
        action (str | Unset):
        actor (str | Unset):
        ip (str | Unset):
        product (str | Unset):
        location (str | Unset):
        limit (int | Unset):  Default: 30.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ApplicationErrors | EventPage | ProxyError
    """

    return sync_detailed(
        org_id=org_id,
        client=client,
        cursor=cursor,
        q=q,
        from_=from_,
        to=to,
        action=action,
        actor=actor,
        ip=ip,
        product=product,
        location=location,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    q: str | Unset = UNSET,
    from_: str | Unset = UNSET,
    to: str | Unset = UNSET,
    action: str | Unset = UNSET,
    actor: str | Unset = UNSET,
    ip: str | Unset = UNSET,
    product: str | Unset = UNSET,
    location: str | Unset = UNSET,
    limit: int | Unset = 30,
) -> Response[ApplicationErrors | EventPage | ProxyError]:
    """Search the audit log, newest first

     Without Atlassian Guard the log is empty, which says nothing about what happened. To read much of
    the log use pollEvents: its limits are wider.

    Args:
        org_id (str):
        cursor (str | Unset):
        q (str | Unset):
        from_ (str | Unset):
        to (str | Unset):
        action (str | Unset):
        actor (str | Unset):
        ip (str | Unset):
        product (str | Unset):
        location (str | Unset):
        limit (int | Unset):  Default: 30.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ApplicationErrors | EventPage | ProxyError]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        cursor=cursor,
        q=q,
        from_=from_,
        to=to,
        action=action,
        actor=actor,
        ip=ip,
        product=product,
        location=location,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    cursor: str | Unset = UNSET,
    q: str | Unset = UNSET,
    from_: str | Unset = UNSET,
    to: str | Unset = UNSET,
    action: str | Unset = UNSET,
    actor: str | Unset = UNSET,
    ip: str | Unset = UNSET,
    product: str | Unset = UNSET,
    location: str | Unset = UNSET,
    limit: int | Unset = 30,
) -> ApplicationErrors | EventPage | ProxyError | None:
    """Search the audit log, newest first

     Without Atlassian Guard the log is empty, which says nothing about what happened. To read much of
    the log use pollEvents: its limits are wider.

    Args:
        org_id (str):
        cursor (str | Unset):
        q (str | Unset):
        from_ (str | Unset):
        to (str | Unset):
        action (str | Unset):
        actor (str | Unset):
        ip (str | Unset):
        product (str | Unset):
        location (str | Unset):
        limit (int | Unset):  Default: 30.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ApplicationErrors | EventPage | ProxyError
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            client=client,
            cursor=cursor,
            q=q,
            from_=from_,
            to=to,
            action=action,
            actor=actor,
            ip=ip,
            product=product,
            location=location,
            limit=limit,
        )
    ).parsed
