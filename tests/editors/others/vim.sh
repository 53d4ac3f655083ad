#!/bin/bash
# Vim with ALE, as Debian packages them; see run.sh.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/terminal.sh"

begin vim
start vim -u "$here/vimrc" main.js
sees 'console.log(total(basket));'

keys G o; type_ 'missing(1);'; keys Escape
sees 'is not defined'
case_ok 'diagnostics appear'
keys u
sees_no_more 'is not defined'
case_ok 'diagnostics go'

keys G o; type_ 'basket.fil'
sees 'filter'
case_ok 'members are completed'
keys Escape u

type_ '/log(total'; keys Enter; type_ '4l:ALEHover'; keys Enter
sees 'What a basket costs'
case_ok 'hover says what a name is'

keys Enter
type_ ':ALEGoToDefinition'; keys Enter
sees 'export function total'
case_ok 'the definition is in another file'

type_ ':ALERename'; keys Enter
sees 'New name'
keys C-u; type_ 'sumOf'; keys Enter
sees 'export function sumOf'
type_ ':wall'; keys Enter
holds prices.js 'export function sumOf(prices)'
holds main.js 'console.log(sumOf(basket))'
case_ok 'a name is renamed in all files'
