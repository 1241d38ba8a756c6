"""The pack that comes with orglint."""

from importlib.resources import files
from os.path import realpath
from pathlib import Path


def find_bundled_rules() -> Path:
    """Return the folder of bundled rules: inside the installed package, or the one of this checkout."""
    packaged = Path(str(files("orglint") / "rules"))
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "rules"


def is_bundled_folder(folder: Path) -> bool:
    """Return whether a folder is that of the bundled rules, however it is named."""
    return realpath(folder) == realpath(find_bundled_rules())
