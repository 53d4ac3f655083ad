# Installing what the system has, as root or through sudo, and saying so. Sourced.

say() { printf 'setup: %s\n' "$*" >&2; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else return 1; fi
}

refreshed=
apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  if [ -z "$refreshed" ]; then
    say "apt-get update"
    as_root apt-get update -qq || true
    refreshed=yes
  fi
  say "apt-get install $*"
  as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
