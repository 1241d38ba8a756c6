"""Tell whether an Atlassian Cloud organization is as it should be: collect, check, report."""

__version__ = "0.1.0"
