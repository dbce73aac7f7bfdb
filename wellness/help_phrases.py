"""What the help lines that ship say in words, in the reader's language.

The file and the database hold each line once, in English. What an admin typed otherwise stays as it was typed.
"""

from django.utils.translation import gettext, gettext_noop

PHRASES = frozenset(
    [
        gettext_noop("24 hours, every day"),
        gettext_noop("111, then the mental health option (2)"),
        gettext_noop("ASL by videophone: 988lifeline.org, ASL Now"),
        gettext_noop("England"),
        gettext_noop("samhsa.gov press announcement of 2023-09-08"),
        gettext_noop("publichealthdorset.org.uk suicide-safely wordbook"),
        gettext_noop("todayfm.com 2020-06-16 (HSE-funded 50808)"),
        gettext_noop("cmhakelowna.com on the start of 2023-11-30"),
    ]
)


def in_own_words(entered: str) -> str:
    """Return what was entered in the reader's language where it is a phrase that ships, else as it was entered."""
    return gettext(entered) if entered in PHRASES else entered
