"""What a whole workbook on paper costs, beside the same words set bare by typst in the same run."""

import json
import sys
import time
import timeit
from pathlib import Path
from random import Random

import pytest
import typst

from tests import factories
from tests.wellness.printed import facts_of
from tests.wellness.written import rate, write, write_row
from wellness.models import Entry, Prompt
from wellness.paper.sheet import Sheet, paper_of, title, written
from wellness.paper.typesetting import sheet_pdf, typefaces
from wellness.paper.workbook import workbook_sheet
from wellness.saving import LONGEST_TEXT
from wellness.whole_workbook import whole_workbook
from wellness.workbooks import current_workbook

pytestmark = [pytest.mark.benchmark, pytest.mark.usefixtures("content")]

ENTRIES, LETTERS = 60, 2_000
SECONDS = 1.0
# Breaking lines so that none ends a paragraph on one word takes a third of it; bare words are broken as they come.
RATIO_TO_BARE_WORDS = 4
FILES, MEGABYTES_KEPT = 12, 60
WORDS = ["walk", "river", "soup", "calling", "night", "bread", "door", "friend", "small", "sleep"]
BARE = b'#set text(font: "Noto Sans")\n#for words in json(bytes(sys.inputs.data)) { par(words) }'


@pytest.fixture
def person():
    """Return a person with 60 entries of 2 kB, each in words of its own."""
    person, chance = factories.UserFactory(), Random(7)
    prompts = Prompt.objects.exclude(part__kind__in=["goals", "network", "hard_time"]).select_related("part")
    for prompt in prompts:
        write(person, prompt.part.slug, prompt.key, long_text(chance))
    for _row in range(ENTRIES - len(prompts)):
        write_row(person, "network", what_for=long_text(chance))
    rate(person, physical=4, social=6, emotional="hard")
    return person


def long_text(chance: Random) -> str:
    return " ".join(chance.choices(WORDS, k=LETTERS // 5))


def whole_file(person) -> bytes:
    whole = whole_workbook(person, current_workbook(person))
    return sheet_pdf(workbook_sheet(whole, paper_of(person)))


def seconds(act) -> float:
    """Return the processor's time of one run: the quickest of five, which other work disturbs least."""
    return min(timeit.repeat(act, timer=time.process_time, number=1, repeat=5))


def memory() -> float:
    """Return the megabytes that this process holds."""
    line = next(
        line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS")
    )
    return int(line.split()[1]) / 1024


def test_a_whole_workbook_takes_less_than_a_second(person):
    chance = Random(8)

    def bare() -> None:
        data = json.dumps([long_text(chance) for _entry in range(ENTRIES)])
        inputs = {"data": data}
        typst.compile(BARE, format="pdf", sys_inputs=inputs, ignore_system_fonts=True, font_paths=typefaces())

    content = whole_file(person)
    spent, floor = seconds(lambda: whole_file(person)), seconds(bare)

    sys.stdout.write(
        f"\nwhole workbook, {ENTRIES} entries of {LETTERS} letters, {len(content) // 1000} kB: "
        f"{spent * 1000:.0f} ms, bare words {floor * 1000:.0f} ms, ratio {spent / floor:.1f}\n"
    )
    assert Entry.objects.count() == ENTRIES
    assert spent <= SECONDS
    assert spent / floor <= RATIO_TO_BARE_WORDS


def test_the_longest_workbook_is_set(ana):
    """Sixty entries as long as an entry may be: words, one word without end, short lines, other scripts."""
    texts = [
        (long_text(Random(10)) * 12)[:LONGEST_TEXT],
        "x" * LONGEST_TEXT,
        "\n".join("line" for _line in range(LONGEST_TEXT // 5)),
        "שלום " * (LONGEST_TEXT // 5),
        "你好" * (LONGEST_TEXT // 2),
        "\U0001f642" * LONGEST_TEXT,
    ]
    pieces = [title("My workbook"), *(written(text) for text in texts * (ENTRIES // len(texts)))]

    started = time.perf_counter()
    content = sheet_pdf(Sheet("My workbook", paper_of(ana), pieces))

    sys.stdout.write(
        f"\n{ENTRIES} entries of {LONGEST_TEXT} letters: {time.perf_counter() - started:.1f} s\n"
    )
    assert facts_of(content)["read aloud"]


def test_what_was_set_is_forgotten():
    paper, chance = paper_of(factories.UserFactory()), Random(9)

    def file() -> None:
        pieces = [title("My workbook"), *(written(long_text(chance)) for _entry in range(ENTRIES))]
        sheet_pdf(Sheet("My workbook", paper, pieces))

    file()
    before = memory()
    for _file in range(FILES):
        file()

    grown = memory() - before
    sys.stdout.write(f"\n{FILES} more files of other words: {grown:.0f} MB more\n")
    assert grown <= MEGABYTES_KEPT
