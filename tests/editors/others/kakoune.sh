#!/bin/bash
# Kakoune with kakoune-lsp; see run.sh. $KAK_LSP is the folder of its program.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/terminal.sh"

# The client is a process of its own, which leaves with a session that ends, and stays for hours where one is killed.
quit() {
  local tries=100
  keys Escape; type_ ':kill!'; keys Enter
  while tmux_ has-session -t kakoune 2>/dev/null && [ $((tries -= 1)) -gt 0 ]; do sleep 0.05; done
  end
}
trap quit EXIT

begin kakoune
mkdir -p "$terminal/kakoune/config/kak"
cp "$RECIPES/kakrc" "$terminal/kakoune/config/kak/kakrc"
PATH=$KAK_LSP:$PATH start kak main.js
sees 'console.log(total(basket));'

command_() { type_ ":$1"; keys Enter; }
leave() { keys Escape; sees_no_more 'insert'; }
# Puts the cursor on the first letter of what an expression matches.
go() { keys g g; type_ "/$1"; keys Enter 'M-;' ';'; }

keys g e o; type_ 'missing(1);'; leave
sees '*missing(1);'
command_ lsp-diagnostics
sees 'is not defined'
case_ok 'diagnostics appear'
command_ 'buffer main.js'
keys u
sees_no_more 'missing(1);'
case_ok 'diagnostics go'

keys g e o; type_ 'basket.filt'
sees 'filter'
keys C-n
sees 'basket.filter'
case_ok 'members are completed'
leave
keys u u
sees_no_more 'basket.filter'

go 'total.basket'
command_ lsp-hover
sees 'What a basket costs'
case_ok 'hover says what a name is'

go 'total.basket'
command_ lsp-definition
sees 'export function total'
case_ok 'the definition is in another file'

command_ 'lsp-rename sumOf'
sees 'export function sumOf'
command_ write-all
holds prices.js 'export function sumOf(prices)'
holds main.js 'console.log(sumOf(basket))'
case_ok 'a name is renamed in all files'
