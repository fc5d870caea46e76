"""`python -m checker.cli` is the `banshi` command."""

from __future__ import annotations

from checker.cli.app import main

main()
