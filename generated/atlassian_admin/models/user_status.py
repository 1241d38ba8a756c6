from enum import StrEnum


class UserStatus(StrEnum):
    ACTIVE = "active"
    DEACTIVATED = "deactivated"
    FOR_DELETION = "for_deletion"
    NOT_INVITED = "not_invited"
    SUSPENDED = "suspended"

    @classmethod
    def _missing_(cls, value: object) -> "UserStatus | None":
        """Keep a text that this client does not know yet."""
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = value
        return member

    def __str__(self) -> str:
        return str(self.value)
