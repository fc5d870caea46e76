"""The command line: the front door. Only here are arguments, environment, clock, git and standard streams read.

`main` is what the `banshi` command runs.
"""

from __future__ import annotations

from checker.cli.app import main

__all__ = ["main"]
