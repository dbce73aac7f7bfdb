"""Write .env for development, once: random keys of its own, never under version control."""

import base64
import os
import secrets
from pathlib import Path

PATH = Path(__file__).resolve().parent.parent / ".env"
TEXT = """\
# Development only; see .env.example for every setting. Not under version control.
DEBUG=true
SECRET_KEY={secret_key}
VAULT_MASTER_KEYS=1:{master_key}
"""


def main() -> None:
    text = TEXT.format(
        secret_key=secrets.token_urlsafe(50),
        master_key=base64.b64encode(os.urandom(32)).decode(),
    )
    descriptor = os.open(PATH, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)


if __name__ == "__main__":
    main()
