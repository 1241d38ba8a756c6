"""What has no translation."""


class RefusedError(Exception):
    """A query holds something that has no exact translation; the argument names it."""

    def __str__(self) -> str:
        return f"{self.args[0]} has no exact translation for Spark"
