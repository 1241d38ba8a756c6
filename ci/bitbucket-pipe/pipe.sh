#!/bin/sh
# The entry point of the pipe's image: imports an encrypted snapshot and checks it. Bitbucket hands variables over as
# environment variables, and runs it in the clone of the repository.
set -eu
orglint store import "${ARCHIVE:-snapshot.age}"
exec orglint check ${FAIL_ON:+--fail-on "$FAIL_ON"}
