#!/bin/bash
# The plugin in a real Neovim. Ends with 0, with 77 where there is no Neovim (and says so), otherwise the tests failed.
# Usage: run.sh [PART OF A CASE'S NAME …]
#   LODE_TEST_SERVER   the program `lode`; the debug build if it is not said
#   LODE_NVIM          a Neovim of 0.11 or later; LODE_OLD_NVIM one that is too old
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}
editors=${LODE_EDITORS:-$cache/lode-editors}
export LODE_TEST_SERVER=${LODE_TEST_SERVER:-${CARGO_TARGET_DIR:-$cache/lode/target}/debug/lode}
export LODE_TEST_PLUGIN=$root/editors/neovim

skip() {
  printf '\n%s\n!! NOT TESTED: %s\n!! %s\n%s\n\n' "$(printf '!%.0s' {1..78})" "$1" "$2" "$(printf '!%.0s' {1..78})" >&2
}

[ -x "$LODE_TEST_SERVER" ] || { echo "there is no server at $LODE_TEST_SERVER: make build" >&2; exit 1; }

nvim=${LODE_NVIM:-$editors/nvim/root/usr/bin/nvim}
if ! "$nvim" --version >/dev/null 2>&1; then
  nvim=$(command -v nvim || true)
fi
is_new_enough() { [ -n "$1" ] && "$1" --clean --headless +'lua os.exit(vim.fn.has("nvim-0.11") == 1 and 0 or 1)' 2>/dev/null; }
if ! is_new_enough "$nvim"; then
  skip "the plugin for Neovim" "no Neovim of 0.11 or later here: tests/editors/setup-nvim.sh sets one up"
  exit 77
fi

export LODE_OLD_NVIM=${LODE_OLD_NVIM:-$editors/nvim-old/root/usr/bin/nvim}
if ! "$LODE_OLD_NVIM" --version >/dev/null 2>&1; then
  skip "what a Neovim is told that is too old" "none at $LODE_OLD_NVIM: tests/editors/setup-nvim.sh sets one up"
  unset LODE_OLD_NVIM
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export XDG_CACHE_HOME=$scratch/cache XDG_RUNTIME_DIR=$scratch/runtime TMPDIR=$scratch
mkdir -p -m 700 "$XDG_CACHE_HOME" "$XDG_RUNTIME_DIR"

"$nvim" --version | head -1
"$nvim" --clean -l "$root/editors/neovim/scripts/generate.lua" --check || {
  echo "the help or the types are not those of the tables: nvim --clean -l editors/neovim/scripts/generate.lua" >&2
  exit 1
}
rm -rf "$here/screens"
timeout 600 "$nvim" --clean -l "$here/main.lua" "$@" || exit 1
[ -n "${LODE_OLD_NVIM:-}" ] || exit 77
