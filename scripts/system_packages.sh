#!/usr/bin/env bash
# Make sure that PostgreSQL's server, Chromium and gettext are here: install Debian's packages when that is allowed.
set -euo pipefail

# Chromium without windows takes half the time of the whole one; where it cannot be had, the whole one does.
SHELL_OF_CHROMIUM=chromium-headless-shell

is_here() { command -v "$1" >/dev/null; }
postgresql_is_here() { is_here initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
may_install() { is_here apt-get && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }; }
apt() { if [ "$(id -u)" -eq 0 ]; then apt-get "$@"; else sudo -n apt-get "$@"; fi; }
install() { DEBIAN_FRONTEND=noninteractive apt install -y -qq --no-install-recommends "$@" >/dev/null; }

missing=()
postgresql_is_here || missing+=(postgresql)
is_here xgettext || missing+=(gettext)
is_here "$SHELL_OF_CHROMIUM" && [ ${#missing[@]} -eq 0 ] && exit 0

if may_install; then
    apt update -qq || true
    is_here "$SHELL_OF_CHROMIUM" || { echo "Installing $SHELL_OF_CHROMIUM"; install "$SHELL_OF_CHROMIUM" || true; }
fi
is_here "$SHELL_OF_CHROMIUM" || is_here chromium || missing+=(chromium)
[ ${#missing[@]} -eq 0 ] && exit 0

may_install || { echo "Install first: ${missing[*]} (for example: sudo apt-get install ${missing[*]})" >&2; exit 1; }
echo "Installing ${missing[*]}"
install "${missing[@]}"
