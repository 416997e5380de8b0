# shellcheck shell=bash
# The Debian 12 packages that Loop Genie needs, and how missing ones are installed.

# No package but a wish: Node 18 or newer of any origin, with npm. Debian's own is installed only where there is none.
node_package=('nodejs>=18')
build_packages=(
  "${node_package[@]}"
  ca-certificates curl
  cmake ninja-build g++ pkg-config
  zlib1g-dev libbz2-dev liblz4-dev libexpat1-dev                       # what libosmium reads files with
  libgdal-dev libwebp-dev libosmium2-dev libprotozero-dev libexpected-dev nlohmann-json3-dev libcli11-dev
  libpqxx-dev libpistache-dev libcurl4-openssl-dev libbrotli-dev
  emscripten node-acorn                                                # Emscripten's optimiser needs acorn
)
database_packages=(postgresql-common postgresql-15 postgresql-15-postgis-3)
client_packages=(postgresql-client-15)
cpp_test_packages=(libgtest-dev libgmock-dev librapidcheck-dev libxml2-utils) # the last checks GPX against its schema
# All that the core and its tests are built with.
core_test_packages=(
  cmake ninja-build g++
  libprotozero-dev libexpected-dev nlohmann-json3-dev
  "${cpp_test_packages[@]}"
)
script_test_packages=(
  pgbouncer nginx-light libnginx-mod-http-brotli-static                # between the server and a database, and before it
  osmium-tool                                                          # reads what we write for OpenStreetMap
)
browser_test_packages=(chromium fonts-dejavu-core libxml2-utils)
lint_packages=(git clang-format clang-tidy shellcheck)
test_packages=("${cpp_test_packages[@]}" "${script_test_packages[@]}" "${browser_test_packages[@]}" "${lint_packages[@]}")
# What only the long tests need: bare Debian systems, an image builder, machines that boot, and a reader of compose files.
long_test_packages=(mmdebstrap buildah systemd-container docker-compose iproute2)

# What ./loopgenie bench NAME needs besides: the peers we are measured against, a browser, and the compiler that
# WebAssembly's is.
bench_packages() { # NAME
  case $1 in
    api) printf '%s\n' nginx-light wrk ;;
    import) printf '%s\n' osm2pgsql ;;
    page) printf '%s\n' chromium fonts-dejavu-core ;;
    solver) printf '%s\n' coinor-cbc clang ;;
  esac
}

as_root() {
  if [ "$EUID" -eq 0 ]; then "$@"; else sudo -- "$@"; fi
}

node_major() {
  local version
  version=$(node --version 2>/dev/null) || version=v0
  version=${version#v}
  printf '%s\n' "${version%%.*}"
}

# missing_packages PACKAGE…: prints those that are not installed, one per line.
missing_packages() {
  local name
  local -A installed=()
  while read -r name; do installed[$name]=1; done < <(
    dpkg-query --show --showformat '${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^ii *//p')
  for name in "$@"; do
    if [ -n "${installed[$name]:-}" ]; then continue; fi
    if [ "$name" != "${node_package[0]}" ]; then
      printf '%s\n' "$name"
    elif [ "$(node_major)" -lt 18 ] || ! command -v npm >/dev/null; then
      printf 'nodejs\nnpm\n'
    fi
  done
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
    -o DPkg::Lock::Timeout=900 -o Dpkg::Use-Pty=0 "$@"
}

# Debian's postgresql-15 would set up a server of its own on port 5432. Loop Genie has a private one, so on a machine
# without PostgreSQL the package is told not to.
install_database_server() {
  local setting=/etc/postgresql-common/createcluster.d/loopgenie-install.conf code=0
  apt_install postgresql-common || return
  as_root mkdir -p "${setting%/*}"
  echo 'create_main_cluster = false' | as_root tee "$setting" >/dev/null
  apt_install "${database_packages[@]}" || code=$?
  as_root rm -f "$setting"
  return "$code"
}

# Debian starts a service when it installs its package, unless policy-rc.d says no (exit code 101). Tests and benches start
# their servers themselves.
with_no_service_started() (
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'as_root rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod +x "$policy"
  fi
  "$@"
)

install_now() {
  as_root apt-get update -o DPkg::Lock::Timeout=900 || return
  if printf '%s\n' "$@" | grep -qx postgresql-15; then install_database_server || return; fi
  with_no_service_started apt_install "$@"
}

# install_packages PACKAGE…: says which are missing, and installs them.
install_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  say "Missing packages: ${missing[*]}"
  local by_hand="apt-get install --no-install-recommends ${missing[*]}"
  if [ "${no_install:-0}" = 1 ]; then
    fail "--no-install was given, and these Debian packages are missing" "$by_hand"
  fi
  if [ "$EUID" -ne 0 ]; then
    command -v sudo >/dev/null || fail "installing packages needs root, and there is no sudo here" "as root: $by_hand"
    sudo -v || fail "installing packages needs root, and sudo was refused" "as root: $by_hand"
  fi
  need_disk /var/cache/apt 4000 "installing packages"
  step "installing ${#missing[@]} packages and what they need" "$build/log/packages.log" install_now "${missing[@]}" ||
    fail "packages could not be installed" "if the network was at fault, run the same command again" "by hand, as root: $by_hand"
}

# Packages are installed on Debian 12 only; on other systems the tools must be there already.
ensure_packages() {
  local id version name
  # shellcheck disable=SC1091  # a file of the machine, not of the project
  read -r id version name < <(. /etc/os-release 2>/dev/null; echo "${ID:-unknown} ${VERSION_ID:-0} ${PRETTY_NAME:-an unknown system}")
  if [ "$id $version" = "debian 12" ]; then
    install_packages "$@"
    return
  fi
  if [ "${no_install:-0}" = 1 ]; then return 0; fi
  fail "this is $name; this script installs packages on Debian 12 only" \
    "install what corresponds to these Debian packages: $*" \
    "then run the same command with --no-install"
}
