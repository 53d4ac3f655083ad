#!/bin/bash
# The server in Emacs, Vim, Helix and Kakoune, configured as docs/guide/editors.md says. Ends with 0; with 77 where an editor is missing (and says
# which); otherwise the tests failed. Usage: run.sh [emacs] [vim] [helix] [kakoune]
#   LODE_TEST_SERVER   the program `lode`; the debug build if it is not said
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}
editors=${LODE_EDITORS:-$cache/lode-editors}
export LODE_TEST_SERVER=${LODE_TEST_SERVER:-${CARGO_TARGET_DIR:-$cache/lode/target}/debug/lode}
export KAK_LSP=${KAK_LSP:-$editors/kakoune/bin}
export HELIX=${HELIX:-$editors/helix/root/usr/bin/hx}
[ -x "$LODE_TEST_SERVER" ] || { echo "there is no server at $LODE_TEST_SERVER: make build" >&2; exit 1; }
wanted=("$@")
[ ${#wanted[@]} -gt 0 ] || wanted=(emacs vim helix kakoune)

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export XDG_CACHE_HOME=$scratch/cache XDG_RUNTIME_DIR=$scratch/runtime TMPDIR=$scratch
mkdir -p -m 700 "$XDG_CACHE_HOME" "$XDG_RUNTIME_DIR" "$scratch/bin"
# Each test has a server of its own, which ends with its editor.
printf '#!/bin/sh\nexec "%s" "$@" --standalone\n' "$LODE_TEST_SERVER" > "$scratch/bin/lode"
chmod +x "$scratch/bin/lode"
export PATH=$scratch/bin:$PATH

# What is missing of an editor, or nothing.
missing() {
  case $1 in
    emacs)
      command -v emacs >/dev/null || { echo "no emacs (emacs-nox)"; return; }
      emacs --batch -q --eval "(progn (require 'package) (package-initialize) (require 'eglot))" 2>/dev/null || echo "no eglot (elpa-eglot)"
      ;;
    vim)
      command -v tmux >/dev/null || { echo "no tmux"; return; }
      command -v vim >/dev/null || { echo "no vim"; return; }
      [ -d /usr/share/vim-ale ] || echo "no ALE (vim-ale)"
      ;;
    helix)
      command -v tmux >/dev/null || { echo "no tmux"; return; }
      "$HELIX" --version >/dev/null 2>&1 || echo "none at $HELIX"
      ;;
    kakoune)
      command -v tmux >/dev/null || { echo "no tmux"; return; }
      command -v kak >/dev/null || { echo "no kak (kakoune)"; return; }
      "$KAK_LSP/kak-lsp" --version >/dev/null 2>&1 || echo "no kak-lsp in $KAK_LSP"
      ;;
    *) echo "there is no test of it" ;;
  esac
}

# What the guide says under a heading, the first block of a language: the tests use what people are told.
recipe() {
  awk -v heading="## $1" -v fence="\`\`\`$2" '
    /^## / { here = ($0 == heading) }
    here && $0 == "```" && inside { exit }
    inside { print }
    here && $0 == fence { inside = 1 }
  ' "$here/../../../docs/guide/editors.md"
}
export RECIPES=$scratch/recipes
mkdir "$RECIPES"
recipe Helix toml > "$RECIPES/languages.toml"
recipe Emacs elisp > "$RECIPES/eglot.el"
recipe Vim vim > "$RECIPES/ale.vim"
recipe Kakoune kak > "$RECIPES/kakrc"

skipped= failed=
rm -rf "$here/screens"
for editor in "${wanted[@]}"; do
  lacks=$(missing "$editor")
  if [ -n "$lacks" ]; then
    printf '\n%s\n!! NOT TESTED: %s\n!! %s: tests/editors/setup-others.sh sets it up\n%s\n\n' "$(printf '!%.0s' {1..78})" "$editor" "$lacks" "$(printf '!%.0s' {1..78})" >&2
    skipped=1
  else
    timeout 300 bash "$here/$editor.sh" || failed=1
  fi
done
[ -z "$failed" ] || exit 1
[ -z "$skipped" ] || exit 77
