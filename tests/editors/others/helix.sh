#!/bin/bash
# Helix; see run.sh. $HELIX is its program.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/terminal.sh"

# A key right behind Escape would count as pressed with Alt.
leave() { keys Escape; sees ' NOR '; }

begin helix
mkdir -p "$terminal/helix/config/helix"
cp "$RECIPES/languages.toml" "$terminal/helix/config/helix/languages.toml"
cp "$here/helix-config.toml" "$terminal/helix/config/helix/config.toml"
start "$HELIX" main.js
sees 'console.log(total(basket));'

keys g e o; type_ 'missing(1);'; leave
sees 'is not defined'
case_ok 'diagnostics appear'
keys u
sees_no_more 'is not defined'
case_ok 'diagnostics go'

keys g e o; type_ 'basket.filt'
sees 'filter'
keys C-n Enter
sees 'basket.filter'
case_ok 'members are completed'
leave
keys u u
sees_no_more 'basket.filter'

type_ '/log.total'; keys Enter; leave
sees '4:'
type_ ' k'
sees 'What a basket costs'
case_ok 'hover says what a name is'
keys Escape
sees_no_more 'What a basket costs'

type_ 'gd'
sees 'export function total'
case_ok 'the definition is in another file'

type_ ' r'
sees 'rename-to:'
keys C-u; type_ 'sumOf'; keys Enter
sees 'export function sumOf'
type_ ':write-all'; keys Enter
holds prices.js 'export function sumOf(prices)'
holds main.js 'console.log(sumOf(basket))'
case_ok 'a name is renamed in all files'

: > "$project/try.scratch.js"
type_ ':open try.scratch.js'; keys Enter
sees 'try.scratch.js'
keys i; type_ 'const answer = 6 * 7;'; leave
# Helix asks for hints once after each change, maybe before the program has run; then the next change shows them.
asked=$SECONDS
is_drawn_or_asked_again() {
  is_drawn 'const answer = 6 * 7; 42' && return
  [ $((SECONDS - asked)) -lt 2 ] || { asked=$SECONDS; keys o Escape; }
  false
}
wait_for 'the value' is_drawn_or_asked_again
case_ok 'values of a scratch file are shown'
