"""Figures for a report: proportions, two arms compared, mean change, and what may be shown. No Django.

Every interval is a 95 per cent interval. Those who were randomised, those who were analysed and those to whom
something happened are kept apart: a risk is events among the analysed, never among the randomised.

What is small is hidden: a row with any cell under five is hidden whole (``groups.report.hiding``).
"""
