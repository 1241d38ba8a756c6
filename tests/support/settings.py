"""Settings as commands read them."""

from pathlib import Path

from orglint.cli.config import list_report_files
from orglint.settings import Config, read_config


def read_settings(path: Path, *, named: bool = False) -> Config:
    """Return what a file says."""
    return read_config(path, list_files=list_report_files, named=named)
