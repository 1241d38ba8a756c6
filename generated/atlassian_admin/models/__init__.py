"""The data models of requests and responses, each imported when it is first asked for"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .account_status import AccountStatus
    from .add_user_to_group_request import AddUserToGroupRequest
    from .admin_invite_response import AdminInviteResponse
    from .admin_invite_result import AdminInviteResult
    from .api_error import ApiError
    from .api_error_response import ApiErrorResponse
    from .application_error import ApplicationError
    from .application_errors import ApplicationErrors
    from .claim_status import ClaimStatus
    from .create_group_request import CreateGroupRequest
    from .domain import Domain
    from .domain_attributes import DomainAttributes
    from .domain_claim import DomainClaim
    from .domain_model import DomainModel
    from .domain_page import DomainPage
    from .error import Error
    from .errors_model import ErrorsModel
    from .event import Event
    from .event_action_attributes import EventActionAttributes
    from .event_action_model import EventActionModel
    from .event_actions import EventActions
    from .event_actor import EventActor
    from .event_attributes import EventAttributes
    from .event_auth import EventAuth
    from .event_links import EventLinks
    from .event_location import EventLocation
    from .event_message import EventMessage
    from .event_meta import EventMeta
    from .event_model import EventModel
    from .event_object import EventObject
    from .event_page import EventPage
    from .event_principal import EventPrincipal
    from .free_form import FreeForm
    from .generic_action_success_model import GenericActionSuccessModel
    from .group_assignment_result import GroupAssignmentResult
    from .group_page import GroupPage
    from .group_role_request import GroupRoleRequest
    from .invite_user_request_v1 import InviteUserRequestV1
    from .link_next_cursor import LinkNextCursor
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
    from .multi_directory_group_page import MultiDirectoryGroupPage
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
    from .multi_directory_user_page import MultiDirectoryUserPage
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
    from .multidirectory_invite_api_request import MultidirectoryInviteApiRequest
    from .multidirectory_invite_success_response import MultidirectoryInviteSuccessResponse
    from .no_perms_error import NoPermsError
    from .org import Org
    from .org_attributes import OrgAttributes
    from .org_model import OrgModel
    from .org_page import OrgPage
    from .org_relationships import OrgRelationships
    from .organization_level_role_api_request import OrganizationLevelRoleApiRequest
    from .organization_level_role_api_request_role import OrganizationLevelRoleApiRequestRole
    from .page_data_meta_v2 import PageDataMetaV2
    from .page_data_response_v2 import PageDataResponseV2
    from .permission_rule import PermissionRule
    from .policy import Policy
    from .policy_attributes import PolicyAttributes
    from .policy_attributes_input import PolicyAttributesInput
    from .policy_attributes_input_status import PolicyAttributesInputStatus
    from .policy_attributes_input_type import PolicyAttributesInputType
    from .policy_create_data import PolicyCreateData
    from .policy_create_data_type import PolicyCreateDataType
    from .policy_create_input import PolicyCreateInput
    from .policy_model import PolicyModel
    from .policy_page import PolicyPage
    from .policy_page_meta import PolicyPageMeta
    from .policy_resource import PolicyResource
    from .policy_resource_links import PolicyResourceLinks
    from .policy_resource_meta import PolicyResourceMeta
    from .policy_rule import PolicyRule
    from .policy_rule_input import PolicyRuleInput
    from .policy_update_data import PolicyUpdateData
    from .policy_update_data_type import PolicyUpdateDataType
    from .policy_update_input import PolicyUpdateInput
    from .polling_event_page import PollingEventPage
    from .proxy_error import ProxyError
    from .public_user import PublicUser
    from .public_user_product import PublicUserProduct
    from .resource_input import ResourceInput
    from .resource_links_input import ResourceLinksInput
    from .resource_meta_input import ResourceMetaInput
    from .resource_update_input import ResourceUpdateInput
    from .role_api_request import RoleApiRequest
    from .role_api_request_role import RoleApiRequestRole
    from .role_assignment_result import RoleAssignmentResult
    from .role_id import RoleId
    from .search_workspaces_request_v2 import SearchWorkspacesRequestV2
    from .sort_direction import SortDirection
    from .text_filter import TextFilter
    from .unauthorized_error import UnauthorizedError
    from .user import User
    from .user_page import UserPage
    from .user_page_meta import UserPageMeta
    from .user_product_access import UserProductAccess
    from .user_product_access_activity_page import UserProductAccessActivityPage
    from .user_product_access_model import UserProductAccessModel
    from .user_product_activity import UserProductActivity
    from .user_status import UserStatus
    from .users_search_page import UsersSearchPage
    from .users_search_request import UsersSearchRequest
    from .users_search_request_account_statuses_item import UsersSearchRequestAccountStatusesItem
    from .users_search_request_account_types_item import UsersSearchRequestAccountTypesItem
    from .users_search_request_expand_item import UsersSearchRequestExpandItem
    from .workspace_attributes import WorkspaceAttributes
    from .workspace_field import WorkspaceField
    from .workspace_model import WorkspaceModel
    from .workspace_query import WorkspaceQuery
    from .workspace_sandbox import WorkspaceSandbox
    from .workspace_sort import WorkspaceSort

    pass

_MODULES: dict[str, str] = {
    "AccountStatus": ".account_status",
    "AddUserToGroupRequest": ".add_user_to_group_request",
    "AdminInviteResponse": ".admin_invite_response",
    "AdminInviteResult": ".admin_invite_result",
    "ApiError": ".api_error",
    "ApiErrorResponse": ".api_error_response",
    "ApplicationError": ".application_error",
    "ApplicationErrors": ".application_errors",
    "ClaimStatus": ".claim_status",
    "CreateGroupRequest": ".create_group_request",
    "Domain": ".domain",
    "DomainAttributes": ".domain_attributes",
    "DomainClaim": ".domain_claim",
    "DomainModel": ".domain_model",
    "DomainPage": ".domain_page",
    "Error": ".error",
    "ErrorsModel": ".errors_model",
    "Event": ".event",
    "EventActionAttributes": ".event_action_attributes",
    "EventActionModel": ".event_action_model",
    "EventActions": ".event_actions",
    "EventActor": ".event_actor",
    "EventAttributes": ".event_attributes",
    "EventAuth": ".event_auth",
    "EventLinks": ".event_links",
    "EventLocation": ".event_location",
    "EventMessage": ".event_message",
    "EventMeta": ".event_meta",
    "EventModel": ".event_model",
    "EventObject": ".event_object",
    "EventPage": ".event_page",
    "EventPrincipal": ".event_principal",
    "FreeForm": ".free_form",
    "GenericActionSuccessModel": ".generic_action_success_model",
    "GroupAssignmentResult": ".group_assignment_result",
    "GroupPage": ".group_page",
    "GroupRoleRequest": ".group_role_request",
    "InviteUserRequestV1": ".invite_user_request_v1",
    "LinkNextCursor": ".link_next_cursor",
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
    "MultiDirectoryGroupPage": ".multi_directory_group_page",
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
    "MultiDirectoryUserPage": ".multi_directory_user_page",
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
    "MultidirectoryInviteApiRequest": ".multidirectory_invite_api_request",
    "MultidirectoryInviteSuccessResponse": ".multidirectory_invite_success_response",
    "NoPermsError": ".no_perms_error",
    "Org": ".org",
    "OrgAttributes": ".org_attributes",
    "OrgModel": ".org_model",
    "OrgPage": ".org_page",
    "OrgRelationships": ".org_relationships",
    "OrganizationLevelRoleApiRequest": ".organization_level_role_api_request",
    "OrganizationLevelRoleApiRequestRole": ".organization_level_role_api_request_role",
    "PageDataMetaV2": ".page_data_meta_v2",
    "PageDataResponseV2": ".page_data_response_v2",
    "PermissionRule": ".permission_rule",
    "Policy": ".policy",
    "PolicyAttributes": ".policy_attributes",
    "PolicyAttributesInput": ".policy_attributes_input",
    "PolicyAttributesInputStatus": ".policy_attributes_input_status",
    "PolicyAttributesInputType": ".policy_attributes_input_type",
    "PolicyCreateData": ".policy_create_data",
    "PolicyCreateDataType": ".policy_create_data_type",
    "PolicyCreateInput": ".policy_create_input",
    "PolicyModel": ".policy_model",
    "PolicyPage": ".policy_page",
    "PolicyPageMeta": ".policy_page_meta",
    "PolicyResource": ".policy_resource",
    "PolicyResourceLinks": ".policy_resource_links",
    "PolicyResourceMeta": ".policy_resource_meta",
    "PolicyRule": ".policy_rule",
    "PolicyRuleInput": ".policy_rule_input",
    "PolicyUpdateData": ".policy_update_data",
    "PolicyUpdateDataType": ".policy_update_data_type",
    "PolicyUpdateInput": ".policy_update_input",
    "PollingEventPage": ".polling_event_page",
    "ProxyError": ".proxy_error",
    "PublicUser": ".public_user",
    "PublicUserProduct": ".public_user_product",
    "ResourceInput": ".resource_input",
    "ResourceLinksInput": ".resource_links_input",
    "ResourceMetaInput": ".resource_meta_input",
    "ResourceUpdateInput": ".resource_update_input",
    "RoleApiRequest": ".role_api_request",
    "RoleApiRequestRole": ".role_api_request_role",
    "RoleAssignmentResult": ".role_assignment_result",
    "RoleId": ".role_id",
    "SearchWorkspacesRequestV2": ".search_workspaces_request_v2",
    "SortDirection": ".sort_direction",
    "TextFilter": ".text_filter",
    "UnauthorizedError": ".unauthorized_error",
    "User": ".user",
    "UserPage": ".user_page",
    "UserPageMeta": ".user_page_meta",
    "UserProductAccess": ".user_product_access",
    "UserProductAccessActivityPage": ".user_product_access_activity_page",
    "UserProductAccessModel": ".user_product_access_model",
    "UserProductActivity": ".user_product_activity",
    "UserStatus": ".user_status",
    "UsersSearchPage": ".users_search_page",
    "UsersSearchRequest": ".users_search_request",
    "UsersSearchRequestAccountStatusesItem": ".users_search_request_account_statuses_item",
    "UsersSearchRequestAccountTypesItem": ".users_search_request_account_types_item",
    "UsersSearchRequestExpandItem": ".users_search_request_expand_item",
    "WorkspaceAttributes": ".workspace_attributes",
    "WorkspaceField": ".workspace_field",
    "WorkspaceModel": ".workspace_model",
    "WorkspaceQuery": ".workspace_query",
    "WorkspaceSandbox": ".workspace_sandbox",
    "WorkspaceSort": ".workspace_sort",
}

__all__ = (
    "AccountStatus",
    "AddUserToGroupRequest",
    "AdminInviteResponse",
    "AdminInviteResult",
    "ApiError",
    "ApiErrorResponse",
    "ApplicationError",
    "ApplicationErrors",
    "ClaimStatus",
    "CreateGroupRequest",
    "Domain",
    "DomainAttributes",
    "DomainClaim",
    "DomainModel",
    "DomainPage",
    "Error",
    "ErrorsModel",
    "Event",
    "EventActionAttributes",
    "EventActionModel",
    "EventActions",
    "EventActor",
    "EventAttributes",
    "EventAuth",
    "EventLinks",
    "EventLocation",
    "EventMessage",
    "EventMeta",
    "EventModel",
    "EventObject",
    "EventPage",
    "EventPrincipal",
    "FreeForm",
    "GenericActionSuccessModel",
    "GroupAssignmentResult",
    "GroupPage",
    "GroupRoleRequest",
    "InviteUserRequestV1",
    "LinkNextCursor",
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
    "MultiDirectoryGroupPage",
    "MultiDirectoryGroupRoleAssignment",
    "MultiDirectoryGroupRoleAssignmentPage",
    "MultiDirectoryGroupSearchPage",
    "MultiDirectoryGroupSearchRequest",
    "MultiDirectoryGroupSortBy",
    "MultiDirectoryGroupSortByField",
    "MultiDirectoryGroupStats",
    "MultiDirectoryGroupTotals",
    "MultiDirectoryGroupTypeCount",
    "MultidirectoryInviteApiRequest",
    "MultidirectoryInviteSuccessResponse",
    "MultiDirectoryUser",
    "MultiDirectoryUserAccountStatusCount",
    "MultiDirectoryUserCounts",
    "MultiDirectoryUserDetails",
    "MultiDirectoryUserDirectory",
    "MultiDirectoryUserDirectoryPage",
    "MultiDirectoryUserExpand",
    "MultiDirectoryUserGroup",
    "MultiDirectoryUserPage",
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
    "OrganizationLevelRoleApiRequest",
    "OrganizationLevelRoleApiRequestRole",
    "OrgAttributes",
    "OrgModel",
    "OrgPage",
    "OrgRelationships",
    "PageDataMetaV2",
    "PageDataResponseV2",
    "PermissionRule",
    "Policy",
    "PolicyAttributes",
    "PolicyAttributesInput",
    "PolicyAttributesInputStatus",
    "PolicyAttributesInputType",
    "PolicyCreateData",
    "PolicyCreateDataType",
    "PolicyCreateInput",
    "PolicyModel",
    "PolicyPage",
    "PolicyPageMeta",
    "PolicyResource",
    "PolicyResourceLinks",
    "PolicyResourceMeta",
    "PolicyRule",
    "PolicyRuleInput",
    "PolicyUpdateData",
    "PolicyUpdateDataType",
    "PolicyUpdateInput",
    "PollingEventPage",
    "ProxyError",
    "PublicUser",
    "PublicUserProduct",
    "ResourceInput",
    "ResourceLinksInput",
    "ResourceMetaInput",
    "ResourceUpdateInput",
    "RoleApiRequest",
    "RoleApiRequestRole",
    "RoleAssignmentResult",
    "RoleId",
    "SearchWorkspacesRequestV2",
    "SortDirection",
    "TextFilter",
    "UnauthorizedError",
    "User",
    "UserPage",
    "UserPageMeta",
    "UserProductAccess",
    "UserProductAccessActivityPage",
    "UserProductAccessModel",
    "UserProductActivity",
    "UsersSearchPage",
    "UsersSearchRequest",
    "UsersSearchRequestAccountStatusesItem",
    "UsersSearchRequestAccountTypesItem",
    "UsersSearchRequestExpandItem",
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
