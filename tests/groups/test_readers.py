"""Names of those who read, as one says them."""

import uuid

import pytest
from django.utils import translation

from groups.readers import Reader, joined_names

pytestmark = pytest.mark.without_database


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
