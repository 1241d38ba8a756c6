"""`orglint controls`: what a result says about the controls of a framework."""

import sys

import click

from orglint.cli.completing import complete_frameworks
from orglint.cli.judged import Source, add_source_options
from orglint.cli.privacy import PrivacyChoice, add_privacy_option
from orglint.errors import UsageError
from orglint.model.controls import FRAMEWORKS, assess_controls, list_frameworks
from orglint.model.nearest import suggest_names
from orglint.model.neutralize import neutralize
from orglint.model.privacy import Privacy
from orglint.model.result import Result
from orglint.reports.controls import CONTROL_FORMATS
from orglint.reports.privacy import conceal_result

_NOTHING = "nothing was told"


@click.command("controls")
@click.argument("framework", shell_complete=complete_frameworks)
@add_source_options
@add_privacy_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(CONTROL_FORMATS)),
    default="terminal",
    show_default=True,
    help="How to tell it; json is described by `orglint schema controls`.",
)
@click.option("--exit-code", is_flag=True, help="Exit with the exit code of the result instead of 0.")
def command(framework: str, *, source: Source, format_: str, privacy: PrivacyChoice, exit_code: bool) -> None:
    """Tell what a result says about the controls of a framework.

    FRAMEWORK is nist-800-53, iso-27001, soc2, cis, nist-csf, pci-dss, nis2, or another one that rules name. RESULT is a
    file that `orglint check --format json=FILE` wrote, - for standard input; if left out, the newest snapshot is judged
    as `orglint check` judges it, by the options here.

    A control is supported if every rule that names it passed, and --only and --skip left out no rule. Then the result
    is evidence for it; no rule shows that an organization complies. Controls that no rule names are not listed.

    Exits with 0 if it could be told, 3 if RESULT is not a result that can be read.
    """
    if framework not in FRAMEWORKS and source.file is None and not source.selection.packs.folders:
        raise _refuse_framework(framework, [*FRAMEWORKS])
    result = source.load_result(privacy, _NOTHING)
    _check_framework(framework, result)
    usual = privacy.choose(Privacy.NAMES, stream=format_ == "terminal")
    shown = conceal_result(result, usual, privacy.key)
    click.echo(CONTROL_FORMATS[format_](assess_controls(shown, framework)), nl=False)
    sys.exit(result.exit_code if exit_code else 0)


def _check_framework(framework: str, result: Result) -> None:
    """Raise `UsageError` if no rule of the result names a framework, and it is none that we know."""
    known = list(dict.fromkeys([*FRAMEWORKS, *list_frameworks(result)]))
    if framework not in known:
        raise _refuse_framework(framework, known)


def _refuse_framework(framework: str, known: list[str]) -> UsageError:
    begun = [it for it in known if it.startswith(framework)]
    near = f"; did you mean {' or '.join(begun)}?" if begun else suggest_names(framework, known, "there are")
    return UsageError(f"{_NOTHING}: no rule names a framework {neutralize(framework)}{near}")
