"""Files that an applicant attaches: looked at in a process of their own with limits, told in findings, never kept.

In: open files. Out: `Report`s with findings of the same shape as all others. The surprising thing: the process that serves
never parses a byte of them; see checker/uploads/inspection.py.
"""

from __future__ import annotations
