"""The one door for JSON Schema. Nothing else in the project imports jsonschema or jsonschema_rs.

In: rules/schema/*.schema.json and sources. Out: findings in plain sentences, at exact lines.
The surprising thing: nothing is ever fetched; a reference that leads out of the folder is a finding about the schema.
"""

from __future__ import annotations

from checker.schema.codes import EXAMPLE_SCHEMA, SHAPE_CODES
from checker.schema.store import Schemas

__all__ = ["EXAMPLE_SCHEMA", "SHAPE_CODES", "Schemas"]
