"""Path templates of a specification; messages show these, so that no value of a path is shown."""

import re
from collections.abc import Iterable

UNKNOWN_PATH = "(a path that the specification does not know)"


class PathTemplates:
    """The paths of a specification, such as `/v1/orgs/{orgId}/users`."""

    def __init__(self, paths: Iterable[str]) -> None:
        # A literal segment is matched before a parameter in the same place.
        ordered = sorted(set(paths), key=lambda path: (path.count("{"), path))
        self._patterns = tuple((path, _compile_pattern(path)) for path in ordered)

    def match(self, path: str) -> str:
        """Return the path as the specification writes it."""
        matching = (template for template, pattern in self._patterns if pattern.fullmatch(path))
        return next(matching, UNKNOWN_PATH)


def _compile_pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"\{[^}]*\}", path)
    return re.compile("[^/]+".join(map(re.escape, parts)))
