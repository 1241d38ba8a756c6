"""Read a table that is asked row by row: once for each chosen key of its parent."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import islice

from orglint.collect.by_key.answers import WALK, Answers
from orglint.collect.by_key.pool import Pool, open_pool
from orglint.collect.by_key.request import KeyPage, KeyRequest, fetch_key_page
from orglint.collect.progress import Progress
from orglint.collect.rows import MOST_NEW
from orglint.collect.search import build_search
from orglint.collect.tables.call import OperationCalls
from orglint.collect.walk import TableReader, folder_of
from orglint.errors import CollectError
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
    parent = find_declaration(declaration.parent.table)
    fetch = partial(fetch_key_page, reader, declaration, build_search(parent) if parent.search else None)
    _report(reader, declaration, answers)
    waiting = _list_requests(reader, answers)
    with open_pool(fetch, reader.limits.at_once, reader.api.budget.stop) as pool:
        running = 0
        for request in islice(waiting, reader.limits.at_once):
            pool.submit(request)
            running += 1
        while running:
            following = _keep_next(reader, pool, answers) or next(waiting, None)
            _report(reader, declaration, answers)
            if following:
                pool.submit(following)
            else:
                running -= 1


def _keep_next(reader: TableReader, pool: Pool[KeyRequest, KeyPage], answers: Answers) -> KeyRequest | None:
    """Store the next page that comes, and return what to ask for next for its key."""
    try:
        return answers.keep(pool.wait_for_result())
    except CollectError:
        reader.api.budget.stop()
        for page in pool.take_rest():
            answers.keep(page)
        raise


def _list_requests(reader: TableReader, answers: Answers) -> Iterator[KeyRequest]:
    """Yield what to ask for first of each key that is not done with, until too much has been refused, or has failed."""
    for key in reader.keys:
        if answers.refused >= reader.limits.refusals or answers.failed >= reader.limits.failures:
            return
        if not answers.is_done(key):
            yield answers.build_request(key)


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
    rest = [f"not asked after so many failures ({unasked:,})"] if unasked else []
    head = f"{lacking:,} of {len(reader.keys):,} {declaration.parent.table} were not answered whole"
    return f"{head}: {'; '.join([*told, *more, *rest])}"
