"""Everything a database holds, as bytes, and the address another process opens it by."""

from django.db import connection


def stored_rows() -> bytes:
    """Return every row of every table; a sealed column is written in hexadecimal."""
    written = "row::text" if connection.vendor == "postgresql" else "row.*"
    rows = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT {written} FROM {connection.ops.quote_name(table)} AS row")  # noqa: S608
            rows += sorted(_line(row) for row in cursor.fetchall())
    return "\n".join(rows).encode()


def database_url() -> str:
    """Return the address of the test's own database."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    place = f"{known['HOST']}:{known['PORT']}" if known["PORT"] else known["HOST"]
    return f"postgres://{known['USER']}:{known['PASSWORD']}@{place}/{known['NAME']}"


def _line(row: tuple) -> str:
    return "|".join(value.hex() if isinstance(value, bytes) else str(value) for value in row)
