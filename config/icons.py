"""The icons of lucide.dev, each drawn once: drawing it anew every time takes a tenth of a page's time."""

from functools import lru_cache

from django import template
from lucide.templatetags import lucide

register = template.Library()
register.simple_tag(lru_cache(maxsize=1024)(lucide.lucide), name="lucide")
