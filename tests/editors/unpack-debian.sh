# Editors from later suites of Debian, each unpacked into a folder. Nothing of those suites comes into the system, and the servers
# that such an editor starts run with the system's own libraries. Sourced; needs apt. The folders cannot be moved: programs in them
# name where they are.

. "$(dirname "${BASH_SOURCE[0]}")/../../.ci/packages.sh"

mirror() {
  local found
  found=$(awk '/^URIs:/ { print $2; exit }' /etc/apt/sources.list.d/debian.sources 2>/dev/null || true)
  [ -n "$found" ] || found=$(awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /:\/\//) { print $i; exit } }' /etc/apt/sources.list 2>/dev/null || true)
  [ -n "$found" ] || { echo "this machine's apt has no source of Debian" >&2; exit 3; }
  echo "$found"
}

# unpack FOLDER SUITE PACKAGE PROGRAM: a package and all that it needs, from the C library up.
unpack() {
  local folder=$1 suite=$2 package=$3 program=$1/root/usr/bin/$4 state=$1/.apt libraries
  if [ -e "$folder/.ok-$suite" ] && "$program" --version >/dev/null 2>&1; then
    echo "$program"
    return
  fi
  command -v patchelf >/dev/null || apt_install patchelf
  rm -rf "$folder/root" "$state" "$folder"/.ok-*
  mkdir -p "$state"/{lists/partial,cache/archives/partial,parts} "$folder/root"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(mirror) $suite main" > "$state/sources.list"
  # With an empty list of installed packages apt resolves everything, the C library included.
  cat > "$state/apt.conf" <<CONFIGURATION
Dir::Etc::sourcelist "$state/sources.list"; Dir::Etc::sourceparts "$state/parts"; Dir::Etc::preferencesparts "$state/parts";
Dir::State::lists "$state/lists"; Dir::State::status "/dev/null"; Dir::Cache "$state/cache"; APT::Sandbox::User "root";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false"; Acquire::Languages "none";
CONFIGURATION
  APT_CONFIG=$state/apt.conf apt-get -qq update
  APT_CONFIG=$state/apt.conf apt-get -y -qq --no-install-recommends -d install "$package" >&2
  for archive in "$state"/cache/archives/*.deb; do
    dpkg-deb -x "$archive" "$folder/root"
  done
  libraries=$folder/root/usr/lib/x86_64-linux-gnu
  # The program itself names its loader and libraries: through a wrapper it could not start itself again, and by a variable its
  # children would get these libraries too.
  patchelf --set-interpreter "$(find "$folder/root" -name 'ld-linux-x86-64.so.2' -print -quit)" \
    --force-rpath --set-rpath "$libraries" "$program"
  rm -rf "$state"
  "$program" --version | head -1 >&2
  : > "$folder/.ok-$suite"
  echo "$program"
}
