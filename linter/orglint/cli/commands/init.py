"""`orglint init`: start a repository of rules and settings."""

from importlib.resources import files
from pathlib import Path

import click

from orglint.errors import OutputError
from orglint.model.neutralize import neutralize

_FILES = {
    "orglint.yaml": "orglint.yaml",
    "waivers.yaml": "waivers.yaml",
    "rules/pack.yaml": "pack.yaml",
    "rules/accounts/own-domains.yaml": "own-domains.yaml",
    ".gitignore": "gitignore",
}
"""What is written, and the file of the package that it is a copy of."""


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
def command(folder: Path) -> None:
    """Start a repository of rules and settings.

    Writes orglint.yaml with comments, a pack with one rule of your own and its examples, an empty file of waivers, and
    a .gitignore for the store, into FOLDER (here if left out). What is there already stays as it is.
    """
    for name, source in _FILES.items():
        click.echo(f"{'written' if _write_new(folder / name, source) else 'kept   '}  {neutralize(str(folder / name))}")
    here = "" if folder == Path() else f"cd {folder} && "
    click.echo(
        "\nNext:\n"
        f"  1. {here}orglint config          # which settings there are; put yours into orglint.yaml\n"
        "  2. ORGLINT_API_KEY=... orglint snapshot --org ID\n"
        "  3. orglint check"
    )


def _write_new(path: Path, source: str) -> bool:
    """Write a file unless something has its name; return whether it was written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(files("orglint.cli.start").joinpath(source).read_text("utf-8"))
    except FileExistsError:
        return False
    except OSError as error:
        raise OutputError(f"{path} could not be written: {error.strerror}") from None
    return True
