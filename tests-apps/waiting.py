"""Waiting for what another server does in its own time: asked again and again until a deadline."""

import time

DEADLINE_S = 30
PAUSE_S = 0.05


class NotInTime(AssertionError):
    """What was awaited did not happen before the deadline."""


def eventually(what, ask, deadline_s=DEADLINE_S, pause_s=PAUSE_S):
    """Calls `ask` until it answers something true, and returns that; `what` says what was awaited."""
    end = time.monotonic() + deadline_s
    while True:
        answer = ask()
        if answer:
            return answer
        if time.monotonic() > end:
            raise NotInTime(f"within {deadline_s} s it did not happen that {what}; the last answer was {answer!r}")
        time.sleep(pause_s)
