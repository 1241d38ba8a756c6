from enum import StrEnum


class UsersSearchRequestExpandItem(StrEnum):
    EMAIL = "EMAIL"
    EMAIL_VERIFIED = "EMAIL_VERIFIED"
    GROUPS = "GROUPS"
    NAME = "NAME"
    PRODUCT_LAST_ACCESS = "PRODUCT_LAST_ACCESS"

    @classmethod
    def _missing_(cls, value: object) -> "UsersSearchRequestExpandItem | None":
        """Keep a text that this client does not know yet."""
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = value
        return member

    def __str__(self) -> str:
        return str(self.value)
