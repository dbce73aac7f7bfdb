"""The workbook: dimensions, prompts, entries, check-ins, goals, crisis plans, summaries, topics, interests, help lines.

Does not know that groups exist. What groups may use: `dimensions`, `interests` and `sharing`.
"""
