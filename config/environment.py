"""What the environment says, read once and refused when it makes no sense.

Secure by default: outside development (DEBUG) the secret key, the allowed hosts and the vault's master keys
must be given; nothing has a guessable value to fall back to.
"""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environs import Env

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(str(BASE_DIR / ".env"), recurse=False)


def required(name: str) -> str:
    """Return a variable's text; raise ImproperlyConfigured, naming it, where it is missing or empty."""
    value: str = env.str(name, "").strip()
    if not value:
        message = f"Set {name} in the environment or in .env (see .env.example)."
        raise ImproperlyConfigured(message)
    return value


def required_unless(*, debug: bool, name: str) -> list[str]:
    """Return a comma-separated variable as a list; outside development it must not be empty."""
    values: list[str] = env.list(name, [])
    if not values and not debug:
        required(name)
    return values


def email_config(*, debug: bool) -> dict[str, Any]:
    """Return how mail is sent, from EMAIL_URL; only development may do without one, where mail is printed.

    Raise ImproperlyConfigured where it is missing or of a kind that is not known.
    """
    if not debug:
        required("EMAIL_URL")
    config: dict[str, Any] = env.dj_email_url("EMAIL_URL", "console:")
    if "EMAIL_BACKEND" not in config:
        message = "EMAIL_URL is of no known kind; write it as smtp+tls://user:password@host:587."
        raise ImproperlyConfigured(message)
    return config


def private_folder(name: str, *, beside: Path) -> Path:
    """Return the folder a variable names, var/materials unless given.

    Raise ImproperlyConfigured where it lies in, or around, the folder of static files: those are served to anyone.
    """
    given: str = env.str(name, "")
    private, served = Path(given or BASE_DIR / "var" / "materials").resolve(), beside.resolve()
    if private.is_relative_to(served) or served.is_relative_to(private):
        message = f"{name} must lie apart from the static files, which anyone may read: {private}."
        raise ImproperlyConfigured(message)
    return private


def site_address(hosts: list[str], *, debug: bool) -> str:
    """Return the address of the site, without a slash at its end: SITE_ADDRESS, or https with its first host name.

    A first host name that stands for many says nothing. Raise ImproperlyConfigured where it then is not given.
    """
    given: str = env.str("SITE_ADDRESS", "").rstrip("/")
    if given or (debug and not hosts):
        return given or "http://127.0.0.1:8000"
    if hosts[0].startswith(("*", ".")):
        return required("SITE_ADDRESS")
    return f"https://{hosts[0]}"


def master_keys() -> str:
    """Return the master keys as `id:base64,...`, from VAULT_MASTER_KEYS or the file VAULT_MASTER_KEYS_FILE names."""
    path: str = env.str("VAULT_MASTER_KEYS_FILE", "")
    if not path:
        return required("VAULT_MASTER_KEYS")
    try:
        return Path(path).read_text(encoding="ascii").strip()
    except OSError as error:
        message = f"VAULT_MASTER_KEYS_FILE names a file that cannot be read: {path} ({error.strerror})."
        raise ImproperlyConfigured(message) from error
