"""What a PDF file does as it is opened: it may show a place in itself, and nothing else.

Anything else that opens with it, such as a page of the web, would tell who opened it, and when. Many programs say at
which place a file opens; what they say often stands in an object of its own, which can be packed with others. It is
looked for wherever a reader could find it, and must be plain in all of these places.
"""

import re
from array import array

from groups.inspection.found import Trouble, refuse_if
from groups.inspection.spelling import spelled

PLACE = rb"\[[^\[\]<>()]{0,100}\]"
NAMED = rb"\([\w.: -]{0,100}\)|/[\w.-]{1,100}|\d{1,9} \d{1,5} R"
ENTRY = rb"(?:/Type@*/Action|/S@*/GoTo|/D@*(?:" + PLACE + rb"|" + NAMED + rb"))"


def _with_gaps(pattern: bytes) -> re.Pattern[bytes]:
    """Return a pattern in which @ stands for white space, as much of it as a program writes."""
    return re.compile(
        pattern.replace(b"@*", rb"[\0\s]{0,9}").replace(b"@+", rb"[\0\s]{1,9}").replace(b"@", rb"[\0\s]")
    )


# A place, or the action that goes to one, with nothing more in it.
MOVES = _with_gaps(rb"@*(?:" + PLACE + rb"|<<@*(?:" + ENTRY + rb"@*){2,3}>>)")
ELSEWHERE = _with_gaps(rb"@*(\d{1,9})@+\d{1,5}@+R\b")
OPENS = spelled(["OpenAction"])
# Where an object begins, and whatever a reader could take for such a beginning.
BEGINS = _with_gaps(rb"(?<!\d)(\d+)@+\d+@+obj\b")
COULD_BEGIN = _with_gaps(rb"@obj\b")
FIRST, PLAIN_FIRST = spelled(["First"]), _with_gaps(rb"/First@+(\d{1,7})(?!\d|@+\d+@+R)")
LONGEST_LIST, LONGEST_NUMBER = 1_000_000, 9
MOST_OBJECTS, MOST_OPENINGS = 300_000, 1_000


class Opening:
    """What opens with a file, and what stands in its objects, noted as they are read."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.wanted: set[int] = set()
        self.told = 0
        self.moving: set[int] = set()
        self.acting = array("L")
        self.is_clear = True
        self._note(data)

    def look_at(self, own: bytes, objects: bytes) -> None:
        """Note what a stream of objects says; `own` is what is said of the stream itself."""
        self._note(objects)
        first = PLAIN_FIRST.findall(own)
        if len(first) == len(FIRST.findall(own)) == 1:
            self._sort(objects, int(first[0]))
        else:
            self.is_clear = False

    def refuse_what_acts(self) -> None:
        """Raise Refused where what opens with the file does more than show a place, or is not to be found."""
        if not self.wanted:
            return
        begins = list(BEGINS.finditer(self.data))
        refuse_if(
            len(begins) != len(COULD_BEGIN.findall(self.data)) or not self.is_clear, Trouble.REACHES_OUT
        )
        for match in begins:
            if int(match[1][-9:]) in self.wanted:
                self._add(int(match[1][-9:]), self.data, match.end())
        refuse_if(not self.wanted <= self.moving, Trouble.REACHES_OUT)
        refuse_if(any(number in self.wanted for number in self.acting), Trouble.REACHES_OUT)

    def _note(self, words: bytes) -> None:
        """Note which objects are named to open with the file. Raise Refused for what acts on the spot."""
        for match in OPENS.finditer(words):
            self.told += 1
            refuse_if(self.told > MOST_OPENINGS, Trouble.TOO_MUCH)
            named = ELSEWHERE.match(words, match.end())
            refuse_if(named is None and not MOVES.match(words, match.end()), Trouble.REACHES_OUT)
            if named:
                self.wanted.add(int(named[1]))

    def _sort(self, objects: bytes, first: int) -> None:
        """Tell objects that show a place from others; their numbers and places come before the first of them."""
        refuse_if(first > LONGEST_LIST, Trouble.TOO_MUCH)
        words = objects[:first].split()
        refuse_if(any(not word.isdigit() or len(word) > LONGEST_NUMBER for word in words), Trouble.DAMAGED)
        told = [int(word) for word in words]
        refuse_if(len(self.acting) + len(told) > MOST_OBJECTS, Trouble.TOO_MUCH)
        for number, at in zip(told[::2], told[1::2], strict=False):
            self._add(number, objects, first + at)

    def _add(self, number: int, words: bytes, at: int) -> None:
        if MOVES.match(words, at):
            self.moving.add(number)
        else:
            self.acting.append(number)
