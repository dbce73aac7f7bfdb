"""What a row of the table of access is."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    name: str
    get: str
    post: str
    kwargs: dict[str, str] = field(default_factory=dict)
