"""How each database is opened: durable writes, short waits, and errors rather than endless queues."""

from pathlib import Path
from typing import Any

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
}
POSTGRESQL_OPTIONS = {
    "pool": {"min_size": 1, "max_size": 8, "timeout": 5},
    "options": "-c statement_timeout=15000 -c lock_timeout=5000",
}


def tuned(database: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of one database with this project's options for its engine.

    SQLite makes its own file, not the folder for it: that is made here, so that every command finds a database.
    """
    is_sqlite = database["ENGINE"].endswith("sqlite3")
    if is_sqlite:
        Path(database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    options = SQLITE_OPTIONS if is_sqlite else POSTGRESQL_OPTIONS
    return {
        **database,
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": not is_sqlite,
        "OPTIONS": {**options, **database.get("OPTIONS", {})},
    }
