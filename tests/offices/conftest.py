"""Fixtures of the office tests: the shipped catalogue, and a small one whose list of one matter can be rewritten.

In: the repository. Out: `catalogue`; `rewritten(text)` with the findings of the small catalogue. The surprising thing: a mark
`# <-` in the rewritten list says on which line the finding must stand.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from checker.catalogue import Catalogue
from checker.finding import Finding
from checker.lint import run
from checker.loading import load_catalogue

MATTER = "construction-permit"
LIST = f"catalogue/offices/999922/{MATTER}/2026-01-01.yaml"


@dataclass(frozen=True)
class Rewritten:
    """The small catalogue with one list changed, what lint says about the lists, and the marked line."""

    catalogue: Catalogue
    findings: tuple[Finding, ...]
    line: int


Rewrite = Callable[..., Rewritten]


@pytest.fixture(scope="session")
def catalogue(repository: Path) -> Catalogue:
    """The catalogue in the repository."""
    return load_catalogue(repository)


@pytest.fixture(scope="session")
def small_root(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with one matter and only the papers that it names."""
    root = tmp_path_factory.mktemp("offices")
    for part in ("rules", "catalogue/laws", "catalogue/agencies", f"catalogue/matters/{MATTER}"):
        shutil.copytree(repository / part, root / part)
    shutil.copy(repository / "catalogue/catalogue.yaml", root / "catalogue/catalogue.yaml")
    named = "".join(path.read_text("utf-8") for path in (root / "catalogue/matters").rglob("*.yaml"))
    named += (root / "rules/requirements.yaml").read_text("utf-8")
    (root / "catalogue/materials").mkdir()
    for path in (repository / "catalogue/materials").glob("*.yaml"):
        if re.search(rf"\b{path.stem}\b", named):
            shutil.copy(path, root / "catalogue/materials" / path.name)
    (root / LIST).parent.mkdir(parents=True)
    return root


@pytest.fixture
def rewritten(repository: Path, small_root: Path) -> Iterator[Rewrite]:
    """`rewritten(old, new)`: the list of one matter with a part replaced; `beside` are further files by path."""

    def rewrite(old: str = "", new: str = "", beside: dict[str, str] | None = None) -> Rewritten:
        text = (repository / LIST).read_text("utf-8")
        assert old in text
        text = text.replace(old, new, 1) if old else text + new
        (small_root / LIST).write_text(text, "utf-8")
        for path, content in (beside or {}).items():
            (small_root / path).write_text(content, "utf-8")
        catalogue = load_catalogue(small_root)
        found = tuple(item for item in run(catalogue) if item.place.path.startswith("catalogue/offices/"))
        marked = [number for number, line in enumerate(text.splitlines(), 1) if line.endswith("# <-")]
        return Rewritten(catalogue, found, marked[0] if marked else 0)

    yield rewrite
    for path in (small_root / LIST).parent.iterdir():
        path.unlink()
