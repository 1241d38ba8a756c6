from enum import StrEnum


class GetApiTokensStatus(StrEnum):
    ALLOWED = "ALLOWED"
    BLOCKED = "BLOCKED"

    @classmethod
    def _missing_(cls, value: object) -> "GetApiTokensStatus | None":
        """Keep a text that this client does not know yet."""
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = value
        return member

    def __str__(self) -> str:
        return str(self.value)
