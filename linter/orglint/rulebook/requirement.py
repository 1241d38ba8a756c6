"""Which versions of orglint a pack works with."""

from orglint import __version__


def explain_misfit(requires: str, version: str = __version__) -> str:
    """Return why a version is not one that a pack requires, such as `>=0.1,<1`; empty if it is."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: PLC0415 - few packs ask for it

    try:
        specifiers = SpecifierSet(requires)
    except InvalidSpecifier:
        specifiers = SpecifierSet()
    if not len(specifiers):
        return f"requires is no version of orglint such as >=0.1,<1: {requires}"
    if specifiers.contains(version, prereleases=True):
        return ""
    return f"requires orglint {requires}, and this is {version}: take a version of one of them that fits the other"
