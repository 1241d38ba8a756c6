"""The data models of requests and responses, each imported when it is first asked for"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .application_error import ApplicationError
    from .application_errors import ApplicationErrors
    from .bulk_fetch_auth_policy_request import BulkFetchAuthPolicyRequest
    from .free_form import FreeForm
    from .get_policies_v2_type import GetPoliciesV2Type
    from .page_links import PageLinks
    from .page_meta import PageMeta
    from .policy_attributes import PolicyAttributes
    from .policy_export_rule import PolicyExportRule
    from .policy_metadata import PolicyMetadata
    from .policy_model import PolicyModel
    from .policy_page_v2 import PolicyPageV2
    from .policy_response_v2 import PolicyResponseV2
    from .policy_rule import PolicyRule
    from .refusal import Refusal
    from .user_policy_info import UserPolicyInfo

    pass

_MODULES: dict[str, str] = {
    "ApplicationError": ".application_error",
    "ApplicationErrors": ".application_errors",
    "BulkFetchAuthPolicyRequest": ".bulk_fetch_auth_policy_request",
    "FreeForm": ".free_form",
    "GetPoliciesV2Type": ".get_policies_v2_type",
    "PageLinks": ".page_links",
    "PageMeta": ".page_meta",
    "PolicyAttributes": ".policy_attributes",
    "PolicyExportRule": ".policy_export_rule",
    "PolicyMetadata": ".policy_metadata",
    "PolicyModel": ".policy_model",
    "PolicyPageV2": ".policy_page_v2",
    "PolicyResponseV2": ".policy_response_v2",
    "PolicyRule": ".policy_rule",
    "Refusal": ".refusal",
    "UserPolicyInfo": ".user_policy_info",
}

__all__ = (
    "ApplicationError",
    "ApplicationErrors",
    "BulkFetchAuthPolicyRequest",
    "FreeForm",
    "GetPoliciesV2Type",
    "PageLinks",
    "PageMeta",
    "PolicyAttributes",
    "PolicyExportRule",
    "PolicyMetadata",
    "PolicyModel",
    "PolicyPageV2",
    "PolicyResponseV2",
    "PolicyRule",
    "Refusal",
    "UserPolicyInfo",
)


def __getattr__(name: str) -> Any:
    """Import the model that is asked for."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name], __name__), name)


def __dir__() -> list[str]:
    """List the models without importing them."""
    return sorted(__all__)
