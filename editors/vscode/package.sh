#!/usr/bin/env bash
# Builds the extension into a .vsix and checks what is in it. With a server it is one for this platform, and holds the server.
#
#   package.sh VSIX [SERVER]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/lode
vsix=$(realpath -m "$1")
server=${2:-}

fail() { printf 'package: %s\n' "$*" >&2; exit 1; }

# The tools want Node 20. Where the system's is older, the one that Lode is compared with does.
is_new_enough() { command -v "$1" >/dev/null && "$1" -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)'; }
if ! is_new_enough node; then
  PATH=$cache/tests/node/node_modules/.bin:$PATH
  is_new_enough node || fail "Node 20 or later is needed: make setup"
fi

cd "$here"
if ! cmp -s package-lock.json node_modules/.installed; then
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  cp package-lock.json node_modules/.installed
fi
export PATH=$here/node_modules/.bin:$PATH
rm -rf out
npm run --silent build

version=$(sed -n '/^\[workspace\.package\]/,/^$/s/^version = "\(.*\)"/\1/p' ../../Cargo.toml)
grep -q "^  \"version\": \"$version\"," package.json || fail "package.json is not of version $version, as the workspace is"

platform=()
rm -rf server
if [ -n "$server" ]; then
  mkdir server
  # A debug build is mostly what a debugger wants to know.
  strip -o server/lode "$server" 2>/dev/null || cp "$server" server/lode
  chmod 755 server/lode
  case $(uname -sm) in
    'Linux x86_64') platform=(--target linux-x64) ;;
    'Linux aarch64') platform=(--target linux-arm64) ;;
    'Darwin arm64') platform=(--target darwin-arm64) ;;
    'Darwin x86_64') platform=(--target darwin-x64) ;;
    *) fail "there is no package for $(uname -sm)" ;;
  esac
fi
mkdir -p "$(dirname "$vsix")"
rm -f "$vsix"
npm run --silent package -- "${platform[@]}" --out "$vsix" >/dev/null
node check_package.mjs "$vsix" ${server:+server/lode}
rm -rf server
