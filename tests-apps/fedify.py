"""A server made with Fedify (tests-apps/node/fedify.mjs), as a neighbour that is told what to do and what it saw."""

import pathlib
import shutil
import subprocess
from datetime import UTC, datetime

import requests

from server import free_port
from waiting import eventually

SCRIPTS = pathlib.Path(__file__).parent / "node"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
CONTEXT = "https://www.w3.org/ns/activitystreams"
TIMEOUT_S = 30
# Fedify 2 needs this Node.
NODE_MAJOR = 22


def node():
    """A Node that is new enough, or None: the one of the system, or the one that npm brought."""
    brought = (SCRIPTS / "node_modules").glob("node-linux-*/bin/node")
    for candidate in filter(None, (shutil.which("node"), *map(str, brought))):
        said = subprocess.run([candidate, "--version"], capture_output=True, text=True, timeout=TIMEOUT_S).stdout
        if int(said.strip().lstrip("v").split(".")[0] or 0) >= NODE_MAJOR:
            return candidate
    return None


def now():
    """The time as objects say it. One fixed time would let what is new be lost among a page of newer things."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Fedify:
    """One process; `form` is how it signs first: `rfc9421` or `draft`."""

    def __init__(self, form):
        self.form = form
        self.port = free_port()
        self.base = f"http://localhost:{self.port}"
        self.count = 0
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig=KILL", node(), "fedify.mjs", str(self.port), form],
            cwd=SCRIPTS,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout.readline() == "ready\n", "the Fedify server did not start"

    def stop(self):
        """Ends the process."""
        self.process.kill()
        self.process.wait()

    def person(self, name):
        """The id of somebody there; anybody exists."""
        return f"{self.base}/users/{name}"

    def handle(self, name):
        """Their handle."""
        return f"{name}@localhost:{self.port}"

    def control(self, verb, body=None):
        """Tells the server to do something."""
        answer = requests.post(f"{self.base}/control/{verb}", json=body or {}, timeout=TIMEOUT_S)
        assert answer.ok, f"{verb}: {answer.text[:2000]}"
        return answer.json()

    def fresh(self, what):
        """An address that nothing has yet."""
        self.count += 1
        return f"{self.base}/{what}/{self.count}"

    def send(self, name, recipient, kind, of, **more):
        """Somebody there does something; returns the activity."""
        activity = {
            "@context": [CONTEXT, {"EmojiReact": "http://litepub.social/ns#EmojiReact"}],
            "id": self.fresh("activities"),
            "type": kind,
            "actor": self.person(name),
            "object": of,
            **more,
        }
        self.control("send", {"as": name, "to": recipient, "activity": activity})
        return activity

    def note(self, name, to, cc=(), **more):
        """A note by somebody there, served there."""
        note = {
            "@context": CONTEXT,
            "id": self.fresh("notes"),
            "type": "Note",
            "attributedTo": self.person(name),
            "published": now(),
            "to": list(to),
            "cc": list(cc),
            **more,
        }
        self.control("serve", note)
        return note

    def publish(self, name, recipient, note):
        """Somebody there publishes that note."""
        return self.send(name, recipient, "Create", note, to=note["to"], cc=note["cc"])

    def received(self, wanted):
        """The first thing received that is wanted, once it is there."""

        def look():
            return next((one for one in self.control("received") if wanted(one["raw"])), None)

        return eventually("Fedify receives it", look)

    def believed(self, kind, wanted):
        """Like `received`, but Fedify must have believed the signature."""
        found = self.received(lambda raw: raw.get("type") == kind and wanted(raw))
        assert found["trusted"], f"Fedify answered {found['status']} to {found['raw']}"
        return found
