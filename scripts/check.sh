#!/usr/bin/env bash
# Lint, formatting, templates, types, import contracts, migrations.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin

# Only what a clean checkout holds is checked, on settings made for tests.
export DJANGO_SETTINGS_MODULE=tests.settings
"$bin/ruff" check --quiet .
"$bin/ruff" format --check --quiet . || { echo "Formatting differs: run 'make fix'." >&2; exit 1; }
git ls-files -z --cached --others --exclude-standard 'templates/*.html' \
    | xargs -0 "$bin/djade" --check --target-version 5.2 2>/dev/null \
    || { echo "Templates differ: run 'make fix'." >&2; exit 1; }
"$bin/mypy" --no-error-summary
"$bin/lint-imports" --no-cache >/tmp/lint-imports.$$ 2>&1 || { cat /tmp/lint-imports.$$; rm -f /tmp/lint-imports.$$; exit 1; }
rm -f /tmp/lint-imports.$$
DATABASE_URL=sqlite://:memory: "$bin/python" manage.py makemigrations --check --dry-run --verbosity 1
echo "checks: all well"
