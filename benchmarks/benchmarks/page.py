"""`python -m benchmarks.page`: the HTML report of 100,000 findings, written, and read in Debian's Chromium.

A small organization that was collected is multiplied and judged by the bundled rules. What drives the browser is in
`tests/support/chromium.py`; `make .venv/browser` installs it.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, cast

from benchmarks.figure import duration
from benchmarks.many import make_snapshots
from orglint import rulebook, tables
from orglint.engine.limits.watch import make_watch
from orglint.evaluate.distribute.across import judge_in_turn
from orglint.evaluate.distribute.judging import Judging
from orglint.model.result import Result
from orglint.model.rule import Severity
from orglint.reports import FORMATS
from support.chromium import name_missing, start_chromium, watch_file

FILTERS = (
    ("q", "a"),
    ("q", "1. example"),
    ("q", "nobody of that name"),
    ("severity", "high"),
    ("outcome", "unknown"),
)
ORDERS = (("order", "rule"), ("order", "subject"), ("order", "worst"))
ROUNDS = 5
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
LOADED = "() => performance.getEntriesByType('navigation')[0].loadEventEnd"
ARRIVE = """async () => {
  const began = performance.now(), rows = () => document.querySelectorAll(".found.all tbody tr").length;
  document.querySelector("[id$=findings]").scrollIntoView();
  while (!rows()) await new Promise(done => setTimeout(done, 5));
  return performance.now() - began;
}"""
SET = """async ([name, value]) => {
  const form = document.querySelector("[id$=findings] form"), count = form.querySelector(".count");
  const field = [...form.elements].find(it => it.name === name && (it.type !== "checkbox" || it.value === value));
  form.reset();
  await new Promise(done => setTimeout(done, 50));
  const began = performance.now();
  if (field.type === "checkbox") field.checked = true;
  else field.value = value;
  field.dispatchEvent(new Event("input", {bubbles: true}));
  for (let turn = 0; turn < 5; turn += 1) await null;
  document.body.getBoundingClientRect();
  return [performance.now() - began, count.textContent];
}"""


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured, in a line beside its goal."""

    what: str
    seconds: float
    goal: float = 0


def main(words: Sequence[str]) -> None:
    """Measure what the options ask for, and print it."""
    options = _parse_options(words)
    if missing := name_missing():
        sys.exit(f"nothing was measured: {missing}")
    with tempfile.TemporaryDirectory(prefix="orglint-bench-") as name:
        folder = Path(name)
        result = _judge(folder, options.users)
        number = sum(len(verdict.findings) for verdict in result.verdicts)
        file = folder / "report.html"
        lines = [*_write(result, file), *_read(file, number)]
        print(f"{number:,} findings of {len(result.verdicts)} rules: {file.stat().st_size / 1e6:.2f} MB, goal ≤ 5 MB")
        for line in lines:
            met = f"{'met' if line.seconds <= line.goal else 'missed':<7} ≤ {duration(line.goal)}" if line.goal else ""
            print(f"  {line.what:<44} {duration(line.seconds):>9}  {met}")


def _parse_options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--users", type=int, default=69_000, help="users; five make seven findings")
    return parser.parse_args(words)


def _judge(folder: Path, users: int) -> Result:
    found = make_snapshots(folder, 1, users)
    rules = rulebook.load(rulebook.find_bundled_rules(), tables.known_tables())
    judging = Judging(rules, 0, Severity.LOW, datetime.now(UTC), None, None, watch=make_watch(None))
    (judged,) = judge_in_turn(found, judging)
    assert isinstance(judged, Result), judged
    return judged


def _write(result: Result, file: Path) -> Iterator[Line]:
    clock, processor = time.perf_counter(), time.process_time()
    with file.open("w", encoding="utf-8") as stream:
        for output in FORMATS["html"].render_outputs(result):
            stream.writelines(cast("Iterable[str]", output.content))
    yield Line("written", time.perf_counter() - clock, 5)
    yield Line("written, processor time", time.process_time() - processor)


def _read(file: Path, number: int) -> Iterator[Line]:
    with start_chromium() as browser, watch_file(browser, file) as (page, noted):
        yield Line("first paint", page.evaluate(PAINTED) / 1000, 0.5)
        yield Line("loaded", page.evaluate(LOADED) / 1000)
        yield Line("from scrolling to All findings to its first rows", page.evaluate(ARRIVE) / 1000)
        for name, value in FILTERS:
            took = [_set_field(page, name, value) for _turn in range(ROUNDS)]
            count = took[0][1]
            yield Line(f"{name} {value}: {count}", median(seconds for seconds, _count in took), 0.05)
            assert count.endswith(f"{number:,} findings"), count
        for name, value in ORDERS:
            yield Line(f"order {value}, the first time", _set_field(page, name, value)[0])
        for name, value in ORDERS:
            yield Line(f"order {value}, again", median(_set_field(page, name, value)[0] for _turn in range(ROUNDS)))
        assert noted == [], noted


def _set_field(page: Any, name: str, value: str) -> tuple[float, str]:
    took, count = page.evaluate(SET, [name, value])
    return took / 1000, count


if __name__ == "__main__":
    main(sys.argv[1:])
