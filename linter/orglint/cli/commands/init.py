"""`orglint init`: start a repository of rules and settings."""

from importlib.resources import files
from pathlib import Path

import click

from orglint.cli.commands.schema import format_schema
from orglint.cli.output.modeline import SCHEMAS, build_modeline
from orglint.cli.output.new_file import write_new
from orglint.model.neutralize import neutralize

_FILES = {
    "orglint.yaml": "orglint.yaml",
    "waivers.yaml": "waivers.yaml",
    "rules/pack.yaml": "pack.yaml",
    "rules/accounts/own-domains.yaml": "own-domains.yaml",
    ".gitignore": "gitignore",
}
"""What is written, and the file of the package that it is a copy of."""

_CHECKED = {"orglint.yaml": "config", "waivers.yaml": "waivers", "pack.yaml": "pack", "own-domains.yaml": "rule"}
"""The schemas of these files, which editors check them against."""


_PIPELINES = {
    "github": ".github/workflows/orglint.yml",
    "bitbucket": "bitbucket-pipelines.yml",
    "gitlab": ".gitlab-ci.yml",
}
"""Where each CI system looks for what to do; `start/ci/` has a file of its name."""

_GATE = """
In CI:
  1. Put where orglint is installed from into {file}: a git URL with a full commit.
  2. Make a key of archives (orglint store key), and store it as the secret ORGLINT_ARCHIVE_KEY.
  3. Store the API key as the secret ORGLINT_API_KEY, for the one job that collects: in the environment (Bitbucket:
     deployment) that is called orglint, which the default branch alone may use.
A snapshot is personal data. The pipeline hands it on encrypted; never make an artifact or a cache of the store itself.
docs/gate.md of orglint says what each exit code means, and how to begin with many findings."""


_SCHEDULES = {
    "systemd": ("schedule/orglint.service", "schedule/orglint.timer"),
    "kubernetes": ("schedule/Containerfile", "schedule/orglint.cronjob.yaml"),
    "cron": ("schedule/orglint.cron",),
    "github": (".github/workflows/orglint-run.yml",),
    "bitbucket": ("schedule/bitbucket-pipelines.yml",),
    "gitlab": ("schedule/gitlab-ci.yml",),
}
"""The files of each kind of schedule; `start/schedule/` has those of their names, and `github.yml`."""

_LINE = """
On a schedule:
  {files}: what to set up stands at the top; docs/schedule.md of orglint says more.
The store is personal data, and has to stay from one run to the next: keep it on a disk of your own."""


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--ci", type=click.Choice([*_PIPELINES]), help="Also write a pipeline that collects and checks.")
@click.option("--schedule", type=click.Choice([*_SCHEDULES]), help="Also write files that run it once a day.")
def command(folder: Path, ci: str | None, schedule: str | None) -> None:
    """Start a repository of rules and settings.

    Writes orglint.yaml with comments, a pack with one rule of your own and its examples, an empty file of waivers, and
    a .gitignore for the store, into FOLDER (here if left out), and the JSON Schemas that editors check these files
    against. What is there already stays as it is.

    With --ci also a pipeline: changes are linted and tested, one job collects with the API key, another one checks
    without it, and the snapshot travels encrypted between the two.

    With --schedule also files that start `orglint run` once a day, by a timer of systemd, cron, Kubernetes, or a
    scheduled pipeline on a machine of your own.
    """
    pipeline = {_PIPELINES[ci]: f"ci/{ci}.yml"} if ci else {}
    daily = {name: _find_schedule(name) for name in _SCHEDULES[schedule]} if schedule else {}
    for schema in _CHECKED.values():
        _write(folder / SCHEMAS / f"{schema}.json", format_schema(schema))
    for name, source in {**_FILES, **pipeline, **daily}.items():
        modeline = build_modeline(folder / name, _CHECKED[source]) if source in _CHECKED else ""
        _write(folder / name, modeline + _read_template(source))
    here = "" if folder == Path() else f"cd {folder} && "
    click.echo(
        "\nNext:\n"
        f"  1. {here}orglint config          # which settings there are; put yours into orglint.yaml\n"
        "  2. ORGLINT_API_KEY=... orglint snapshot --org ID\n"
        "  3. orglint check"
    )
    if ci:
        click.echo(_GATE.format(file=neutralize(str(folder / _PIPELINES[ci]))))
    if schedule:
        click.echo(_LINE.format(files=neutralize(", ".join(str(folder / it) for it in daily))))


def _find_schedule(name: str) -> str:
    """Return the file of the package that a file of a schedule is a copy of."""
    file = Path(name).name
    return f"schedule/{'github.yml' if file == 'orglint-run.yml' else file}"


def _write(path: Path, text: str) -> None:
    done = "written" if write_new(path, text) else "kept   "
    click.echo(f"{done}  {neutralize(str(path))}")


def _read_template(source: str) -> str:
    return files("orglint.cli.start").joinpath(source).read_text("utf-8")
