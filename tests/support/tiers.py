"""Which tests run when: what a file costs, in one place.

`make quick` leaves out everything that is named here, `make test` what is `long`, `java` or `contract`, and `make full`
runs it all. A folder counts for every file in it.
"""

from collections.abc import Iterator
from pathlib import Path

PROCESS = (
    "cli/test_across.py",
    "cli/test_bounds.py",
    "cli/test_closed_pipe.py",
    "cli/test_denied.py",
    "cli/test_odd_answers.py",
    "cli/test_watch.py",
    "cli/test_words.py",
    "collect",
    "end_to_end",
    "reports/test_browser.py",
    "reports/test_formats.py",
    "simulator/test_process.py",
    "spec/test_changes.py",
    "spec/test_corpus.py",
    "spec/test_regen.py",
    "spec/test_repairs.py",
)
"""What starts processes, or serves and asks over a socket."""

SEARCH = (
    "adversary",
    "cli/test_acceptance.py",
    "cli/test_explain.py",
    "cli/test_known_values.py",
    "cli/test_one_process.py",
    "cli/test_places.py",
    "cli/test_rules_doubts.py",
    "cli/test_rules_sql.py",
    "cli/test_stale_suspended.py",
    "evaluate/test_less_information.py",
    "evaluate/test_less_of_a_snapshot.py",
    "expressions/test_completions.py",
    "expressions/test_parts.py",
    "expressions/test_tables_asked.py",
    "expressions/test_three_valued.py",
)
"""What tries very much: random expressions, answers with a change somewhere, one organization after the other."""

LONG = (
    "adversary/test_echoes.py",
    "end_to_end/test_interrupted_sealing.py",
    "end_to_end/test_lost_between_runs.py",
    "end_to_end/test_oracle.py",
    "spec/test_changes.py",
    "spec/test_corpus.py",
    "spec/test_regen.py",
)
"""What takes minutes, and is about parts that few changes touch."""

_MARKS = {"process": PROCESS, "search": SEARCH, "long": LONG}


def marks_of(file: Path) -> Iterator[str]:
    """Yield the marks of a test file, whose path is relative to `tests/`."""
    name = file.as_posix()
    for mark, places in _MARKS.items():
        if any(name == place or name.startswith(f"{place}/") for place in places):
            yield mark
