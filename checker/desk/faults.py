"""What stands in the way of reading a catalogue from Git, each with its remedy.

In: what was asked for. Out: `GitFault`, which carries one Finding, and `GIT_CODES` for `banshi explain`.
The surprising thing: the message of git itself is never the message: it changes with version and language. It follows
in brackets, cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from checker.finding import Finding, Place, Text, near_names
from checker.source import Code

__all__ = [
    "GIT_CODES",
    "GitFault",
    "broken_repository",
    "different_kinds",
    "no_git",
    "no_repository",
    "no_submissions",
    "no_such_edition",
    "no_such_revision",
    "not_a_catalogue",
    "not_owned",
    "shallow_end",
]

_SHOWN = 200

_RULES = (
    ("G01", "no-git", "要读历史，机器上要有 git", "reading history needs git on the machine"),
    ("G02", "no-repository", "要读历史，目录要在 Git 仓库里", "reading history needs a catalogue inside a Git repository"),
    ("G03", "unknown-revision", "比较的修订要在仓库里", "a revision to compare is in the repository"),
    ("G04", "broken-repository", "仓库里的对象要完整", "the objects of the repository are whole"),
    ("G05", "shallow-repository", "浅克隆里没有更早的历史", "a shallow clone holds no earlier history"),
    ("G06", "no-catalogue-there", "那个修订里要有 catalogue/ 和 rules/", "the revision holds catalogue/ and rules/"),
    ("G07", "different-kinds", "比较两个修订，或者同一事项的两个版本", "compare two revisions, or two editions of one matter"),
    ("G08", "unknown-edition", "事项@日期要是目录里有的版本", "MATTER@DATE names an edition of the catalogue"),
    ("G09", "foreign-repository", "git 只读属于自己用户的仓库", "git reads only repositories that belong to its user"),
    ("G10", "no-submissions", "要有可以重放的申请", "there are submissions to replay"),
)  # fmt: skip
GIT_CODES: Mapping[str, Code] = MappingProxyType(
    {
        code: Code(code, name, Text(f"{zh}。", f"{en[0].upper()}{en[1:]}."), "", "")
        for code, name, zh, en in _RULES
    }
)


class GitFault(Exception):
    """Git cannot give what was asked for; `finding` says why and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message.en)
        self.finding = finding


def _fault(code: str, where: str, zh: str, en: str, help: Text) -> GitFault:
    return GitFault(Finding(code, GIT_CODES[code].name, "error", Place(where), Text(zh, en), help))


def no_git(where: str) -> GitFault:
    """There is no git on this machine."""
    return _fault(
        "G01", where, "这台机器上没有 git，读不到历史", "there is no git on this machine, so its history cannot be read",
        Text("安装 git；比较同一事项的两个版本（事项@日期）不需要 git",
             "install git; comparing two editions of one matter (MATTER@DATE) works without it"),
    )  # fmt: skip


def no_repository(where: str) -> GitFault:
    """The root is in no repository."""
    return _fault(
        "G02", where, "目录不在 Git 仓库里", "the catalogue is not inside a Git repository",
        Text("用 --root 指向仓库（裸仓库也可以），或者比较同一事项的两个版本（事项@日期）",
             "point --root at a repository (a bare one will do), or compare two editions of one matter (MATTER@DATE)"),
    )  # fmt: skip


def not_owned(where: str) -> GitFault:
    """The repository belongs to another user, so git refuses it."""
    return _fault(
        "G09", where, "这个仓库属于别的用户，git 不读", "the repository belongs to another user, so git refuses to read it",
        Text("确认可信以后运行 `git config --global --add safe.directory 仓库的路径`",
             "if you trust it, run `git config --global --add safe.directory PATH-OF-THE-REPOSITORY`"),
    )  # fmt: skip


def no_such_revision(name: str, known: Iterable[str], shallow: bool) -> GitFault:
    """No commit has this name; the nearest tags and branches are told."""
    listed = tuple(known)
    if shallow and near_names(name, listed) is None:
        return shallow_end(name)
    some = "、".join(f"`{item}`" for item in listed[:5])
    advice = Text(
        f"用标签、分支或者提交号{f'，例如 {some}' if some else ''}",
        f"use a tag, a branch or a commit id{f', such as {some}' if some else ''}",
    )
    return _fault(
        "G03", name, f"仓库里没有修订 `{name}`", f"the repository has no revision `{name}`",
        near_names(name, listed) or advice,
    )  # fmt: skip


def shallow_end(name: str) -> GitFault:
    """The clone was cut off before this revision."""
    return _fault(
        "G05", name,
        f"这是浅克隆，里面没有修订 `{name}`", f"this is a shallow clone, and revision `{name}` is not in it",
        Text("运行 `git fetch --unshallow --tags`；在流水线里把 fetch-depth 写成 0",
             "run `git fetch --unshallow --tags`; in a workflow set fetch-depth to 0"),
    )  # fmt: skip


def broken_repository(where: str, said: str) -> GitFault:
    """An object is missing or damaged, or git failed in a way nobody foresaw."""
    reason = " ".join(said.split())[:_SHOWN]
    brackets = f"（{reason}）" if reason else ""
    return _fault(
        "G04", where,
        f"Git 仓库读不出来{brackets}", f"the Git repository cannot be read{f' ({reason})' if reason else ''}",
        Text("运行 `git fsck` 看哪里坏了；部分克隆先取全；还不行就重新克隆",
             "run `git fsck` to see what is damaged; complete a partial clone; else clone it again"),
    )  # fmt: skip


def not_a_catalogue(name: str) -> GitFault:
    """The revision holds no catalogue at the place of the root."""
    return _fault(
        "G06", name, "这个修订里没有 catalogue/ 和 rules/", "this revision holds no catalogue/ and rules/",
        Text("目录放在仓库的子文件夹里的，用 --root 指向那个文件夹",
             "if the catalogue stands in a folder of the repository, point --root at that folder"),
    )  # fmt: skip


def different_kinds(first: str, second: str) -> GitFault:
    """A revision beside an edition, or editions of two matters."""
    return _fault(
        "G07", f"{first} {second}", "这两边不能比较", "these two cannot be compared",
        Text("写两个修订（v1 v2），或者同一事项的两个日期（matter@2024-01-01 matter@2026-01-01）",
             "give two revisions (v1 v2), or two days of one matter (matter@2024-01-01 matter@2026-01-01)"),
    )  # fmt: skip


def no_such_edition(name: str, help: Text) -> GitFault:
    """MATTER@DATE where DATE is no day."""
    return _fault(
        "G08", name, f"`{name}` 的日期不成立", f"the day of `{name}` is no day of the calendar", help
    )


def no_submissions(where: str, reason: str) -> GitFault:
    """There is nothing to replay."""
    why = f"（{reason}）" if reason else ""
    return _fault(
        "G10", where, f"没有可以重放的申请{why}", f"there are no submissions to replay{f' ({reason})' if reason else ''}",
        Text("给一个 JSONL 文件（一行一份申请），或者放着 .yaml、.json 的文件夹",
             "give a JSONL file (one submission a line), or a folder of .yaml or .json files"),
    )  # fmt: skip
