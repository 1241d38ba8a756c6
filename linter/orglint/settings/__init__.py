"""What an organization says of itself, or wants otherwise: `orglint.yaml`, waivers, accepted differences."""

from orglint.settings.config import Config, Override, read_config
from orglint.settings.discovery import NAME, find_config
from orglint.settings.shape import load_config_schema
from orglint.settings.waivers_shape import load_waivers_schema

__all__ = ["NAME", "Config", "Override", "find_config", "load_config_schema", "load_waivers_schema", "read_config"]
