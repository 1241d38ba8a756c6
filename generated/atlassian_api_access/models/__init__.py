"""The data models of requests and responses, each imported when it is first asked for"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api_key import ApiKey
    from .api_key_creator import ApiKeyCreator
    from .api_key_page import ApiKeyPage
    from .api_token import ApiToken
    from .api_token_page import ApiTokenPage
    from .api_token_user import ApiTokenUser
    from .get_api_tokens_count_status import GetApiTokensCountStatus
    from .get_api_tokens_status import GetApiTokensStatus
    from .link_page_cursor import LinkPageCursor
    from .o_auth_client import OAuthClient
    from .o_auth_client_list_response import OAuthClientListResponse
    from .proxy_error import ProxyError
    from .service_account import ServiceAccount
    from .service_account_list_response import ServiceAccountListResponse
    from .service_account_token_count_request import ServiceAccountTokenCountRequest

    pass

_MODULES: dict[str, str] = {
    "ApiKey": ".api_key",
    "ApiKeyCreator": ".api_key_creator",
    "ApiKeyPage": ".api_key_page",
    "ApiToken": ".api_token",
    "ApiTokenPage": ".api_token_page",
    "ApiTokenUser": ".api_token_user",
    "GetApiTokensCountStatus": ".get_api_tokens_count_status",
    "GetApiTokensStatus": ".get_api_tokens_status",
    "LinkPageCursor": ".link_page_cursor",
    "OAuthClient": ".o_auth_client",
    "OAuthClientListResponse": ".o_auth_client_list_response",
    "ProxyError": ".proxy_error",
    "ServiceAccount": ".service_account",
    "ServiceAccountListResponse": ".service_account_list_response",
    "ServiceAccountTokenCountRequest": ".service_account_token_count_request",
}

__all__ = (
    "ApiKey",
    "ApiKeyCreator",
    "ApiKeyPage",
    "ApiToken",
    "ApiTokenPage",
    "ApiTokenUser",
    "GetApiTokensCountStatus",
    "GetApiTokensStatus",
    "LinkPageCursor",
    "OAuthClient",
    "OAuthClientListResponse",
    "ProxyError",
    "ServiceAccount",
    "ServiceAccountListResponse",
    "ServiceAccountTokenCountRequest",
)


def __getattr__(name: str) -> Any:
    """Import the model that is asked for."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name], __name__), name)


def __dir__() -> list[str]:
    """List the models without importing them."""
    return sorted(__all__)
