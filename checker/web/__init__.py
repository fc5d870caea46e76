"""The pre-check as a web server: pages that work without JavaScript, and a JSON interface with the same answers.

In: a catalogue and `Settings`. Out: an ASGI application (app.py) and the processes that serve it (serving.py).
The surprising thing: it keeps nothing. What an applicant has said travels in the forms of their own pages, and what they
save is a file that they keep; see docs/web.md.
"""

from __future__ import annotations
