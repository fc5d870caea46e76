"""Schemas for editors: they still accept the catalogue, and they name its ids."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from checker.catalogue import Catalogue
from checker.loading import load_catalogue
from checker.schema import Schemas
from checker.sheets.editor_schemas import editor_schemas


def test_editor_schemas_accept_the_catalogue_and_offer_its_ids(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = tmp_path / "rules" / "schema"
    folder.mkdir(parents=True)
    texts = editor_schemas(catalogue)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    schemas, problems = Schemas.load(folder)
    assert problems == ()
    for path, source in catalogue.sources.items():
        if path.startswith("catalogue/matters/"):
            assert schemas.check("cases" if path.endswith("cases.yaml") else "edition", source) == ()
    edition = json.loads(texts["edition.schema.json"])
    materials = edition["properties"]["materials"]["items"]["properties"]["material"]
    assert materials["examples"] == sorted(catalogue.materials)
    condition = json.loads(texts["parts.schema.json"])["$defs"]["condition"]
    assert "capital.registered" in condition["properties"]


def test_written_over_their_own_source_they_stay_the_same(
    catalogue: Catalogue, repository: Path, tmp_path: Path
) -> None:
    root = tmp_path / "root"
    for top in ("rules", "catalogue"):
        shutil.copytree(repository / top, root / top)
    for name, text in editor_schemas(catalogue).items():
        (root / "rules" / "schema" / name).write_text(text, encoding="utf-8")
    (root / "rules" / "schema" / "parts.schema.json").write_text(
        (root / "rules" / "schema" / "parts.schema.json")
        .read_text("utf-8")
        .replace('"capital.registered"', '"gone.fact"'),
        encoding="utf-8",
    )
    assert editor_schemas(load_catalogue(root)) == editor_schemas(catalogue)
