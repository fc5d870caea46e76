"""What is wrong with a matter as a page, each with its place: names that break files, charts that lead nowhere, addresses
that are none.

In: a `Subject`, or all rows. Out: findings B80 to B89; the site is built all the same, as far as it can be.
The surprising thing: nothing is looked up. An address is judged by its form alone, so that a build needs no network and gives the
same answer twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from checker.finding import Finding, Place, Text
from checker.model.edition import Edition, Step
from generators.site.row import Row
from generators.subject import Subject

__all__ = ["broken_link", "faults_of", "same_names", "unfit_name", "unlinkable"]

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
_LONGEST = 100
_OWN = (
    "404",
    "about",
    "changes",
    "event",
    "find",
    "glossary",
    "index",
    "list",
    "pagefind",
    "robots",
    "sitemap",
)
_DEVICES = (
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)),
)
_HOST = re.compile(r"[a-z0-9\u4e00-\u9fff](?:[a-z0-9\u4e00-\u9fff.-]*[a-z0-9\u4e00-\u9fff])?", re.IGNORECASE)


def unfit_name(edition: Edition) -> Finding | None:
    """Why a matter's id cannot be the name of a file; such a matter gets no page."""
    name = edition.matter
    if (
        _NAME.fullmatch(name)
        and len(name) <= _LONGEST
        and name not in _OWN
        and name.split(".")[0] not in _DEVICES
    ):
        return None
    return Finding(
        "B80", "unfit-file-name", "error", Place(edition.place.path),
        Text(f"事项编号 `{name}` 不能作网页的文件名，没有生成它的网页",
             f"the matter's id `{name}` cannot be the name of a page, so it has none"),
        Text("用小写英文、数字和连字符，不用网站自己的名字和系统保留的名字",
             "use lower-case letters, digits and hyphens, and no name that the site or an operating system keeps for itself"),
    )  # fmt: skip


def faults_of(subject: Subject) -> Iterator[Finding]:
    """What a reader of the page would stumble over."""
    edition = subject.edition
    if not edition.flow.steps:
        yield _finding(
            "B81", "no-flow", edition.flow.place,
            Text("没有写办理步骤，流程图只画到受理", "no steps are written; the chart ends with acceptance"),
            Text("在 flow.steps 里写出受理以后的步骤", "write the steps after acceptance in flow.steps"),
        )  # fmt: skip
    yield from _circles(edition)
    if subject.selection.phrases.language == "en" and not edition.name.en:
        yield _finding(
            "B84", "no-english-name", edition.place,
            Text("没有英文名称，英文网站上显示中文",
                 "there is no English name; the English site shows the Chinese one"),
            Text("在 name 里写上 en", "write `en` in `name`"),
        )  # fmt: skip


def _circles(edition: Edition) -> Iterator[Finding]:
    """Steps that wait for each other, and steps that wait for one that is not there."""
    steps = {step.id: step for step in edition.flow.steps}
    for step in edition.flow.steps:
        for name in step.after:
            if name not in steps:
                yield _finding(
                    "B83", "step-after-nothing", step.place,
                    Text(f"步骤 `{step.id}` 排在 `{name}` 之后，但没有这个步骤",
                         f"step `{step.id}` comes after `{name}`, which is no step"),
                    Text("改成已有步骤的编号", "name a step that there is"),
                )  # fmt: skip
    for step in edition.flow.steps:
        if _reaches(step, step.id, steps):
            yield _finding(
                "B82", "flow-in-a-circle", step.place,
                Text(f"步骤 `{step.id}` 要等它自己：步骤之间互相等待",
                     f"step `{step.id}` waits for itself: the steps wait for each other"),
                Text("改 after，让每个步骤都能开始", "change `after` so that every step can begin"),
            )  # fmt: skip
            return  # the others of the circle say the same


def _reaches(step: Step, wanted: str, steps: Mapping[str, Step]) -> bool:
    seen: set[str] = set()
    waiting = list(step.after)
    while waiting:
        name = waiting.pop()
        if name == wanted:
            return True
        if name not in seen and name in steps:
            seen.add(name)
            waiting += steps[name].after
    return False


def unlinkable(subject: Subject) -> Iterator[Finding]:
    """Outbound addresses that no browser could follow."""
    office = subject.office
    if office is None:
        return
    for address in (
        office.online_address,
        office.mobile_address,
        office.enquiries.online,
        office.complaints.online,
    ):
        if address and not _followable(address):
            yield _finding(
                "B85", "broken-address", office.place,
                Text(f"网址 `{address}` 不完整，页面上只印成文字",
                     f"the address `{address}` is not whole; the page prints it as words"),
                Text("写成 https:// 开头的完整网址", "write a whole address that begins with https://"),
            )  # fmt: skip


def _followable(address: str) -> bool:
    try:
        parts = urlsplit(address)
        port_is_one = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return (
        parts.scheme == "https"
        and port_is_one
        and not re.search(r"[\s\x00-\x20\x7f\\<>\"]", address)
        and _HOST.fullmatch(parts.hostname or "") is not None
        and "." in (parts.hostname or "")
        and ".." not in (parts.hostname or "")
    )


def same_names(rows: Iterable[Row]) -> Iterator[Finding]:
    """Matters that readers cannot tell apart by name; their organ stands beside it."""
    listed = list(rows)
    twice = {name for name, times in Counter(row.name for row in listed).items() if times > 1}
    for name in sorted(twice):
        same = [row for row in listed if row.name == name]
        where = [Place(row.path) for row in same]
        yield Finding(
            "B86", "two-matters-one-name", "warning", where[0],
            Text(f"{len(same)} 个事项都叫“{name}”，目录里用机关区分",
                 f"{len(same)} matters are called “{name}”; lists name their organ"),
            Text("给每个事项一个能分清的名称", "give each a name of its own"),
            tuple(where[1:]),
        )  # fmt: skip


def broken_link(page: str, href: str, place: Place) -> Finding:
    """A link within the site that leads nowhere."""
    return Finding(
        "B87", "link-to-nothing", "warning", place,
        Text(f"网页 {page} 里的链接 `{href}` 没有目标", f"the link `{href}` in {page} leads nowhere"),
        Text("改掉指向它的编号，或者一起生成那个事项", "change the id that it comes from, or build that matter too"),
    )  # fmt: skip


def _finding(code: str, name: str, place: Place, message: Text, help: Text) -> Finding:
    return Finding(code, name, "warning", place, message, help)
