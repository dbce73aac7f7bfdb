"""Says what a file really is, and refuses one that could do more than be looked at.

Only bytes and rules: no Django, no library that interprets what it reads. What is not known is refused.
"""

from groups.inspection.bare import bare
from groups.inspection.found import Kind, Refused, Trouble
from groups.inspection.kinds import inspect

__all__ = ["Kind", "Refused", "Trouble", "bare", "inspect"]
