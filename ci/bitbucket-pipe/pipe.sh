#!/bin/sh
# The entry point of the pipe's image: imports an encrypted snapshot, checks it, and posts a report of Code Insights at the
# commit. Bitbucket hands variables over as environment variables, and runs it in the clone of the repository.
set -eu
orglint store import "${ARCHIVE:-snapshot.age}"
result="$(mktemp -d)/result.json"
code=0
orglint check ${FAIL_ON:+--fail-on "$FAIL_ON"} --format terminal --format "json=$result" || code=$?
if [ -f "$result" ] && [ "${PUBLISH:-true}" = true ]; then
  orglint publish bitbucket "$result" --proxy http://host.docker.internal:29418
fi
exit "$code"
