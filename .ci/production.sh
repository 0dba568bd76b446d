#!/usr/bin/env bash
# Proves that an installation without the local run's packages starts and delivers: the tests of the processes, on such a one.
# Needs what `npm run build` made and compiled tests (`npx tsc -p tsconfig.json`).
set -euo pipefail
cd "$(dirname "$0")/.."
installed="$(mktemp -d)"
trap 'rm -rf "$installed"' EXIT
cp package.json package-lock.json .npmrc "$installed"
(cd "$installed" && npm ci --omit=dev --omit=optional --no-audit --no-fund)
# Messages and samples are read where they stand in the sources.
cp -r src "$installed"
mkdir "$installed/dist"
[ ! -d dist-web ] || cp -r dist-web "$installed"
cp -r dist/src dist/workflows dist/activities dist/migrations dist/workflow-bundle.js "$installed/dist"
PROGRAM_DIR="$installed" npx jest dist/test/processes/processes.test.js
