"""The data models of requests and responses, each imported when it is first asked for"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .account_status import AccountStatus
    from .application_error import ApplicationError
    from .application_errors import ApplicationErrors
    from .claim_status import ClaimStatus
    from .domain import Domain
    from .domain_attributes import DomainAttributes
    from .domain_claim import DomainClaim
    from .domain_model import DomainModel
    from .domain_page import DomainPage
    from .error_item import ErrorItem
    from .error_list import ErrorList
    from .event_actor import EventActor
    from .event_attributes import EventAttributes
    from .event_auth import EventAuth
    from .event_links import EventLinks
    from .event_location import EventLocation
    from .event_message import EventMessage
    from .event_meta import EventMeta
    from .event_model import EventModel
    from .event_object import EventObject
    from .event_principal import EventPrincipal
    from .free_form import FreeForm
    from .link_page_cursor import LinkPageCursor
    from .link_page_model import LinkPageModel
    from .link_related_model import LinkRelatedModel
    from .link_related_url import LinkRelatedUrl
    from .link_self_model import LinkSelfModel
    from .membership_status import MembershipStatus
    from .multi_directory_count import MultiDirectoryCount
    from .multi_directory_group import MultiDirectoryGroup
    from .multi_directory_group_counts import MultiDirectoryGroupCounts
    from .multi_directory_group_details import MultiDirectoryGroupDetails
    from .multi_directory_group_expand import MultiDirectoryGroupExpand
    from .multi_directory_group_management_access import MultiDirectoryGroupManagementAccess
    from .multi_directory_group_role_assignment import MultiDirectoryGroupRoleAssignment
    from .multi_directory_group_role_assignment_page import MultiDirectoryGroupRoleAssignmentPage
    from .multi_directory_group_search_page import MultiDirectoryGroupSearchPage
    from .multi_directory_group_search_request import MultiDirectoryGroupSearchRequest
    from .multi_directory_group_sort_by import MultiDirectoryGroupSortBy
    from .multi_directory_group_sort_by_field import MultiDirectoryGroupSortByField
    from .multi_directory_group_stats import MultiDirectoryGroupStats
    from .multi_directory_group_totals import MultiDirectoryGroupTotals
    from .multi_directory_group_type_count import MultiDirectoryGroupTypeCount
    from .multi_directory_user import MultiDirectoryUser
    from .multi_directory_user_account_status_count import MultiDirectoryUserAccountStatusCount
    from .multi_directory_user_counts import MultiDirectoryUserCounts
    from .multi_directory_user_details import MultiDirectoryUserDetails
    from .multi_directory_user_directory import MultiDirectoryUserDirectory
    from .multi_directory_user_directory_page import MultiDirectoryUserDirectoryPage
    from .multi_directory_user_expand import MultiDirectoryUserExpand
    from .multi_directory_user_group import MultiDirectoryUserGroup
    from .multi_directory_user_product_access import MultiDirectoryUserProductAccess
    from .multi_directory_user_role_assignment import MultiDirectoryUserRoleAssignment
    from .multi_directory_user_role_assignment_method import MultiDirectoryUserRoleAssignmentMethod
    from .multi_directory_user_role_assignment_page import MultiDirectoryUserRoleAssignmentPage
    from .multi_directory_user_role_count import MultiDirectoryUserRoleCount
    from .multi_directory_user_search_page import MultiDirectoryUserSearchPage
    from .multi_directory_user_search_request import MultiDirectoryUserSearchRequest
    from .multi_directory_user_sort_by import MultiDirectoryUserSortBy
    from .multi_directory_user_sort_by_field import MultiDirectoryUserSortByField
    from .multi_directory_user_stats import MultiDirectoryUserStats
    from .no_perms_error import NoPermsError
    from .org import Org
    from .org_attributes import OrgAttributes
    from .org_model import OrgModel
    from .org_page import OrgPage
    from .org_relationships import OrgRelationships
    from .page_data_meta_v2 import PageDataMetaV2
    from .page_data_response_v2 import PageDataResponseV2
    from .policy import Policy
    from .policy_attributes import PolicyAttributes
    from .policy_model import PolicyModel
    from .policy_page import PolicyPage
    from .policy_page_meta import PolicyPageMeta
    from .policy_resource import PolicyResource
    from .policy_resource_links import PolicyResourceLinks
    from .policy_resource_meta import PolicyResourceMeta
    from .policy_rule import PolicyRule
    from .polling_event_page import PollingEventPage
    from .proxy_error import ProxyError
    from .role_id import RoleId
    from .search_workspaces_request_v2 import SearchWorkspacesRequestV2
    from .sort_direction import SortDirection
    from .user import User
    from .user_page import UserPage
    from .user_page_meta import UserPageMeta
    from .user_product_access import UserProductAccess
    from .user_status import UserStatus
    from .workspace_attributes import WorkspaceAttributes
    from .workspace_field import WorkspaceField
    from .workspace_model import WorkspaceModel
    from .workspace_query import WorkspaceQuery
    from .workspace_sandbox import WorkspaceSandbox
    from .workspace_sort import WorkspaceSort

    pass

_MODULES = {
    "AccountStatus": ".account_status",
    "ApplicationError": ".application_error",
    "ApplicationErrors": ".application_errors",
    "ClaimStatus": ".claim_status",
    "Domain": ".domain",
    "DomainAttributes": ".domain_attributes",
    "DomainClaim": ".domain_claim",
    "DomainModel": ".domain_model",
    "DomainPage": ".domain_page",
    "ErrorItem": ".error_item",
    "ErrorList": ".error_list",
    "EventActor": ".event_actor",
    "EventAttributes": ".event_attributes",
    "EventAuth": ".event_auth",
    "EventLinks": ".event_links",
    "EventLocation": ".event_location",
    "EventMessage": ".event_message",
    "EventMeta": ".event_meta",
    "EventModel": ".event_model",
    "EventObject": ".event_object",
    "EventPrincipal": ".event_principal",
    "FreeForm": ".free_form",
    "LinkPageCursor": ".link_page_cursor",
    "LinkPageModel": ".link_page_model",
    "LinkRelatedModel": ".link_related_model",
    "LinkRelatedUrl": ".link_related_url",
    "LinkSelfModel": ".link_self_model",
    "MembershipStatus": ".membership_status",
    "MultiDirectoryCount": ".multi_directory_count",
    "MultiDirectoryGroup": ".multi_directory_group",
    "MultiDirectoryGroupCounts": ".multi_directory_group_counts",
    "MultiDirectoryGroupDetails": ".multi_directory_group_details",
    "MultiDirectoryGroupExpand": ".multi_directory_group_expand",
    "MultiDirectoryGroupManagementAccess": ".multi_directory_group_management_access",
    "MultiDirectoryGroupRoleAssignment": ".multi_directory_group_role_assignment",
    "MultiDirectoryGroupRoleAssignmentPage": ".multi_directory_group_role_assignment_page",
    "MultiDirectoryGroupSearchPage": ".multi_directory_group_search_page",
    "MultiDirectoryGroupSearchRequest": ".multi_directory_group_search_request",
    "MultiDirectoryGroupSortBy": ".multi_directory_group_sort_by",
    "MultiDirectoryGroupSortByField": ".multi_directory_group_sort_by_field",
    "MultiDirectoryGroupStats": ".multi_directory_group_stats",
    "MultiDirectoryGroupTotals": ".multi_directory_group_totals",
    "MultiDirectoryGroupTypeCount": ".multi_directory_group_type_count",
    "MultiDirectoryUser": ".multi_directory_user",
    "MultiDirectoryUserAccountStatusCount": ".multi_directory_user_account_status_count",
    "MultiDirectoryUserCounts": ".multi_directory_user_counts",
    "MultiDirectoryUserDetails": ".multi_directory_user_details",
    "MultiDirectoryUserDirectory": ".multi_directory_user_directory",
    "MultiDirectoryUserDirectoryPage": ".multi_directory_user_directory_page",
    "MultiDirectoryUserExpand": ".multi_directory_user_expand",
    "MultiDirectoryUserGroup": ".multi_directory_user_group",
    "MultiDirectoryUserProductAccess": ".multi_directory_user_product_access",
    "MultiDirectoryUserRoleAssignment": ".multi_directory_user_role_assignment",
    "MultiDirectoryUserRoleAssignmentMethod": ".multi_directory_user_role_assignment_method",
    "MultiDirectoryUserRoleAssignmentPage": ".multi_directory_user_role_assignment_page",
    "MultiDirectoryUserRoleCount": ".multi_directory_user_role_count",
    "MultiDirectoryUserSearchPage": ".multi_directory_user_search_page",
    "MultiDirectoryUserSearchRequest": ".multi_directory_user_search_request",
    "MultiDirectoryUserSortBy": ".multi_directory_user_sort_by",
    "MultiDirectoryUserSortByField": ".multi_directory_user_sort_by_field",
    "MultiDirectoryUserStats": ".multi_directory_user_stats",
    "NoPermsError": ".no_perms_error",
    "Org": ".org",
    "OrgAttributes": ".org_attributes",
    "OrgModel": ".org_model",
    "OrgPage": ".org_page",
    "OrgRelationships": ".org_relationships",
    "PageDataMetaV2": ".page_data_meta_v2",
    "PageDataResponseV2": ".page_data_response_v2",
    "Policy": ".policy",
    "PolicyAttributes": ".policy_attributes",
    "PolicyModel": ".policy_model",
    "PolicyPage": ".policy_page",
    "PolicyPageMeta": ".policy_page_meta",
    "PolicyResource": ".policy_resource",
    "PolicyResourceLinks": ".policy_resource_links",
    "PolicyResourceMeta": ".policy_resource_meta",
    "PolicyRule": ".policy_rule",
    "PollingEventPage": ".polling_event_page",
    "ProxyError": ".proxy_error",
    "RoleId": ".role_id",
    "SearchWorkspacesRequestV2": ".search_workspaces_request_v2",
    "SortDirection": ".sort_direction",
    "User": ".user",
    "UserPage": ".user_page",
    "UserPageMeta": ".user_page_meta",
    "UserProductAccess": ".user_product_access",
    "UserStatus": ".user_status",
    "WorkspaceAttributes": ".workspace_attributes",
    "WorkspaceField": ".workspace_field",
    "WorkspaceModel": ".workspace_model",
    "WorkspaceQuery": ".workspace_query",
    "WorkspaceSandbox": ".workspace_sandbox",
    "WorkspaceSort": ".workspace_sort",
}

__all__ = (
    "AccountStatus",
    "ApplicationError",
    "ApplicationErrors",
    "ClaimStatus",
    "Domain",
    "DomainAttributes",
    "DomainClaim",
    "DomainModel",
    "DomainPage",
    "ErrorItem",
    "ErrorList",
    "EventActor",
    "EventAttributes",
    "EventAuth",
    "EventLinks",
    "EventLocation",
    "EventMessage",
    "EventMeta",
    "EventModel",
    "EventObject",
    "EventPrincipal",
    "FreeForm",
    "LinkPageCursor",
    "LinkPageModel",
    "LinkRelatedModel",
    "LinkRelatedUrl",
    "LinkSelfModel",
    "MembershipStatus",
    "MultiDirectoryCount",
    "MultiDirectoryGroup",
    "MultiDirectoryGroupCounts",
    "MultiDirectoryGroupDetails",
    "MultiDirectoryGroupExpand",
    "MultiDirectoryGroupManagementAccess",
    "MultiDirectoryGroupRoleAssignment",
    "MultiDirectoryGroupRoleAssignmentPage",
    "MultiDirectoryGroupSearchPage",
    "MultiDirectoryGroupSearchRequest",
    "MultiDirectoryGroupSortBy",
    "MultiDirectoryGroupSortByField",
    "MultiDirectoryGroupStats",
    "MultiDirectoryGroupTotals",
    "MultiDirectoryGroupTypeCount",
    "MultiDirectoryUser",
    "MultiDirectoryUserAccountStatusCount",
    "MultiDirectoryUserCounts",
    "MultiDirectoryUserDetails",
    "MultiDirectoryUserDirectory",
    "MultiDirectoryUserDirectoryPage",
    "MultiDirectoryUserExpand",
    "MultiDirectoryUserGroup",
    "MultiDirectoryUserProductAccess",
    "MultiDirectoryUserRoleAssignment",
    "MultiDirectoryUserRoleAssignmentMethod",
    "MultiDirectoryUserRoleAssignmentPage",
    "MultiDirectoryUserRoleCount",
    "MultiDirectoryUserSearchPage",
    "MultiDirectoryUserSearchRequest",
    "MultiDirectoryUserSortBy",
    "MultiDirectoryUserSortByField",
    "MultiDirectoryUserStats",
    "NoPermsError",
    "Org",
    "OrgAttributes",
    "OrgModel",
    "OrgPage",
    "OrgRelationships",
    "PageDataMetaV2",
    "PageDataResponseV2",
    "Policy",
    "PolicyAttributes",
    "PolicyModel",
    "PolicyPage",
    "PolicyPageMeta",
    "PolicyResource",
    "PolicyResourceLinks",
    "PolicyResourceMeta",
    "PolicyRule",
    "PollingEventPage",
    "ProxyError",
    "RoleId",
    "SearchWorkspacesRequestV2",
    "SortDirection",
    "User",
    "UserPage",
    "UserPageMeta",
    "UserProductAccess",
    "UserStatus",
    "WorkspaceAttributes",
    "WorkspaceField",
    "WorkspaceModel",
    "WorkspaceQuery",
    "WorkspaceSandbox",
    "WorkspaceSort",
)


def __getattr__(name: str) -> Any:
    """Import the model that is asked for."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name], __name__), name)


def __dir__() -> list[str]:
    """List the models without importing them."""
    return sorted(__all__)
