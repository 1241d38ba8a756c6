"""Which rules run, held against a naive reading of what chooses them."""

import shutil
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from orglint import rulebook
from orglint.cli import choose
from orglint.cli.selection import Selection
from orglint.errors import RuleError, UsageError
from orglint.model.packs import Packs
from orglint.model.rule import Profile
from support import stores
from support.settings import read_settings

ORDER = [profile.value for profile in Profile]
ROOT = rulebook.find_bundled_rules()
IDS = [path.relative_to(ROOT).with_suffix("").as_posix() for path in ROOT.glob("a*/*.yaml")]
PATTERNS = st.sampled_from([*IDS, "users/active", "users/busy", "users/*", "a*", "*s*", "admins/?ount", "zzz", "*"])


@dataclass(frozen=True)
class Case:
    """What somebody asks for: a profile, which packs are used, patterns, and rules that are off.

    With `replacing` the pack of one's own has a rule that replaces a bundled one.
    """

    profile: str
    bundled: bool
    replacing: bool
    only: list[str]
    skip: list[str]
    off: list[str]


CASES = st.builds(
    Case,
    st.sampled_from(ORDER),
    st.booleans(),
    st.booleans(),
    st.lists(PATTERNS, max_size=2),
    st.lists(PATTERNS, max_size=2),
    st.lists(PATTERNS, max_size=2, unique=True),
)

LEVELS = {
    path.relative_to(ROOT).with_suffix("").as_posix(): yaml.load(path.read_text(), yaml.CSafeLoader).get("profile")
    for path in ROOT.rglob("*.yaml")
    if path != ROOT / "pack.yaml"
}


def naive(case: Case) -> dict[str, str] | None:
    """Return what becomes of each rule, read off the files; None where nothing may run."""
    own = ["users/active", "users/busy"] + ["admins/count"] * case.replacing
    levels = {name: level for name, level in LEVELS.items() if case.bundled and name not in own}
    states = {}
    for name in [*levels, *own]:
        if any(fnmatchcase(name, pattern) for pattern in case.off):
            states[name] = "off"
        elif name in levels and ORDER.index(levels[name] or "recommended") > ORDER.index(case.profile):
            states[name] = "beyond"
        elif (case.only and not any(fnmatchcase(name, it) for it in case.only)) or any(
            fnmatchcase(name, it) for it in case.skip
        ):
            states[name] = "left out"
        else:
            states[name] = "runs"
    nothing = any(not any(fnmatchcase(name, it) for name in states) for it in (*case.only, *case.skip, *case.off))
    idle = {name for name, state in states.items() if state in {"off", "beyond"}}
    aimless = any(all(name in idle for name in states if fnmatchcase(name, it)) for it in case.only)
    return states if "runs" in states.values() and not nothing and not aimless else None


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a pack, beside it one called replacing that also has a rule of a bundled id."""
    folder = tmp_path_factory.mktemp("own")
    plain = stores.rules(folder, active="high", busy="low")
    shutil.copytree(plain, folder / "replacing")
    (folder / "replacing/admins").mkdir()
    shutil.copy(plain / "users/busy.yaml", folder / "replacing/admins/count.yaml")
    (folder / "replacing/pack.yaml").write_text("name: ours\nversion: 1.0.0\nreplaces: [admins/count]\n")
    return plain


def choose_states(case: Case, pack: Path) -> dict[str, str] | None:
    """Return what orglint makes of it."""
    file = pack.parent / "orglint.yaml"
    file.write_text(yaml.safe_dump({"overrides": {pattern: {"off": "not here"} for pattern in case.off}}))
    packs = Packs((str(pack.parent / "replacing" if case.replacing else pack),), case.bundled)
    selection = Selection(packs, case.only, case.skip, read_settings(file), profile=Profile(case.profile))
    try:
        loaded = choose.load_rules(selection)
        kept = choose.select_running(loaded, selection)
    except (UsageError, RuleError):
        return None
    assert [it.id for it in loaded.replaced] == ["admins/count"] * (case.bundled and case.replacing)
    states = {rule.id: "left out" for rule in loaded.every}
    states |= {rule.id: "runs" for rule in kept}
    return states | dict.fromkeys(loaded.beyond, "beyond") | {it.id: "off" for it in loaded.off}


@settings(max_examples=25, deadline=None)
@given(case=CASES)
def test_a_rule_runs_or_is_told_to_be_left_out_and_why(pack: Path, case: Case) -> None:
    assert choose_states(case, pack) == naive(case)
