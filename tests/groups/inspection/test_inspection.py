"""Files are taken for what they really are; every bad one is refused, fast and in little memory (promise 24)."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from groups.inspection import Kind, Refused, inspect
from tests.groups.inspection.bad_decks import BAD_DECKS
from tests.groups.inspection.bad_pdfs import BAD_PDFS
from tests.groups.inspection.bad_pictures import BAD_PICTURES
from tests.groups.inspection.good_files import GOOD

pytestmark = pytest.mark.without_database

BAD = {**BAD_PDFS, **BAD_PICTURES, **BAD_DECKS}
MOST_SECONDS, MOST_BYTES = 5, 200_000_000
# Reads each file of a folder in a process of its own, and says how long it took and what memory all of it took.
READER = """
import json, pathlib, re, sys, time
from groups.inspection import Refused, inspect
said = {}
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    began = time.monotonic()
    with path.open("rb") as file:
        try:
            inspect(file, path.name)
            refused = False
        except Refused:
            refused = True
    said[path.name] = [refused, time.monotonic() - began]
status = pathlib.Path("/proc/self/status").read_text()
print(json.dumps([said, int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) * 1024]))
"""


def made(data):
    """Return the bytes of a bad file; vast ones are made when they are asked for."""
    return data() if callable(data) else data


@pytest.mark.parametrize("name", GOOD)
def test_what_people_make_is_taken(name):
    ending = name.rsplit(".", 1)[-1].lower().replace("jpeg", "jpg")

    assert inspect(BytesIO(GOOD[name]), name) is Kind(ending)


@pytest.mark.parametrize("name", BAD)
def test_what_is_bad_is_refused_for_what_it_is(name):
    data, trouble = BAD[name]

    with pytest.raises(Refused) as refused:
        inspect(BytesIO(made(data)), name)

    assert refused.value.trouble is trouble


def test_a_good_file_cut_short_anywhere_is_refused_and_never_breaks():
    for name, data in GOOD.items():
        for length in range(0, len(data) - 1, 7):
            with pytest.raises(Refused):
                inspect(BytesIO(data[:length]), name)


def test_bad_files_take_little_time_and_memory(tmp_path):
    assert len(BAD) >= 40
    for name, (data, _trouble) in BAD.items():
        (tmp_path / name).write_bytes(made(data))
    # Twenty-five megabytes that look like the inside of a PDF file, and like its names.
    (tmp_path / "vast-1.pdf").write_bytes(b"%PDF-1.7\n" + b"/J#61" * 5_000_000)
    (tmp_path / "vast-2.pdf").write_bytes(
        GOOD["slides.pdf"].replace(b"xref\n0", b"stream\n" * 3_500_000 + b"xref\n0", 1)
    )

    ran = subprocess.run(
        [sys.executable, "-c", READER, tmp_path],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        check=True,
        text=True,
    )
    said, memory = json.loads(ran.stdout)

    assert [name for name, (refused, _seconds) in said.items() if not refused] == []
    assert {name: seconds for name, (_refused, seconds) in said.items() if seconds > MOST_SECONDS} == {}
    assert memory <= MOST_BYTES
