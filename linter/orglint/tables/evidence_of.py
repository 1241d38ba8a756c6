"""What else an organization says that shows that a table lacks rows, or that a column cannot be empty, by the table."""

from orglint.tables.evidence import Evidence, Reference, RowsOf, Silence

_MEMBERS = ("active", "suspended")
_MANAGED = ("managed",)
_ADMIN = ("atlassian/org-admin",)
_MANAGED_USERS = RowsOf("users", only={"claimStatus": _MANAGED, "accountStatus": ("active",)})
_USED = ("confluence", "jira-software")
_MANAGED_MEMBERS = {"claimStatus": _MANAGED, "membershipStatus": ("active",)}

DIRECTORIES = (
    Evidence("no directory, although there are groups in one", RowsOf("groups", "directoryId")),
    Evidence("no directory, although there are members of one", RowsOf("users", "membershipStatus", _MEMBERS)),
    Reference("directories of groups that are not listed", RowsOf("groups"), "directoryId", "directoryId"),
    Reference("directories of roles that are not listed", RowsOf("user_roles"), "directoryId", "directoryId"),
)

USERS = (
    Evidence("no user at all, which no organization is without"),
    Silence("no organization admin, which no organization is without", RowsOf("users", "platformRoles", _ADMIN)),
    # not group by group: programs are members too, and who is removed is counted for a while
    Silence(
        "no user is in a group, although there are groups with members",
        RowsOf("users", "groups"),
        RowsOf("groups", "counts.users"),
    ),
)

MANAGED_ACCOUNTS = (
    Evidence("no managed account, although there are managed users", RowsOf("users", "claimStatus", _MANAGED)),
    # the other way round shows nothing: managed accounts use products of other organizations, too
    Silence(
        "no managed account has a product, although managed users use some",
        RowsOf("managed_accounts", "product_access"),
        RowsOf("users", "productAccess[].key", _USED, only=_MANAGED_MEMBERS),
    ),
    Reference(
        "active managed users who are not listed",
        _MANAGED_USERS,
        "accountId",
        "account_id",
    ),
)

GROUPS = (
    Evidence("no group, although there are users in groups", RowsOf("users", "groups")),
    Silence(
        "no group has a member, although active users are in groups",
        RowsOf("groups", "counts.users"),
        RowsOf("users", "groups", only={"status": ("active",)}),
    ),
    Silence(
        "no group gives access to anything, although users have roles by a group",
        RowsOf("groups", "counts.resources"),
        RowsOf("user_roles", "roleAssignments[].roleAssignmentMethods[]", ("group_direct",)),
    ),
)

DOMAINS = (
    Evidence("no domain, although there are managed accounts", RowsOf("managed_accounts")),
    Evidence("no domain, although there are managed users", RowsOf("users", "claimStatus", _MANAGED)),
    Reference(
        "domains of managed users that are not listed",
        _MANAGED_USERS,
        "emailDomain",
        "name",
        domains=True,
    ),
)

USER_ROLES = (
    Silence(
        "roles that no assignment says",
        RowsOf("user_roles", "roleAssignments"),
        RowsOf("user_roles", "roles"),
    ),
    Silence(
        "assignments whose role is not among the roles",
        RowsOf("user_roles", "roles"),
        RowsOf("user_roles", "roleAssignments"),
    ),
)
