#!/usr/bin/env bash
# Compile requirements with hashes; the files name no index.
set -euo pipefail
cd "$(dirname "$0")/.."
compile=(.venv/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header pyproject.toml)
"${compile[@]}" "$@" -o requirements/base.txt
"${compile[@]}" "$@" --group dev -o requirements/dev.txt
if grep -nE 'https?://' requirements/*.txt; then
    echo "A lock file names an address." >&2
    exit 1
fi
