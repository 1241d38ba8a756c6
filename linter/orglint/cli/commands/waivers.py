"""`orglint waivers`: check and list waiver files."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from orglint.cli import choose, config, known_values, options
from orglint.cli.accepting import (
    Excuse,
    build_entries,
    check_words,
    list_unknown_rules,
    to_last_day,
    write_attestation,
    write_entries,
)
from orglint.cli.completing import complete_rules
from orglint.cli.judging import Criteria, build_judging
from orglint.cli.selection import Selection
from orglint.cli.waivers import Waiving, read_waiver_file
from orglint.errors import UsageError
from orglint.evaluate.distribute.one import judge_snapshot
from orglint.model.neutralize import neutralize
from orglint.model.statement import to_day
from orglint.model.values import KnownValues
from orglint.model.waiver import Exceptions
from orglint.model.waiver_words import describe_end, describe_exception, list_statements
from orglint.model.wording import format_count


@click.group("waivers")
def command() -> None:
    """Check, list and write waivers."""


FILE = click.argument(
    "waivers", metavar="[FILE]", type=click.Path(path_type=Path), default=Path("waivers.yaml"), envvar="ORGLINT_WAIVERS"
)
_QUARTER = timedelta(days=90)

add_file_option = click.option(
    "--file",
    "waivers",
    type=click.Path(path_type=Path),
    default=Path("waivers.yaml"),
    show_default=True,
    envvar="ORGLINT_WAIVERS",
    show_envvar=True,
    help="The waiver file; made if it is not there.",
)


@command.command("check", short_help="Report every mistake in a waiver file.")
@FILE
@options.add_organization_option
@options.add_rule_options
def check_waivers(waivers: Path, selection: Selection, *, organization: str | None) -> None:
    """Report every mistake in a waiver file, and say which of its entries have ended, or will soon.

    FILE is the one that orglint.yaml names, or waivers.yaml, if it is left out.
    """
    del organization  # its settings are those by which the rules are loaded
    found = read_waiver_file(waivers, choose.load_rules(selection).every, selection.former)
    for line in _list_endings(found, datetime.now(UTC)):
        click.echo(neutralize(line), err=True)
    click.echo(f"no mistakes: {_format_counts(found)}")


@command.command("list", short_help="List what a waiver file excuses, and until when.")
@FILE
@options.add_organization_option
@options.add_rule_options
def list_waivers(waivers: Path, selection: Selection, *, organization: str | None) -> None:
    """List what a waiver file excuses, until when, who answers for it and why; what ends first comes first.

    FILE is the one that orglint.yaml names, or waivers.yaml, if it is left out. With --org, what is for other
    organizations is left out.
    """
    rules = choose.load_rules(selection).every
    found, at = read_waiver_file(waivers, rules, selection.former), datetime.now(UTC)
    kept = {rule.id for rule in choose.select_rules(rules, selection)}
    named = organization if config.is_given("organization") else None
    listed = [it for it in list_statements(found) if it.rule in kept or not it.rule]
    listed = [it for it in listed if not named or it.statement.is_for(named)]
    for one in sorted(listed, key=lambda it: it.statement.until):
        click.echo(
            neutralize(f"{describe_exception(one)}: {describe_end(one.statement, one.statement.count_days(at))}")
        )
        click.echo(neutralize(f"    {one.statement.owner}: {one.statement.reason} ({one.statement.place})"))


@command.command("accept", short_help="Write waivers for the findings of the newest snapshot.")
@click.argument("chosen", metavar="[RULE]...", nargs=-1)
@click.option("--reason", required=True, help="Why the findings are acceptable for now.")
@click.option("--owner", required=True, help="Who answers for them.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day, in UTC; in 30 days if left out.")
@click.option("--ticket", default="", help="Where it was decided, such as SEC-12.")
@add_file_option
@options.add_store_option
@options.add_organization_option
@options.add_rule_options
@known_values.add_known_value_option
def accept_findings(
    chosen: Sequence[str],
    *,
    waivers: Path,
    until: datetime | None,
    store: Path,
    organization: str | None,
    selection: Selection,
    known: KnownValues,
    **stated: str,
) -> None:
    """Write waivers for what fails in the newest snapshot, under the rules that are named, or under all.

    What a waiver excuses already gets no second one. Comments in the file, and the order of what it says, stay. What is
    unknown cannot be excused.
    """
    config.require_organization("nothing was written")
    check_words(reason=stated["reason"], owner=stated["owner"])
    loaded, now = choose.load_rules(selection), datetime.now(UTC)
    rules = choose.select_running(loaded, selection)
    named = tuple(
        choose.find_running_rule(loaded, rules, identity, selection).id
        for identity in selection.former.resolve_all(chosen)
    )
    names = named or tuple(rule.id for rule in rules)
    chosen_name = config.current_config().chosen
    excuse = Excuse(until=to_last_day(until, now), organization=chosen_name, **stated)
    folder = choose.find_folder(None, store, organization)
    criteria = Criteria(known=known, waiving=Waiving(waivers if waivers.exists() else None))
    result = judge_snapshot(folder, build_judging(selection, criteria, loaded, rules, max_age=None))
    if entries := build_entries(result, names, excuse):
        write_entries(waivers, entries)
    wrote = f"wrote {format_count(len(entries), 'waiver')} to {waivers}, until {excuse.until}"
    click.echo(wrote if entries else "wrote nothing: no finding fails that is not waived")
    for name in list_unknown_rules(result, names):
        click.echo(f"{name}: rows of unknown outcome cannot be waived", err=True)


@command.command("attest", short_help="Write a statement that a rule asks for.")
@click.argument("rule", metavar="RULE", shell_complete=complete_rules)
@click.option("--holds", "said", flag_value="holds", help="State that what the rule asks for is so.")
@click.option("--does-not-hold", "said", flag_value="does not hold", help="State that it is not.")
@click.option("--statement", required=True, help="What is stated.")
@click.option("--owner", required=True, help="Who states it.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day, in UTC; in 90 days if left out.")
@click.option("--evidence", default="", help="Where it can be seen.")
@add_file_option
@options.add_organization_option
@options.add_rule_options
def attest_rule(
    *,
    rule: str,
    said: str | None,
    until: datetime | None,
    organization: str | None,
    waivers: Path,
    selection: Selection,
    **stated: str,
) -> None:
    """Write a statement that a rule asks for; one about the same rule is replaced.

    It is for the organization that --org names, and for every one if none is named.

    `orglint rules show RULE` says how to verify it by hand. Comments in the file, and the order of what it says, stay.
    """
    config.require_organization("nothing was written")
    if said is None:
        raise UsageError("nothing was written: nothing is stated", "Add --holds or --does-not-hold.")
    check_words(statement=stated["statement"], owner=stated["owner"])
    rules, now = choose.load_rules(selection).every, datetime.now(UTC)
    rule = selection.former.resolve(rule)
    found = choose.find_rule(rules, rule, selection.packs)
    if not found.plain.attest:
        hint = "Only a rule with attest: true asks for a statement; `orglint waivers accept` excuses findings."
        raise UsageError(f"nothing was written: {rule} reads the API, and asks for no statement", hint)
    if waivers.exists():
        read_waiver_file(waivers, rules, selection.former)
    days = {"on": to_day(now), "until": to_last_day(until, now, _QUARTER)}
    about = config.current_config().chosen or (organization if config.is_given("organization") else "")
    rest = {"evidence": stated["evidence"], "organization": about}
    entry = {"holds": said == "holds", "statement": stated["statement"], "owner": stated["owner"], **days}
    write_attestation(waivers, rule, entry | {name: it for name, it in rest.items() if it})
    click.echo(f"wrote to {waivers}: {rule} {said}, until {days['until']}")


def _list_endings(found: Exceptions, at: datetime) -> Iterator[str]:
    for one in list_statements(found):
        if not one.statement.holds(at) or one.statement.ends_soon(at):
            end = describe_end(one.statement, one.statement.count_days(at))
            yield f"{one.statement.place}: {describe_exception(one)}: {end}"


def _format_counts(found: Exceptions) -> str:
    counts = {"waiver": found.waivers, "accepted doubt": found.accepted, "attestation": found.attestations}
    return ", ".join(format_count(len(entries), noun) for noun, entries in counts.items())
