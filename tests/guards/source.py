"""Reading the project's own source, for the guards."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "config", "demonstration", "groups", "wellness")


@dataclass(frozen=True)
class Module:
    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def imports(self) -> set[str]:
        """Every module named in an import, wherever it stands."""
        return set(_imports(self.tree))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules() -> list[Module]:
    """Return the project's own modules, migrations left out."""
    files = [file for app in APPS for file in (ROOT / app).rglob("*.py") if "migrations" not in file.parts]
    return [Module(_name(file), file.read_text(encoding="utf-8")) for file in sorted(files)]


def _name(file: Path) -> str:
    dotted = ".".join(file.relative_to(ROOT).with_suffix("").parts)
    return dotted.removesuffix(".__init__")


def templates() -> dict[str, str]:
    """Return every template by its path."""
    files = sorted((ROOT / "templates").rglob("*.html"))
    return {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in files}


def lines_of(pattern: str) -> dict[str, int]:
    """Return the number of lines of each file that a glob finds, migrations left out."""
    files = [
        file for file in ROOT.glob(pattern) if "migrations" not in file.parts and ".venv" not in file.parts
    ]
    return {str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines()) for file in files}
