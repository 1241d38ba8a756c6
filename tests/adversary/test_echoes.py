"""Whatever the API echoes of the key is blotted out wherever it would be kept or shown."""

from collections.abc import Callable
from pathlib import Path

import pytest

from adversary import changes, honest, running
from adversary.changes import NOW, Change
from adversary.echoes import SPELLINGS, contents, echoes
from adversary.honest import Answers
from adversary.packs import Packs
from adversary.serving import Raw, World


def _rows(answers: Answers, name: str) -> list[honest.Row]:
    return changes.rows_of(answers, name)


def _texts(said: str) -> Change:
    """Return what puts a text into every kind of place that may hold a text."""

    def change(answers: Answers) -> None:
        answers[honest.ORGANIZATION][0]["data"]["attributes"]["name"] = said
        for row in changes.person(answers, 5):
            row.update(
                name=said, jobTitle=said, status=said, addedToOrg=said, platformRoles=[said], shoe=[{"size": said}]
            )
            row.update(groups=[{"id": said, "name": said, "description": None}], mfaEnabled=said)
        for row in changes.person(answers, 6):
            row.update(accountId=said)
        policy = _rows(answers, honest.POLICIES)[0]["attributes"]
        policy.update(type=said, rule={"in": [said]}, resources=[{"id": said, "applicationStatus": said}])
        _rows(answers, honest.DOMAINS)[0]["attributes"]["name"] = said
        answers[honest.DOMAINS][0].update(message=said, errors=[{"title": said}])

    return change


def _names(said: str) -> Change:
    """Return what makes a text the name of members: of rows, of records in them, of a page."""

    def change(answers: Answers) -> None:
        for name in (honest.USERS, honest.DOMAINS, honest.POLICIES):
            _rows(answers, name)[0][said] = "x"
            answers[name][0][said] = "x"
        _rows(answers, honest.USERS)[1]["groups"][0][said] = "x"
        _rows(answers, honest.POLICIES)[1]["attributes"][said] = {said: [said]}
        answers[honest.DOMAINS][0].setdefault("links", {})[said] = said
        answers[honest.STATISTICS][0][said] = said
        answers[honest.STATISTICS][0]["roles"].append({"roleId": said, "count": 1})

    return change


def _cursors(said: str) -> Change:
    """Return what makes a text the continuation of every list."""

    def change(answers: Answers) -> None:
        answers[honest.USERS][0]["links"]["next"] = said
        answers[honest.DOMAINS][0]["links"]["next"] = f"https://elsewhere.example/{said}?cursor={said}"
        answers[honest.POLICIES][0]["meta"]["next"] = said

    return change


def _errors(said: str) -> Change:
    """Return what refuses everything with a text in all that a refusal has."""

    def change(answers: Answers) -> None:
        body = f'{{"errors": [{{"id": "1", "status": "403", "code": "{said[:60]!a}", "title": "x", "detail": "y"}}]}}'
        for name in (honest.DOMAINS, honest.POLICIES, honest.COUNT):
            answers[name][0] = Raw(body.replace("'", "").encode(), 403, (("Content-Type", "text/plain"),))
        answers[honest.STATISTICS][0] = Raw(
            said.encode(),
            400,
            (("X-Request-Id", said.encode("ascii", "replace").decode().replace("\n", " ").replace("\r", " ")),),
        )

    return change


def _texts_and_names(said: str) -> Change:
    return changes.together(_texts(said), _names(said))


_CASES = [(spelling, _texts_and_names) for spelling in SPELLINGS] + [
    (spelling, put) for number, spelling in enumerate(SPELLINGS) for put in (_cursors, _errors) if number % 4 == 0
]


@pytest.mark.parametrize(("spelling", "put"), _CASES, ids=lambda part: getattr(part, "__name__", part))
def test_nothing_that_is_kept_or_shown_holds_a_part_of_the_key(
    spelling: str, put: Callable[[str], Change], place: tuple[World, str], packs: Packs, tmp_path: Path
) -> None:
    world, base = place
    answers = honest.answers(base, NOW)
    put(SPELLINGS[spelling])(answers)
    world.tell(answers)
    store, words = tmp_path / "store", ("--only-rules", packs.of((changes.MANAGED, changes.WHOLE, changes.VERIFIED)))
    taken = running.collect(base, store, *words)
    assert taken.code in {0, 3, 4}, taken.err
    ended, _ = running.check(store, *words, "--format", f"html={tmp_path / 'report.html'}", "--format", "terminal")
    assert ended.code in {0, 1, 3, 4}, ended.err
    said = [("snapshot", taken.out + taken.err), ("check", ended.out + ended.err), *contents(tmp_path)]
    assert [(where, echoes(content)[:2]) for where, content in said if echoes(content)] == []
    assert "key" in taken.err


def test_the_search_for_echoes_finds_every_spelling() -> None:
    assert [name for name, spelling in SPELLINGS.items() if not echoes(spelling)] == []
    assert echoes("an honest text of some length: 0123456789a, canary-") == []
