"""`check` and `run` with `--org all`: each organization is judged by what it says itself, one report tells of all."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from orglint.cli import config
from orglint.cli.every import MISUSED, UNDECIDED, Ended, conclude_codes, run_each, take_words
from orglint.errors import ResultError, UsageError
from orglint.model.overview import Overview, OverviewBuilder, SnapshotLine
from orglint.model.result import Result
from orglint.results.stored import read_stored

_DECIDED = frozenset({0, 1, UNDECIDED})


def refuse_one_snapshot(snapshot: Path | None, across: str | None, explain: str | None) -> None:
    """Raise `UsageError` for what is about one snapshot, or finds organizations by itself."""
    named = {"SNAPSHOT": snapshot, "--across": across, "--explain": explain}
    for name, value in named.items():
        if value is not None:
            raise UsageError(f"nothing was judged: {name} does not go with --org all", f"Leave out {name}.")


def check_every(write: Callable[..., Overview]) -> tuple[Overview, int]:
    """Check the newest snapshot of each organization, have reports written of all, and return what they tell.

    See `judge_every`.
    """
    words = (*take_words("--format", "--privacy"), "--privacy", "names")
    return judge_every(write, words, with_keys=False)


def run_every(write: Callable[..., Overview]) -> tuple[Overview, int]:
    """Run for each organization, which tells its own channels, have reports written of all, and return what they tell.

    See `judge_every`.
    """
    return judge_every(write, take_words("--format"), with_keys=True)


def judge_every(write: Callable[..., Overview], words: Sequence[str], *, with_keys: bool) -> tuple[Overview, int]:
    """Have these words run for each organization, with a result of its own, and reports written of all.

    The exit code is that of all; it is higher than the reports' where an organization could not be judged at all.
    Raises `UsageError` if none could because of a mistake: then there is nothing to report.
    """
    with TemporaryDirectory(prefix="orglint-") as folder:
        files = {name: Path(folder, f"{name}.json") for name in config.current_config().organizations}
        ended = run_each(lambda name: (*words, "--format", f"json={files[name]}"), with_keys=with_keys, say=False)
        code = conclude_codes([_find_code(it, files[it.name]) for it in ended])
        if code == MISUSED:
            raise UsageError("nothing was judged: no organization could be, as told above", "Mend what is named there.")
        builder = OverviewBuilder()
        overview = write(builder.build_overview, results=builder.pass_results(_read_all(ended, files)))
    return overview, max(code, overview.exit_code)


def _find_code(ended: Ended, file: Path) -> int:
    """Return an exit code: 0 or 1 without a result is no such thing."""
    return UNDECIDED if ended.code in _DECIDED and not file.exists() else ended.code


def _read_all(ended: Sequence[Ended], files: dict[str, Path]) -> Iterator[Result | SnapshotLine]:
    for one in ended:
        yield _read_result(one, files[one.name])


def _read_result(ended: Ended, file: Path) -> Result | SnapshotLine:
    """Return the result of an organization, or a line that says why there is none."""
    identity = config.current_config().organizations[ended.name]
    problem = ended.message or f"it ended with exit code {ended.code}"
    try:
        stored = read_stored(file.read_bytes(), ended.name) if file.exists() else None
    except (ResultError, OSError) as error:
        stored, problem = None, str(error)
    if isinstance(stored, Result):
        return stored
    return SnapshotLine(Path(ended.name), identity, ended.name, problem=f"{ended.name} was not judged: {problem}")
