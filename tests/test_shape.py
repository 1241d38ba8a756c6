"""The house: sizes, names, docs that cannot lie."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from orglint import rulebook
from orglint.cli.choose import order_for_lists
from orglint.cli.group import COMMANDS, main
from orglint.model.packs import Packs
from orglint.rulebook.rule import CompiledRule
from support.bundled import load_bundled_rules
from support.specification import PACKAGES
from support.tiers import COSTS

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "linter").rglob("*.py"))
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core"}
SOURCES = {"linter": {"orglint"}, "generated": set(PACKAGES.values()), "simulator": {"orglint_simulator"}}
PATH = re.compile(r"`([\w./-]+(?:/|\.(?:py|md|toml|yaml|json|cases|txt)))`")
RULES = load_bundled_rules()


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_a_module_is_small_and_says_what_it_is() -> None:
    texts = {name(path): path.read_text("utf-8") for path in MODULES}
    assert [it for it, text in texts.items() if len(text.splitlines()) > 300] == []
    assert [name(path) for path in MODULES if path.stem in DRAWERS] == []
    assert [it for it, text in texts.items() if not ast.get_docstring(ast.parse(text))] == []


def count_lines(function: ast.FunctionDef) -> int:
    """Count the lines of a function's body, without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_a_function_can_be_taken_in_at_a_glance() -> None:
    functions = [
        (f"{name(path)}: {node.name}", count_lines(node))
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert len(functions) > len(MODULES)
    assert [(it, lines) for it, lines in functions if lines > 40] == []


@pytest.mark.parametrize("root", SOURCES)
def test_a_source_root_holds_its_packages(root: str) -> None:
    modules = {path.name for path in (ROOT / root).iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert modules == SOURCES[root]


@pytest.mark.parametrize("folder", [".", "ci", "spec", "generated", "linter", "simulator", "rules", "benchmarks"])
def test_a_top_folder_introduces_itself(folder: str) -> None:
    assert (ROOT / folder / "README.md").is_file()


def test_the_readme_shows_a_real_rule() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert (ROOT / "rules/admins/managed-accounts.yaml").read_text("utf-8") in readme


def test_the_readme_shows_a_real_report() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert (ROOT / "tests/golden/shown.failing.80.txt").read_text("utf-8") in readme


def test_the_index_of_rules_is_the_one_that_the_tool_prints() -> None:
    page = (ROOT / "rules/README.md").read_text("utf-8")
    ordered = order_for_lists(RULES, Packs())
    rows = [f"| [{rule.id}]({rule.id}.yaml) | {rule.plain.severity} | {rule.plain.title} |" for rule in ordered]
    assert "\n".join(rows) in page


def test_links_of_the_readmes_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *ROOT.glob("*/README.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page}: {target}"


def test_pictures_of_the_readme_are_there_and_load_soon() -> None:
    named = re.findall(r'(?:srcset|src)="([^"]+)"', (ROOT / "README.md").read_text("utf-8"))
    assert len(named) == 2
    assert all((ROOT / name).stat().st_size < 200_000 for name in named)


@pytest.mark.parametrize("root", ["linter", "simulator"])
def test_paths_that_the_readme_of_a_source_root_names_are_there(root: str) -> None:
    named = PATH.findall((ROOT / root / "README.md").read_text("utf-8"))
    assert len(named) > 10
    for path in named:
        folders = (ROOT, ROOT / root, *(ROOT / root / package for package in SOURCES[root]))
        assert any((folder / path).exists() for folder in folders), path


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_says_of_itself_what_the_list_of_commands_says(command: str) -> None:
    found = main.get_command(None, command)  # type: ignore[arg-type]
    assert found is not None
    assert found.help is not None
    assert found.help.splitlines()[0] == COMMANDS[command]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_bundled_rule_shows_what_it_does_when_it_does_not_know(rule: CompiledRule) -> None:
    # those that set parameters or settings are examples of the same rule compiled once more
    stated = yaml.safe_load(Path(rule.source).read_text("utf-8")).get("examples", {})
    assert rule.plain.attest or {"pass", "fail", "unknown"} <= set(stated)
    assert rule.plain.references
    assert rule.plain.controls


def test_help_imports_neither_client_nor_engine() -> None:
    code = "import sys; from orglint.cli.run import run_command; run_command(['--help']); print(sorted(sys.modules))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules = set(ended.stdout.splitlines()[-1].strip("[]").replace("'", "").split(", "))
    assert "click" in modules
    assert not modules & {
        *PACKAGES.values(),
        "httpx",
        "duckdb",
        "_duckdb",
        "sqlglot",
        "cel_expr_python",
        "rich",
        "jsonschema",
    }


def test_check_does_not_import_the_client() -> None:
    code = "import sys, orglint.cli.commands.check; print('httpx' in sys.modules or 'atlassian_admin' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "False"


def test_no_test_replaces_a_part_of_the_code() -> None:
    patching = re.compile(r"monkeypatch\.(setattr|setitem)|unittest\.mock|\bmocker\b")
    assert not [name(path) for path in (ROOT / "tests").rglob("*.py") if patching.search(path.read_text("utf-8"))]


def test_no_lock_names_a_registry() -> None:
    for lock in (ROOT / "requirements").iterdir():
        assert "://" not in lock.read_text("utf-8")
        assert "index-url" not in lock.read_text("utf-8")


def test_the_schema_of_rules_is_one() -> None:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - only here

    Draft202012Validator.check_schema(json.loads(json.dumps(rulebook.load_rule_schema())))


def test_what_a_tier_of_tests_names_is_there() -> None:
    assert [place for places in COSTS.values() for place in places if not (ROOT / "tests" / place).exists()] == []
