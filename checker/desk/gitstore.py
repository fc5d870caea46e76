"""A Git repository as a store of catalogues: the only module that reads content with git.

In: a folder inside a repository, bare or not, whole or shallow. Out: commits, the files of a commit with their blob
ids, blobs, the log of a folder. Raises `GitFault` with one finding.
The surprising thing: nothing is ever checked out or fetched. All blobs asked for come through one `git cat-file
--batch`, and equal blob ids mean equal files, so an unchanged file is never read.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checker.desk.faults import (
    broken_repository,
    no_git,
    no_repository,
    no_such_revision,
    not_a_catalogue,
    not_owned,
)

__all__ = ["Commit", "Entry", "LogLine", "Repository", "open_repository"]

_OBJECT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
# A hook of another repository sets these; -C alone decides here. Object folders stay: a pre-receive hook needs its quarantine.
_OTHERS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_COMMON_DIR")
_QUIET = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
_PATIENCE = 120
_FIELDS = "%x01%H%x00%cs%x00%an%x00%s%x00"
_MOST_NAMES = 2000
_DAMAGE = (
    b"corrupt", b"unable to read", b"could not read", b"loose object", b"bad tree", b"missing tree", b"inflate",
    b"invalid object",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its full id, the name it was asked for by, the day it was committed."""

    id: str
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a commit: its mode (100644, 120000 for a link ...) and the id of its content."""

    mode: str
    blob: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """A commit that touched `path`; `was` is the earlier path where the file was renamed."""

    commit: str
    day: date
    author: str
    subject: str
    path: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Repository:
    """One repository, seen from the folder of the catalogue: `prefix` is that folder inside it ("" or "a/b/")."""

    git: str
    folder: Path
    prefix: str
    shallow: bool

    def commit(self, name: str) -> Commit:
        """The commit of a tag, branch or id. Raises GitFault with near names."""
        # a name that begins with a dash would be an option; no ref can begin with one
        if not name or name.startswith("-") or any(sign in name for sign in "\0\n"):
            raise no_such_revision(name, self.names(), self.shallow)
        answer = self._ask("log", "-1", "--format=%H %cs", "--end-of-options", f"{name}^{{commit}}", "--")
        found, _, day = answer.stdout.decode("ascii", "replace").strip().partition(" ")
        if answer.returncode == 0 and _OBJECT.fullmatch(found):
            return Commit(found, name, date.fromisoformat(day))
        if any(sign in answer.stderr.lower() for sign in _DAMAGE):
            raise broken_repository(name, answer.stderr.decode("utf-8", "replace"))
        raise no_such_revision(name, self.names(), self.shallow)

    def names(self) -> tuple[str, ...]:
        """Tags and branches, the newest first."""
        arguments = (
            "for-each-ref",
            "--sort=-creatordate",
            f"--count={_MOST_NAMES}",
            "--format=%(refname:short)",
        )
        answer = self._ask(*arguments, "refs/tags", "refs/heads", "refs/remotes")
        return (
            tuple(answer.stdout.decode("utf-8", "replace").split("\n")[:-1]) if answer.returncode == 0 else ()
        )

    def entries(
        self, commit: Commit, like: tuple[Commit, Mapping[str, Entry]] | None = None
    ) -> Mapping[str, Entry]:
        """Every file of catalogue/ and rules/ in the commit, by its path below the root. `like`: a commit already listed, of
        which this one differs in few files."""
        found = dict(like[1]) if like else self._listed(commit)
        if like:
            self._differing(like[0], commit, found)
        if not all(any(path.startswith(folder) for path in found) for folder in ("catalogue/", "rules/")):
            raise not_a_catalogue(commit.name)
        return found

    def _listed(self, commit: Commit) -> dict[str, Entry]:
        answer = self._ask(
            "ls-tree", "-r", "-z", "--full-tree", f"{commit.id}:{self.prefix}", "--", "catalogue", "rules"
        )
        if answer.returncode:
            if self.prefix and self._ask("cat-file", "-e", f"{commit.id}^{{tree}}").returncode == 0:
                raise not_a_catalogue(commit.name)
            raise broken_repository(commit.name, answer.stderr.decode("utf-8", "replace"))
        found: dict[str, Entry] = {}
        for line in answer.stdout.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            head, _, path = line.partition("\t")
            mode, _, blob = head.split(" ")
            found[path] = Entry(mode, blob)
        return found

    def _differing(self, before: Commit, after: Commit, entries: dict[str, Entry]) -> None:
        """Turns the listing of one commit into that of the other."""
        folders = [f":(top,literal){self.prefix}{folder}" for folder in ("catalogue", "rules")]
        said = self._run(
            "diff-tree",
            "-r",
            "-z",
            "--raw",
            "--no-renames",
            "--full-index",
            before.id,
            after.id,
            "--",
            *folders,
        )
        parts = said.decode("utf-8", "surrogateescape").split("\0")[:-1]
        for head, path in zip(parts[::2], parts[1::2], strict=True):
            _, mode, _, blob, status = head.split(" ")
            if status == "D":
                entries.pop(self._below(path), None)
            else:
                entries[self._below(path)] = Entry(mode, blob)

    def blobs(self, ids: Iterable[str]) -> Mapping[str, bytes]:
        """The content of these blobs, through one process. Raises GitFault when one is missing or damaged."""
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return {}
        asked = "".join(f"{each}\n" for each in wanted).encode("ascii")
        answer = self._ask("cat-file", "--batch", "--buffer", given=asked)
        found: dict[str, bytes] = {}
        output, at = answer.stdout, 0
        for each in wanted:
            end = output.find(b"\n", at)
            head = output[at : end if end >= 0 else None].split(b" ")
            if len(head) != 3 or head[1] != b"blob":
                reason = answer.stderr.decode("utf-8", "replace") or f"{each} missing"
                raise broken_repository(str(self.folder), reason)
            size = int(head[2])
            found[each] = output[end + 1 : end + 1 + size]
            if len(found[each]) != size:
                raise broken_repository(str(self.folder), answer.stderr.decode("utf-8", "replace"))
            at = end + 2 + size
        return found

    def log(self, folder: str, name: str = "HEAD") -> tuple[LogLine, ...]:
        """Which commits touched the files below `folder`, the newest first; an empty repository has none."""
        if self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").returncode:
            return ()
        said = self._run(
            "log", f"--format={_FIELDS}", "--name-status", "-z", "-M50%", "--no-show-signature", "--no-ext-diff",
            "--end-of-options", name, "--", f":(top,literal){self.prefix}{folder}",
        )  # fmt: skip
        found: list[LogLine] = []
        for part in said.decode("utf-8", "replace").split("\1")[1:]:
            commit, day, author, subject, *rest = part.split("\0")
            names = [item.lstrip("\n") for item in rest if item.lstrip("\n")]
            while names:
                status = names.pop(0)
                was = self._below(names.pop(0)) if status[:1] in ("R", "C") and len(names) > 1 else ""
                if not names:
                    break
                path = self._below(names.pop(0))
                found.append(LogLine(commit, date.fromisoformat(day), author, subject, path, was))
        return tuple(found)

    def _below(self, path: str) -> str:
        return path.removeprefix(self.prefix)

    def _run(self, *arguments: str) -> bytes:
        answer = self._ask(*arguments)
        if answer.returncode:
            raise broken_repository(str(self.folder), answer.stderr.decode("utf-8", "replace"))
        return answer.stdout

    def _ask(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return _ask(self.git, self.folder, *arguments, given=given)


def open_repository(folder: Path) -> Repository:
    """The repository that `folder` stands in. Raises GitFault when there is no git or no repository."""
    git = shutil.which("git")
    if git is None:
        raise no_git(str(folder))
    if not folder.is_dir():
        raise no_repository(str(folder))
    answer = _ask(git, folder, "rev-parse", "--show-prefix", "--is-shallow-repository")
    if answer.returncode:
        if b"safe.directory" in answer.stderr:
            raise not_owned(str(folder))
        if b"not a git repository" in answer.stderr.lower():
            # a folder .git that git does not take for a repository is a damaged one
            if (folder / ".git").exists():
                raise broken_repository(str(folder), answer.stderr.decode("utf-8", "replace"))
            raise no_repository(str(folder))
        raise broken_repository(str(folder), answer.stderr.decode("utf-8", "replace"))
    lines = answer.stdout.decode("utf-8", "surrogateescape").split("\n")
    return Repository(git, folder, lines[0] if len(lines) > 2 else "", "true" in lines[-3:])


def _ask(git: str, folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    surroundings = {name: value for name, value in os.environ.items() if name not in _OTHERS} | _QUIET
    # no program that the repository's own settings name is started, and no replaced object is taken for the real one
    options = (
        "--no-replace-objects",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.quotePath=false",
        "-c",
        "log.showSignature=false",
    )
    try:
        return subprocess.run(
            [git, *options, "-C", str(folder), *arguments],
            input=given,
            capture_output=True,
            check=False,
            env=surroundings,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired:
        raise broken_repository(
            str(folder), f"git {arguments[0]} did not answer in {_PATIENCE} seconds"
        ) from None
    except OSError as error:
        raise broken_repository(str(folder), error.strerror or "") from None
