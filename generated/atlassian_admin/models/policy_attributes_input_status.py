from enum import StrEnum


class PolicyAttributesInputStatus(StrEnum):
    DISABLED = "disabled"
    ENABLED = "enabled"

    @classmethod
    def _missing_(cls, value: object) -> "PolicyAttributesInputStatus | None":
        """Keep a text that this client does not know yet."""
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = value
        return member

    def __str__(self) -> str:
        return str(self.value)
