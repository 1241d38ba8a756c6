"""Files for schedules: right by the systems' own tools, and what they run does what it says.

A verdict is not tried again, a failed collection is: each is asked what it would do after every exit code.
"""

import configparser
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.conftest import orglint
from support.bundled import find_founding_rules
from support.tools import need_tool

STARTS = Path(__file__).parents[2] / "linter/orglint/cli/start/schedule"
PLACES = {
    "systemd": ["schedule/orglint.service", "schedule/orglint.timer"],
    "kubernetes": ["schedule/Containerfile", "schedule/orglint.cronjob.yaml"],
    "cron": ["schedule/orglint.cron"],
    "github": [".github/workflows/orglint-run.yml"],
    "bitbucket": ["schedule/bitbucket-pipelines.yml"],
    "gitlab": ["schedule/gitlab-ci.yml"],
}
PROGRAM = "/opt/orglint/bin/orglint"
CODES = (0, 1, 2, 3, 4, 5, 70)
AGAIN = {code: code == 4 for code in CODES}


def load(name: str) -> Any:
    return yaml.safe_load((STARTS / name).read_text())


def read_unit(name: str) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    unit.optionxform = str  # type: ignore[assignment, method-assign] # the library asks for it
    unit.read(STARTS / name)
    return unit


@pytest.mark.parametrize("kind", PLACES)
def test_init_writes_them_and_never_over_something(tmp_path: Path, kind: str) -> None:
    ended = orglint("init", "ours", "--schedule", kind, cwd=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    for name in PLACES[kind]:
        source = STARTS / ("github.yml" if kind == "github" else Path(name).name)
        assert (tmp_path / "ours" / name).read_bytes() == source.read_bytes()
        assert str(Path("ours") / name) in ended.stdout.split("On a schedule:")[1]
        (tmp_path / "ours" / name).write_text("ours")
    orglint("init", "ours", "--schedule", kind, cwd=tmp_path)
    assert all((tmp_path / "ours" / name).read_text() == "ours" for name in PLACES[kind])


@pytest.mark.parametrize("name", ["github.yml", "gitlab-ci.yml", "bitbucket-pipelines.yml"])
def test_a_pipeline_has_the_shape_that_its_system_expects(name: str) -> None:
    schema = {"github.yml": "github-workflows", "gitlab-ci.yml": "gitlab-ci"}.get(name, "bitbucket-pipelines")
    words = ["--builtin-schema", f"vendor.{schema}", *(["--data-transform", "gitlab-ci"] if "gitlab" in name else [])]
    line = [sys.executable, "-m", "check_jsonschema", *words, str(STARTS / name)]
    ended = subprocess.run(line, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout


def test_a_linter_of_workflows_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / ".github" / "workflows").mkdir(parents=True)
    shutil.copy(STARTS / "github.yml", tmp_path / ".github" / "workflows")
    installed = distribution("zizmor")
    program = next(it for it in installed.files or () if it.name == "zizmor")
    words = [str(installed.locate_file(program)), "--offline", "--no-progress", "--persona", "pedantic", "."]
    ended = subprocess.run(words, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert ended.returncode == 0, ended.stdout


def test_systemd_takes_the_units_and_calls_the_service_closed(tmp_path: Path) -> None:
    need_tool("systemd-analyze", "systemd")
    for name in ("orglint.service", "orglint.timer"):
        (tmp_path / name).write_text((STARTS / name).read_text().replace(PROGRAM, "/bin/true"))
    units = [str(tmp_path / name) for name in ("orglint.service", "orglint.timer")]
    ended = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    words = ["systemd-analyze", "security", "--offline=true", "--threshold=25", units[0]]
    assert subprocess.run(words, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not shutil.which("kubectl"), reason="Debian's is older than podFailurePolicy: CI cannot install it")
def test_kubernetes_knows_every_field() -> None:
    words = ["kubectl", "annotate", "--local", "-f", str(STARTS / "orglint.cronjob.yaml"), "seen=1", "-o", "json"]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    decoder, text, found = json.JSONDecoder(), ended.stdout.strip(), []
    while text:
        one, end = decoder.raw_decode(text)
        found.append(one)
        text = text[end:].strip()
    for written, known in zip(yaml.safe_load_all((STARTS / "orglint.cronjob.yaml").read_text()), found, strict=True):
        assert list_fields(written) <= list_fields(known)


def list_fields(value: Any, at: str = "") -> set[str]:
    """Return the place of every field; what kubectl does not know it leaves out."""
    if isinstance(value, dict):
        return {f"{at}.{name}" for name in value}.union(
            *(list_fields(it, f"{at}.{name}") for name, it in value.items())
        )
    if isinstance(value, list):
        return set().union(*(list_fields(it, f"{at}[{place}]") for place, it in enumerate(value)))
    return set()


def find_job() -> Mapping[str, Any]:
    _, job = yaml.safe_load_all((STARTS / "orglint.cronjob.yaml").read_text())
    found: Mapping[str, Any] = job["spec"]["jobTemplate"]["spec"]
    return found


def test_kubernetes_tries_a_failed_collection_again_and_no_verdict() -> None:
    job = find_job()
    assert job["template"]["spec"]["restartPolicy"] == "Never"
    assert job["backoffLimit"] > 0

    def decide(code: int) -> str:
        """Return what Kubernetes does: the first rule that matches counts, and without one it tries again."""
        for rule in job["podFailurePolicy"]["rules"]:
            on = rule.get("onExitCodes")
            if on and on["containerName"] == "orglint" and (code in on["values"]) == (on["operator"] == "In"):
                return str(rule["action"])
        return "Count"

    assert {code: decide(code) == "Count" for code in CODES if code} == {code: AGAIN[code] for code in CODES if code}
    values = [rule["onExitCodes"]["values"] for rule in job["podFailurePolicy"]["rules"] if "onExitCodes" in rule]
    assert values == [sorted(set(it)) for it in values]


def test_systemd_tries_a_failed_collection_again_and_no_verdict() -> None:
    service = read_unit("orglint.service")["Service"]
    fine = {0, *map(int, service["SuccessExitStatus"].split())}
    prevented = set(map(int, service["RestartPreventExitStatus"].split()))
    assert service["Restart"] == "on-failure"
    assert {code: code not in fine | prevented for code in CODES} == AGAIN
    assert fine == {0, 1}


def read_cron() -> tuple[dict[str, str], str]:
    """Return the variables of the file for cron, and its one command."""
    lines = [it for it in (STARTS / "orglint.cron").read_text().splitlines() if it and not it.startswith("#")]
    variables = dict(it.split("=", 1) for it in lines[:-1])
    *_, user, command = lines[-1].split(maxsplit=6)
    assert user == "orglint"
    assert "%" not in command  # it would be a line feed
    return variables, command


def list_scripts() -> dict[str, str]:
    """Return what the others run, as shells get it."""
    github = next(it["run"] for it in load("github.yml")["jobs"]["run"]["steps"] if it.get("name") == "Run")
    bitbucket = load("bitbucket-pipelines.yml")["pipelines"]["custom"]["orglint-run"][0]["step"]["script"]
    variables, line = read_cron()
    set_up = "".join(f"{name}='{value}'\n" for name, value in variables.items() if name in {"RUN", "PRUNE"})
    return {"github": github, "bitbucket": "\n".join(bitbucket), "cron": set_up + line}


@pytest.mark.parametrize("kind", ["github", "bitbucket", "cron"])
@pytest.mark.parametrize("code", CODES)
def test_a_script_tries_a_failed_collection_once_more_and_no_verdict(tmp_path: Path, kind: str, code: int) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    stand_in = f'echo "$@" >> {tmp_path}/asked; [ "$1" != run ] || exit {code}'
    for name, script in {"orglint": stand_in, "sleep": "exit 0"}.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o700)
    script = list_scripts()[kind].replace(PROGRAM, str(folder / "orglint")).replace("cd /etc/orglint", f"cd {tmp_path}")
    variables = {"PATH": f"{folder}:{os.environ['PATH']}", "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    line = ["sh", "-c", script] if kind == "cron" else ["bash", "-e", "-c", script]
    ended = subprocess.run(line, env=variables, check=False, cwd=tmp_path)
    asked = (tmp_path / "asked").read_text().splitlines()
    assert sum(it.startswith("run") for it in asked) == (2 if AGAIN[code] else 1)
    assert ended.returncode == code
    assert ("store prune --older-than 90d" in asked) == (kind == "cron")


def test_gitlab_tries_a_failed_collection_again_and_no_verdict() -> None:
    job = load("gitlab-ci.yml")["orglint-run"]
    assert {code: code in job["retry"]["exit_codes"] for code in CODES} == AGAIN
    assert "allow_failure" not in job


def test_no_pipeline_hands_the_store_on_and_each_runs_on_a_machine_of_ones_own() -> None:
    github = load("github.yml")["jobs"]["run"]
    bitbucket = load("bitbucket-pipelines.yml")["pipelines"]["custom"]["orglint-run"][0]["step"]
    gitlab = load("gitlab-ci.yml")["orglint-run"]
    assert [github["runs-on"][0], bitbucket["runs-on"][0], gitlab["tags"]] == [
        "self-hosted",
        "self.hosted",
        ["orglint"],
    ]
    assert [github["environment"], bitbucket["deployment"], gitlab["environment"]["name"]] == ["orglint"] * 3
    for job in (github, bitbucket, gitlab):
        assert "artifact" not in str(job)
        assert "cache" not in str(job)


@pytest.mark.parametrize("kind", ["systemd", "kubernetes", "cron"])
def test_the_line_runs_for_real_and_ends_with_a_verdict(
    tmp_path: Path, organization: Mapping[str, Any], kind: str
) -> None:
    key = tmp_path / "orglint-api-key"
    key.write_text(organization["api_key"])
    key.chmod(0o600)
    variables = {"ORGLINT_STORE": str(tmp_path / "store")}
    if kind == "systemd":
        program, *words = read_unit("orglint.service")["Service"]["ExecStart"].split()
        assert read_unit("orglint.service")["Service"]["LoadCredential"].split(":")[0] == key.name
        variables["CREDENTIALS_DIRECTORY"] = str(tmp_path)
    elif kind == "kubernetes":
        program, words = PROGRAM, find_job()["template"]["spec"]["containers"][0]["args"]
        variables["ORGLINT_API_KEY"] = organization["api_key"]
    else:
        program, *words = read_cron()[0]["RUN"].replace("/etc/orglint/orglint-api-key", str(key)).split()
    assert program == PROGRAM
    where = ("--org", organization["org_id"], "--base-url", organization["base_url"])
    ended = orglint(*words, *where, "--only-rules", str(find_founding_rules()), cwd=tmp_path, **variables)
    assert ended.returncode == 1, ended.stderr
    assert len(list((tmp_path / "store" / "results").glob("*/*.json"))) == 1
    assert organization["api_key"] not in ended.stdout + ended.stderr


def test_the_image_for_kubernetes_holds_the_settings_and_the_rules_that_init_writes(
    tmp_path: Path, organization: Mapping[str, Any]
) -> None:
    """Files are copied as a build would, from the folder that init made; there is nothing here that builds images."""
    orglint("init", "ours", "--schedule", "kubernetes", cwd=tmp_path)
    root, variables = tmp_path / "root", {"ORGLINT_API_KEY": organization["api_key"]}
    for line in (tmp_path / "ours" / "schedule" / "Containerfile").read_text().splitlines():
        match line.split():
            case ["COPY", owner, *names, target]:
                assert owner == f"--chown={find_job()['template']['spec']['securityContext']['runAsUser']}:65532"
                copy_as_builds_do([tmp_path / "ours" / it for it in names], root / target.lstrip("/"))
            case ["ENV", setting]:
                name, _, value = setting.partition("=")
                variables[name] = str(root / value.lstrip("/"))
    words = find_job()["template"]["spec"]["containers"][0]["args"]
    where = ("--org", organization["org_id"], "--base-url", organization["base_url"], "--store", "store")
    ended = orglint(*words, *where, "--only", "accounts/own-domains", "--format", "json", cwd=tmp_path, **variables)
    assert [it["id"] for it in json.loads(ended.stdout)["rules"]] == ["accounts/own-domains"], ended.stderr


def copy_as_builds_do(sources: list[Path], target: Path) -> None:
    """Copy files into a folder; of a folder what it holds."""
    for source in sources:
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)


def test_what_is_pruned_afterwards_is_a_command_that_there_is(tmp_path: Path) -> None:
    lines = [read_unit("orglint.service")["Service"]["ExecStopPost"].lstrip("-"), read_cron()[0]["PRUNE"]]
    lines.append(" ".join([PROGRAM, *find_job()["template"]["spec"]["initContainers"][0]["args"]]))
    assert {*lines} == {f"{PROGRAM} store prune --older-than 90d"}
    assert orglint(*lines[0].split()[1:], cwd=tmp_path).returncode == 0
