"""Legal basis, conditions, limits and fees of a Word guide as the catalogue writes them.

In: sorted fields. Out: parts of the draft. The surprising thing: a condition becomes a question with yes or no in the applicant's
words. Numbers in it are left to the reviewer: a threshold that nobody checked must not decide anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from checker.catalogue import Catalogue
from checker.finding import Text
from checker.model.registers import Law
from checker.word.sorting import Field, Record, Sorted
from checker.word.values import amount, articles_of, bare_days, cited, duration, free

if TYPE_CHECKING:
    from checker.word.draft import Draft

__all__ = ["basis_of", "conditions", "fees", "limits"]

Tell = Callable[[Field, str, int, Text], None]
_MARKS = re.compile(r"\s*[✓◎△◇]")
_NUMBER = re.compile(r"^(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）.．、]|[①-⑳]|[-·•])\s*")
_READ = Text("读懂了", "understood")
_UNKNOWN_LAW = Text("法律登记册里没有这部法", "the register has no such law")
_UNIT = Text(
    "没有写明是工作日还是自然日，要人来定",
    "whether working days are meant is not said: a person has to decide",
)
_NOT_PUT = Text("草稿里没有它的位置", "the draft has no place for it")
_NOT_READ = Text("没有读懂", "not understood")
_LONGEST = 200
_ONLY_CITED = re.compile(
    r"《[^《》]+》|第[0-9零一二三四五六七八九十百千]+[条款]|第?（[一二三四五六七八九十]+）项"
)


def basis_of(made: Draft, found: Sorted, catalogue: Catalogue, tell: Tell) -> None:
    """The citations, by the register's titles; `setting` is the first of them."""
    titles = {name: law for law in catalogue.laws.values() for name in (law.title, *law.short)}
    listed: dict[tuple[str, str], str] = {}
    for item in found.every("legal"):
        law: Law | None = None
        for line in item.lines:
            text = _MARKS.sub("", line)
            named = list(cited(text))
            bare = next(
                (title for title in sorted(titles, key=len, reverse=True) if text.startswith(title)), ""
            )
            if named:
                for each in named:
                    law = _law(each.title, titles)
                    if law is None:
                        one = Field(
                            "legal", (f"《{each.title}》",), item.confidence, _UNKNOWN_LAW, item.place
                        )
                        tell(one, "", 0, _UNKNOWN_LAW)
                    else:
                        listed.setdefault((law.id, each.article), _gist(text))
            elif bare:
                law = titles[bare]
            elif law:
                head = text.split(" ")[0]
                for article in [""] if head == "全文" else articles_of(head):
                    listed.setdefault((law.id, article), _gist(text))
            else:
                one = Field("legal", (line,), item.confidence, _NOT_READ, item.place)
                tell(one, "", 0, _NOT_READ)
        tell(item, "legal_basis" if listed else "", 100, _READ if listed else _UNKNOWN_LAW)
    if not listed:
        made.missing.append("legal_basis")
    scaffold = made.edition["legal_basis"]
    known = {
        (entry["law"], entry.get("article", "")): entry for entry in scaffold if entry["id"] != "setting"
    }
    entries: list[dict[str, Any]] = []
    ids: dict[tuple[str, str], str] = {}
    for key, gist in listed.items():
        if key in known:
            ids[key] = known[key]["id"]
            continue
        entry: dict[str, Any] = {"id": f"basis-{len(entries) + 1}" if entries else "setting", "law": key[0]}
        if key[1]:
            entry["article"] = key[1]
        if gist:
            entry["gist"] = gist
        if not key[1]:
            entry["note"] = "待填：是全文还是哪一条？"
        entries.append(entry)
        ids[key] = entry["id"]
        made.laws.add(key[0])
    made.edition["legal_basis"] = [*(entries or [scaffold[0]]), *known.values()]
    made.laws |= {entry["law"] for entry in made.edition["legal_basis"]}
    # citations in other parts find their id by the title that the guide used
    made.cites = {
        (title, article): ids[law.id, article]
        for title, law in titles.items()
        for article in _articles(ids, law.id)
    }


def _articles(ids: dict[tuple[str, str], str], law: str) -> list[str]:
    return [article for name, article in ids if name == law]


def _law(title: str, titles: dict[str, Law]) -> Law | None:
    bare = re.sub(r"[（(][0-9]{4}.*?[)）]$", "", title)
    return titles.get(title) or titles.get(bare) or titles.get(f"中华人民共和国{bare}")


def _gist(text: str) -> str:
    """What stands behind the article: the guide's own words for it."""
    _, sign, rest = text.partition("：")
    if not sign:
        rest = text.split(" ", 1)[1] if text.startswith(("第", "全文")) and " " in text else ""
    rest = rest.strip()
    return rest if 0 < len(rest) <= _LONGEST else ""


def conditions(made: Draft, found: Sorted, catalogue: Catalogue, tell: Tell) -> None:
    """Each line a condition; what stands in front of 不满足的 is its remedy."""
    kinds = (("acceptance", "acceptance"), ("conditions", "decision"), ("prohibitions", "acceptance"))
    entries: list[dict[str, Any]] = []
    facts = made.edition.get("facts", [])
    facts.clear()
    for key, stage in kinds:
        for item in found.every(key):
            for text, remedy, basis in _stated(item.lines, made):
                name = f"{'prohibition' if key == 'prohibitions' else 'condition'}-{len(entries) + 1}"
                fact = f"imported.{name}"
                facts.append(
                    {
                        "id": fact,
                        "type": "boolean",
                        "label": text,
                        "ask": f"待填：怎样向申请人提问？（{text}）",
                    }
                )
                entry: dict[str, Any] = {"id": name, "stage": stage, "kind": "other", "when": {fact: True}}
                if key == "prohibitions":
                    entry |= {"kind": "prohibition", "effect": "refuse", "when": {fact: False}}
                entries.append(entry | {"remedy": remedy or "待填：不满足时可以怎么做", "basis": basis})
            tell(
                item,
                "conditions",
                70,
                Text(
                    "每句话成了一个是否题，要人写成条件",
                    "each sentence became a yes-or-no question; a person must write the condition",
                ),
            )
    made.edition["facts"] = facts
    made.edition["conditions"] = entries
    if not entries:
        made.missing.append("conditions")


def _stated(lines: tuple[str, ...], made: Draft) -> Iterator[tuple[str, str, list[str]]]:
    """Sentences, each with the remedy and the articles that follow it."""
    found: list[tuple[str, str, list[str]]] = []
    for line in lines:
        text = _NUMBER.sub("", _MARKS.sub("", line)).strip()
        named = [
            made.cites[each.title, each.article]
            for each in cited(text)
            if (each.title, each.article) in made.cites
        ]
        alone = bool(named) and not _ONLY_CITED.sub("", text).strip("、，。；（） ")
        if found and (alone or text.startswith("不满足的：")):
            remedy = "" if alone else text.removeprefix("不满足的：").split("《")[0].strip()
            before = found[-1]
            found[-1] = (before[0], before[1] or remedy, named or before[2])
        elif text:
            found.append((text.rstrip("；。;"), "", named or ["setting"]))
    yield from found


def limits(made: Draft, found: Sorted, tell: Tell) -> None:
    """The limit for deciding, by law and by promise; a table's other limits beside it."""
    decision = next(limit for limit in made.edition["time_limits"] if limit["kind"] == "decision")
    statutory = promised = open_unit = ""
    for item in found.every("statutory", "promised", "limits"):
        by_law, by_promise = _both(item)
        bare = next((days for piece in _pieces(item.text) if (days := bare_days(piece))), "")
        open_unit = open_unit or bare
        statutory, promised = statutory or by_law, promised or by_promise
        read = bool(by_law or by_promise)
        tell(item, "time_limits.decision" if read else "", 30 if bare else 100 if read else 20,
             _UNIT if bare else _READ if read else _NOT_READ)  # fmt: skip
    rank = 0
    for record in (record for record in found.records if record.kind == "limits"):
        by_law, by_promise = (_cell(record, role) for role in ("statutory", "promised"))
        name = record.cells["limit"].lines[0] if "limit" in record.cells else ""
        kind = _limit_kind(name)
        own = 2 if re.search(r"作出决定|办结", name) else 1
        if kind != "decision":
            _other_limit(made, kind, by_law, by_promise)
        elif own > rank:
            # the row of the decision itself says more than one that only sounds like it
            rank, statutory, promised = own, by_law, by_promise
        item = Field("limits", tuple(cell.text for cell in record.cells.values()), 90, _READ, record.place)
        put = kind != "other" and bool(by_law or by_promise)
        tell(item, f"time_limits.{kind}" if put else "", 100 if put else 30, _READ if put else _NOT_PUT)
    decision.pop("promised", None)
    decision.pop("extension", None)
    if statutory:
        decision["statutory"] = statutory
    else:
        decision.pop("statutory", None)
        decision["no_statutory"] = (
            f"待填：指南写的是“{open_unit}”，是不是工作日要看法律" if open_unit else "待填：法定期限"
        )
        made.missing.append("time_limits.statutory")
    decision["unit_basis"] = "待填：为什么是工作日或者自然日"
    if promised:
        decision["promised"] = promised


def _cell(record: Record, role: str) -> str:
    """The duration in a cell; none where it says that the law has none."""
    text = record.cells[role].text if role in record.cells else ""
    return "" if "没有规定" in text else duration(text)


def _both(item: Field) -> tuple[str, str]:
    """By law and by promise, from the words around the number."""
    by_law = by_promise = ""
    for piece in _pieces(item.text):
        found = duration(piece)
        if found and ("法定" in piece or (item.key == "statutory" and not by_law and "承诺" not in piece)):
            by_law = by_law or found
        elif found and ("承诺" in piece or item.key == "promised"):
            by_promise = by_promise or found
    if (
        not by_law
        and not by_promise
        and item.key == "limits"
        and not re.search(r"没有规定|即办件", item.text)
    ):
        by_law = duration(item.text)
    return by_law, by_promise


def _pieces(text: str) -> list[str]:
    return re.split(r"[；，,;。、 ]", text)


def _limit_kind(name: str) -> str:
    words = (
        ("补正", "notice"),
        ("告知", "notice"),
        ("送达", "delivery"),
        ("颁发", "delivery"),
        ("领取", "delivery"),
        ("制证", "delivery"),
    )
    decides = ("决定", "办结", "办理", "审批", "审核", "审查", "核准", "登记", "许可", "备案")
    other = "decision" if any(word in name for word in decides) else "other"
    return next((kind for word, kind in words if word in name), other)


def _other_limit(made: Draft, kind: str, by_law: str, by_promise: str) -> None:
    limit = next((entry for entry in made.edition["time_limits"] if entry["kind"] == kind), None)
    if limit is None:
        return
    if by_law:
        limit["statutory"] = by_law
    if by_promise:
        limit["promised"] = by_promise


def fees(made: Draft, found: Sorted, tell: Tell) -> None:
    """Nothing charged, or what: an item for each row or the one amount that is named."""
    items: list[dict[str, Any]] = []
    for record in found.records:
        if record.kind == "fee":
            items += _fee(record, len(items) + 1, tell)
    texts = list(found.every("fee"))
    if not texts and not items:
        made.missing.append("fees")
    none = bool(texts) and not items and any(free(text.lines[0].lstrip("✓ ")) for text in texts)
    for item in texts:
        cost = amount(item.text)
        if none:
            tell(item, "fees", 100 if free(item.lines[0].lstrip("✓ ")) else 60, _READ)
        elif cost and not items:
            items.append(_item(1, "待填：收费项目的名称", cost))
            tell(item, "fees", 60, _READ)
        else:
            tell(
                item,
                "",
                30,
                Text("收费要逐项写，没有放进草稿", "fees are written item by item: not in the draft"),
            )
    made.edition["fees"] = (
        {"charged": True, "items": items, "online_payment": False, "basis": ["setting"]}
        if items
        else {"charged": False, "online_payment": False, "basis": ["all-58"]}
    )


def _fee(record: Record, number: int, tell: Tell) -> list[dict[str, Any]]:
    item = Field("fee", tuple(cell.text for cell in record.cells.values()), 90, _READ, record.place)
    cost = amount(record.cells["amount"].text) if "amount" in record.cells else None
    name = record.cells["item"].lines[0] if "item" in record.cells else "待填：收费项目的名称"
    tell(item, f"fees.items.fee-{number}" if cost else "", 100 if cost else 30, _READ if cost else _NOT_READ)
    return [_item(number, name, cost)] if cost else []


def _item(number: int, name: str, cost: tuple[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = {"id": f"fee-{number}", "name": name, "amount": cost[0]}
    if cost[1]:
        made["per"] = cost[1]
    return made | {"basis": ["setting"]}
