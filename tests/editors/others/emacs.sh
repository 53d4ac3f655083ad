#!/bin/bash
# Emacs with eglot; see run.sh.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
project=$(mktemp -d)
trap 'rm -rf "$project"' EXIT
cp "$here"/project/* "$project"
mkdir "$project/.git"
cd "$project" && HOME=$project emacs --batch -q -l "$here/emacs.el" 2>"$project/said" || { cat "$project/said"; exit 1; }
