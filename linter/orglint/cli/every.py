"""`--org all`: a command for every organization of `orglint.yaml`, each in a process that knows no other key."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from subprocess import DEVNULL, PIPE, Popen
from tempfile import TemporaryFile

import click

from orglint.cli import config
from orglint.cli.stopping import noting_if_stopped
from orglint.errors import UsageError
from orglint.model.neutralize import neutralize
from orglint.settings import Config
from orglint.settings.key_source import VARIABLE, KeyPlace, parse_key_source

AT_A_TIME = 4
"""Organizations that are worked on at a time: each has limits of its own at the API, and a few hundred MB here."""
MISUSED, UNDECIDED, KILLED = 2, 3, 70
_ORG = "--org"
_OUTCOME = "orglint · "
"""What the line begins with that tells where reports were written."""
_KEPT = "What each organization has collected, and the results that it keeps, are there: see what each says above."


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of one organization: its name in the settings, the exit code, standard output, and the last message."""

    name: str
    code: int
    output: str = ""
    message: str = ""


def is_every(organization: str | None, nothing: str) -> bool:
    """Return whether `--org all` is meant; `UsageError` if there is no file that speaks of several organizations."""
    if organization != config.EVERY:
        return False
    if not config.current_config().organizations:
        raise UsageError(
            f"{nothing}: --org all means the organizations of orglint.yaml, and it has none",
            "List them under organizations, or give the id of one.",
        )
    return True


def run_each(words_of: Callable[[str], Sequence[str]], *, with_keys: bool, say: bool = True) -> list[Ended]:
    """Run the present command line once for every organization, some at a time, and return what came of each.

    `words_of` adds words to the line for an organization; options that it gives too should be taken out before
    (`take_words`). What a process writes to standard error is passed on, each line with the organization's name; also
    what it writes to standard output, if it is to `say` so. If this process is ended, so are the others.
    """
    from concurrent.futures import ThreadPoolExecutor

    written = config.current_config()
    names = list(written.organizations)
    processes: list[Popen[bytes]] = []

    def run(name: str) -> Ended:
        variables = list_variables(written, os.environ, name if with_keys else "")
        line = [sys.executable, "-m", "orglint", *words_of(name), f"{_ORG}={name}"]
        return _run_one(name, line, variables, processes, say=say)

    noting = noting_if_stopped(_KEPT) if with_keys else nullcontext()
    with noting, ThreadPoolExecutor(min(AT_A_TIME, len(names))) as pool:
        waiting = [pool.submit(run, name) for name in names]
        try:
            return [it.result() for it in waiting]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.terminate()
            raise


def take_words(*without: str) -> tuple[str, ...]:
    """Return the words of this command line without `--org` and other options that take a value."""
    given: tuple[str, ...] = click.get_current_context().find_root().obj
    found: list[str] = []
    skipped = False
    for word in given:
        name = word.partition("=")[0]
        if not skipped and name not in {_ORG, *without}:
            found.append(word)
        skipped = not skipped and name in {_ORG, *without} and "=" not in word
    return tuple(found)


def conclude_codes(codes: Sequence[int]) -> int:
    """Return the exit code of all: the highest; one that was used wrongly is undecided, unless all were."""
    if all(code == MISUSED for code in codes):
        return MISUSED
    return max(UNDECIDED if code == MISUSED else code for code in codes)


def require_own_keys(nothing: str) -> None:
    """Raise `UsageError` unless every organization names a key of its own: no key may reach another organization."""
    written = config.current_config()
    if config.is_given("api_key_file", "api_key_from"):
        raise UsageError(
            f"{nothing}: an option names one API key, and --org all is about several organizations",
            "Let each organization name its own key in orglint.yaml.",
        )
    found: dict[str, str] = {}
    for name in written.organizations:
        key = str(written.values["organizations"][name].get("key", ""))
        if not key:
            raise UsageError(
                f"{nothing}: {written.name_organization(name)}: {name} names no key of its own",
                "A key opens one organization: each names its own, such as key: env:ORGLINT_API_KEY_ACME.",
            )
        if key in found:
            raise UsageError(
                f"{nothing}: {written.name_organization(name)}: {name} names the same key as {found[key]}",
                "A key opens one organization: give each its own.",
            )
        found[key] = name


def list_variables(written: Config, environment: Mapping[str, str], name: str) -> Mapping[str, str]:
    """Return the environment of one organization's process: without `ORGLINT_ORG` and the keys of all others.

    Without a name it has no key at all.
    """
    variables = {VARIABLE, config.KEY_FROM, "ORGLINT_ORG"}
    own = ""
    for other, said in written.values["organizations"].items():
        source = parse_key_source(said.get("key", ""))
        if source and source.place is KeyPlace.VARIABLE:
            variables.add(source.rest)
            own = source.rest if other == name else own
    return {it: value for it, value in environment.items() if it == own or it not in variables}


def _run_one(
    name: str, line: Sequence[str], variables: Mapping[str, str], processes: list[Popen[bytes]], *, say: bool
) -> Ended:
    last = ""
    with TemporaryFile() as output:
        # the line is our own: this Python, this module, and words that the user gave us
        with Popen(line, stdin=DEVNULL, stdout=output, stderr=PIPE, env=dict(variables)) as process:  # noqa: S603
            processes.append(process)
            assert process.stderr is not None
            for raw in process.stderr:
                text = raw.decode("utf-8", "replace").rstrip("\n")
                last = text.removeprefix("orglint: ") if text.startswith("orglint: ") else last
                if say or not text.startswith(_OUTCOME):
                    click.echo(neutralize(f"{name}: {text}"), err=True)
        output.seek(0)
        written = output.read().decode("utf-8", "replace")
    for text in written.splitlines() if say else ():
        click.echo(neutralize(f"{name}: {text}"))
    return Ended(name, process.returncode if process.returncode >= 0 else KILLED, written, last)
