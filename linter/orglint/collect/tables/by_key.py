"""Read a table that is asked row by row: once for each chosen key of its parent."""

from collections import Counter
from functools import partial

from orglint.collect.by_key.answers import WALK, Answers
from orglint.collect.by_key.request import fetch_key_page
from orglint.collect.progress import Progress
from orglint.collect.rows import MOST_NEW
from orglint.collect.search import build_search
from orglint.collect.tables.call import OperationCalls
from orglint.collect.walk import TableReader, folder_of
from orglint.model.snapshot import TableState
from orglint.snapshots import pages
from orglint.snapshots.collecting import AnsweredKeys, TableWalk
from orglint.tables import Declaration, find_declaration

_TOLD = 3
_MOST_DRIFT = 20


def list_calls_by_key(declaration: Declaration) -> tuple[OperationCalls, ...]:
    """Return the calls that reading the table takes."""
    assert declaration.parent is not None
    return (OperationCalls(declaration.endpoint, f"1 for each of the {declaration.parent.table} that a rule reaches"),)


def read_by_key(reader: TableReader, declaration: Declaration) -> TableWalk:
    """Read the rows of every key that was chosen, from where an earlier run was stopped."""
    answers = _recall_answers(reader, declaration)
    _ask_keys(reader, declaration, answers)
    return _conclude(reader, declaration, answers)


def _recall_answers(reader: TableReader, declaration: Declaration) -> Answers:
    folder = folder_of(reader, declaration.name)
    answers = Answers(folder, declaration.key, reader.limits.key_pages)
    try:
        answers.recall()
    except pages.DamagedError as damaged:
        note = f"the kept page {damaged} is damaged; {declaration.name} is read from its beginning"
        reader.report(Progress(declaration.name, 0, 0, note))
        pages.remove_walk(folder, WALK)
        return Answers(folder, declaration.key, reader.limits.key_pages)
    return answers


def _ask_keys(reader: TableReader, declaration: Declaration, answers: Answers) -> None:
    assert declaration.parent is not None
    fetch = partial(fetch_key_page, reader, declaration, build_search(find_declaration(declaration.parent.table)))
    _report(reader, declaration, answers)
    for key in reader.keys:
        if answers.refused >= reader.limits.refusals:
            return
        request = None if answers.is_done(key) else answers.build_request(key)
        while request:
            request = answers.keep(fetch(request))
            _report(reader, declaration, answers)


def _report(reader: TableReader, declaration: Declaration, answers: Answers) -> None:
    step = Progress(declaration.name, answers.rows, answers.pages, asked=answers.asked, keys=len(reader.keys))
    reader.report(step)


def _conclude(reader: TableReader, declaration: Declaration, answers: Answers) -> TableWalk:
    state, reason = TableState.COMPLETE, ""
    if len(answers.answered) + len(answers.left) < len(reader.keys):
        denied = not answers.answered and answers.refused == answers.asked
        state = TableState.DENIED if denied else TableState.PARTIAL
        reason = _explain_failures(reader, declaration, answers)
        reader.report(Progress(declaration.name, 0, 0, f"{declaration.name} could not be read whole: {reason}"))
    return TableWalk(
        table=declaration.name,
        state=state,
        pages=answers.pages,
        requests=answers.requests,
        read_at=reader.clock(),
        digest=answers.digest,
        reason=reason,
        new_fields=dict(sorted(answers.new_fields.most_common(MOST_NEW))),
        drift=tuple(answers.drift)[:_MOST_DRIFT],
        by_key=AnsweredKeys(len(reader.keys), tuple(sorted(answers.answered)), tuple(sorted(answers.left))),
    )


def _explain_failures(reader: TableReader, declaration: Declaration, answers: Answers) -> str:
    """Return how many keys were not answered, and why the most of them."""
    assert declaration.parent is not None
    lacking = len(reader.keys) - len(answers.answered) - len(answers.left)
    unasked = lacking - len(answers.failures)
    # what tells one request from another would make a reason of its own of each
    found = Counter(why.partition(" [request ")[0] for why in answers.failures.values())
    told = [f"{why} ({times:,})" for why, times in found.most_common(_TOLD)]
    more = [f"{len(found) - _TOLD:,} other reasons"] if len(found) > _TOLD else []
    rest = [f"not asked after so many refusals ({unasked:,})"] if unasked else []
    head = f"{lacking:,} of {len(reader.keys):,} {declaration.parent.table} were not answered whole"
    return f"{head}: {'; '.join([*told, *more, *rest])}"
