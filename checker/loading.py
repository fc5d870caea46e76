"""load(root) -> Catalogue: every file of catalogue/ and rules/, read, judged by its schema, and joined.

In: a root folder, or any other tree of files (a revision in Git). Out: a frozen `Catalogue` with all findings about its files;
nothing is raised for what they hold.
The surprising thing: the order matters. Each part is read after those whose ids it names, so that a wrong
id is told where it stands.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from checker.acceptance_references import dangling_references
from checker.acceptance_table import AcceptanceTable, read_acceptance
from checker.calendar import Calendar, calendar_of
from checker.catalogue import Catalogue
from checker.conditions.facts import Fact
from checker.conditions.tree import Compare, Known, Node, OneOf, walk
from checker.engines.durable_limits import limits
from checker.finding import Finding, Place, Text, in_order
from checker.model.decisions import Decision
from checker.model.edition import Edition, MaterialRequirement
from checker.model.parts import NamedCondition
from checker.model.registers import CatalogueInfo, Law, Material, Office, Vocabulary
from checker.model.terms import ReviewedTerm
from checker.reading.calendar import read_calendar_year
from checker.reading.decisions import read_decision
from checker.reading.edition import read_edition
from checker.reading.office import parameter_values, read_office
from checker.reading.publication import read_publication
from checker.reading.reader import Context
from checker.reading.registers import (
    read_agency,
    read_facts,
    read_groups,
    read_info,
    read_law,
    read_material,
    read_named,
    read_vocabulary,
)
from checker.reading.terms import read_terms
from checker.rulebook import conditions_of, rulebook
from checker.schema import Schemas
from checker.source import Folder, Source, Tree
from checker.words import Words, read_words

__all__ = ["collector_paused", "load_catalogue", "load_tree"]

T = TypeVar("T")
_EDITION_DEPTH = 3
_NO_TITLE = CatalogueInfo(Text("", ""), Text("", ""), "", Place("catalogue/catalogue.yaml"))


def load_catalogue(root: Path) -> Catalogue:
    """Read everything below `root`."""
    return load_tree(Folder(root), root)


def load_tree(tree: Tree, root: Path, schemas: Schemas | None = None) -> Catalogue:
    """Read every file that `tree` holds; `root` only names the place it came from. `schemas`: those of the tree, if at hand."""
    with collector_paused():
        return _Loading(root, tree, schemas).catalogue()


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search for garbage inside: all that a load reads stays, and walking over it took a third of the time.

    Afterwards it is kept out of later searches too (freeze); it is still freed when nothing refers to it any more.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.freeze()
            gc.enable()


@dataclass(slots=True)
class _Loading:
    """The state of one load: the files read so far and what was found in them."""

    root: Path
    tree: Tree
    given: Schemas | None = None
    findings: list[Finding] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    schemas: Schemas = field(init=False)

    def catalogue(self) -> Catalogue:
        self.findings.extend(
            _no_folder(name) for name in ("catalogue", "rules") if not self.tree.has_folder(name)
        )
        found: tuple[Finding, ...] = ()
        if self.given is None:
            self.schemas, found = Schemas.load(self.root / "rules" / "schema", self.root, self.tree)
        else:
            self.schemas = self.given
        self.findings.extend(found)
        laws = self.register("catalogue/laws", "law", read_law)
        agencies = self.register("catalogue/agencies", "agency", read_agency)
        library = self.register("catalogue/materials", "material", read_material)
        facts = self.single("rules/facts.yaml", "facts", read_facts, dict[str, Fact]())
        named = self.named(facts)
        groups = self.groups(facts, named, laws, library)
        editions = self.editions(facts, named, laws, library, groups)
        offices = self.offices(editions)
        decisions = self.decisions()
        for source in self.files("catalogue/bundles", "bundle"):
            del source  # judged by its schema; bundles are joined by the generators
        for source in self.files("catalogue/publications", "publication"):
            self.findings.extend(
                read_publication(source)[1]
            )  # the recipe itself: whoever prints or lints asks again
        words = read_words(self.files("rules/words", ""))
        self.findings.extend(words.findings())
        self.read("rules/wording.yaml", "wording")  # for lint alone, which asks `sources`
        if self.tree.has_file("rules/glossary.yaml"):  # may be absent; the site explains its terms
            self.read("rules/glossary.yaml", "glossary")
        terms: tuple[ReviewedTerm, ...] = ()
        if self.tree.has_file("rules/traditional.yaml"):  # may be absent: then the converter decides alone
            terms = self.single("rules/traditional.yaml", "traditional", read_terms, terms)
        for name in ("lint-exceptions", "licence-list"):  # both may be absent, and only lint asks for them
            if self.tree.has_file(f"catalogue/{name}.yaml"):
                self.read(f"catalogue/{name}.yaml", name)
        info = self.single("catalogue/catalogue.yaml", "catalogue", read_info, _NO_TITLE)
        vocabulary = self.single("rules/vocabulary.yaml", "vocabulary", read_vocabulary, Vocabulary({}))
        acceptance, calendar = self.acceptance(words, laws), self.calendar()
        findings = in_order(_without_echoes(self.findings))
        return Catalogue(
            root=self.root,
            info=info,
            laws=laws,
            agencies=agencies,
            materials=library,
            vocabulary=vocabulary,
            facts=facts,
            named=named,
            groups=groups,
            editions=editions,
            offices=offices,
            acceptance=acceptance,
            calendar=calendar,
            words=words,
            schemas=self.schemas,
            sources=self.sources,
            findings=findings,
            faulty=frozenset(finding.place.path for finding in findings if finding.severity == "error"),
            decisions=decisions,
            terms=terms,
        )

    def read(self, path: str, kind: str) -> Source | None:
        """One file, judged by the schema of its kind ("" for none)."""
        source, found = self.tree.load(path)
        self.findings.extend(found)
        if source is None:
            return None
        self.sources[source.path] = source
        if kind:
            self.findings.extend(self.schemas.check(kind, source))
        return source

    def files(self, folder: str, kind: str) -> Iterator[Source]:
        """All YAML files below a folder in the order of their paths; other files there are a finding."""
        for path in self.tree.paths(folder):
            if not path.endswith(".yaml"):
                self.findings.append(_not_read(path))
                continue
            source = self.read(path, kind)
            if source is not None:
                yield source

    def register(self, folder: str, kind: str, reader: Callable[[Source, Context], T]) -> dict[str, T]:
        """A folder of one-entry files; the file name is the id."""
        found: dict[str, T] = {}
        for source in self.files(folder, kind):
            stem = source.path.rpartition("/")[2].removesuffix(".yaml")
            identity = source.data.get("id") if isinstance(source.data, dict) else None
            if isinstance(identity, str) and identity != stem:
                self.findings.append(_misnamed(source.place(("id",)), identity, stem))
            context = Context()
            found[stem] = reader(source, context)
            self.findings.extend(context.findings)
        return found

    def single(self, path: str, kind: str, reader: Callable[[Source, Context], T], default: T) -> T:
        """One file that must be there."""
        source = self.read(path, kind)
        if source is None:
            return default
        context = Context()
        found = reader(source, context)
        self.findings.extend(context.findings)
        return found

    def named(self, facts: Mapping[str, Fact]) -> dict[str, NamedCondition]:
        found: dict[str, NamedCondition] = {}
        for source in self.files("rules/conditions", "conditions"):
            context = Context(facts=dict(facts), named={name: item.when for name, item in found.items()})
            found.update(read_named(source, context))
            self.findings.extend(context.findings)
        return found

    def groups(
        self,
        facts: Mapping[str, Fact],
        named: Mapping[str, NamedCondition],
        laws: Mapping[str, Law],
        library: Mapping[str, Material],
    ) -> dict[str, tuple[MaterialRequirement, ...]]:
        source = self.read("rules/requirements.yaml", "requirements")
        if source is None:
            return {}
        context = Context(facts=dict(facts), named=_nodes(named))
        found = read_groups(source, context, laws, library)
        self.findings.extend(context.findings)
        return found

    def editions(
        self,
        facts: Mapping[str, Fact],
        named: Mapping[str, NamedCondition],
        laws: Mapping[str, Law],
        library: Mapping[str, Material],
        groups: Mapping[str, tuple[MaterialRequirement, ...]],
    ) -> dict[str, tuple[Edition, ...]]:
        found: dict[str, list[Edition]] = {}
        nodes = _nodes(named)
        for path in self._edition_paths():
            kind = "cases" if path.endswith("/cases.yaml") else "edition"
            source = self.read(path, kind)
            if source is None or kind == "cases":
                continue
            edition, problems = read_edition(
                source, shared_facts=facts, named=nodes, laws=laws, library=library, groups=groups
            )
            self.findings.extend(problems)
            if edition is None:
                continue
            self.findings.extend(_names_agree(source, edition.matter, edition.effective_from.isoformat()))
            if not _surely_small(conditions_of(edition)):
                self.findings.extend(limits(rulebook(edition).rule_set))
            found.setdefault(edition.matter, []).append(edition)
        return {
            matter: tuple(sorted(items, key=lambda item: item.effective_from))
            for matter, items in found.items()
        }

    def _edition_paths(self) -> Iterator[str]:
        """catalogue/matters/<matter>/<day>.yaml; what lies deeper or beside is nobody's edition."""
        matters: dict[str, list[str]] = {}
        for path in self.tree.paths("catalogue/matters"):
            if path.rpartition("/")[2].startswith("."):
                continue
            if path.endswith(".yaml") and path.count("/") == _EDITION_DEPTH:
                matters.setdefault(path.rpartition("/")[0], []).append(path)
            else:
                self.findings.append(_not_read(path))
        for folder, paths in matters.items():
            if all(path.endswith("/cases.yaml") for path in paths):
                self.findings.append(_no_edition(folder))
            yield from paths

    def offices(
        self, editions: Mapping[str, tuple[Edition, ...]]
    ) -> dict[tuple[str, str], tuple[Office, ...]]:
        found: dict[tuple[str, str], list[Office]] = {}
        for source in self.files("catalogue/offices", "office"):
            office, problems = read_office(source)
            self.findings.extend(problems)
            if office is None:
                continue
            self.findings.extend(_names_agree(source, office.matter, office.effective_from.isoformat()))
            if office.matter in editions:
                self.findings.extend(parameter_values(office, editions[office.matter][-1].facts)[1])
            found.setdefault((office.division, office.matter), []).append(office)
        return {
            key: tuple(sorted(items, key=lambda item: item.effective_from)) for key, items in found.items()
        }

    def decisions(self) -> tuple[Decision, ...]:
        found = []
        for source in self.files("catalogue/decisions", "decision"):
            decision, problems = read_decision(source)
            self.findings.extend(problems)
            if decision is not None:
                found.append(decision)
        return tuple(sorted(found, key=lambda item: (item.decided, item.id)))

    def acceptance(self, words: Words, laws: Mapping[str, Law]) -> AcceptanceTable | None:
        source = self.read("rules/acceptance.yaml", "acceptance")
        if source is None:
            return None
        table, found = read_acceptance(source)
        self.findings.extend(found)
        if table is None:
            return None
        unknown = tuple(dangling_references(table, words, laws, source.place(("profiles",))))
        self.findings.extend(unknown)
        return None if unknown else table

    def calendar(self) -> Calendar:
        years = []
        for source in self.files("rules/calendar", "calendar"):
            year, found = read_calendar_year(source)
            self.findings.extend(found)
            if year is not None:
                years.append(year)
        return calendar_of(years)


_FEW = 9
_MANY_RULES = 64


def _surely_small(rules: Sequence[Node]) -> bool:
    """Whether the engine can certainly hold the rules, without unfolding them.

    A condition of n comparisons has at most 3^(n/3) alternatives: 27 for nine of them, below TERM_LIMIT; and 64
    conditions of 2 x 27 engine rules stay below RULE_LIMIT.
    """
    return len(rules) <= _MANY_RULES and all(_comparisons(node) <= _FEW for node in rules)


def _comparisons(node: Node) -> int:
    return sum(1 for part in walk(node) if isinstance(part, (Compare, OneOf, Known)))


def _nodes(named: Mapping[str, NamedCondition]) -> dict[str, Node]:
    return {name: item.when for name, item in named.items()}


def _names_agree(source: Source, matter: str, begins: str) -> Iterator[Finding]:
    """The folder is named by the matter and the file by the day, so that two editions of one day cannot exist."""
    parts = source.path.split("/")
    if parts[-2] != matter:
        yield _misnamed(source.place(("matter",)), matter, parts[-2])
    if parts[-1] != f"{begins}.yaml":
        yield _misnamed(source.place(("effective_from",)), begins, parts[-1].removesuffix(".yaml"))


def _misnamed(place: Place, written: str, wanted: str) -> Finding:
    return Finding(
        "R10",
        "name-and-content-differ",
        "error",
        place,
        Text(
            f"写的是 `{written}`，文件或文件夹的名字却是 `{wanted}`",
            f"`{written}` is written here, but the file or folder is called `{wanted}`",
        ),
        Text("改成一致", "make them the same"),
    )


def _no_folder(name: str) -> Finding:
    return Finding(
        "R11",
        "no-such-folder",
        "error",
        Place(name),
        Text(f"没有文件夹 `{name}`", f"there is no folder `{name}`"),
        Text(
            "用 `--root` 指向同时含有 catalogue/ 和 rules/ 的文件夹",
            "point `--root` at a folder that holds catalogue/ and rules/",
        ),
    )


def _no_edition(folder: str) -> Finding:
    return Finding(
        "R13",
        "matter-without-edition",
        "error",
        Place(folder),
        Text("这个文件夹里没有任何版本", "this folder holds no edition"),
        Text(
            "放入以生效日期命名的版本，或者删去整个文件夹",
            "put in an edition named by its day, or remove the folder",
        ),
    )


def _not_read(path: str) -> Finding:
    return Finding(
        "R12",
        "file-not-read",
        "warning",
        Place(path),
        Text("这个文件不会被读取：只读 .yaml 文件", "this file is not read: only .yaml files are"),
        Text("改成 .yaml 结尾，或者移走", "let its name end in .yaml, or move it away"),
    )


def _without_echoes(findings: Iterable[Finding]) -> Iterator[Finding]:
    """A shape finding (F) falls away where a reader said the same thing better at the same place."""
    listed = list(findings)
    said = {finding.place for finding in listed if not finding.code.startswith("F")}
    return (finding for finding in listed if not (finding.code.startswith("F") and finding.place in said))
