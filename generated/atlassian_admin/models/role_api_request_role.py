from enum import StrEnum


class RoleApiRequestRole(StrEnum):
    ATLASSIANADMIN = "atlassian/admin"
    ATLASSIANBASIC = "atlassian/basic"
    ATLASSIANCONTRIBUTOR = "atlassian/contributor"
    ATLASSIANCUSTOMER = "atlassian/customer"
    ATLASSIANGUEST = "atlassian/guest"
    ATLASSIANORG_ADMIN = "atlassian/org-admin"
    ATLASSIANSITE_ADMIN = "atlassian/site-admin"
    ATLASSIANSTAKEHOLDER = "atlassian/stakeholder"
    ATLASSIANUSER = "atlassian/user"
    ATLASSIANUSER_ACCESS_ADMIN = "atlassian/user-access-admin"

    @classmethod
    def _missing_(cls, value: object) -> "RoleApiRequestRole | None":
        """Keep a text that this client does not know yet."""
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = value
        return member

    def __str__(self) -> str:
        return str(self.value)
