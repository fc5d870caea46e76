"""From sorted fields to a draft of a matter: the scaffold of `banshi new`, filled in as far as the guide could be read.

In: `Sorted` fields, the scaffold, the catalogue's registers. Out: a `Draft`: the edition as data, new papers, and what was
told of every field. The surprising thing: a draft never looks finished. What was not read stays 待填, and lint refuses to
let anything that says so be published (L94); the mark that the law was checked is never set.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from checker.catalogue import Catalogue
from checker.finding import Place, Text
from checker.word.draft_flow import flow
from checker.word.draft_papers import papers
from checker.word.draft_rules import basis_of, conditions, fees, limits
from checker.word.labels import OFFICE, REMADE
from checker.word.sorting import Field, Sorted
from checker.word.values import day, duration, visits

__all__ = ["Draft", "Told", "draft"]

TODO = "待填："
_OFFICE = Text(
    "属于实施清单，写进 catalogue/offices/", "belongs to an implementation list, catalogue/offices/"
)
_LEVELS = {
    "省": "provincial", "市": "municipal", "县": "county", "区": "county", "镇": "township", "乡": "township", "街道": "township",
}  # fmt: skip
_REMADE = Text("由程序按规则重新生成，不用写", "made anew by the program from the rules")
_NOT_PUT = Text("草稿里没有它的位置", "the draft has no place for it")
_READ = Text("读懂了", "understood")
_HALF = Text("没有完全读懂，原文写在“待填”后面", "not wholly understood: the words stand behind 待填")
_OTHER = Text("另一处写得不一样，用了更可靠的一处", "said otherwise in another place, which was surer")
_KEYWORDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "channel": (("窗口", "window"), ("现场", "window"), ("网上", "online"), ("互联网", "online"), ("移动", "mobile"),
        ("手机", "mobile"),
                ("掌上", "mobile"), ("快递", "post"), ("邮寄", "post"), ("信函", "post"), ("自助", "self-service")),
    "audience": (("自然人", "natural-person"), ("个人", "natural-person"), ("公民", "natural-person"), ("企业", "enterprise"),
                 ("事业", "institution"), ("社会组织", "social-organisation"), ("个体工商户", "individual-business"),
                 ("行政机关", "government"), ("其他组织", "other")),
    "handling": (("即办", "instant"), ("承诺", "promised")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of one text: where it went (`put`, a path in the draft; empty: nowhere), how sure it is and why."""

    key: str
    text: str
    put: str
    confidence: int
    why: Text
    place: Place


@dataclass(slots=True)
class Draft:
    """The draft. `laws` and `papers` are the registers' entries that it cites; `materials` are new ones."""

    edition: dict[str, Any]
    materials: dict[str, dict[str, Any]] = field(default_factory=dict)
    laws: set[str] = field(default_factory=set)
    papers: set[str] = field(default_factory=set)
    told: list[Told] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    cites: dict[tuple[str, str], str] = field(default_factory=dict)
    """Title as the guide wrote it and article -> id of the citation."""


def draft(found: Sorted, scaffold: dict[str, Any], catalogue: Catalogue) -> Draft:
    """The draft of the matter that the scaffold names."""
    return _Drafter(found, scaffold, catalogue).draft()


class _Drafter:
    """One draft being filled in. Each method fills one field and tells what it did."""

    def __init__(self, found: Sorted, scaffold: dict[str, Any], catalogue: Catalogue) -> None:
        self.found, self.catalogue = found, catalogue
        self.made = Draft(scaffold)
        self.used: set[int] = set()

    def draft(self) -> Draft:
        edition = self.made.edition
        self.plain("name", "name")
        self.plain("summary", "summary")
        self.term("kind", "kind", "matter-kind")
        self.term("level", "level", "exercise-level")
        self.organ()
        self.several("audience", "audience", "audience")
        self.term("handling", "handling", "handling")
        self.quota()
        basis_of(self.made, self.found, self.catalogue, self.tell)
        conditions(self.made, self.found, self.catalogue, self.tell)
        papers(self.made, self.found, self.catalogue, self.tell)
        limits(self.made, self.found, self.tell)
        fees(self.made, self.found, self.tell)
        flow(self.made, self.found, self.tell)
        self.result()
        self.service()
        self.lists()
        self.rest()
        for key in ("summary",):
            if not edition.get(key):
                edition.pop(key, None)
        return self.made

    def tell(self, item: Field, put: str, confidence: int, why: Text = _READ) -> None:
        """Remember what became of a text."""
        self.used.add(id(item))
        self.made.told.append(
            Told(item.key, item.text, put, item.confidence * confidence // 100, why, item.place)
        )

    def best(self, key: str, what: str = "") -> Field | None:
        item = self.found.best(key)
        if item is None:
            self.made.missing.append(what or key)
        return item

    def plain(self, key: str, path: str) -> None:
        item = self.best(key)
        if item:
            self.made.edition[path] = item.text
            self.tell(item, path, 100)

    def term(self, key: str, path: str, list_id: str) -> None:
        """A term of a closed list, by its label."""
        item = self.best(key)
        if item is None:
            return
        terms = self.catalogue.vocabulary.lists.get(list_id, {})
        exact = [name for name, term in terms.items() if term.label.zh == item.lines[0].strip()]
        within = [name for name, term in terms.items() if term.label.zh in item.text]
        within += [
            name for word, name in _KEYWORDS.get(list_id, ()) if word in item.text and name not in within
        ]
        if list_id == "exercise-level" and len(within) > 1:
            within = ["tiered"]
        chosen = exact or within[:1]
        if chosen:
            self.made.edition[path] = chosen[0]
            self.tell(item, path, 100 if exact else 80 if len(within) == 1 else 50)
        else:
            self.tell(item, "", 20, _NOT_PUT)

    def several(self, key: str, path: str, list_id: str) -> None:
        item = self.best(key)
        if item is None:
            return
        terms = self.catalogue.vocabulary.lists.get(list_id, {})
        chosen = [name for name, term in terms.items() if term.label.zh in item.text]
        sure = 100 if chosen else 70
        if not chosen:
            chosen = list(dict.fromkeys(name for word, name in _KEYWORDS[list_id] if word in item.text))
        if chosen:
            self.made.edition[path] = chosen
            self.tell(item, path, sure)
        else:
            self.tell(item, "", 20, _NOT_PUT)

    def organ(self) -> None:
        """The kind of the organ by its name: an implementation list will name the organ itself."""
        item = self.best("organ")
        if item is None:
            return
        text = item.lines[0]
        terms = self.catalogue.vocabulary.lists.get("agency-kind", {})
        whole = [name for name, term in terms.items() if term.label.zh in text]
        # 人力资源和社会保障局 is a 人力资源和社会保障部门
        core = [
            name
            for name, term in terms.items()
            if any(word and word in text for word in _cores(term.label.zh))
        ]
        chosen = sorted(whole or core, key=lambda name: -len(terms[name].label.zh))[:1]
        if chosen:
            self.made.edition["agency_kind"] = chosen[0]
            for entry in self.made.edition["competence"]:
                if isinstance(entry.get("organ"), dict):
                    entry["organ"]["agency_kind"] = chosen[0]
            self.tell(item, "agency_kind", 100 if whole else 80)
        else:
            self.tell(item, "", 20, _NOT_PUT)
        if self.found.best("level") is None:
            sign = re.match(r".{1,6}?(省|市(?!场)|县|区|镇|乡|街道)", text)
            level = _LEVELS[sign[1]] if sign else ""
            if level:
                self.made.edition["level"] = level
                self.made.told.append(
                    Told(
                        "level",
                        text,
                        "level",
                        40,
                        Text("从机关名称推得", "concluded from the organ's name"),
                        item.place,
                    )
                )

    def quota(self) -> None:
        item = self.best("quota")
        if item is None:
            return
        none = any(word in item.text for word in ("没有", "无", "不限", "否"))
        self.made.edition["quota"] = (
            {"limited": False} if none else {"limited": True, "text": TODO + item.text}
        )
        self.tell(item, "quota", 100 if none else 40, _READ if none else _HALF)

    def result(self) -> None:
        result = self.made.edition["result"]
        item = self.best("result")
        if item:
            result["name"] = item.lines[0]
            self.tell(item, "result.name", 100 if len(item.lines[0]) <= 30 else 60)
            terms = self.catalogue.vocabulary.lists.get("result-kind", {})
            said = self.found.best("result_kind")
            told = " ".join([said.text if said else "", *item.lines[1:]])
            kind = next((name for name, term in terms.items() if term.label.zh in told), "")
            if not kind and item.lines[0].endswith(("证", "证书", "执照")):
                kind = "certificate"
            if kind:
                result["kind"] = kind
            if said:
                self.tell(
                    said, "result.kind" if kind else "", 100 if kind else 20, _READ if kind else _NOT_PUT
                )
        self.validity(result)
        renewal = self.found.best("renewal")
        result.pop("renewal", None)
        if renewal:
            limit = duration(renewal.text.replace("日前", "自然日前"))
            if limit and limit != "at_once":
                result["renewal"] = {"no_later_than": limit, "text": renewal.lines[0], "basis": ["setting"]}
            self.tell(
                renewal, "result.renewal" if limit else "", 80 if limit else 20, _READ if limit else _NOT_PUT
            )

    def validity(self, result: dict[str, Any]) -> None:
        item = self.best("validity")
        if item is None:
            result.pop("validity", None)
            result["no_validity"] = TODO + "有效期"
            return
        limit = duration(item.text)
        result.pop("validity", None)
        if limit and limit != "at_once" and len(item.lines) == 1:
            result["validity"] = limit
            self.tell(item, "result.validity", 100)
        elif "长期" in item.text or item.text.strip() in ("无", "无期限", "永久"):
            result["no_validity"] = item.text
            self.tell(item, "result.no_validity", 90)
        else:
            result["no_validity"] = TODO + item.text
            self.tell(item, "result.no_validity", 40, _HALF)

    def service(self) -> None:
        service = self.made.edition["service"]
        item = self.best("visits")
        if item:
            times = visits(item.lines[0])
            if times is not None:
                service["visits"] = times
                service.pop("visit_reason", None)
                if times:
                    service["visit_reason"] = (
                        item.lines[1] if len(item.lines) > 1 else TODO + "为什么要到现场"
                    )
            self.tell(item, "service.visits" if times is not None else "", 100 if times is not None else 20,
                      _READ if times is not None else _NOT_PUT)  # fmt: skip
        item = self.best("channels")
        if item:
            chosen = list(dict.fromkeys(name for word, name in _KEYWORDS["channel"] if word in item.text))
            if chosen:
                service["channels"] = chosen
            self.tell(
                item,
                "service.channels" if chosen else "",
                95 if chosen else 20,
                _READ if chosen else _NOT_PUT,
            )
        item = self.found.best("depth")
        if item:
            terms = self.catalogue.vocabulary.lists.get("online-depth", {})
            depth = next((name for name, term in terms.items() if term.label.zh == item.lines[0]), "")
            if depth:
                service["online_depth"] = depth
            self.tell(
                item,
                "service.online_depth" if depth else "",
                100 if depth else 20,
                _READ if depth else _NOT_PUT,
            )
        item = self.found.best("appointment")
        if item:
            service["appointment"] = item.text.strip() in ("是", "支持", "可以", "有")
            self.tell(item, "service.appointment", 90)
        item = self.found.best("delivery")
        if item:
            service["express"] = any(word in item.text for word in ("快递", "邮寄", "寄送"))
            self.tell(item, "service.express", 80)

    def lists(self) -> None:
        """Mistakes, questions, notes, the basic code, the day from which it applies."""
        edition = self.made.edition
        item = self.found.best("mistakes")
        if item:
            edition["common_mistakes"] = list(item.lines)
            self.tell(item, "common_mistakes", 100)
        item = self.found.best("notes")
        if item:
            edition["notes"] = list(item.lines)
            self.tell(item, "notes", 100)
        item = self.found.best("faq")
        if item:
            pairs = list(_asked(item.lines))
            if pairs:
                edition["faq"] = pairs
            self.tell(item, "faq" if pairs else "", 90 if pairs else 20, _READ if pairs else _NOT_PUT)
        item = self.found.best("code")
        if item and item.text.isascii() and item.text.replace("-", "").isalnum():
            edition["codes"] = {"basic": item.text}
            self.tell(item, "codes.basic", 60)
        item = self.found.best("effective")
        if item and day(item.text):
            self.tell(item, "effective_from", 90)

    def rest(self) -> None:
        """What has no place in an edition, and what was said twice: told, never dropped."""
        put = {told.key: told.text for told in self.made.told if told.put}
        for item in self.found.fields:
            if id(item) in self.used or put.get(item.key) == item.text:
                continue
            why = _NOT_PUT
            if item.key.startswith(OFFICE):
                why = _OFFICE
            elif item.key.startswith(REMADE):
                why = _REMADE
            elif item.key in put:
                why = _OTHER
            self.made.told.append(Told(item.key, item.text, "", item.confidence, why, item.place))
        self.made.told.sort(key=lambda told: told.place)


def _cores(label: str) -> tuple[str, ...]:
    """人力资源和社会保障部门 -> 人力资源和社会保障, also as 人力资源社会保障."""
    core = label
    for word in ("部门", "行政主管部门", "机关", "机构", "管理机构", "主管部门"):
        core = core.removesuffix(word)
    return (core, core.replace("和", "")) if len(core) >= 2 else ()


def _asked(lines: tuple[str, ...]) -> list[dict[str, str]]:
    """Questions with their answers: a line that asks, then lines that do not."""
    found: list[dict[str, str]] = []
    for line in lines:
        text = line.removeprefix("问：").removeprefix("答：").strip()
        if line.startswith("问") or text.endswith(("？", "?")):
            found.append({"question": text, "answer": ""})
        elif found:
            found[-1]["answer"] += text
    return [pair if pair["answer"] else {**pair, "answer": TODO + "答复"} for pair in found]
