#!/usr/bin/env bash
# Run a command with DATABASE_URL set to a throw-away PostgreSQL cluster on a free port; stop it afterwards.
set -euo pipefail

binaries=$(dirname "$(command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -1)")
[ -x "$binaries/initdb" ] || { echo "PostgreSQL's server is missing: install the package postgresql." >&2; exit 1; }

folder=$(mktemp -d /tmp/sevenfold-postgresql.XXXXXX)
chmod 755 "$folder"
as_user=()
if [ "$(id -u)" -eq 0 ]; then # PostgreSQL refuses to run as root
    user=postgres
    id "$user" >/dev/null 2>&1 || user=nobody
    chown "$user" "$folder"
    as_user=(runuser -u "$user" --)
fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

stop() {
    (cd / && "${as_user[@]}" "$binaries/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1) || true
    rm -rf "$folder"
}
trap stop EXIT

(
    cd /
    "${as_user[@]}" "$binaries/initdb" -D "$folder/data" -U sevenfold -A trust --no-sync --encoding=UTF8 --locale=C.UTF-8 >/dev/null
    "${as_user[@]}" "$binaries/pg_ctl" -D "$folder/data" -l "$folder/log" -w \
        -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c jit=off" \
        start >/dev/null
)
DATABASE_URL="postgres://sevenfold@127.0.0.1:$port/postgres" "$@"
