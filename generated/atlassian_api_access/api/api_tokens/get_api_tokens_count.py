from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.get_api_tokens_count_status import GetApiTokensCountStatus
from ...models.proxy_error import ProxyError
from ...types import UNSET, Response, Unset


def _get_kwargs(
    org_id: str,
    *,
    q: str | Unset = UNSET,
    status: GetApiTokensCountStatus | Unset = UNSET,
    created_at_search_type: str | Unset = UNSET,
    created_at_uom: str | Unset = UNSET,
    created_at_value: int | Unset = UNSET,
    created_at_from: str | Unset = UNSET,
    created_at_to: str | Unset = UNSET,
    created_at_range_from: str | Unset = UNSET,
    created_at_range_to: str | Unset = UNSET,
    last_active_at_search_type: str | Unset = UNSET,
    last_active_at_uom: str | Unset = UNSET,
    last_active_at_value: int | Unset = UNSET,
    last_active_at_from: str | Unset = UNSET,
    last_active_at_to: str | Unset = UNSET,
    last_active_at_range_from: str | Unset = UNSET,
    last_active_at_range_to: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["q"] = q

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status.value

    params["status"] = json_status

    params["createdAtSearchType"] = created_at_search_type

    params["createdAtUom"] = created_at_uom

    params["createdAtValue"] = created_at_value

    params["createdAtFrom"] = created_at_from

    params["createdAtTo"] = created_at_to

    params["createdAtRangeFrom"] = created_at_range_from

    params["createdAtRangeTo"] = created_at_range_to

    params["lastActiveAtSearchType"] = last_active_at_search_type

    params["lastActiveAtUom"] = last_active_at_uom

    params["lastActiveAtValue"] = last_active_at_value

    params["lastActiveAtFrom"] = last_active_at_from

    params["lastActiveAtTo"] = last_active_at_to

    params["lastActiveAtRangeFrom"] = last_active_at_range_from

    params["lastActiveAtRangeTo"] = last_active_at_range_to

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/orgs/{org_id}/api-tokens/count".format(
            org_id=quote(str(org_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | ProxyError | None:
    if response.status_code == 200:
        response_200 = response.json()
        return response_200

    if response.status_code == 401:
        response_401 = ProxyError.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ProxyError.from_dict(response.json())

        return response_403

    if response.status_code == 429:
        response_429 = ProxyError.from_dict(response.json())

        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any | ProxyError]:
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
    q: str | Unset = UNSET,
    status: GetApiTokensCountStatus | Unset = UNSET,
    created_at_search_type: str | Unset = UNSET,
    created_at_uom: str | Unset = UNSET,
    created_at_value: int | Unset = UNSET,
    created_at_from: str | Unset = UNSET,
    created_at_to: str | Unset = UNSET,
    created_at_range_from: str | Unset = UNSET,
    created_at_range_to: str | Unset = UNSET,
    last_active_at_search_type: str | Unset = UNSET,
    last_active_at_uom: str | Unset = UNSET,
    last_active_at_value: int | Unset = UNSET,
    last_active_at_from: str | Unset = UNSET,
    last_active_at_to: str | Unset = UNSET,
    last_active_at_range_from: str | Unset = UNSET,
    last_active_at_range_to: str | Unset = UNSET,
) -> Response[Any | ProxyError]:
    """Count the API tokens of managed accounts

    Args:
        org_id (str):
        q (str | Unset):
        status (GetApiTokensCountStatus | Unset):
        created_at_search_type (str | Unset):
        created_at_uom (str | Unset):
        created_at_value (int | Unset):
        created_at_from (str | Unset):
        created_at_to (str | Unset):
        created_at_range_from (str | Unset):
        created_at_range_to (str | Unset):
        last_active_at_search_type (str | Unset):
        last_active_at_uom (str | Unset):
        last_active_at_value (int | Unset):
        last_active_at_from (str | Unset):
        last_active_at_to (str | Unset):
        last_active_at_range_from (str | Unset):
        last_active_at_range_to (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ProxyError]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        q=q,
        status=status,
        created_at_search_type=created_at_search_type,
        created_at_uom=created_at_uom,
        created_at_value=created_at_value,
        created_at_from=created_at_from,
        created_at_to=created_at_to,
        created_at_range_from=created_at_range_from,
        created_at_range_to=created_at_range_to,
        last_active_at_search_type=last_active_at_search_type,
        last_active_at_uom=last_active_at_uom,
        last_active_at_value=last_active_at_value,
        last_active_at_from=last_active_at_from,
        last_active_at_to=last_active_at_to,
        last_active_at_range_from=last_active_at_range_from,
        last_active_at_range_to=last_active_at_range_to,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    q: str | Unset = UNSET,
    status: GetApiTokensCountStatus | Unset = UNSET,
    created_at_search_type: str | Unset = UNSET,
    created_at_uom: str | Unset = UNSET,
    created_at_value: int | Unset = UNSET,
    created_at_from: str | Unset = UNSET,
    created_at_to: str | Unset = UNSET,
    created_at_range_from: str | Unset = UNSET,
    created_at_range_to: str | Unset = UNSET,
    last_active_at_search_type: str | Unset = UNSET,
    last_active_at_uom: str | Unset = UNSET,
    last_active_at_value: int | Unset = UNSET,
    last_active_at_from: str | Unset = UNSET,
    last_active_at_to: str | Unset = UNSET,
    last_active_at_range_from: str | Unset = UNSET,
    last_active_at_range_to: str | Unset = UNSET,
) -> Any | ProxyError | None:
    """Count the API tokens of managed accounts

    Args:
        org_id (str):
        q (str | Unset):
        status (GetApiTokensCountStatus | Unset):
        created_at_search_type (str | Unset):
        created_at_uom (str | Unset):
        created_at_value (int | Unset):
        created_at_from (str | Unset):
        created_at_to (str | Unset):
        created_at_range_from (str | Unset):
        created_at_range_to (str | Unset):
        last_active_at_search_type (str | Unset):
        last_active_at_uom (str | Unset):
        last_active_at_value (int | Unset):
        last_active_at_from (str | Unset):
        last_active_at_to (str | Unset):
        last_active_at_range_from (str | Unset):
        last_active_at_range_to (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ProxyError
    """

    return sync_detailed(
        org_id=org_id,
        client=client,
        q=q,
        status=status,
        created_at_search_type=created_at_search_type,
        created_at_uom=created_at_uom,
        created_at_value=created_at_value,
        created_at_from=created_at_from,
        created_at_to=created_at_to,
        created_at_range_from=created_at_range_from,
        created_at_range_to=created_at_range_to,
        last_active_at_search_type=last_active_at_search_type,
        last_active_at_uom=last_active_at_uom,
        last_active_at_value=last_active_at_value,
        last_active_at_from=last_active_at_from,
        last_active_at_to=last_active_at_to,
        last_active_at_range_from=last_active_at_range_from,
        last_active_at_range_to=last_active_at_range_to,
    ).parsed


async def asyncio_detailed(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    q: str | Unset = UNSET,
    status: GetApiTokensCountStatus | Unset = UNSET,
    created_at_search_type: str | Unset = UNSET,
    created_at_uom: str | Unset = UNSET,
    created_at_value: int | Unset = UNSET,
    created_at_from: str | Unset = UNSET,
    created_at_to: str | Unset = UNSET,
    created_at_range_from: str | Unset = UNSET,
    created_at_range_to: str | Unset = UNSET,
    last_active_at_search_type: str | Unset = UNSET,
    last_active_at_uom: str | Unset = UNSET,
    last_active_at_value: int | Unset = UNSET,
    last_active_at_from: str | Unset = UNSET,
    last_active_at_to: str | Unset = UNSET,
    last_active_at_range_from: str | Unset = UNSET,
    last_active_at_range_to: str | Unset = UNSET,
) -> Response[Any | ProxyError]:
    """Count the API tokens of managed accounts

    Args:
        org_id (str):
        q (str | Unset):
        status (GetApiTokensCountStatus | Unset):
        created_at_search_type (str | Unset):
        created_at_uom (str | Unset):
        created_at_value (int | Unset):
        created_at_from (str | Unset):
        created_at_to (str | Unset):
        created_at_range_from (str | Unset):
        created_at_range_to (str | Unset):
        last_active_at_search_type (str | Unset):
        last_active_at_uom (str | Unset):
        last_active_at_value (int | Unset):
        last_active_at_from (str | Unset):
        last_active_at_to (str | Unset):
        last_active_at_range_from (str | Unset):
        last_active_at_range_to (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ProxyError]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        q=q,
        status=status,
        created_at_search_type=created_at_search_type,
        created_at_uom=created_at_uom,
        created_at_value=created_at_value,
        created_at_from=created_at_from,
        created_at_to=created_at_to,
        created_at_range_from=created_at_range_from,
        created_at_range_to=created_at_range_to,
        last_active_at_search_type=last_active_at_search_type,
        last_active_at_uom=last_active_at_uom,
        last_active_at_value=last_active_at_value,
        last_active_at_from=last_active_at_from,
        last_active_at_to=last_active_at_to,
        last_active_at_range_from=last_active_at_range_from,
        last_active_at_range_to=last_active_at_range_to,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    org_id: str,
    *,
    client: AuthenticatedClient | Client,
    q: str | Unset = UNSET,
    status: GetApiTokensCountStatus | Unset = UNSET,
    created_at_search_type: str | Unset = UNSET,
    created_at_uom: str | Unset = UNSET,
    created_at_value: int | Unset = UNSET,
    created_at_from: str | Unset = UNSET,
    created_at_to: str | Unset = UNSET,
    created_at_range_from: str | Unset = UNSET,
    created_at_range_to: str | Unset = UNSET,
    last_active_at_search_type: str | Unset = UNSET,
    last_active_at_uom: str | Unset = UNSET,
    last_active_at_value: int | Unset = UNSET,
    last_active_at_from: str | Unset = UNSET,
    last_active_at_to: str | Unset = UNSET,
    last_active_at_range_from: str | Unset = UNSET,
    last_active_at_range_to: str | Unset = UNSET,
) -> Any | ProxyError | None:
    """Count the API tokens of managed accounts

    Args:
        org_id (str):
        q (str | Unset):
        status (GetApiTokensCountStatus | Unset):
        created_at_search_type (str | Unset):
        created_at_uom (str | Unset):
        created_at_value (int | Unset):
        created_at_from (str | Unset):
        created_at_to (str | Unset):
        created_at_range_from (str | Unset):
        created_at_range_to (str | Unset):
        last_active_at_search_type (str | Unset):
        last_active_at_uom (str | Unset):
        last_active_at_value (int | Unset):
        last_active_at_from (str | Unset):
        last_active_at_to (str | Unset):
        last_active_at_range_from (str | Unset):
        last_active_at_range_to (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ProxyError
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            client=client,
            q=q,
            status=status,
            created_at_search_type=created_at_search_type,
            created_at_uom=created_at_uom,
            created_at_value=created_at_value,
            created_at_from=created_at_from,
            created_at_to=created_at_to,
            created_at_range_from=created_at_range_from,
            created_at_range_to=created_at_range_to,
            last_active_at_search_type=last_active_at_search_type,
            last_active_at_uom=last_active_at_uom,
            last_active_at_value=last_active_at_value,
            last_active_at_from=last_active_at_from,
            last_active_at_to=last_active_at_to,
            last_active_at_range_from=last_active_at_range_from,
            last_active_at_range_to=last_active_at_range_to,
        )
    ).parsed
