"""People, the keys that seal what they write, and the grants that let another person read one row."""

from accounts.models.keys import DataKey, Grant, MasterKeyCheck
from accounts.models.user import User

__all__ = ["DataKey", "Grant", "MasterKeyCheck", "User"]
