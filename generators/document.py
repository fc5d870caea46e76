"""The neutral document: what a guide, a notice or an index page says, before anybody decides how it looks.

In: nothing. Out: `Document` > `Section` > `Block`, a closed union of frozen types that every format writes, one
file a format.
The surprising thing: all text is plain strings, already in the reader's language; a format escapes them,
nothing here is markup. A `Mark` travels with each statement of law, so that no format can forget to say how far
it was checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from checker.calendar import DayKind
from checker.finding import Language
from generators.flow import graph

__all__ = [
    "Blanks", "Block", "Callout", "Chip", "Chips", "Directory", "Document", "Entry", "Facts",
    "Flowchart", "Fold", "Group", "Item", "ItemList", "Law", "Laws", "Legend", "Link", "Mark", "Pair",
    "Paper", "Papers", "Paragraph", "Question", "Questions", "Row", "Section", "Step", "Steps",
    "Summary", "SummaryFact", "Table", "Task", "Tasks", "TimeLine", "TimeMark", "Tone",
]  # fmt: skip

Tone = Literal["plain", "ok", "warn", "stop", "muted"]


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a statement was checked: `by` text, page, knowledge or sample; `label` says it in words, `on` on which day."""

    by: str
    label: str
    on: str


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go: `href` relative, or https, tel or mailto. A format writes any other scheme as plain text."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A short word beside a name (原件 ×1, 可容缺). The tone is never the only difference: the word says it."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    tone: Tone = "plain"
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """One fact: label and value, a small `note` under it, the citation and its mark."""

    label: str
    value: str
    note: str = ""
    basis: str = ""
    mark: Mark | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and values; `compact`: two beside each other where there is room."""

    pairs: tuple[Pair, ...]
    compact: bool = False


@dataclass(frozen=True, slots=True)
class SummaryFact:
    """One of the four facts of the first screen; `key` names it for a format's layout (limit, fee, visits, who)."""

    key: str
    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """The first screen: the facts that decide whether to go on reading, and the one next action."""

    facts: tuple[SummaryFact, ...]
    action: Link | None = None
    action_note: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list, what is said below it, and where it comes from."""

    text: str
    note: str = ""
    basis: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class ItemList:
    items: tuple[Item, ...]
    kind: Literal["dots", "numbers", "checks", "crosses", "warnings"] = "dots"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; the last cell may be followed by a note that spans the row in print and on a card."""

    cells: tuple[str, ...]
    note: str = ""
    basis: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """`numeric` are the columns whose cells stand right."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    numeric: frozenset[int] = frozenset()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One entry of the material list. `ways` are its lawful alternatives when there are several."""

    number: str
    name: str
    condition: str = ""
    chips: tuple[Chip, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    ways: tuple[tuple[str, tuple[Chip, ...], str], ...] = ()
    basis: str = ""
    mark: Mark | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Papers:
    """A list of papers under one caption. `spared`: they need not be brought; each says why. `again`: a list like it
    stands above, so its head need not be seen twice."""

    caption: str
    intro: str
    columns: tuple[str, str, str]
    papers: tuple[Paper, ...]
    spared: bool = False
    note: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it is told beside the chart: who, what, how long."""

    who: str
    what: str
    limit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps in order; those of one tuple go on at the same time."""

    steps: tuple[tuple[Step, ...], ...]
    together: str = ""


@dataclass(frozen=True, slots=True)
class Flowchart:
    """A chart, and the headline above its text alternative."""

    id: str
    chart: graph.Chart
    outline_title: str


@dataclass(frozen=True, slots=True)
class Callout:
    """One sentence set apart; `large` when it is what the whole paper says."""

    tone: Tone
    sign: str
    title: str
    text: str = ""
    basis: str = ""
    mark: Mark | None = None
    large: bool = False


@dataclass(frozen=True, slots=True)
class Chips:
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """One law and the articles cited from it, each with its gist and mark."""

    title: str
    number: str
    articles: tuple[tuple[str, str, Mark], ...]


@dataclass(frozen=True, slots=True)
class Laws:
    """The legal basis: the articles stay in sight, their gists fold."""

    laws: tuple[Law, ...]
    fold_title: str


@dataclass(frozen=True, slots=True)
class Fold:
    """What a reader opens on demand; on paper it is open."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Question:
    ask: str
    answer: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Questions:
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, of a notice: the remedy first, then what is wrong, then the article."""

    number: str
    remedy: str
    text: str
    basis: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tasks:
    """The things of one kind to do (补 / 改 / 换)."""

    sign: str
    title: str
    tone: Tone
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class TimeMark:
    """What happens on a day of the time line."""

    day: date
    label: str
    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Every day from the first to the last mark, with its kind, so that days off can be greyed; `legend` names the kinds."""

    caption: str
    days: tuple[tuple[date, DayKind], ...]
    marks: tuple[TimeMark, ...]
    legend: tuple[tuple[DayKind, str], ...]
    month_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blanks:
    """Places to fill in by hand: number, handler, date, seal."""

    labels: tuple[str, ...]
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Legend:
    """What the marks mean."""

    title: str
    marks: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of a directory with the short facts beside it."""

    link: Link
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """Groups of links; `dense`: names only, in columns."""

    groups: tuple[Group, ...]
    dense: bool = False


Block = (
    Blanks | Callout | Chips | Directory | Facts | Flowchart | Fold | ItemList | Laws | Legend | Papers
    | Paragraph | Questions | Steps | Summary | Table | Tasks | TimeLine
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part; `parts` are headed one level lower. `lead`: the section the reader came for; `wide`: it needs the whole
    width of the page, and what follows it stands below."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple[Section, ...] = ()
    number: str = ""
    lead: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """`running` is the small line above the title, `meta` the pairs beside it, `imprint` what stands at the foot. `online` is the
    address of the same page on the web, where the catalogue names its site: paper carries it as a QR code."""

    kind: Literal["guide", "notice", "index"]
    id: str
    language: Language
    title: str
    running: str
    summary: str
    meta: tuple[Pair, ...]
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]
    imprint: tuple[Pair, ...]
    closing: tuple[Block, ...] = ()
    home: Link | None = None
    contents: bool = True
    online: str = ""
