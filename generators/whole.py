"""The one file that holds the whole selection beside those of single matters: its name, and what if a matter has it too.

In: a `Subject`. Out: `WHOLE`, and the finding B72. The surprising thing: a matter may well be called `catalogue`; then its own
file is left out and said so, and everything else is built.
"""

from __future__ import annotations

from checker.finding import Finding, Text
from generators.subject import Subject

__all__ = ["WHOLE", "name_taken"]

WHOLE = "catalogue"


def name_taken(subject: Subject, folder: str) -> Finding:
    """The file of the whole selection has the name that the file of this matter would have."""
    return Finding(
        "B72",
        "file-name-taken",
        "error",
        subject.edition.place,
        Text(
            f"事项叫 `{subject.matter}`，与 {folder}/ 里整个目录的文件同名，没有生成它自己的文件",
            f"the matter `{subject.matter}` has the name of the whole catalogue's file in {folder}/; its own was not built",
        ),
        Text("给这个事项换一个编号", "give the matter another id"),
    )
