"""How hard English is to read: the Flesch-Kincaid grade, and the words that a template says.

Kincaid, Fishburne, Rogers and Chissom (1975): grade = 0.39 x words a sentence + 11.8 x syllables a word - 15.59.
Syllables are counted by hyphenation and by groups of vowels, and the larger counts: hyphenation alone misses some
("idea", "area"), and a text should not pass for easier than it is. A line break ends a sentence as a full stop
does, and numbers are no words.
"""

import re
from collections.abc import Iterable

import pyphen

# A measure of averages says little about fewer words than this.
FEWEST_WORDS = 100
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?…]+|\n")
TRANSLATED = re.compile(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
TRANSLATED_BLOCK = re.compile(r"{%\s*blocktranslate\b.*?%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
TAG_OR_VARIABLE = re.compile(r"{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)
VOWELS = re.compile(r"[aeiouy]+")
SILENT_ENDING = re.compile(r"(?<=[^aeiouyl])e[sd]?$|(?<=[^aeioutd])ed$")
HYPHENATION = pyphen.Pyphen(lang="en_US", left=1, right=1)


def grade(text: str) -> float:
    """Return the US school grade of a text; raise ZeroDivisionError where it has no words."""
    words = WORD.findall(text)
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def word_count(text: str) -> int:
    return len(WORD.findall(text))


def sentences(text: str) -> list[str]:
    """Return the pieces of a text that hold a word."""
    return [piece for piece in SENTENCE_END.split(text) if WORD.search(piece)]


def syllables(word: str) -> int:
    spoken = SILENT_ENDING.sub("", word.lower())
    return max(len(HYPHENATION.positions(word.lower())) + 1, len(VOWELS.findall(spoken)))


def template_words(source: str) -> str:
    """Return what a template's source says to people, a line for each translated string."""
    strings = ["".join(found) for found in TRANSLATED.findall(source)]
    strings += TRANSLATED_BLOCK.findall(source)
    return lines(TAG_OR_VARIABLE.sub(" ", string) for string in strings)


def lines(texts: Iterable[str]) -> str:
    """Join texts so that each ends its sentence; breaks within a text are only the way it was typed."""
    return "\n".join(" ".join(text.split()) for text in texts if text)
