"""A town: a server with one member, and a neighbourhood of other servers around it that is one program."""

import json
import os
import pathlib
import shutil
import sqlite3
import tempfile
import time
import urllib.request

from benches.processes import Fanfare, Other, Process, free_port

PEOPLE, HOSTS = 100, 50
"""Who writes to the server that is measured, and on how many hosts."""


class Neighbourhood(Process):
    """Hundreds of hosts in one program, or all in one place behind a proxy."""

    def __init__(self, port=None, *behind_proxy):
        port = port or free_port()
        super().__init__([neighbourhood(), str(port), *behind_proxy], port)
        self.until_answering("/bench/received?only=count")

    def ask(self, method, path, body=None):
        """Asks the program itself."""
        return ask(method, f"{self.base}/bench/{path}", body)

    def received(self):
        """How many deliveries have arrived."""
        return self.ask("GET", "received?only=count")

    def wait_for(self, count, patience=120):
        """Waits until so many deliveries have arrived; whether they have."""
        end = time.time() + patience
        while self.received() < count:
            if time.time() > end:
                return False
            time.sleep(0.02)
        return True


def neighbourhood():
    """The program with the hosts, built beside the server."""
    return str(pathlib.Path(os.environ["FANFARE_BIN"]).with_name("neighbourhood"))


def ask(method, url, body=None, token=None):
    """Asks for JSON."""
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method)) as answer:
        return json.loads(answer.read() or b"null")


class Town:
    """What is alike whoever is measured: `server` with its database, `around` it the neighbourhood, in it Alice."""

    inbox = "/inbox"

    def named(self, kind):
        """How people of that kind are called."""
        return kind

    def api(self, method, path, body=None):
        """Alice asks her server."""
        return ask(method, self.server.base + path, body, self.token)

    def rows(self, statement):
        """One number from the database."""
        base = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        try:
            return base.execute(statement).fetchone()[0]
        finally:
            base.close()

    def wait_until(self, statement, wanted, patience=300):
        """Waits until the database answers so."""
        end = time.time() + patience
        while self.rows(statement) != wanted:
            if time.time() > end:
                raise SystemExit(f"after {patience} s still {self.rows(statement)}: {statement}")
            time.sleep(0.05)

    def send(self, what, kind, people, hosts, count, connections, target=""):
        """One activity by each of so many people in turn; how long it took until all were answered."""
        order = dict(home=self.home, inbox=self.inbox, what=what, kind=kind, people=people, hosts=hosts, count=count)
        return self.around.ask("POST", "send", {**order, "connections": connections, "target": target})

    def follow_everybody(self):
        """Alice follows those who will write, and their servers consent."""
        before = self.rows("SELECT COUNT(*) FROM follows")
        for number in range(PEOPLE):
            address = urllib.request.quote(self.address(number), safe="")
            found = self.api("GET", f"/api/v2/search?resolve=true&type=accounts&q={address}")
            self.api("POST", f"/api/v1/accounts/{found['accounts'][0]['id']}/follow", {})
        self.wait_until("SELECT COUNT(*) FROM follows", before + PEOPLE)

    def gain_followers(self, kind, people, hosts):
        """People of the neighbourhood follow alice, and their servers are told that they may."""
        before = self.rows("SELECT COUNT(*) FROM follows")
        sent = self.send("Follow", kind, people, hosts, people, 8, self.alice_uri)
        if sent["accepted"] != people:
            raise SystemExit(f"{sent['accepted']} of {people} may follow; the others were answered {sent['others']}")
        self.wait_until("SELECT COUNT(*) FROM follows", before + people)
        if kind != "dead":
            self.settle()


class Ours(Town):
    """A fresh server of ours, and hosts of their own around it."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="fanfare-bench-")
        self.database = f"{self.folder}/fanfare.sqlite"
        self.around = Neighbourhood()
        port = free_port()
        self.home = f"127.0.0.1:{port}"
        settings = {
            "FANFARE_DOMAIN": self.home,
            "FANFARE_FEDERATION_ALLOW_HTTP": "true",
            "FANFARE_FEDERATION_ALLOW_PRIVATE_ADDRESSES": "127.0.0.0/8",
        }
        self.server = Fanfare(self.folder, settings, port)
        self.token = self.server.member("alice")
        self.alice = self.api("GET", "/api/v1/accounts/verify_credentials")
        self.alice_uri = self.alice["uri"]

    def address(self, number):
        """Where somebody who writes lives."""
        return f"http://127.1.0.{1 + number % HOSTS}:{self.around.port}/users/live{number}"

    def worked_off(self):
        """Waits until all that was received is worked off."""
        self.wait_until("SELECT COUNT(*) FROM inbox WHERE processed_at IS NULL", 0)

    def settle(self):
        """Waits until nothing is on its way to those who listen."""
        self.worked_off()
        self.wait_until("SELECT COUNT(*) FROM deliveries WHERE inbox_url NOT LIKE '%dead%'", 0)

    def end(self):
        """Stops everything and throws the data away."""
        self.server.stop()
        self.around.stop()
        shutil.rmtree(self.folder)


class Theirs(Town):
    """A running GoToSocial with its database, and a neighbourhood that lives behind a proxy, since it insists on TLS."""

    def __init__(self, arguments):
        self.database = arguments.database
        self.server = Other(arguments.beside, arguments.pid)
        self.token = arguments.token
        self.place = arguments.place
        self.around = Neighbourhood(arguments.port, arguments.place, arguments.door)
        self.alice = self.api("PATCH", "/api/v1/accounts/update_credentials", {"locked": False})
        self.home = arguments.beside.split("://")[1].rstrip("/")
        self.inbox = f"/users/{self.alice['username']}/inbox"
        self.alice_uri = f"{self.server.base}/users/{self.alice['username']}"
        self.run = f"{time.time():.0f}n"
        self.statuses = self.rows("SELECT COUNT(*) FROM statuses")
        self.expected = 0

    def named(self, kind):
        """How people of that kind are called: others in each run, since the server knows those of the last."""
        return f"{kind}{self.run}"

    def address(self, number):
        """Where somebody who writes lives."""
        return f"{self.place}/users/{self.named('live')}{number}"

    def worked_off(self):
        """Waits until what was announced with `expected` stands there."""
        self.wait_until("SELECT COUNT(*) FROM statuses", self.statuses + self.expected)

    def settle(self):
        """Waits until nothing has arrived for a while."""
        count = -1
        while count != (count := self.around.received()):
            time.sleep(3)

    def end(self):
        """Stops what was started."""
        self.around.stop()
