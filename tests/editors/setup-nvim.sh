#!/bin/bash
# Sets up the Neovims that the plugin is tested in: a new one, and one that is too old for it.
# Usage: setup-nvim.sh [FOLDER]      the folder is $LODE_EDITORS or ~/.cache/lode-editors if it is not said
set -euo pipefail
. "$(dirname "$0")/unpack-debian.sh"
editors=${1:-${LODE_EDITORS:-${XDG_CACHE_HOME:-$HOME/.cache}/lode-editors}}
mkdir -p "$editors"
editors=$(cd "$editors" && pwd)
unpack "$editors/nvim" forky neovim nvim
unpack "$editors/nvim-old" trixie neovim nvim
