import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from itertools import pairwise

import pytest

from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import Outcome, Result, Verdict
from orglint.model.rule import Severity
from orglint.reports import FORMATS
from reports.hostile import HOSTILE, infested
from reports.trees import Element, tree
from support import results
from support.golden_files import Golden

MIXED = FORMATS["html"].render(results.mixed())
PAGE = tree(MIXED)


def rendered(result: Result) -> Element:
    return tree(FORMATS["html"].render(result))


def attribute(name: str) -> list[str]:
    return [element.attributes[name] for element in PAGE.walk() if name in element.attributes]


def rules(page: Element) -> dict[str, Element]:
    return {rule.all("summary")[0].all("code")[0].said(): rule for rule in page.all("details")}


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_a_result_reads_like_this(golden: Golden) -> None:
    golden("result.html", MIXED)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_anywhere_never_changes_the_elements(text: str) -> None:
    assert rendered(infested(results.mixed(), text)).shape() == PAGE.shape()


def test_hostile_names_give_the_elements_that_plain_names_give() -> None:
    plain = [f"name {number}" for number in range(len(HOSTILE))]
    assert rendered(results.mixed(plain)).shape() == PAGE.shape()


def test_a_hostile_name_is_read_as_it_is_written() -> None:
    assert "<script>alert(1)</script> is a strange name" in rules(PAGE)["accounts/names"].said()


def test_a_control_in_a_name_is_spelled_out() -> None:
    assert r"\u202egnp.exe\u202c \u2066a\u2069 \u200bzero" in rules(PAGE)["accounts/names"].said()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", MIXED)


def test_the_policy_allows_the_style_of_the_page_and_nothing_else() -> None:
    policy = next(
        m.attributes["content"] for m in PAGE.all("meta") if "Content-Security" in m.attributes.get("http-equiv", "")
    )
    style = MIXED.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_the_policy_stands_before_everything_that_it_governs() -> None:
    assert MIXED.index("Content-Security-Policy") < MIXED.index("<style>")


def test_nothing_runs_and_nothing_is_loaded() -> None:
    assert PAGE.all("script", "link", "img", "iframe", "object", "embed", "base", "audio", "video") == []
    assert attribute("src") + attribute("style") + attribute("action") == []
    assert [name for element in PAGE.walk() for name in element.attributes if name.startswith("on")] == []
    assert not re.search(r"url\(|@import|@font-face", MIXED)


def test_a_link_leads_to_the_web_or_into_the_page() -> None:
    ids = set(attribute("id"))
    assert [to for to in attribute("href") if not to.startswith(("https://", "http://")) and to[1:] not in ids] == []


@pytest.mark.parametrize("reference", ["javascript:alert(1)", "data:text/html,x", " https://x.test", "CIS 5.1"])
def test_a_reference_that_is_no_web_address_is_no_link(reference: str) -> None:
    rule = results.rule("a/b", Severity.LOW, "t", references=(reference,))
    page = rendered(results.result(results.verdict(rule, Outcome.PASS, (1, 1, 0, 0, 0))))
    assert [link.attributes["href"] for link in page.all("a")] == ["#rules"]
    assert reference.strip() in page.said()


def test_the_page_has_its_landmarks_once() -> None:
    assert [len(PAGE.all(name)) for name in ("header", "main", "footer", "h1", "title")] == [1, 1, 1, 1, 1]


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [int(heading.name[1]) for heading in PAGE.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert max(after - before for before, after in pairwise(levels)) == 1


def test_an_id_stands_once_and_what_is_named_by_one_is_there() -> None:
    ids = attribute("id")
    assert len(ids) == len(set(ids))
    assert set(attribute("aria-labelledby")) <= set(ids)


def test_every_region_and_picture_has_a_name() -> None:
    named = {"aria-label", "aria-labelledby"}
    nameless = [
        e
        for e in PAGE.walk()
        if (e.name in {"section", "svg"} or "role" in e.attributes) and not named & set(e.attributes)
    ]
    assert nameless == []


def test_every_box_to_tick_has_a_label_with_words() -> None:
    labels = [label.said() for label in PAGE.all("label") if label.all("input")]
    assert len(labels) == len(PAGE.all("input"))
    assert all(labels)


def test_every_filter_hides_what_it_names() -> None:
    style = MIXED.partition("<style>")[2].partition("</style>")[0]
    classes = {
        word for element in PAGE.all("section", "details") for word in element.attributes.get("class", "").split()
    }
    for box in PAGE.all("input"):
        word = box.attributes["id"].removeprefix("show-")
        assert re.search(rf"body:has\(#show-{word}:not\(:checked\)\) \.(outcome|rule)\.{word}\b", style)
        assert word in classes | {severity.value for severity in Severity}


@pytest.mark.parametrize("ground", ["page", "card", "shade"])
@pytest.mark.parametrize("ink", ["ink", "soft", "link"])
def test_text_stands_out_from_its_ground_in_both_schemes(ink: str, ground: str) -> None:
    for scheme in re.findall(r":root \{(.*?)\}", MIXED, re.DOTALL)[:2]:
        colors = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", scheme))
        assert contrast(colors[ink], colors[ground]) >= 4.5


def test_white_text_stands_out_from_every_badge() -> None:
    colors = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", MIXED.partition("@media")[0]))
    badges = [*(outcome.value for outcome in Outcome), *(severity.value for severity in Severity)]
    assert {name: colors[name] for name in badges if contrast("#ffffff", colors[name]) < 4.5} == {}


def test_every_rule_is_there_with_its_severity_in_words() -> None:
    shown = {name: rule.all("summary")[0].said() for name, rule in rules(PAGE).items()}
    assert sorted(shown) == [verdict.rule.id for verdict in results.mixed().verdicts]
    assert all(one.rule.severity.value in shown[one.rule.id] for one in results.mixed().verdicts)


def test_failed_rules_are_open_and_the_others_are_closed() -> None:
    failed = {one.rule.id for one in results.mixed().verdicts if one.outcome is Outcome.FAIL}
    assert {name for name, rule in rules(PAGE).items() if "open" in rule.attributes} == failed


def test_a_rule_tells_why_how_to_fix_it_its_controls_and_its_references() -> None:
    said, rule = rules(PAGE)["admins/managed-accounts"].said(), results.admins().rule
    parts = [rule.why, rule.fix, rule.where, rule.require, "CC6.1, CC6.3", *rule.references]
    assert [part for part in parts if part not in said] == []


def test_every_finding_stands_in_a_row_of_its_own() -> None:
    tables = [table for rule in rules(PAGE).values() for table in rule.all("tbody")]
    total = sum(len(verdict.findings) for verdict in results.mixed().verdicts)
    assert sum(len(table.all("tr")) for table in tables) == total


def test_a_waived_finding_has_its_excuse() -> None:
    assert "Waived: migration of the directory; platform team, until 2026-04-01" in rules(PAGE)["admins/count"].said()


def test_unknown_rows_stand_under_their_reason() -> None:
    captions = [caption.said() for caption in rules(PAGE)["accounts/stale-suspended"].all("caption")]
    reasons = {str(finding.reason) for finding in results.suspended().findings}
    assert set(captions) == {f"Unknown: {reason}" for reason in reasons}


def test_a_failed_rule_on_a_table_with_gaps_says_that_more_may_fail() -> None:
    verdict = replace(results.admins(), reason=Reason(ReasonCode.PARTIAL, table="users", said="the API answered 503"))
    assert "more may fail: users: partial, the API answered 503" in rendered(results.result(verdict)).said()


def test_named_parts_of_a_rule_are_shown() -> None:
    assert "limit now - days(params.max_days)" in rules(PAGE)["accounts/dormant"].said()


def test_data_that_lacks_a_table_is_not_called_whole() -> None:
    lacking = replace(results.whole(), tables={"users": results.whole().tables["users"]})
    assert "not whole, see the ledger" in rendered(replace(results.failing(), snapshot=lacking)).all("header")[0].said()
    assert "every table whole" in rendered(results.failing()).all("header")[0].said()


UNLISTED = (
    "'hibernated' in 2 rows is no value that the specification lists, so it is unknown to every rule. Look up what it "
    "means; then check with --known-value users.accountStatus=hibernated, or with a newer orglint"
)


def test_the_ledger_has_a_line_for_every_table_and_every_gap() -> None:
    ledger = next(section for section in PAGE.all("section") if section.attributes["aria-labelledby"] == "ledger")
    assert [row.said() for row in ledger.all("th") if row.attributes["scope"] == "row"] == sorted(
        results.snapshot().tables
    )
    assert [gap.said() for gap in ledger.all("li")] == [
        "groups doubtful 41 of 43 rows read: 43 expected, 41 read",
        "policies denied 0 rows read: 403, the key lacks the scope read:policies:admin",
        "users partial 214 of 230 rows read: page 3 answered 503 after 5 tries",
        f"users.accountStatus unlisted {UNLISTED}",
        "users.email invalid 2 values that cannot be used, read as unknown",
        "users.platformRoles unknown absent in every row, which a renamed field would be too",
        "users.productAccess in part left out although empty lists are sent elsewhere",
        "users unread 7 columns that no rule reads: spare0, spare1, spare2 and 4 more: absent in every row",
        "users unread 1 column that no rule reads: picture: not asked for",
    ]


def test_what_the_specification_does_not_know_is_told() -> None:
    told = "new field avatarHue in 214 rows; accountType: new value '<script>alert(1)</script>' in 7 rows"
    assert told in PAGE.said()


def test_a_very_long_list_shows_a_part_and_the_true_total() -> None:
    page = FORMATS["html"].render(results.large(100_000))
    assert len(tree(page).all("tbody")[0].all("tr")) == 500
    assert "99,500 more of 100,000 rows are in the JSON report." in page
    assert len(page) < 500_000


def long(name: str) -> Verdict:
    found = [results.finding(name, str(number), "m", {}) for number in range(200)]
    return results.verdict(results.rule(name, Severity.LOW, "t"), Outcome.FAIL, (200, 0, 200, 0, 0), *found)


def test_very_many_long_lists_share_the_page() -> None:
    page = rendered(results.result(*(long(f"a/r{number:03}") for number in range(100))))
    assert {len(table.all("tr")) for rule in rules(page).values() for table in rule.all("tbody")} == {100}


def test_a_very_long_text_is_cut_and_says_so() -> None:
    page = FORMATS["html"].render(results.result(results.hostile(["x" * 100_000])))
    assert "x… (100,018 characters, sha256 " in page
    assert len(page) < 60_000


@pytest.mark.parametrize("name", ["clean", "failing", "mixed"])
def test_the_heading_has_the_outcome_and_the_exit_code(name: str) -> None:
    result: Result = getattr(results, name)()
    header = rendered(result).all("header")[0].said()
    assert result.outcome.value.upper() in header
    assert f"Exit code {result.exit_code}:" in header


def test_a_run_without_rules_says_that_nothing_was_judged() -> None:
    assert "No rule was chosen, so nothing was judged." in rendered(results.result()).said()


def test_what_is_not_set_up_is_a_section_of_its_own() -> None:
    rule = results.rule("own/partners", Severity.HIGH, "Guests come from partners")
    reason = Reason(ReasonCode.NOT_SET_UP, values=("settings.partners",))
    waiting = results.verdict(rule, Outcome.NOT_APPLICABLE, (0, 0, 0, 0, 0), reason=reason)
    page = rendered(results.result(waiting, results.not_applicable()))
    assert [it.said() for it in page.all("h3")][-2:] == ["– Not set up 1", "– Not applicable 1"]  # noqa: RUF001 - its sign
