"""Render as Markdown that fits a comment on a pull request and the summary of a pipeline's step."""
