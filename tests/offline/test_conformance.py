"""The conformance suite of the condition language on the `browser` engine, in a real Chromium.

The page reads the files of the suite itself, with its own reader; Python hands it the trees. What must be refused is refused by
Python when the page is made: no refused condition ever reaches a browser.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.conditions.facts import Fact, Option
from checker.conditions.parse import parse
from checker.conformance import read_corpus
from checker.finding import Text, nowhere
from generators.offline.script import engine
from generators.offline.trees import Nodes, Plain

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

FILES = sorted((Path(__file__).resolve().parent.parent / "conformance").glob("*.json"))
TRUTHS = ("false", "unknown", "true")
RUN = """({text, trees}) => {
  const outcomes = ["false", "unknown", "true"], got = {};
  for (const each of banshi.json.read(text, true).get("cases")) {
    const {types, nodes, root} = trees[each.get("id")];
    const facts = new Map(Object.entries(types).map(([id, {type, options}]) =>
      [id, {id, type, optionIds: new Set(options || [])}]));
    const values = new Map();
    for (const [id, raw] of each.get("facts")) {
      if (!facts.has(id)) continue;
      const value = banshi.values.normalise(raw, facts.get(id));
      if (!(value instanceof banshi.values.NotGiven)) values.set(id, value);
    }
    const truth = banshi.conditions.evaluator(banshi.conditions.compile(nodes, facts), values);
    got[each.get("id")] = outcomes[truth(root)];
  }
  return got;
}"""


def tree_of(case: dict[str, Any]) -> dict[str, Plain] | None:
    """The case as the browser gets it; None when its condition is refused."""
    nothing = Text("", "")
    facts = {
        name: Fact(
            name,
            declared["type"],
            nothing,
            nothing,
            options=tuple(Option(each, nothing) for each in declared.get("options", [])),
        )
        for name, declared in case["types"].items()
    }
    node, _ = parse(case["condition"], (), lambda pointer: nowhere(), facts, {})
    if node is None:
        return None
    nodes = Nodes()
    root = nodes.add(node)
    return {"types": case["types"], "nodes": list(nodes.rows), "root": root}


def answers(page: Page, text: str) -> dict[str, str]:
    data: Any = read_corpus(text)
    trees = {case["id"]: tree_of(case) for case in data["cases"]}
    got: dict[str, str] = page.evaluate(RUN, {"text": text, "trees": json.loads(json.dumps(trees))})
    return got


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_case_of_the_suite_holds_in_chromium(bench: Page, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    data: Any = read_corpus(text)
    assert answers(bench, text) == {case["id"]: case["expected"] for case in data["cases"]}
    assert not any(tree_of(case) for case in data["refused"])
    assert data["cases"] or data["refused"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("left >= right", "left > right"),
        ("if (found === UNKNOWN) result = UNKNOWN;", ""),
        ('.normalize("NFC")', ""),
    ],
    ids=["bound", "unknown", "composed"],
)
def test_the_suite_notices_a_wrong_engine(browser: Browser, right: str, wrong: str) -> None:
    assert right in engine()
    page = browser.new_page()
    page.add_script_tag(content=engine().replace(right, wrong))
    differ = 0
    for path in FILES:
        if path.stem in ("order", "kleene", "text"):
            text = path.read_text(encoding="utf-8")
            data: Any = read_corpus(text)
            got = answers(page, text)
            differ += sum(got[case["id"]] != case["expected"] for case in data["cases"])
    page.close()
    assert differ
