"""Forms of groups: joining, inviting, introducing oneself, and those of the admin."""
