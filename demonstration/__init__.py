"""The demonstration: two groups of people who do not exist, for looking around in development."""
