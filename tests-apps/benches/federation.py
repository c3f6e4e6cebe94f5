"""Federation: how fast signed activities are taken in, worked off and delivered, beside the bare cost of signatures."""

import json
import os
import pathlib
import shutil
import sqlite3
import statistics
import tempfile
import time
import urllib.request

from benches.processes import Fanfare, Process, free_port

PEOPLE, HOSTS = 100, 50
"""Who writes to the server that is measured, and on how many hosts."""


class Neighbourhood(Process):
    """Hundreds of hosts in one program."""

    def __init__(self):
        port = free_port()
        super().__init__([neighbourhood(), str(port)], port)
        self.until_answering("/bench/received?only=count")

    def ask(self, method, path, body=None):
        """Asks the program itself."""
        request = urllib.request.Request(
            f"{self.base}/bench/{path}",
            None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or b"null")

    def send(self, home, what, kind, people, hosts, count, connections, target=""):
        """One activity by each of so many people in turn; how long it took until all were answered."""
        order = dict(home=home, what=what, kind=kind, people=people, hosts=hosts, count=count)
        return self.ask("POST", "send", {**order, "connections": connections, "target": target})

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


class Town:
    """A server with one member, and the neighbourhood around it."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="fanfare-bench-")
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

    def api(self, method, path, body=None):
        """Alice asks her server."""
        request = urllib.request.Request(
            self.server.base + path,
            None if body is None else json.dumps(body).encode(),
            {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def rows(self, statement):
        """One number from the database."""
        base = sqlite3.connect(f"file:{self.folder}/fanfare.sqlite?mode=ro", uri=True)
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

    def follow_everybody(self):
        """Alice follows those who will write, and their servers consent."""
        for number in range(PEOPLE):
            host = f"127.1.{number % HOSTS // 250}.{1 + number % HOSTS % 250}:{self.around.port}"
            found = self.api("GET", f"/api/v2/search?resolve=true&type=accounts&q=http://{host}/users/live{number}")
            self.api("POST", f"/api/v1/accounts/{found['accounts'][0]['id']}/follow", {})
        self.wait_until("SELECT COUNT(*) FROM follows", PEOPLE)

    def gain_followers(self, kind, people, hosts):
        """People of the neighbourhood follow alice, and their servers are told that they may."""
        sent = self.around.send(self.home, "Follow", kind, people, hosts, people, 8, self.alice["uri"])
        if sent["accepted"] != people:
            raise SystemExit(f"{sent['accepted']} of {people} may follow; the others were answered {sent['others']}")
        self.wait_until("SELECT COUNT(*) FROM inbox WHERE processed_at IS NULL", 0)
        if kind != "dead":
            self.wait_until("SELECT COUNT(*) FROM deliveries WHERE inbox_url NOT LIKE '%dead%'", 0)

    def end(self):
        """Stops everything and throws the data away."""
        self.server.stop()
        self.around.stop()
        shutil.rmtree(self.folder)


def federate(arguments):
    """Signed activities accepted, worked off and delivered in a second, as shares of bare signatures."""
    town = Town()
    bare = town.around.ask("GET", "signatures")
    print(f"bare signatures              {bare['made']:8.0f} made, {bare['checked']:.0f} checked a second, on two cores")
    accept(town, arguments.activities, bare["checked"])
    town.end()
    town = Town()
    one_host(town, arguments.followers, bare["made"])
    town.end()
    town = Town()
    many_hosts(town, arguments.hosts, arguments.posts, bare["made"])
    town.end()


def accept(town, count, checked):
    """Activities of many people, until they are acknowledged and until they stand in a home timeline."""
    town.follow_everybody()
    before = town.server.cpu_seconds()
    began = time.time()
    sent = town.around.send(town.home, "Create", "live", PEOPLE, HOSTS, count, 32)
    if sent["accepted"] != count:
        raise SystemExit(f"{sent['accepted']} of {count} were accepted; the others were answered {sent['others']}")
    town.wait_until("SELECT COUNT(*) FROM inbox WHERE processed_at IS NULL", 0)
    whole = time.time() - max(began, sent["began_ms"] / 1000)
    stored = town.rows("SELECT COUNT(*) FROM statuses")
    if stored != count:
        raise SystemExit(f"{stored} of {count} became statuses")
    cpu = (town.server.cpu_seconds() - before) * 1000 / count
    accepted = count / sent["seconds"]
    print(f"accepted, durable            {accepted:8.0f} /s  ({accepted / checked:.0%} of bare checks)")
    print(f"stand in timelines           {count / whole:8.0f} /s  (all of it over; CPU {cpu:.3f} ms each, {town.server.memory_mib():.0f} MiB)")


def one_host(town, followers, made):
    """One post to thousands of inboxes on one host."""
    town.gain_followers("own", followers, 1)
    town.around.ask("DELETE", "received")
    before, began = town.server.cpu_seconds(), time.time()
    town.api("POST", "/api/v1/statuses", {"status": "to everybody on one host"})
    arrived = town.around.wait_for(followers)
    seconds = time.time() - began
    cpu = (town.server.cpu_seconds() - before) * 1000 / followers
    rate = town.around.received() / seconds
    print(f"delivered to one host        {rate:8.0f} /s  ({rate / made:.0%} of bare signing; CPU {cpu:.3f} ms each{'' if arrived else '; NOT ALL ARRIVED'})")


def many_hosts(town, hosts, posts, made):
    """Posts to hundreds of hosts of which a third are dead."""
    dead = hosts * 3 // 10
    live = hosts - dead
    town.gain_followers("live", live, live)
    town.gain_followers("dead", dead, dead)
    town.around.ask("DELETE", "received")
    answered, before = {}, town.server.cpu_seconds()
    for number in range(posts):
        status = town.api("POST", "/api/v1/statuses", {"status": f"to hundreds of hosts, number {number}"})
        answered[f"{status['uri']}/activity"] = time.time() * 1000
    arrived = town.around.wait_for(live * posts)
    seen = [one for one in town.around.ask("GET", "received") if one["id"] in answered]
    seconds = (max(one["at"] for one in seen) - min(answered.values())) / 1000
    lags = sorted(one["at"] - answered[one["id"]] for one in seen)
    cpu = (town.server.cpu_seconds() - before) * 1000 / max(len(seen), 1)
    rate = len(seen) / seconds
    print(f"delivered to {hosts} hosts, {dead} of them dead")
    print(f"                             {rate:8.0f} /s  ({rate / made:.0%} of bare signing; CPU {cpu:.3f} ms each{'' if arrived else '; NOT ALL ARRIVED'})")
    print(f"lag of the healthy           {statistics.median(lags):8.0f} ms  (median; p99 {lags[len(lags) * 99 // 100]:.0f} ms)")
