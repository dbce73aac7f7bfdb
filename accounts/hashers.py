"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class TunedArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id at t=2, m=46 MiB, p=1: OWASP's first recommendation, at about 0.1 s a try."""

    time_cost = 2
    memory_cost = 47_104
    parallelism = 1
