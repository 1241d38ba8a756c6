"""The script filters, sorts and turns pages as a naive reading of the result does; the address tells what is shown."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from orglint.model.found_columns import NOT_KNOWN
from orglint.model.result import Finding, Outcome, Verdict
from orglint.model.rule import Severity, ShownColumn
from orglint.model.shown_values import describe_shown_cell
from orglint.reports.html.packed import MOST, pack_findings
from orglint.reports.html.packing import pack_column
from orglint.reports.html.page import build_page
from orglint.reports.html.values import make_inert, to_raw
from reports.browser.pages import render_several, several
from reports.test_html_overview import ONES as ORGANIZATIONS
from reports.test_html_overview import render as render_organizations
from support import results
from support.chromium import Visit, arriving

if TYPE_CHECKING:
    from playwright.sync_api import Page

BY_ID = {verdict.rule.id: verdict for verdict in several().verdicts}
FOUND = [finding for verdict in BY_ID.values() for finding in verdict.findings]
RULES, FINDINGS = "form[data-for=rules]", "[id$=findings] form"
READ_RULES = """() => [...document.querySelectorAll("table.rules tbody tr")].filter(row => row.checkVisibility())
  .map(row => row.querySelector(".id").textContent)"""
READ_CARDS = """() => [...document.querySelectorAll(".card")].filter(card => !card.hidden && !card.closest("[hidden]"))
  .map(card => card.querySelector("summary .id").textContent)"""
READ_FOUND = """() => [...document.querySelectorAll(".found.all tbody tr")]
  .map(row => [row.cells[0].textContent, row.querySelector("a.id").textContent])"""
OUTCOMES = [Outcome.FAIL, Outcome.UNKNOWN, Outcome.WAIVED, Outcome.PASS, Outcome.NOT_APPLICABLE]
SEVERITIES = list(reversed(Severity))

KEEPS: dict[str, Callable[[Verdict, str], bool]] = {
    "outcome": lambda verdict, value: verdict.outcome == value,
    "severity": lambda verdict, value: verdict.rule.severity == value,
    "family": lambda verdict, value: verdict.rule.id.startswith(f"{value}/"),
    "framework": lambda verdict, value: value in verdict.rule.controls,
    "owner": lambda verdict, value: verdict.rule.owner == value,
}
SORTS: dict[str, Callable[[Verdict], Any]] = {
    "outcome": lambda verdict: OUTCOMES.index(verdict.outcome),
    "severity": lambda verdict: SEVERITIES.index(verdict.rule.severity),
    "title": lambda verdict: verdict.rule.title.lower(),
    "found": lambda verdict: verdict.failed + verdict.waived,
    "owner": lambda verdict: (not verdict.rule.owner, verdict.rule.owner),
}


def read_rules(page: "Page") -> list[str]:
    shown: list[str] = page.evaluate(READ_RULES)
    return shown


def read_found(page: "Page") -> list[tuple[str, str]]:
    """Return the rows once all of the page are drawn: after a filter the first ones come at once."""
    page.wait_for_selector(".found.all tbody:not([aria-busy])", state="attached")
    return [(name, rule) for name, rule in page.evaluate(READ_FOUND)]


def read_address(page: "Page") -> dict[str, str]:
    return {name: values[0] for name, values in read_values(page).items()}


def read_values(page: "Page") -> dict[str, list[str]]:
    return parse_qs(page.evaluate("location.hash").partition("?")[2])


def choose(page: "Page", form: str, **values: str) -> None:
    """Check the values of each filter that are named, and no others."""
    for name, value in values.items():
        if name == "order":
            page.locator(f"{form} [name=order]").select_option(value)
            continue
        pick = page.locator(f"{form} .pick", has=page.locator(f"[name={name}]"))
        pick.locator("summary").click()
        for box in pick.locator("input").all():
            box.set_checked(box.input_value() in value.split())
        pick.locator("summary").click()


def read_choices(page: "Page", form: str, name: str) -> list[str]:
    values: list[str] = page.locator(f"{form} [name={name}]:not(select), {form} [name={name}] option").evaluate_all(
        "all => all.map(it => it.value)"
    )
    return values


def read_chosen(page: "Page", form: str) -> dict[str, list[str]]:
    """Return what the address asks for, by filter; each button says the same in words."""
    asked = {name: sorted(values) for name, values in read_values(page).items()}
    checked = page.locator(f"{form} .pick input:checked")
    assert sorted(value for values in asked.values() for value in values) == sorted(
        checked.evaluate_all("all => all.map(it => it.value)")
    )
    for pick in page.locator(f"{form} .pick").all():
        words = pick.locator("label:has(:checked) span").all_text_contents()
        assert pick.locator(".picked").inner_text() == (", ".join(words) or "any")
    return asked


def read_numbers(page: "Page", form: str) -> dict[tuple[str, str], int]:
    """Return the number beside each value of each filter."""
    read = "all => all.map(it => [it.control.name, it.control.value, it.querySelector('small').textContent])"
    told = page.locator(f"{form} .pick label").evaluate_all(read)
    return {(name, value): int(number.replace(",", "")) for name, value, number in told}


def keep_rules(name: str, value: str) -> set[str]:
    return {rule for rule, verdict in BY_ID.items() if KEEPS[name](verdict, value)}


def open_findings(page: "Page") -> None:
    """Findings are unpacked when a reader comes near them."""
    page.locator("[id$=findings]").scroll_into_view_if_needed()
    page.wait_for_selector(".found.all tbody tr")


def test_each_filter_of_the_rules_keeps_what_a_naive_reading_keeps_and_the_address_says_it(visit: Visit) -> None:
    with visit(render_several()) as page:
        assert set(read_rules(page)) == set(page.evaluate(READ_CARDS)) == set(BY_ID)
        for name in KEEPS:
            values = read_choices(page, RULES, name)
            assert set().union(*(keep_rules(name, value) for value in values)) >= set(BY_ID) - keep_rules("owner", "")
            for value in values:
                choose(page, RULES, **{name: value})
                wanted = keep_rules(name, value)
                assert wanted
                assert set(read_rules(page)) == set(page.evaluate(READ_CARDS)) == wanted
                assert page.locator(f"{RULES} .count").inner_text() == f"{len(wanted)} of {len(BY_ID)} rules"
                assert read_address(page) == {name: value}
            page.locator(f"{RULES} button[type=reset]").click()
            assert set(read_rules(page)) == set(BY_ID)
            assert read_address(page) == {}


CHOSEN: tuple[dict[str, str], ...] = (
    {"outcome": "fail unknown"},
    {"outcome": "fail unknown", "severity": "high medium"},
    {"severity": "critical low", "family": "admins groups users", "owner": "it-ops"},
    {"framework": "cis-v8 soc2", "outcome": "waived"},
)


def test_a_filter_may_have_several_values_with_the_number_of_rules_beside_each(visit: Visit) -> None:
    with visit(render_several()) as page:
        for chosen in ({}, *CHOSEN):
            page.locator(f"{RULES} button[type=reset]").click()
            choose(page, RULES, **chosen)
            assert set(read_rules(page)) == {rule for rule in BY_ID if keeps_rule(rule, chosen)}
            assert read_chosen(page, RULES) == {name: sorted(value.split()) for name, value in chosen.items()}
            for (name, value), number in read_numbers(page, RULES).items():
                others = {**chosen, name: value}
                assert number == sum(keeps_rule(rule, others) for rule in BY_ID), (chosen, name, value)
        address = page.evaluate("location.hash")
    with visit(render_several(), address) as page:
        assert set(read_rules(page)) == {rule for rule in BY_ID if keeps_rule(rule, CHOSEN[-1])}


def keeps_rule(rule: str, chosen: Mapping[str, str]) -> bool:
    """Naively: every filter has a value that the rule has."""
    return all(any(KEEPS[name](BY_ID[rule], it) for it in values.split()) for name, values in chosen.items())


def test_one_list_of_values_is_open_at_a_time_and_escape_or_a_click_elsewhere_closes_it(visit: Visit) -> None:
    with visit(render_several()) as page:
        first, second = (page.locator(f"{RULES} .pick").nth(at) for at in (0, 1))
        first.locator("summary").click()
        second.locator("summary").click()
        page.wait_for_function("() => document.querySelectorAll('.pick[open]').length == 1")
        assert second.locator("label").first.is_visible()
        second.locator("input").first.focus()
        page.keyboard.press("Escape")
        assert not second.locator("label").first.is_visible()
        assert second.locator("summary").evaluate("it => it === document.activeElement")
        first.locator("summary").click()
        page.locator("[id$=rules] h2").click()
        assert not first.locator("label").first.is_visible()


def test_words_are_searched_in_titles_ids_and_controls_and_filters_add_up(visit: Visit) -> None:
    with visit(render_several()) as page:
        for words in ("ZONES", "users/rule", "cc6", "cis 5.", "mail number 2", "rule1 security", "nowhere to be found"):
            page.locator(f"{RULES} [name=q]").fill(words)
            wanted = {rule for rule, verdict in BY_ID.items() if holds_words(verdict, words)}
            assert set(read_rules(page)) == wanted, words
            assert page.locator(".empty").is_visible() == (not wanted)
        page.locator(f"{RULES} [name=q]").fill("number")
        choose(page, RULES, severity="high", outcome="fail")
        assert set(read_rules(page)) == keep_rules("severity", "high") & keep_rules("outcome", "fail")


def holds_words(verdict: Verdict, words: str) -> bool:
    controls = [number for numbers in verdict.rule.controls.values() for number in numbers]
    text = " ".join((verdict.rule.title, verdict.rule.id, *controls)).lower()
    return all(word in text for word in words.lower().split())


def test_each_column_sorts_both_ways_and_says_so(visit: Visit) -> None:
    with visit(render_several()) as page:
        standing = read_rules(page)
        for name, rank in SORTS.items():
            head = page.locator(f"[data-sort={name}]")
            for _click in range(2):
                head.locator("button").click()
                down = head.get_attribute("aria-sort") == "descending"
                ranks = sorted((rank(BY_ID[rule]) for rule in standing), reverse=down)
                shown = read_rules(page)
                assert [rank(BY_ID[rule]) for rule in shown] == ranks, (name, down)
                assert set(shown) == set(standing)
                assert read_address(page) == {"sort": f"{'-' * down}{name}"}
            assert page.locator("[aria-sort]").count() == 1


def test_the_way_back_leads_through_the_filters_and_an_address_opens_what_it_says(visit: Visit) -> None:
    with visit(render_several(), "#rules?outcome=fail&severity=high&sort=-found") as page:
        wanted = keep_rules("outcome", "fail") & keep_rules("severity", "high")
        assert read_rules(page) == sorted(wanted, key=lambda rule: -BY_ID[rule].failed)
        choose(page, RULES, severity="critical")
        assert set(read_rules(page)) == keep_rules("outcome", "fail") & keep_rules("severity", "critical")
        choose(page, RULES, outcome="")
        assert set(read_rules(page)) == keep_rules("severity", "critical")
        with arriving(page):
            page.go_back()
        assert set(read_rules(page)) == keep_rules("outcome", "fail") & keep_rules("severity", "critical")
        with arriving(page):
            page.go_back()
        assert read_values(page)["severity"] == ["critical", "high"]
        with arriving(page):
            page.go_back()
        assert read_rules(page) == sorted(wanted, key=lambda rule: -BY_ID[rule].failed)
        assert page.locator(f"{RULES} [name=severity]:checked").input_value() == "high"
        for _box in ("critical", "high"):
            with arriving(page):
                page.go_forward()
        page.reload()
        assert set(read_rules(page)) == keep_rules("outcome", "fail") & keep_rules("severity", "critical")


def test_a_cell_of_the_matrix_leads_to_as_many_rules_as_it_says(visit: Visit) -> None:
    with visit(render_several()) as page:
        cells = page.locator(".matrix td a")
        for at in range(cells.count()):
            with arriving(page):
                cells.nth(at).click()
            assert str(len(read_rules(page))) == cells.nth(at).locator("b").inner_text()
            assert page.locator(f"{RULES} .count").is_visible()
        assert cells.count() >= len({(it.outcome, it.rule.severity) for it in BY_ID.values()})


def test_a_link_to_a_rule_opens_its_card_also_one_that_is_folded_or_filtered_away(visit: Visit) -> None:
    for rule in ("groups/rule1", "tokens/rule3"):
        with visit(render_several(), f"#{rule}") as page:
            page.locator("summary:focus .id", has_text=rule).wait_for()
            assert page.locator(f"[id='{rule}']").is_visible()
            assert 0 <= page.evaluate("document.activeElement.getBoundingClientRect().top") < 900
            choose(page, RULES, outcome="unknown")
            page.evaluate("location.hash = 'admins/rule0'")
            page.wait_for_selector("[id='admins/rule0']", state="visible")


def select_found(**wanted: str) -> Iterator[tuple[str, str]]:
    """Naively: the findings that a reader wants."""
    for finding in FOUND:
        if all(wanted_of(finding, name, value) for name, value in wanted.items()):
            yield finding.subject, finding.rule


def wanted_of(finding: Finding, name: str, value: str) -> bool:
    if name == "outcome":
        return finding.outcome in value.split()
    if name == "q":
        return all(word in f"{finding.subject} {finding.key} {finding.rule}".lower() for word in value.lower().split())
    return any(KEEPS[name](BY_ID[finding.rule], it) for it in value.split())


def test_findings_are_filtered_searched_and_counted_as_a_naive_reading_does(visit: Visit) -> None:
    with visit(render_several()) as page:
        open_findings(page)
        assert page.locator(f"{FINDINGS} .count").inner_text() == f"{len(FOUND)} findings"
        for name in ("outcome", "severity", "family", "owner"):
            for value in read_choices(page, FINDINGS, name):
                choose(page, FINDINGS, **{name: value})
                check_found(page, **{name: value})
            choose(page, FINDINGS, **{name: ""})
        for words in ("person07", "PERSON4 rule0", results_key(), "rule11", "nobody"):
            page.locator(f"{FINDINGS} [name=q]").fill(words)
            check_found(page, q=words)


def results_key() -> str:
    return FOUND[-1].key


def test_findings_may_be_filtered_by_several_values_with_the_number_of_findings_beside_each(visit: Visit) -> None:
    with visit(render_several()) as page:
        open_findings(page)
        for chosen in ({}, *CHOSEN[:3]):
            for words in ("", "person0 rule", "nobody"):
                page.locator(f"{FINDINGS} button[type=reset]").click()
                page.locator(f"{FINDINGS} [name=q]").fill(words)
                choose(page, FINDINGS, **chosen)
                asked = {**chosen, "q": words} if words else chosen
                check_found(page, **asked)
                for (name, value), number in read_numbers(page, FINDINGS).items():
                    wanted = sum(1 for _found in select_found(**{**asked, name: value}))
                    assert number == wanted, (asked, name, value)


def test_links_and_keys_lead_from_card_to_card_past_those_that_the_filter_hides(visit: Visit) -> None:
    with visit(render_several(), "#rules?outcome=fail&outcome=waived") as page:
        cards = page.evaluate(READ_CARDS)
        assert len(cards) == 6
        page.locator(f"table.rules a[href='#{cards[0]}']").click()
        for at, rule in enumerate(cards):
            page.locator("summary:focus .id", has_text=rule).wait_for()
            assert page.evaluate("decodeURIComponent(location.hash)") == f"#{rule}"
            steps = page.locator(f"[id='{rule}'] .steps")
            there = [f"#{it}" for it in (*cards[max(at - 1, 0) : at], *cards[at + 1 : at + 2])]
            assert steps.locator("a").evaluate_all("all => all.map(it => it.getAttribute('href'))") == there
            if rule != cards[-1]:
                steps.locator(".after").click()
        page.keyboard.press("j")
        page.keyboard.press("k")
        page.locator("summary:focus .id", has_text=cards[-2]).wait_for()
        assert page.evaluate("decodeURIComponent(location.hash)") == f"#{cards[-2]}"
        page.locator(f"{FINDINGS} [name=q]").focus()
        page.keyboard.type("jk")
        assert page.locator(f"{FINDINGS} [name=q]").input_value() == "jk"


def check_found(page: "Page", **values: str) -> None:
    wanted = sorted(select_found(**values))
    count = page.locator(f"{FINDINGS} .count")
    told = f"{len(wanted)} of {len(FOUND)} findings" if len(wanted) < len(FOUND) else f"{len(FOUND)} findings"
    assert count.inner_text() == told, values
    shown = read_found(page)
    assert len(shown) == min(50, len(wanted))
    assert set(shown) <= set(wanted)
    assert read_values(page) == {it: [value] if it == "q" else value.split() for it, value in values.items()}


def test_pages_of_findings_hold_each_once_in_the_order_asked_for_and_the_address_names_the_page(visit: Visit) -> None:
    with visit(render_several()) as page:
        open_findings(page)
        for order in read_choices(page, FINDINGS, "order"):
            choose(page, FINDINGS, order=order)
            shown = read_found(page)
            after = page.locator("[id$=findings] .pager button:last-of-type")
            while after.is_enabled():
                after.click()
                shown += read_found(page)
                assert read_address(page)["from"] == str(
                    len(shown) // 50 * 50 + 1 if len(shown) % 50 else len(shown) - 49
                )
            assert sorted(shown) == sorted((finding.subject, finding.rule) for finding in FOUND)
            ranks = [rank_found(order, *found) for found in shown]
            assert ranks == sorted(ranks)
        address = page.evaluate("location.hash")
        last = read_found(page)
    with visit(render_several(), address) as page:
        page.wait_for_selector(".found.all tbody tr")
        assert read_found(page) == last


def test_findings_that_are_unpacked_above_do_not_move_what_is_read(visit: Visit) -> None:
    screen = {"width": 1280, "height": 400}
    for fragment in ("#waivers", "#frameworks"):
        with visit(render_several(), fragment, viewport=screen) as page:
            page.wait_for_selector(".found.all tbody tr")
            assert 0 <= read_top(page, fragment) < 100
        with visit(render_several(), viewport=screen) as page:
            page.locator(f".rail a[href='{fragment}']").click()
            page.wait_for_selector(".found.all tbody tr")
            assert 0 <= read_top(page, fragment) < 100


def read_top(page: "Page", place: str) -> float:
    """Return how far below the window's edge an element is, after two frames."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    top: float = page.locator(place).evaluate("it => it.getBoundingClientRect().top")
    return top


def rank_found(order: str, subject: str, rule: str) -> Any:
    verdict = BY_ID[rule]
    if order == "subject":
        return subject
    return SEVERITIES.index(verdict.rule.severity) if order == "worst" else read_position(rule)


def read_position(rule: str) -> tuple[int, int]:
    verdict = BY_ID[rule]
    return OUTCOMES.index(verdict.outcome), SEVERITIES.index(verdict.rule.severity)


def test_a_card_shows_all_its_findings_on_request(visit: Visit) -> None:
    with visit(render_several(), "#admins/rule0") as page:
        box = page.locator("[id='admins/rule0'] .findings")
        first = box.locator("tbody th").all_inner_texts()
        box.locator(".more-button").click()
        box.locator(".pager button").first.wait_for()
        every = box.locator("tbody th").all_inner_texts()
        assert every[: len(first)] == first
        box.locator(".pager button:not(:disabled)").click()
        every += box.locator("tbody th").all_inner_texts()
        assert sorted(every) == sorted(finding.subject for finding in BY_ID["admins/rule0"].findings)


def test_a_card_keeps_its_findings_if_the_file_holds_no_more_of_them(visit: Visit) -> None:
    whole, few = ("".join(pack_findings(build_page(several()), most)) for most in (MOST, 3))
    with visit(render_several().replace(whole, few), "#admins/rule0") as page:
        box = page.locator("[id='admins/rule0'] .findings")
        first = box.locator("tbody th").all_inner_texts()
        box.locator(".more-button").click()
        box.locator(".more-button").wait_for(state="detached")
        assert box.locator("tbody th").all_inner_texts() == first
        told = box.locator(".shown").inner_text().strip()
        assert told == "The first 20 of 70; the others are not in this file."


def test_raw_values_take_the_place_of_the_button_that_asks_for_them_and_the_focus(visit: Visit) -> None:
    with visit(render_several()) as page:
        open_findings(page)
        row = page.locator(".found.all tbody tr").first
        subject = row.locator("th").text_content()
        button = row.get_by_role("button", name=f"Raw values of {subject}", exact=True, expanded=False)
        button.focus()
        page.keyboard.press("Enter")
        assert button.count() == 0
        assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 1
        (key,) = {it.key for it in FOUND if (it.subject, it.rule) == read_found(page)[0]}
        assert row.locator("details[open] dd").all_text_contents() == [key]
        page.keyboard.press("Enter")
        assert not row.locator("dl").is_visible()


def test_several_organizations_are_shown_one_at_a_time_beside_a_table_and_the_address_says_which(visit: Visit) -> None:
    with visit(render_organizations(ORGANIZATIONS)) as page:
        links = page.locator("nav.switch a").all_inner_texts()
        assert links == ["Side by side", "Fjord & Partners", "Everglade <b>", "Tern"]
        assert read_shown(page) == ["compare"]
        for at, name in enumerate(links[1:], 1):
            with arriving(page):
                page.locator("nav.switch a").nth(at).click()
            (shown,) = read_shown(page)
            assert page.locator(f"[id='{shown}'] h1").inner_text() == name
            assert page.locator("nav.switch [aria-current]").inner_text() == name
            with arriving(page):
                page.locator(f"[id='{shown}'] table.rules a").first.click()
            page.locator("summary:focus").wait_for()
            assert read_shown(page) == [shown]
        address = page.evaluate("location.hash")
        for _step in range(2):
            with arriving(page):
                page.go_back()
        assert page.locator("nav.switch [aria-current]").inner_text() == "Everglade <b>"
        with arriving(page):
            page.locator("nav.switch a").first.click()
        assert read_shown(page) == ["compare"]
    with visit(render_organizations(ORGANIZATIONS), address) as page:
        page.locator("summary:focus").wait_for()
        assert read_shown(page) == [shown]


def read_shown(page: "Page") -> list[str]:
    boxes: list[str] = page.evaluate(
        "() => [...document.querySelectorAll('#compare, .org')].filter(it => it.checkVisibility()).map(it => it.id)"
    )
    return boxes


TABLE = json.loads((Path(__file__).parents[1] / "shown_values.json").read_text("utf-8"))
NOW = datetime.fromisoformat(TABLE["now"])
WORDS = """([columns, now]) => columns.map(([packed, length, kind, absent]) =>
  Array.from({ length }, (_, row) => openColumn(packed)(row))
    .map(value => [describeValue(value, kind, absent, now), writeRaw(value)]))"""


def make_columns() -> Iterator[tuple[ShownColumn, list[Any]]]:
    """Every value of the table of words as a column of its own, and columns of random values of each kind."""
    for case in TABLE["cases"]:
        yield ShownColumn("user.x", "x", case["kind"], case["absent"]), [case["value"]]
    random = Random("words")
    for kind, make in MAKERS.items():
        for _column in range(8):
            rest = [None, NOT_KNOWN] if random.random() < 0.5 else []
            yield ShownColumn("user.x", "x", kind, "never"), [make(random) for _ in range(20)] + rest


def make_time(random: Random) -> str:
    at = NOW + timedelta(microseconds=random.choice([1, 10**6]) * random.randrange(-(10**9), 10**9))
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def make_element(random: Random) -> Any:
    return random.choice(["", "a", "b c", "\u202e", "\x00", None, True, False, 1234, -5, "<b>"])


MAKERS: dict[str, Callable[[Random], Any]] = {
    "time": make_time,
    "duration": lambda random: random.randrange(-(10 ** random.randrange(1, 22)), 10 ** random.randrange(1, 22)),
    "number": lambda random: random.choice([1, -1]) * random.randrange(10 ** random.randrange(1, 20)),
    "bool": lambda random: random.random() < 0.5,
    "text": lambda random: random.choice([make_element(random) or "x", make_time(random), random.random() * 1e6]),
    "list": lambda random: [make_element(random) for _ in range(random.randrange(4))],
    "record": lambda random: {"name": make_element(random), "count": random.randrange(5_000)},
}


def describe(column: ShownColumn, value: Any) -> list[str]:
    """Return what Python says of a value: in words, and raw."""
    unknown = value is NOT_KNOWN
    evidence = {} if unknown else {column.name: make_inert(value)}
    finding = results.finding("a/b", "key", "told", evidence)
    return [describe_shown_cell(column, finding, NOW), "unknown" if unknown else to_raw(make_inert(value))]


def test_script_and_python_say_the_same_words_for_the_same_values(visit: Visit) -> None:
    columns = list(make_columns())
    packed = [(pack_column(values, it.kind, NOW), len(values), it.kind, it.absent) for it, values in columns]
    with visit(render_several()) as page:
        said = page.evaluate(WORDS, [packed, int(NOW.timestamp() * 1_000_000)])
    told = [[describe(column, value) for value in values] for column, values in columns]
    assert said == told
    assert len({word for column in said for word, _raw in column}) > 500
