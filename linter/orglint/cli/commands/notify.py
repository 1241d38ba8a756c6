"""`orglint notify`: whether messages arrive at the channels of `orglint.yaml`, before there is anything to tell."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime

import click

from orglint.cli import config, options
from orglint.cli.channels import Address, build_sending_environment, describe_channel, read_addresses
from orglint.cli.every import is_every
from orglint.errors import OutputError, UsageError
from orglint.model.nearest import suggest_names
from orglint.model.neutralize import neutralize
from orglint.notify.delivering import describe_failure
from orglint.notify.retrying import SendingBudget, send_within_budget
from orglint.notify.sending import Delivery, send_message
from orglint.notify.wording import identify_message, write_test
from orglint.settings import Config

_NOTHING = "nothing was sent"
_SECONDS = 120.0
"""How long all messages may take together, as in `orglint run`."""
_AGAIN = "Mend the address, or see whether the service is there, and try again."


@click.group("notify")
def command() -> None:
    """Try the channels that `orglint run` tells."""


@command.command("test", short_help="Send a test message to each channel of orglint.yaml.")
@config.add_config_option
@options.add_organizations_option
@click.option(
    "--to",
    "chosen",
    metavar="ADDRESS",
    multiple=True,
    help="Only this channel, by what stands under to in orglint.yaml, such as env:ORGLINT_NOTIFY_SLACK; may be given "
    "several times.",
)
def send_test_messages(organization: str | None, *, chosen: Sequence[str]) -> None:
    """Send a test message to each channel under notify in orglint.yaml.

    It says what the channel will be told, and nothing of any organization but its name in orglint.yaml. What channels
    know stays as it is: the first `orglint run` tells each how things stand. Needs no API key, and no snapshot.

    Exits with 0 if every service took its message, 2 if a channel has no address, 5 if a message could not be sent.
    """
    settings = _list_settings(organization)
    _refuse_unknown(chosen, settings)
    addresses = dict.fromkeys(
        (address, it.chosen) for it in settings for address in read_addresses(it, _NOTHING, chosen)
    )
    if not addresses:
        raise UsageError(
            f"{_NOTHING}: {settings[0].file or 'no orglint.yaml is here, and so it'} names no channel",
            "Name one: `notify: [{to: env:ORGLINT_NOTIFY_SLACK}]`, with the address in that variable.",
        )
    budget = SendingBudget(_SECONDS, time.monotonic, time.sleep)
    problems = [problem for address, name in addresses if (problem := _send_test(address, name, budget))]
    if problems:
        raise OutputError("; ".join(problems), _AGAIN)


def _list_settings(organization: str | None) -> list[Config]:
    """Return what the settings say of the organization that is meant, or of each of them."""
    written = config.current_config()
    if is_every(organization, _NOTHING):
        return [written.choose_organization(name) for name in written.organizations]
    config.require_organization(_NOTHING)
    return [written]


def _refuse_unknown(chosen: Sequence[str], settings: Sequence[Config]) -> None:
    """Raise `UsageError` for a channel that is not there."""
    known = list(dict.fromkeys(entry["to"] for it in settings for entry in it.values.get("notify", ())))
    for name in chosen:
        if name not in known:
            near = suggest_names(name, known) if known else ""
            raise UsageError(f"{_NOTHING}: {settings[0].file or 'orglint.yaml'} has no channel {name}{near}")


def _send_test(address: Address, name: str, budget: SendingBudget) -> str:
    """Send a message to a channel; return why it was not sent, in words that are empty if it was."""
    channel = address.channel
    message = write_test(
        identify_message(channel.id, "test", datetime.now(UTC).isoformat()), name, describe_channel(channel)
    )
    environment = build_sending_environment()
    delivery = send_within_budget(
        lambda url, it, seconds: send_message(url, it, environment, timeout=seconds), address.url, message, budget
    )
    if delivery is not Delivery.SENT:
        return describe_failure(channel.to, delivery)
    click.echo(neutralize(f"told {channel.to}: {message.title} (message {message.id})"))
    return ""
