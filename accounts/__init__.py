"""People and their keys: sign-in, the vault, my data, leaving quickly. Knows no other app."""
