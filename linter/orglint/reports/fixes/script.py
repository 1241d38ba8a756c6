"""What would clear the findings of a result, as a script that sends nothing unless it is told to.

Only ids get into a command, each as the value of a quoted variable; whatever else is told stands in a comment of one
line, inert. The key is the environment's, and is handed to curl where no list of processes shows it.
"""

import json
from collections.abc import Iterator

from orglint.http.vendor import BASE_URL
from orglint.model.fixes import Fix, FixPlan, is_id
from orglint.model.rule import EVERY_DIRECTORY, ORGANIZATION
from orglint.model.wording import format_count
from orglint.reports.fixes.words import (
    describe_plan,
    describe_source,
    describe_target,
    list_caveats,
)
from orglint.reports.inert import fit_text

_WIDEST = 300

_HEAD = """\
#!/usr/bin/env bash
# Written by orglint fixes. As it is, it sends nothing: it shows what it would send.
#   APPLY=1 bash FILE            sends the calls, except those about accounts that are, or may be, an admin's
#   APPLY=1 ADMINS=1 bash FILE   sends these too: see first that an organization admin is left who can sign in
#   ORGLINT_API_KEY              a key that may change the organization; never write it into this file
#   ORGLINT_BASE_URL             another address of the API, ORGLINT_PROXY a proxy, ORGLINT_CA_FILE its certificates
# Read it before you run it, and take a new snapshot afterwards: orglint snapshot && orglint check
"""

_FUNCTIONS = f"""\
set -uo pipefail
base=${{ORGLINT_BASE_URL:-{BASE_URL}}}
loopback='^http://(127\\.0\\.0\\.1|localhost)(:[0-9]+)?(/|$)'
options=(--silent --show-error --globoff --max-time 60 --retry 4 --noproxy '*')
options+=(--output /dev/null --write-out '%{{http_code}}')
[[ -z ${{ORGLINT_PROXY-}} ]] || options+=(--noproxy '' --proxy "$ORGLINT_PROXY")
[[ -z ${{ORGLINT_CA_FILE-}} ]] || options+=(--cacert "$ORGLINT_CA_FILE")
sent=0 failed=0 held=0

if [[ ${{APPLY-}} == 1 ]]; then
  if [[ ! ${{ORGLINT_API_KEY-}} =~ ^[[:graph:]]+$ ]]; then
    echo 'nothing was sent: put the API key into ORGLINT_API_KEY' >&2
    exit 2
  fi
  if [[ $base != https://* && ! $base =~ $loopback ]]; then
    echo 'nothing was sent: the address of the API must begin with https://' >&2
    exit 2
  fi
fi

call() {{  # METHOD PATH [BODY]
  local method=$1 path=${{2//|/%7C}} body=${{3-}} code
  if [[ ${{APPLY-}} != 1 ]]; then
    printf 'would send: %s %s %s\\n' "$method" "$path" "$body"
    return
  fi
  local content=(--request "$method")
  if [[ -n $body ]]; then
    content+=(--header 'Content-Type: application/json' --data "$body")
  elif [[ $method != DELETE ]]; then
    content+=(--data '')
  fi
  code=$(printf 'Authorization: Bearer %s\\n' "$ORGLINT_API_KEY" |
    curl -q "${{options[@]}}" "${{content[@]}}" --header @- --url "$base$path")
  case $code in
    2??) sent=$((sent + 1)); printf 'done: %s %s\\n' "$method" "$path" ;;
    *) failed=$((failed + 1)); printf 'not done, %s: %s %s\\n' "$code" "$method" "$path" >&2 ;;
  esac
}}

call_about_admin() {{  # METHOD PATH [BODY]
  if [[ ${{APPLY-}} == 1 && ${{ADMINS-}} != 1 ]]; then
    held=$((held + 1))
    printf 'held back, perhaps about an admin: %s %s\\n' "$1" "$2"
    return
  fi
  call "$@"
}}
"""

_TAIL = """\
if [[ ${APPLY-} == 1 ]]; then
  ((held == 0)) || echo "$held held back: see that an organization admin is left who can sign in, then set ADMINS=1"
  printf '%s sent, %s failed\\n' "$sent" "$failed"
  ((failed == 0))
else
  echo 'nothing was sent: run it again with APPLY=1'
fi
"""


def render(plan: FixPlan) -> str:
    """Return the script."""
    return "\n".join([_HEAD + "".join(_list_comments(plan)), *_list_parts(plan)])


def _list_parts(plan: FixPlan) -> Iterator[str]:
    if not plan.fixes or not is_id(plan.result.snapshot.organization):
        yield "echo 'nothing to send'\n"
        return
    yield _FUNCTIONS
    yield f"org={_quote(plan.fixes[0].call.values[ORGANIZATION])}\n"
    yield from map(_render_fix, plan.fixes)
    yield _TAIL


def _list_comments(plan: FixPlan) -> Iterator[str]:
    yield _comment("")
    for text in (describe_source(plan), describe_plan(plan), *list_caveats(plan)):
        yield _comment(text)
    for it in plan.by_hand:
        rows = format_count(it.findings, "finding")
        yield _comment(f"by hand, {rows}: {it.rule.id}: {it.rule.fix}")


def _render_fix(fix: Fix) -> str:
    """Return the lines of one call: ids are values of variables, and all else is a constant of the rule."""
    lines = [_comment(describe_target(fix)), _comment(fix.effect)]
    path = fix.call.path.replace(f"{{{ORGANIZATION}}}", "$org")
    for name, value in fix.call.values.items():
        if value == EVERY_DIRECTORY:
            path = path.replace(f"{{{name}}}", value)
        elif name != ORGANIZATION:
            lines.append(f"id_{name}={_quote(value)}\n")  # no rule can name another variable of the script
            path = path.replace(f"{{{name}}}", f"$id_{name}")
    body = f" {_quote(json.dumps(fix.call.body))}" if fix.call.body else ""
    call = "call_about_admin" if fix.about_admin else "call"
    return "".join([*lines, f'{call} {fix.call.method} "{path}"{body}\n'])


def _quote(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _comment(text: str) -> str:
    """Return a comment of one line, whatever the text is."""
    return f"# {fit_text(text, _WIDEST)}".rstrip() + "\n"
