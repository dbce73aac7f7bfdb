#!/usr/bin/env bash
# Everything, in the order in which it fails soonest.
set -euo pipefail
cd "$(dirname "$0")/.."
pytest=(.venv/bin/pytest -q)
# Compiled once, not again by each of a dozen processes.
unset PYTHONDONTWRITEBYTECODE

bash scripts/system_packages.sh
bash scripts/check.sh
echo "The suite on SQLite"
"${pytest[@]}" -n 2 --dist worksteal
echo "The suite on PostgreSQL: what a database has part in"
bash scripts/with_postgresql.sh "${pytest[@]}" -n 2 --dist worksteal \
    -m "not fuzz and not browser and not benchmark and not without_database"
echo "Journeys in Chromium, on SQLite, and beside them the story on PostgreSQL"
story=$(mktemp)
all_well=true
bash scripts/with_postgresql.sh "${pytest[@]}" --nomigrations -m browser tests/journeys/test_story.py >"$story" 2>&1 &
"${pytest[@]}" -n 4 --maxschedchunk=1 --nomigrations -m browser tests/journeys || all_well=false
wait $! || all_well=false
cat "$story"
rm -f "$story"
$all_well
