"""Schemas for editors: they still accept the catalogue, and they name its ids."""

from __future__ import annotations

import json
from pathlib import Path

from checker.catalogue import Catalogue
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
