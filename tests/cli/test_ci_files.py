"""Files for CI systems: right by the systems' own schemas and a linter, and what they run does what it says."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.conftest import ORGLINT, orglint
from orglint.snapshots.archives import make_key
from support.bitbucket import pipeline

ROOT = Path(__file__).parents[2]
STARTS = ROOT / "linter/orglint/cli/start/ci"
PLACES = {"github": ".github/workflows/orglint.yml", "bitbucket": "bitbucket-pipelines.yml", "gitlab": ".gitlab-ci.yml"}
SCHEMAS = {
    STARTS / "github.yml": "vendor.github-workflows",
    STARTS / "gitlab.yml": "vendor.gitlab-ci",
    STARTS / "bitbucket.yml": "vendor.bitbucket-pipelines",
    ROOT / "action.yml": "vendor.github-actions",
}
KEY = make_key()
RULES = ["orglint rules lint", "orglint rules test", "orglint waivers check waivers.yaml"]
COMMIT = {"BITBUCKET_WORKSPACE": "acme", "BITBUCKET_REPO_SLUG": "rules", "BITBUCKET_COMMIT": "0123456789abcdef"}
SECRETS = ("ORGLINT_API_KEY", "ORGLINT_ARCHIVE_KEY")


def load(file: Path) -> Any:
    return yaml.safe_load(file.read_text())


@pytest.mark.parametrize("ci", PLACES)
def test_init_writes_a_pipeline_and_says_how_a_snapshot_travels(tmp_path: Path, ci: str) -> None:
    ended = orglint("init", "ours", "--ci", ci, cwd=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    written = tmp_path / "ours" / PLACES[ci]
    assert written.read_bytes() == (STARTS / f"{ci}.yml").read_bytes()
    assert "A snapshot is personal data. The pipeline hands it on encrypted" in ended.stdout
    assert str(Path("ours") / PLACES[ci]) in ended.stdout
    written.write_text("ours")
    orglint("init", "ours", "--ci", ci, cwd=tmp_path)
    assert written.read_text() == "ours"


@pytest.mark.parametrize("file", SCHEMAS, ids=lambda file: file.name)
def test_a_file_has_the_shape_that_its_system_expects(file: Path) -> None:
    words = ["--builtin-schema", SCHEMAS[file], *(["--data-transform", "gitlab-ci"] if "gitlab" in file.name else [])]
    ended = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *words, str(file)], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout


def test_a_linter_of_workflows_finds_nothing(tmp_path: Path) -> None:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    shutil.copy(STARTS / "github.yml", folder / "orglint.yml")
    shutil.copy(ROOT / "action.yml", tmp_path)
    installed = distribution("zizmor")
    program = next(it for it in installed.files or () if it.name == "zizmor")
    words = [str(installed.locate_file(program)), "--offline", "--no-progress", "--persona", "pedantic"]
    ended = subprocess.run([*words, "."], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert ended.returncode == 0, ended.stdout


def list_jobs(ci: str) -> dict[str, Any]:
    found = load(STARTS / f"{ci}.yml")
    if ci == "github":
        return dict(found["jobs"])
    if ci == "gitlab":
        return {name: found[name] for name in ("rules", "collect", "check")}
    steps = {
        name: it["step"] for name, it in zip(("collect", "check"), found["pipelines"]["custom"]["orglint"], strict=True)
    }
    return {"rules": found["pipelines"]["pull-requests"]["**"][0]["step"], **steps}


@pytest.mark.parametrize("ci", PLACES)
def test_only_the_job_that_collects_meets_the_api_key(ci: str) -> None:
    jobs = list_jobs(ci)
    assert "orglint snapshot" in str(jobs["collect"])
    for name in ("rules", "check"):
        assert "ORGLINT_API_KEY" not in str(jobs[name])
        assert (
            "snapshot" not in str(jobs[name]).replace("snapshot.age", "").replace("orglint-snapshot", "")
            or name == "check"
        )
    assert "orglint" in (
        jobs["collect"].get("environment"),
        jobs["collect"].get("deployment"),
        *_names(jobs["collect"]),
    )


def _names(job: Mapping[str, Any]) -> tuple[str, ...]:
    environment = job.get("environment")
    return (environment["name"],) if isinstance(environment, dict) else ()


@pytest.mark.parametrize("ci", PLACES)
def test_nothing_but_the_archive_is_handed_on(ci: str) -> None:
    text = (STARTS / f"{ci}.yml").read_text()
    assert "cache" not in text.replace("or a cache", "")
    if ci == "github":
        steps = [
            step for job in list_jobs(ci).values() for step in job["steps"] if "upload-artifact" in step.get("uses", "")
        ]
        assert [step["with"]["path"] for step in steps] == ["snapshot.age"]
    elif ci == "gitlab":
        assert [job["artifacts"].get("paths") for job in list_jobs(ci).values() if "artifacts" in job] == [
            ["snapshot.age"],
            None,
        ]
    else:
        assert [job["artifacts"] for job in list_jobs(ci).values() if "artifacts" in job] == [["snapshot.age"]]


def test_everything_from_elsewhere_is_pinned_by_its_digest() -> None:
    for file in (STARTS / "github.yml", ROOT / "action.yml"):
        uses = [line.split("uses:")[1].split() for line in file.read_text().splitlines() if "uses:" in line]
        assert uses
        assert all(len(name.partition("@")[2]) == 40 and note == "#" for name, note, *_ in uses)
    for file in (
        STARTS / "gitlab.yml",
        STARTS / "bitbucket.yml",
        ROOT / "ci/gitlab/templates/orglint.yml",
        ROOT / "Containerfile",
    ):
        images = [word for word in file.read_text().split() if "python:3" in word]
        assert images
        assert all(len(image.partition("@sha256:")[2]) == 64 for image in images)


class Runner:
    """A machine of a CI system: a folder, secrets, and an `orglint` that asks a local organization."""

    def __init__(self, folder: Path, organization: Mapping[str, Any]) -> None:
        self.folder = folder
        self.organization = organization
        self.bin = folder.parent / f"{folder.name}-bin"
        self.bin.mkdir()
        self.wrap()
        for name in ("apt-get", "pip", "pipx"):
            self.put(name, "#!/bin/sh\n")

    def wrap(self, proxy: str = "") -> None:
        """Put an `orglint` there that finds the organization, and the proxy of a pipeline."""
        where = f"--org {self.organization['org_id']} --base-url {self.organization['base_url']}"
        lines = [f'[ "$1" = snapshot ] && set -- "$@" {where}', f'[ "$1" = publish ] && set -- "$@" --proxy {proxy}']
        self.put("orglint", "\n".join(["#!/bin/sh", *lines, f'exec {" ".join(ORGLINT)} "$@"', ""]))

    def put(self, name: str, script: str) -> None:
        (self.bin / name).write_text(script)
        (self.bin / name).chmod(0o700)

    def run(self, script: str, **variables: str) -> int:
        """Run a script as runners do, each failing line ends it."""
        kept = {
            name: value for name, value in os.environ.items() if name not in SECRETS and not name.startswith("ORGLINT")
        }
        env = {
            **kept,
            "PATH": f"{self.bin}:{os.environ['PATH']}",
            "CI": "true",
            "ORGLINT": "orglint @ git+x",
            **variables,
        }
        return subprocess.run(["bash", "-e", "-c", script], cwd=self.folder, env=env, check=False).returncode


@pytest.fixture
def runners(tmp_path: Path, organization: Mapping[str, Any]) -> tuple[Runner, Runner]:
    """Give two machines with the same repository: one that collects and one that checks."""
    first = tmp_path / "first"
    assert orglint("init", str(first)).returncode == 0
    shutil.copytree(first, tmp_path / "second")
    return Runner(first, organization), Runner(tmp_path / "second", organization)


def hand_over(runners: tuple[Runner, Runner]) -> None:
    """Hand the artifact on, and nothing else."""
    source, target = (it.folder / "snapshot.age" for it in runners)
    assert stat.S_IMODE(source.stat().st_mode) == 0o600
    shutil.copy(source, target)


def list_lines(ci: str, job: str) -> list[str]:
    found = list_jobs(ci)[job]
    scripts = load(STARTS / f"{ci}.yml").get(".install", {}).get("before_script", []) + found["script"]
    return [line.strip() for script in scripts for line in script.splitlines()]


def test_the_scripts_of_a_pipeline_do_what_they_say(runners: tuple[Runner, Runner]) -> None:
    collecting, checking = runners
    key, secret = collecting.organization["api_key"], {"ORGLINT_ARCHIVE_KEY": KEY}
    collect, check = ("\n".join(list_lines("gitlab", job)) for job in ("collect", "check"))
    assert collecting.run(collect, ORGLINT_API_KEY=key, **secret) == 0
    hand_over(runners)
    assert checking.run(check) == 2, "without the key of archives nothing is judged"
    assert checking.run(check, **secret) == 1
    assert (checking.folder / "gl-code-quality.json").is_file()
    assert (checking.folder / "junit.xml").is_file()
    pipe, repository = (ROOT / "ci/bitbucket-pipe/pipe.sh").read_text(), {"FAIL_ON": "info", **COMMIT, **secret}
    with pipeline() as bitbucket:
        checking.wrap(bitbucket.proxy)
        assert checking.run(pipe, **repository) == 1
        assert checking.run("\n".join(list_lines("bitbucket", "check")), **COMMIT, **secret) == 1
    assert bitbucket.results == ["PENDING", "FAILED"] * 2


def test_both_pipelines_run_the_same() -> None:
    for job in ("rules", "collect"):
        gitlab, bitbucket = (list_lines(ci, job) for ci in ("gitlab", "bitbucket"))
        assert [line for line in bitbucket if not line.startswith(("#", "ORGLINT="))] == gitlab
    assert list_lines("gitlab", "rules")[-3:] == RULES
    assert list_lines("bitbucket", "check")[-5:-3] == ["orglint store import snapshot.age", "code=0"]


def run_steps(runner: Runner, steps: list[Mapping[str, Any]], skipped: tuple[str, ...] = (), **variables: str) -> int:
    """Run the scripts of a job in order until one fails."""
    outputs = runner.folder.parent / "outputs"
    outputs.touch()
    for step in steps:
        if "run" not in step or step["name"] in skipped:
            continue
        asked = {name: variables[name] for name in step.get("env", {}) if name in variables}
        written = dict(line.split("=") for line in outputs.read_text().splitlines())
        asked |= {"CODE": written["code"]} if "CODE" in step.get("env", {}) else {}
        files = {"GITHUB_OUTPUT": str(outputs), "GITHUB_STEP_SUMMARY": str(runner.folder.parent / "summary.md")}
        code = runner.run(step["run"], GITHUB_REPOSITORY="acme/rules", **files, **asked)
        if code:
            return code
    return 0


def test_the_steps_of_the_workflow_do_what_they_say(runners: tuple[Runner, Runner], tmp_path: Path) -> None:
    jobs, (collecting, checking) = list_jobs("github"), runners
    key = {"ORGLINT_API_KEY": collecting.organization["api_key"], "ORGLINT_ARCHIVE_KEY": KEY}
    find = "Find the last snapshot"
    assert jobs["rules"]["steps"][-1]["run"].splitlines() == RULES  # tests/cli/test_init.py runs them
    assert run_steps(collecting, jobs["collect"]["steps"], **key) == 0
    hand_over(runners)
    assert run_steps(checking, jobs["check"]["steps"], (find,), **key) == 1
    assert (tmp_path / "outputs").read_text() == "code=1\n"
    assert (checking.folder / "orglint.sarif").is_file()
    assert "# " in (tmp_path / "summary.md").read_text()


def test_a_change_is_judged_on_the_last_snapshot_of_the_default_branch(runners: tuple[Runner, Runner]) -> None:
    find = [it for it in list_jobs("github")["check"]["steps"] if it.get("name") == "Find the last snapshot"]
    runner, _ = runners
    (runner.folder / "snapshot.age").write_text("encrypted")
    shutil.make_archive(str(runner.folder.parent / "artifact"), "zip", runner.folder, "snapshot.age")
    (runner.folder / "snapshot.age").unlink()
    served = runner.folder.parent / "artifact.zip"
    runner.put("gh", f'#!/bin/sh\ncase "$2" in */zip) cat {served};; *name=orglint-snapshot*) echo 7;; esac\n')
    if not shutil.which("unzip"):
        runner.put("unzip", f'#!/bin/sh\nexec {sys.executable} -m zipfile -e "$2" .\n')
    assert run_steps(runner, find, BRANCH="main") == 0
    assert (runner.folder / "snapshot.age").read_text() == "encrypted"
    runner.put("gh", "#!/bin/sh\n")
    assert run_steps(runner, find, BRANCH="main") == 3


def test_the_hooks_run_commands_that_there_are() -> None:
    hooks = load(ROOT / ".pre-commit-hooks.yaml")
    assert {hook["id"] for hook in hooks} == {"orglint-rules-lint", "orglint-rules-test", "orglint-waivers-check"}
    for hook in hooks:
        program, *words = hook["entry"].split()
        ended = orglint(*words, "--help")
        assert (program, ended.returncode, hook["language"]) == ("orglint", 0, "python")
        takes_files = "[OPTIONS] FILE" in ended.stdout or "[OPTIONS] [FILE]" in ended.stdout
        assert takes_files == hook.get("pass_filenames", True)


def test_the_component_runs_what_the_pipeline_runs() -> None:
    inputs, jobs = yaml.safe_load_all((ROOT / "ci/gitlab/templates/orglint.yml").read_text())
    for name in ("collect", "check"):
        mine = [line.replace('--fail-on "$FAIL_ON" ', "") for line in jobs[f"orglint-{name}"]["script"]]
        pipeline = load(STARTS / "gitlab.yml")
        assert mine == [*pipeline[".install"]["before_script"], *pipeline[name]["script"]]
        assert jobs[f"orglint-{name}"]["artifacts"] == pipeline[name]["artifacts"]
    assert not {it for it in inputs["spec"]["inputs"] if "key" in it}
