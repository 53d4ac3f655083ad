#!/bin/bash
# Sets up the other editors that the server is tested in: Emacs with eglot, Vim with ALE and Kakoune, as Debian 12 has them, Helix
# from a later suite, and Kakoune's client, which is built once. Usage: setup-others.sh [FOLDER]      the folder is $LODE_EDITORS or ~/.cache/lode-editors if it is not said
set -euo pipefail
. "$(dirname "$0")/unpack-debian.sh"
editors=${1:-${LODE_EDITORS:-${XDG_CACHE_HOME:-$HOME/.cache}/lode-editors}}
mkdir -p "$editors"
editors=$(cd "$editors" && pwd)
wanted=(emacs-nox elpa-eglot vim vim-ale kakoune tmux)
missing=()
for package in "${wanted[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} = 0 ] || apt_install "${missing[@]}"
unpack "$editors/helix" trixie hx hx
# Kakoune has no client of its own, and Debian none for it.
client=22.0.0
if ! "$editors/kakoune/bin/kak-lsp" --version 2>/dev/null | grep -qF "$client"; then
  say "cargo install kak-lsp@$client into $editors/kakoune"
  CARGO_TARGET_DIR=$editors/kakoune/target CARGO_PROFILE_DEV_DEBUG=0 cargo install --quiet --debug --locked --root "$editors/kakoune" "kak-lsp@$client" >&2
  rm -rf "$editors/kakoune/target"
fi
