"""The shipped catalogue, loaded once, and a workbook of it that a test may open, change and import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from checker.catalogue import Catalogue
from checker.loading import load_catalogue
from checker.sheets.intake import Intake, take_in
from checker.sheets.outlet import export_workbook

Change = Callable[[Workbook], object]
Import = Callable[[Change], Intake]


@pytest.fixture(scope="session")
def catalogue(repository: Path) -> Catalogue:
    return load_catalogue(repository)


@pytest.fixture(scope="session")
def exported(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sheets") / "catalogue.xlsx"
    assert export_workbook(catalogue, path) == ()
    return path


@pytest.fixture
def small(repository: Path, tmp_path: Path) -> Path:
    """A workbook of one matter: quick to open and to change."""
    import shutil

    root = tmp_path / "small"
    shutil.copytree(repository / "rules", root / "rules")
    shutil.copy(repository / "catalogue" / "catalogue.yaml", _made(root / "catalogue") / "catalogue.yaml")
    matter = "catalogue/matters/labour-dispatch"
    shutil.copytree(repository / matter, root / matter)
    path = tmp_path / "small.xlsx"
    assert export_workbook(load_catalogue(root), path) == ()
    return path


@pytest.fixture
def imported(small: Path, catalogue: Catalogue, tmp_path: Path) -> Import:
    """What comes of the workbook after a change."""

    def run(change: Change) -> Intake:
        book = openpyxl.load_workbook(small)
        change(book)
        path = tmp_path / "changed.xlsx"
        book.save(path)
        return take_in(path, catalogue.schemas)

    return run


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder
