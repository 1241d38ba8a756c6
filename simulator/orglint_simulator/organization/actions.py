"""The actions of the audit log, each with its name and its group.

Atlassian publishes no list of action ids. The ids of sign-ins and of groups have been seen; the others are placeholders
and say so.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Action(NamedTuple):
    """What people read of an action."""

    name: str
    group: str


ACCESS, ROLES, GROUPS, POLICIES = "User access", "Roles", "Groups", "Policies"
SIGNED_IN, GROUPED = "user_login", "user_added_to_group"
SUSPENDED, RESTORED = "placeholder_user_suspended", "placeholder_user_restored"
REMOVED, INVITED = "placeholder_user_removed", "placeholder_user_invited"
GRANTED, REVOKED = "placeholder_role_granted", "placeholder_role_revoked"
GROUP_MADE, GROUP_DELETED = "placeholder_group_created", "placeholder_group_deleted"
UNGROUPED = "placeholder_user_removed_from_group"
GROUP_GRANTED, GROUP_REVOKED = "placeholder_group_role_granted", "placeholder_group_role_revoked"
POLICY_MADE, POLICY_CHANGED = "placeholder_policy_created", "placeholder_policy_updated"
POLICY_DELETED, POLICY_VALIDATED = "placeholder_policy_deleted", "placeholder_policy_validated"
COVERED, COVER_CHANGED = "placeholder_policy_resource_added", "placeholder_policy_resource_updated"
UNCOVERED = "placeholder_policy_resource_removed"

ACTIONS: Mapping[str, Action] = {
    SIGNED_IN: Action("Logged in", ACCESS),
    SUSPENDED: Action("Suspended a user", ACCESS),
    RESTORED: Action("Restored a user", ACCESS),
    REMOVED: Action("Removed a user", ACCESS),
    INVITED: Action("Invited a user", ACCESS),
    GRANTED: Action("Granted a role", ROLES),
    REVOKED: Action("Revoked a role", ROLES),
    GROUPED: Action("Added a user to a group", GROUPS),
    UNGROUPED: Action("Removed a user from a group", GROUPS),
    GROUP_MADE: Action("Created a group", GROUPS),
    GROUP_DELETED: Action("Deleted a group", GROUPS),
    GROUP_GRANTED: Action("Granted a role to a group", GROUPS),
    GROUP_REVOKED: Action("Revoked a role from a group", GROUPS),
    POLICY_MADE: Action("Created a policy", POLICIES),
    POLICY_CHANGED: Action("Updated a policy", POLICIES),
    POLICY_DELETED: Action("Deleted a policy", POLICIES),
    POLICY_VALIDATED: Action("Asked to validate a policy", POLICIES),
    COVERED: Action("Added a resource to a policy", POLICIES),
    COVER_CHANGED: Action("Updated a resource of a policy", POLICIES),
    UNCOVERED: Action("Removed a resource from a policy", POLICIES),
}
