#!/usr/bin/env bash
# Tests in real editors: runs `run.sh` of each folder here, and says at the end what ran, what was skipped and what failed.
#
#   run.sh [--install] [--require] [EDITOR …]
#
#   --install   sets up what is missing first, into $LODE_EDITORS or ~/.cache/lode-editors
#   --require   an editor that is missing is a failure
#
# Ends with 0; with 77 where an editor is missing; with 1 where a test failed.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export LODE_EDITORS=${LODE_EDITORS:-${XDG_CACHE_HOME:-$HOME/.cache}/lode-editors}

install='' require='' editors=()
for argument in "$@"; do
  case $argument in
    --install) install=yes ;;
    --require) require=yes ;;
    -*) echo "run.sh [--install] [--require] [EDITOR …]" >&2; exit 2 ;;
    *) editors+=("$argument") ;;
  esac
done
if [ ${#editors[@]} = 0 ]; then
  for script in "$here"/*/run.sh; do
    editors+=("$(basename "$(dirname "$script")")")
  done
fi

ran=() skipped=() failed=()
for editor in "${editors[@]}"; do
  setup=$here/setup-$editor.sh
  [ "$editor" = neovim ] && setup=$here/setup-nvim.sh
  if [ -n "$install" ] && [ -x "$setup" ]; then
    # What can't be set up is found missing, and skipped as loudly.
    "$setup" "$LODE_EDITORS" || echo "$(basename "$setup") failed" >&2
  fi
  printf '\n== %s\n' "$editor"
  SECONDS=0
  "$here/$editor/run.sh"
  case $? in
    0) ran+=("$editor ($SECONDS s)") ;;
    77) skipped+=("$editor") ;;
    *) failed+=("$editor") ;;
  esac
done

say() { [ $# = 1 ] || printf '%s %s\n' "$1" "$(printf '%s, ' "${@:2}" | sed 's/, $//')"; }
echo
say 'tested: ' "${ran[@]}"
say 'SKIPPED:' "${skipped[@]}"
say 'FAILED: ' "${failed[@]}"
[ ${#failed[@]} = 0 ] || exit 1
[ ${#skipped[@]} = 0 ] || exit $([ -n "$require" ] && echo 1 || echo 77)
