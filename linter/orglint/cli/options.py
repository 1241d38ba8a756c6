"""Options that several commands share."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any

import click

from orglint import rulebook
from orglint.cli import config
from orglint.cli.choose import find_table as known
from orglint.cli.choose import list_folders
from orglint.cli.command import Command
from orglint.cli.completing import complete_rules
from orglint.cli.pins import refuse_other_digests
from orglint.cli.renaming import FormerIds
from orglint.cli.selection import Selection, build_configured_packs, build_packs
from orglint.errors import UsageError
from orglint.model.acceptance import Acceptance
from orglint.model.rule import Profile

STORE = Path("orglint-store")
_AGE = re.compile(r"([0-9]{1,6})(s|m|h|d)")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.(?P<fraction>[0-9]+))?)?(?P<zone>Z|[-+][0-9]{2}:[0-9]{2})?)?"
)
_FINEST = 6
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def add_store_option(command: Command) -> Command:
    """Add `--store`."""
    return click.option(
        "--store",
        type=click.Path(path_type=Path, file_okay=False),
        default=STORE,
        show_default=True,
        envvar="ORGLINT_STORE",
        show_envvar=True,
        help="The folder that holds the snapshots.",
    )(command)


_FOLDER = click.Path(path_type=Path)
_RULE_OPTIONS = (
    click.option(
        "--skip",
        metavar="GLOB",
        multiple=True,
        shell_complete=complete_rules,
        help="Leave out rules whose id matches.",
    ),
    click.option(
        "--only",
        metavar="GLOB",
        multiple=True,
        shell_complete=complete_rules,
        help="Use only rules whose id matches, such as admins/*.",
    ),
    click.option(
        "--profile",
        type=click.Choice([profile.value for profile in Profile]),
        default=Profile.RECOMMENDED.value,
        show_default=True,
        help="Which bundled rules to use; each profile includes those before it. Rules of other packs are always used.",
    ),
    click.option(
        "--only-rules", "alone", metavar="DIR", type=_FOLDER, multiple=True, help="Use the rules of a folder alone."
    ),
    click.option("--no-bundled", is_flag=True, help="Leave out the bundled rules."),
    click.option(
        "--rules",
        "added",
        metavar="DIR",
        type=_FOLDER,
        multiple=True,
        help="Add the rules of a folder to the bundled ones; may be given several times.",
    ),
)


def add_rule_options(command: Command) -> Command:
    """Add `--config`, and the options that choose rules, from `--rules` to `--skip`: together they are `selection`."""

    @wraps(command)
    def selecting(
        *args: Any,
        added: Sequence[Path],
        alone: Sequence[Path],
        no_bundled: bool,
        only: Sequence[str],
        skip: Sequence[str],
        profile: str,
        **others: Any,
    ) -> Any:
        settings = config.current_config()
        named = config.is_given("added", "alone", "no_bundled")
        packs = (
            build_packs(added, alone, no_bundled=no_bundled, config=config.name_given_file())
            if named
            else build_configured_packs(settings, named=config.is_given("config"))
        )
        folders = list_folders(packs)
        refuse_other_digests(settings, folders)
        former = FormerIds(rulebook.read_renamed(folders))
        patterns = (former.resolve_all(only), former.resolve_all(skip))
        settings = former.resolve_overrides(settings)
        selection = Selection(packs, *patterns, settings, other_packs=named, profile=Profile(profile), former=former)
        return command(*args, selection=replace(selection, profile_named=config.is_given("profile")), **others)

    for option in _RULE_OPTIONS:
        selecting = option(selecting)
    # called with the same options, and they arrive otherwise
    return config.add_config_option(selecting)


def add_organization_option(command: Command) -> Command:
    """Add `--org`: an id, or the name of one of several organizations in the settings; the command gets its id."""
    return _add_organization_option(command, "The organization's id, or its name in the settings.", every=False)


def add_organizations_option(command: Command) -> Command:
    """Add `--org` to a command that also takes all organizations of the settings: it gets `config.EVERY` then."""
    meaning = "The organization's id, or its name in the settings; all for each of several there."
    return _add_organization_option(command, meaning, every=True)


def _add_organization_option(command: Command, meaning: str, *, every: bool) -> Command:
    @wraps(command)
    def naming(*args: Any, organization: str | None, **others: Any) -> Any:
        if organization == config.EVERY and not every:
            raise UsageError("nothing was done: this command takes one organization, not all", "Name one with --org.")
        return command(*args, organization=config.pick_organization(organization), **others)

    return click.option(
        "--org",
        "organization",
        envvar="ORGLINT_ORG",
        show_envvar=True,
        is_eager=True,
        callback=config.note_organization,
        help=meaning,
    )(naming)


def add_acceptance_options(command: Command) -> Command:
    """Add `--accept-difference` and `--accept-loss`, which arrive together as `acceptances`."""

    @wraps(command)
    def accepting(*args: Any, difference: Sequence[Acceptance], loss: Sequence[Acceptance], **others: Any) -> Any:
        return command(*args, acceptances=(*difference, *loss), **others)

    for option in (
        click.option(
            "--accept-loss",
            "loss",
            metavar="TABLE=SNAPSHOT",
            type=Accepted(),
            multiple=True,
            help="Accept that a table had lost many rows in the snapshot of this id; later ones are compared with "
            "that one.",
        ),
        click.option(
            "--accept-difference",
            "difference",
            metavar="TABLE=NUMBER",
            type=Accepted(),
            multiple=True,
            help="Accept that a table has exactly this many rows fewer than the API counts.",
        ),
    ):
        accepting = option(accepting)
    return accepting


LOCAL, SPARK = "local", "spark"


def add_engine_options(command: Command) -> Command:
    """Add `--engine`, `--spark-url` and `--jobs`."""
    for option in (
        click.option(
            "--jobs",
            metavar="N",
            type=click.IntRange(1),
            help="With --across: in how many processes snapshots are judged at a time; as many as processors and "
            "memory allow if left out.",
        ),
        click.option(
            "--spark-url",
            metavar="URL",
            default="local[*]",
            show_default=True,
            help="With --engine spark: local[N], spark://host:port, sc://host:port (Spark Connect) or another master.",
        ),
        click.option(
            "--engine",
            type=click.Choice([LOCAL, SPARK]),
            default=LOCAL,
            show_default=True,
            help="With --across: where snapshots are judged; spark needs the extra orglint[spark], and Java 17 here "
            "unless the URL is of Spark Connect.",
        ),
    ):
        command = option(command)
    return command


def rule_timeout(meaning: str) -> Callable[[Command], Command]:
    """Add `--rule-timeout`."""
    return click.option("--rule-timeout", type=Age(), help=meaning)


class Accepted(click.ParamType[Acceptance]):
    """A doubt about a table that is accepted: users=3, or users=20261101T120000Z-1a2b3c."""

    name = "acceptance"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Acceptance:
        """Return the acceptance."""
        if isinstance(value, Acceptance):
            return value
        table, equals, what = value.partition("=")
        if not equals or not what:
            self.fail(
                f"{value} is not written as {param.make_metavar(ctx) if param and ctx else 'TABLE=...'}", param, ctx
            )
        known(table)
        if param and param.name == "loss":
            return Acceptance(table, snapshot=what)
        if not _NUMBER.fullmatch(what):
            self.fail(f"{what} is not a number of rows, 1 or more", param, ctx)
        return Acceptance(table, difference=int(what))


class Age(click.ParamType[timedelta]):
    """A span of time: 30s, 90m, 24h, 7d."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Return the span."""
        if isinstance(value, timedelta):
            return value
        match = _AGE.fullmatch(value)
        if match is None:
            self.fail(f"{value} is not a length of time such as 30s, 90m, 24h or 7d", param, ctx)
        return timedelta(**{_UNITS[match[2]]: int(match[1])})


class Instant(click.ParamType[datetime]):
    """A time with its zone: 2026-01-31T00:00:00Z; a date alone is its first moment in UTC."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the time in UTC."""
        if isinstance(value, datetime):
            return value
        match = _INSTANT.fullmatch(value)
        if match and match[1] and not match["zone"]:
            self.fail(f"{value} has no time zone: end it with Z", param, ctx)
        if match and len(match["fraction"] or "") > _FINEST:
            self.fail(f"{value} is finer than a microsecond", param, ctx)
        try:
            instant = datetime.fromisoformat(value if match else "")
            return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            self.fail(f"{value} is not a time such as 2026-01-31T00:00:00Z", param, ctx)
