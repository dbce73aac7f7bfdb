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
echo "The suite on PostgreSQL"
bash scripts/with_postgresql.sh "${pytest[@]}" -n 2 --dist worksteal
echo "Journeys in Chromium, on SQLite"
"${pytest[@]}" -n 3 --maxschedchunk=1 --nomigrations -m browser tests/journeys
echo "Journeys in Chromium, on PostgreSQL"
bash scripts/with_postgresql.sh "${pytest[@]}" --nomigrations -m browser tests/journeys/test_story.py
