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
    """Return the cards by the ids of their rules."""
    return {card.find("inside").attributes["id"]: card for card in page.having("card")}


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_a_result_reads_like_this(golden: Golden) -> None:
    """The style and the script are files of their own, and packed findings depend on the library that packs them."""
    page = re.sub(r"(<style>|<script>).*?(</style>|</script>)", r"\1\2", MIXED, flags=re.DOTALL)
    page = re.sub("sha256-[A-Za-z0-9+/=]+", "sha256-", page)
    golden("result.html", re.sub(r'(<script type="[^"]*" id="packed">).*?(?=</script>)', r"\1", page))


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


def digest(name: str) -> str:
    """Return the digest of the only element of a name that has no attributes."""
    (text,) = re.findall(f"<{name}>(.*?)</{name}>", MIXED, re.DOTALL)
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def test_the_policy_allows_the_style_and_the_script_of_the_page_and_nothing_else() -> None:
    (policy,) = [
        it.attributes["content"] for it in PAGE.all("meta") if "default-src" in it.attributes.get("content", "")
    ]
    allowed = f"style-src '{digest('style')}'; script-src '{digest('script')}'"
    assert policy == f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def test_the_policy_stands_before_everything_that_it_governs() -> None:
    assert MIXED.index("Content-Security-Policy") < MIXED.index("<style>")


def test_nothing_of_others_runs_and_nothing_is_loaded() -> None:
    assert PAGE.all("link", "img", "iframe", "object", "embed", "base", "audio", "video") == []
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
    assert [it for it in (link.attributes["href"] for link in page.all("a")) if it[0] != "#"] == []
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
        if (e.name in {"section", "svg", "nav", "article"} or e.attributes.get("role") in {"group", "search"})
        and not ({*named, "aria-hidden"} if e.name == "svg" else named) & set(e.attributes)
    ]
    assert nameless == []


def test_every_rule_is_there_with_its_severity_in_words() -> None:
    shown = {name: rule.all("summary")[0].said() for name, rule in rules(PAGE).items()}
    assert sorted(shown) == [verdict.rule.id for verdict in results.mixed().verdicts]
    assert all(one.rule.severity.value.capitalize() in shown[one.rule.id] for one in results.mixed().verdicts)


def test_the_worst_two_rules_are_open_and_the_others_are_closed() -> None:
    assert [name for name, rule in rules(PAGE).items() if "open" in rule.attributes] == [
        "admins/managed-accounts",
        "accounts/dormant",
    ]


def test_a_rule_tells_why_how_to_fix_it_its_controls_and_its_references() -> None:
    said, rule = rules(PAGE)["admins/managed-accounts"].said(), results.admins().rule
    parts = [rule.why, rule.fix, rule.where, rule.require, "CC6.1, CC6.3", *rule.references]
    assert [part for part in parts if part not in said] == []


def test_a_waived_finding_has_its_excuse() -> None:
    row = rules(PAGE)["admins/count"].find("c-note")
    assert row.attributes["data-l"] == "Waived"
    assert row.said() == "migration of the directory; platform team, until 2026-04-01"


def test_a_failed_rule_on_a_table_with_gaps_says_that_more_may_fail() -> None:
    verdict = replace(results.admins(), reason=Reason(ReasonCode.PARTIAL, table="users", said="the API answered 503"))
    assert "More may fail: users: partial, the API answered 503" in rendered(results.result(verdict)).said()


def test_named_parts_of_a_rule_are_shown() -> None:
    assert "limit now - days(params.max_days)" in rules(PAGE)["accounts/dormant"].said()


def test_data_that_lacks_a_table_is_not_called_whole() -> None:
    lacking = replace(results.whole(), tables={"users": results.whole().tables["users"]})
    header = rendered(replace(results.failing(), snapshot=lacking)).all("header")[0].said()
    assert "1 of 3 tables seen whole" in header
    assert "every table seen whole" in rendered(results.failing()).all("header")[0].said()


UNLISTED = (
    "'hibernated' in 2 rows is no value that the specification lists, so it is unknown to every rule. Look up what it "
    "means; then check with --known-value users.accountStatus=hibernated, or with a newer orglint"
)


def test_the_ledger_has_a_line_for_every_table_and_every_gap() -> None:
    seen = next(section for section in PAGE.all("section") if section.attributes["id"] == "seen")
    assert [name.said() for name in seen.find("ledger").all("b")] == [
        *("groups", "policies", "users"),
        *("domains", "organization"),
    ]
    assert [gap.said() for gap in seen.find("gaps").all("li")] == [
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
    told = "new field avatarHue in 214 rows. accountType: new value '<script>alert(1)</script>' in 7 rows"
    assert told in PAGE.said()


def test_a_very_long_text_is_cut_and_says_so() -> None:
    page, short = (FORMATS["html"].render(results.result(results.hostile(["x" * it]))) for it in (100_000, 1))
    assert "x… (100,018 characters, sha256 " in page
    assert len(page) < len(short) + 20_000


@pytest.mark.parametrize("name", ["clean", "failing", "mixed"])
def test_the_heading_has_the_outcome_and_the_exit_code(name: str) -> None:
    result: Result = getattr(results, name)()
    header = rendered(result).all("header")[0].said()
    assert {"pass": "Passes", "fail": "Fails"}[result.outcome] in header
    assert f"exit code {result.exit_code}:" in header


def test_a_run_without_rules_says_that_nothing_was_judged() -> None:
    assert "No rule was chosen, so nothing was judged." in rendered(results.result()).said()


def test_a_very_long_list_shows_a_part_and_the_true_total() -> None:
    page = FORMATS["html"].render(results.large(20_000))
    card = rules(tree(page))["accounts/dormant"]
    assert len(card.all("tbody")[0].all("tr")) == 20
    assert "The first 20 of 20,000" in card.said()
    assert len(page) < 1_000_000


def long(name: str) -> Verdict:
    found = [results.finding(name, str(number), "m", {}) for number in range(200)]
    return results.verdict(results.rule(name, Severity.LOW, "t"), Outcome.FAIL, (200, 0, 200, 0, 0), *found)


def test_very_many_long_lists_share_the_page() -> None:
    page = rendered(results.result(*(long(f"a/r{number:03}") for number in range(120))))
    assert {len(table.all("tr")) for rule in rules(page).values() for table in rule.all("tbody")} == {16}


def test_every_finding_of_a_short_list_stands_in_a_row_of_its_own() -> None:
    shown = {name: sum(len(body.all("tr")) for body in card.all("tbody")) for name, card in rules(PAGE).items()}
    assert shown == {one.rule.id: len(one.findings) for one in results.mixed().verdicts}


def test_unknown_rows_have_their_reasons_and_the_reasons_their_numbers() -> None:
    card = rules(PAGE)["accounts/stale-suspended"]
    assert [it.said() for it in card.having("remark")] == [
        "12 rows: users: partial, page 3 answered 503",
        "1 row: user.lastActive is absent",
    ]
    reasons = [str(finding.reason) for finding in results.suspended().findings]
    assert sorted(it.said() for it in card.having("c-note")) == sorted(reasons)


@pytest.mark.parametrize("ground", ["paper", "card", "hover"])
@pytest.mark.parametrize("ink", ["ink", "soft", "link", "fail", "unknown", "waived", "pass", "none"])
def test_text_stands_out_from_its_ground_in_both_schemes(ink: str, ground: str) -> None:
    for scheme in re.findall(r":root \{(.*?)\}", MIXED, re.DOTALL)[:2]:
        colors = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", scheme))
        assert contrast(colors[ink], colors[ground]) >= 4.5


@pytest.mark.parametrize("outcome", ["fail", "unknown", "waived"])
def test_numbers_stand_out_from_the_tint_of_their_cell(outcome: str) -> None:
    for scheme in re.findall(r":root \{(.*?)\}", MIXED, re.DOTALL)[:2]:
        colors = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", scheme))
        assert contrast(colors[outcome], colors[f"{outcome}-tint"]) >= 4.5


def test_what_is_not_set_up_stands_apart_from_what_is_not_applicable() -> None:
    rule = results.rule("own/partners", Severity.HIGH, "Guests come from partners")
    reason = Reason(ReasonCode.NOT_SET_UP, values=("settings.partners",))
    waiting = results.verdict(rule, Outcome.NOT_APPLICABLE, (0, 0, 0, 0, 0), reason=reason)
    page = rendered(results.result(waiting, results.not_applicable()))
    groups = {it.attributes["data-bucket"]: it.all("summary")[0].said() for it in page.having("rest")}
    assert groups == {"not-set-up": "1 rule not set up", "not-applicable": "1 rule with nothing to judge"}
    assert "own/partners not set up: settings.partners is not set" in page.said()


def cells(row: Element) -> list[tuple[int, int]]:
    """Return the numbers of rules and of findings in a row of the matrix."""
    found = []
    for cell in row.all("td"):
        numbers = [int(it.said().replace(",", "")) for it in cell.all("b", "small")]
        found.append((numbers[0] if numbers else 0, numbers[1] if len(numbers) > 1 else 0))
    return found


def test_the_matrix_adds_up_in_both_directions_and_to_what_the_result_says() -> None:
    matrix = PAGE.find("matrix")
    *rows, total = [cells(row) for row in matrix.all("tr")[1:]]
    result = results.mixed()
    assert [(sum(row[at][0] for row in rows), sum(row[at][1] for row in rows)) for at in range(6)] == total
    assert [sum(cell[0] for cell in row[:-1]) for row in rows] == [row[-1][0] for row in rows]
    assert [rules for rules, _ in total[:-1]] == [
        result.counts[it] for it in ("fail", "unknown", "waived", "pass", "not-applicable")
    ]
    assert [row[0][1] for row in rows] == [result.count_failed(it) for it in reversed(Severity)]


def test_a_control_is_supported_only_if_every_rule_that_names_it_passed() -> None:
    def speaking(name: str, outcome: Outcome) -> Verdict:
        rule = results.rule(name, Severity.LOW, "t", controls={"soc2": ("CC6.1",)})
        return results.verdict(rule, outcome, (1, 1, 0, 0, 0))

    others = {
        "supported": Outcome.PASS,
        "not supported": Outcome.FAIL,
        "unknown": Outcome.UNKNOWN,
        "waived": Outcome.WAIVED,
        "partly supported": Outcome.NOT_APPLICABLE,
    }
    for words, outcome in others.items():
        result = results.result(speaking("a/p", Outcome.PASS), speaking("a/q", outcome))
        framework = rendered(result).find("framework")
        assert framework.find("fw").all("tbody")[0].find("mark").said() == words
        assert framework.find("tally").said() == f"{int(words == 'supported')} of 1 control supported"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("clean", "Passes"),
        ("failing", "Fails"),
        ("mixed", "Fails, and not everything is decided"),
        ("doubted", "Undecided"),
    ],
)
def test_the_verdict_says_whether_more_could_be_behind_it(name: str, told: str) -> None:
    doubted = replace(results.clean(), doubts=("the snapshot is 3 days old",))
    result = doubted if name == "doubted" else getattr(results, name)()
    assert rendered(result).find("verdict").said() == told


@pytest.mark.parametrize(
    ("fix", "told"),
    [
        ("Remove the user (DELETE /v2/orgs/{orgId}/users/{id}), or wait. Then check.", "Remove the user, or wait"),
        ("Give it to a group and revoke it: POST /v2/groups/revoke", "Give it to a group and revoke it"),
        ("Ask the admin (profile, Security).", "Ask the admin (profile, Security)"),
    ],
    ids=["in brackets", "at the end", "none"],
)
def test_what_to_do_first_is_told_without_the_call_of_the_api_that_the_card_has(fix: str, told: str) -> None:
    verdict = results.admins()
    page = rendered(results.result(replace(verdict, rule=replace(verdict.rule, fix=fix)), snapshot=results.whole()))
    assert [it.said() for it in page.having("act")] == ["Organization admins are managed accounts"]
    assert [it.said() for it in page.having("fix")] == [f"{told}."]
    assert fix in page.said()
