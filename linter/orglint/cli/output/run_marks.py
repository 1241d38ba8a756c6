"""Say in files of metrics how a run has ended: whoever watches them sees runs that fail, and that there are none."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from orglint.cli.output.appearing import open_atomically
from orglint.cli.output.sink import read_earlier
from orglint.cli.output.targets import Target
from orglint.reports.run_metrics import mark_run


def mark_runs(wanted: Sequence[Target], organization: str, ended: datetime, exit_code: int) -> Iterator[str]:
    """Write how a run has ended into each file of metrics among the reports; yield what could not be written."""
    for target in wanted:
        if target.format.name == "prometheus" and target.file:
            text = mark_run(read_earlier(target.file), organization, ended.timestamp(), exit_code)
            try:
                with open_atomically(target.file) as stream:
                    stream.write(text.encode())
            except OSError as error:
                yield f"{target.file} could not be written: {error.strerror}"
