"""Names of those who read, as one says them."""

import uuid

import pytest
from django.utils import translation

from groups.models import PeerLead
from groups.readers import Reader, joined_names


def readers(*names: str) -> list[Reader]:
    return [Reader(uuid.uuid4(), name, "") for name in names]


@pytest.mark.parametrize(
    ("names", "english", "spanish"),
    [
        ([], "", ""),
        (["Ana"], "Ana", "Ana"),
        (["Ana", "Lee"], "Ana and Lee", "Ana y Lee"),
        (["Ana", "Joe", "Lee"], "Ana, Joe and Lee", "Ana, Joe y Lee"),
        (["Ana", "Inés"], "Ana and Inés", "Ana e Inés"),
        (["Ana", "Hilda"], "Ana and Hilda", "Ana e Hilda"),
        (["Inés", "Ian"], "Inés and Ian", "Inés y Ian"),
    ],
)
def test_names_are_joined_as_one_says_them(names, english, spanish):
    said = []
    for language in ("en", "es"):
        with translation.override(language):
            said.append(joined_names(readers(*names)))

    assert said == [english, spanish]


def test_when_summaries_are_read_is_said_in_the_readers_language_until_it_is_put_in_their_own_words():
    with translation.override("es"):
        said = [lead.reads_when for lead in (PeerLead(), PeerLead(reads_summaries="on Sundays"))]

    assert said == ["más o menos una vez por semana", "on Sundays"]
