"""How hard English and Spanish are to read, and the words that a template says.

English: the grade of Kincaid, Fishburne, Rogers and Chissom (1975), 0.39 x words a sentence + 11.8 x syllables a
word - 15.59. Syllables are counted by hyphenation and by groups of vowels, and the larger counts: hyphenation alone
misses some ("idea", "area"), and a text should not pass for easier than it is.

Spanish: the ease of J. Fernández Huerta, "Medidas sencillas de lecturabilidad", Consigna 214 (1959), 29-32, where 100
is easy and 70 to 80 suits the sixth year of school. The form used is 206.84 - 60 x syllables a word - 1.02 x words a
sentence. The article is quoted with sentences in a hundred words as the last term, which would make short sentences
hard, as G. Law pointed out in LINGUIST List 22.2332 (2011). Syllables are counted by the rules of Spanish spelling.

In both, a line break ends a sentence as a full stop does, and numbers are no words.
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

SPANISH_VOWELS = re.compile(r"[aeiouáéíóúü]+")
# Vowels that carry a syllable of their own wherever they stand; í and ú do so because they are accented.
FULL_VOWELS = re.compile(r"[aeoáéóíú]")
# No sound of its own: u in que, qui, gue and gui (but not in güe), and h between vowels ("ahí" is as a-í).
UNHEARD = re.compile(r"(?<=[qg])u(?=[eiéí])|(?<!c)h")
FINAL_Y = re.compile(r"y$")


def grade(text: str) -> float:
    """Return the US school grade of a text; raise ZeroDivisionError where it has no words."""
    words = WORD.findall(text)
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def ease(text: str) -> float:
    """Return how easy a Spanish text is to read, from 0 to 100; raise ZeroDivisionError where it has no words."""
    words = WORD.findall(text)
    return (
        206.84
        - 60 * sum(map(spanish_syllables, words)) / len(words)
        - 1.02 * len(words) / len(sentences(text))
    )


def word_count(text: str) -> int:
    return len(WORD.findall(text))


def sentences(text: str) -> list[str]:
    """Return the pieces of a text that hold a word."""
    return [piece for piece in SENTENCE_END.split(text) if WORD.search(piece)]


def syllables(word: str) -> int:
    spoken = SILENT_ENDING.sub("", word.lower())
    return max(len(HYPHENATION.positions(word.lower())) + 1, len(VOWELS.findall(spoken)))


def spanish_syllables(word: str) -> int:
    """Count a Spanish word's syllables as its spelling tells them, each group of vowels by itself.

    Every full vowel is a syllable ("le-er", "dí-a"); i, u and a final y join it ("cui-da", "rey"), and only where they
    stand alone or together do they make one ("ciu-dad").
    """
    spoken = UNHEARD.sub("", FINAL_Y.sub("i", word.lower()))
    groups: list[str] = SPANISH_VOWELS.findall(spoken)
    return max(1, sum(max(1, len(FULL_VOWELS.findall(group))) for group in groups))


def template_words(source: str) -> str:
    """Return what a template's source says to people, a line for each translated string."""
    strings = ["".join(found) for found in TRANSLATED.findall(source)]
    strings += TRANSLATED_BLOCK.findall(source)
    return lines(TAG_OR_VARIABLE.sub(" ", string) for string in strings)


def lines(texts: Iterable[str]) -> str:
    """Join texts so that each ends its sentence; breaks within a text are only the way it was typed."""
    return "\n".join(" ".join(text.split()) for text in texts if text)
