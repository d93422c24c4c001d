#!/bin/sh
# The web part of the Maven build: npm.sh install | build | test
set -eu
cd "$(dirname "$0")"

fail() {
  echo "web: $1" >&2
  exit 1
}

remedy="install Node.js 20.19 or later with npm (Debian: apt-get install nodejs npm; others: https://nodejs.org)"
command -v node >/dev/null || fail "node is missing: $remedy"
command -v npm >/dev/null || fail "npm is missing: $remedy"
node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' ||
  fail "node $(node --version) is too old: $remedy"

case "${1:-}" in
  install)
    # npm writes node_modules/.package-lock.json at the end of an install
    if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
      npm ci --no-audit --no-fund --loglevel=error || fail "npm ci failed: is the npm registry reachable?"
    fi
    ;;
  build) npm run --silent build ;;
  test) npm --silent test ;;
  *) fail "usage: npm.sh install | build | test" ;;
esac
