#!/usr/bin/env bash
# Make sure that PostgreSQL's server, Chromium and gettext are here: install Debian's packages when that is allowed.
set -euo pipefail

postgresql_is_here() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
chromium_is_here() { command -v chromium >/dev/null; }
gettext_is_here() { command -v xgettext >/dev/null; }

missing=()
postgresql_is_here || missing+=(postgresql)
chromium_is_here || missing+=(chromium)
gettext_is_here || missing+=(gettext)
[ ${#missing[@]} -eq 0 ] && exit 0

sudo=()
if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null && sudo=(sudo -n) || { echo "Install first: ${missing[*]} (for example: sudo apt-get install ${missing[*]})" >&2; exit 1; }
fi
command -v apt-get >/dev/null || { echo "Install first: ${missing[*]}" >&2; exit 1; }
echo "Installing ${missing[*]}"
"${sudo[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
