# An editor in a terminal, driven by keys and read by what it draws. Sourced; needs tmux.
#   begin NAME         the editor whose cases follow, in a new copy of the project
#   start COMMAND …    runs it there
#   keys KEY …         as tmux names keys: Enter, Escape, C-n; type TEXT: letters
#   sees TEXT / sees_no_more TEXT: waits for it
#   holds FILE TEXT    waits until a file of the project has a text
#   case_ok NAME       what came before has passed

terminal=$(mktemp -d)
tmux_() { tmux -f /dev/null -S "$terminal/socket" "$@"; }
end() { tmux_ kill-server 2>/dev/null; rm -rf "$terminal"; }
trap end EXIT

begin() {
  editor=$1 failed=
  project=$terminal/$editor/project
  mkdir -p "$project"
  cp "$here"/project/* "$project"
  mkdir "$project/.git"
}

start() {
  LC_ALL=C.UTF-8 tmux_ -u new-session -d -s "$editor" -x 100 -y 24 -c "$project" env \
    XDG_CONFIG_HOME="$terminal/$editor/config" XDG_CACHE_HOME="$terminal/cache" XDG_STATE_HOME="$terminal/$editor/state" \
    XDG_RUNTIME_DIR="$terminal/$editor" TMPDIR="$terminal/$editor" TERM=tmux-256color "$@"
}

screen() { tmux_ capture-pane -p -t "$editor"; }
keys() { tmux_ send-keys -t "$editor" "$@"; }
# A semicolon at the end would end the command for tmux.
type_() { tmux_ send-keys -t "$editor" -l "${1/%;/\\;}"; }

# wait_for WHAT COMMAND …
wait_for() {
  local what=$1 ends=$((SECONDS + ${LODE_TEST_DEADLINE:-30}))
  shift
  until "$@" 2>/dev/null; do
    if [ $SECONDS -ge $ends ]; then
      printf 'FAILED %s: waited in vain for %s\n' "$editor" "$what"
      screen | sed 's/^/  /'
      exit 1
    fi
    sleep 0.05
  done
}

is_drawn() { screen | grep -qF -- "$1"; }
is_not_drawn() { ! screen | grep -qF -- "$1"; }
sees() { wait_for "\`$1\`" is_drawn "$1"; }
sees_no_more() { wait_for "\`$1\` to go" is_not_drawn "$1"; }
holds() { wait_for "\`$2\` in $1" grep -qF -- "$2" "$project/$1"; }

case_ok() {
  mkdir -p "$here/screens"
  screen > "$here/screens/$editor-${1// /-}.txt"
  printf 'ok     %s: %s\n' "$editor" "$1"
}
