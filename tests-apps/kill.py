"""Kills a server again and again while three clients post to it, and counts what became of the posts.

Whatever was answered with success must be on the author's server exactly once, and reach the follower's server.
With --receiver it is the follower's server that is killed: what it answered to its neighbour must not be lost either.
"""

import argparse
import collections
import pathlib
import random
import statistics
import sys
import tempfile
import threading
import time

import requests

from api import Api, Refused, text_of
from server import Server
from waiting import NotInTime, eventually

CLIENTS = 3
KILL_AFTER_S = (0.2, 2.0)
SETTLE_DEADLINE_S = 300
POST_PAUSE_S = 0.01


class Client(threading.Thread):
    """Posts as fast as a very hasty person; a request that fails is never tried again, only noted."""

    def __init__(self, server, name, token):
        super().__init__(name=name)
        self.api = Api(server.base, token, timeout_s=20)
        self.account_id = self.api.me()["id"]
        self.acknowledged = set()
        self.unanswered = 0
        self.refused = collections.Counter()
        self.over = threading.Event()

    def run(self):
        number = 0
        while not self.over.is_set():
            number += 1
            text = f"{self.name} says {number}"
            try:
                self.api.status(text, key=f"{self.name}-{number}", visibility="public")
                self.acknowledged.add(text)
            except Refused as refused:
                self.refused[refused.status] += 1
            except requests.RequestException:
                self.unanswered += 1
            time.sleep(POST_PAUSE_S)


def tally(api, account_id):
    """How often each text of an account is on a server."""
    return collections.Counter(text_of(status) for status in api.all_statuses(account_id))


def prepare(author, follower):
    """Three authors on one server, one reader of all of them on the other."""
    follower.create_account("reader")
    reader = Api(follower.base, follower.create_token("reader"))
    clients, known_as = [], {}
    for number in range(CLIENTS):
        name = f"author{number}"
        author.create_account(name)
        client = Client(author, name, author.create_token(name))
        found = next(
            one for one in reader.find_accounts(f"@{author.handle(name)}") if one["acct"] == author.handle(name)
        )
        reader.post(f"/api/v1/accounts/{found['id']}/follow")
        known_as[name] = found["id"]
        eventually(f"{name} is followed", lambda: reader.relationship(known_as[name])["following"])
        clients.append(client)
    return reader, clients, known_as


def kill_again_and_again(victim, times, random_source):
    """Kills and restarts; returns the seconds from each start to the first good answer."""
    starts = []
    for number in range(times):
        time.sleep(random_source.uniform(*KILL_AFTER_S))
        victim.kill()
        starts.append(victim.start())
        print(f"  kill {number + 1} of {times}: answered again after {starts[-1] * 1000:.0f} ms", flush=True)
    return starts


def undelivered(reader, clients, known_as):
    """Acknowledged posts that the follower's server does not have yet."""
    return [text for client in clients for text in client.acknowledged - set(tally(reader, known_as[client.name]))]


def wait_for_delivery(reader, clients, known_as, deadline_s):
    """Waits until every acknowledged post has arrived, or the deadline has passed."""
    try:
        eventually(
            "every acknowledged post arrives", lambda: not undelivered(reader, clients, known_as), deadline_s, pause_s=2
        )
    except NotInTime:
        print(f"not everything arrived within {deadline_s} s")


def twice(counted):
    """Texts that are there more than once."""
    return [text for text, count in counted.items() if count > 1]


def report(clients, reader, known_as, starts, settled_s):
    """Prints the figures; returns how many things are wrong."""
    there = {client.name: tally(client.api, client.account_id) for client in clients}
    far = {client.name: tally(reader, known_as[client.name]) for client in clients}
    home = collections.Counter(status["uri"] for status in reader.get("/api/v1/timelines/home", limit=40))
    acknowledged = sum(len(client.acknowledged) for client in clients)
    lost = [text for client in clients for text in client.acknowledged if there[client.name][text] == 0]
    doubled = [text for client in clients for text in twice(there[client.name])]
    missing = [text for client in clients for text in client.acknowledged if far[client.name][text] == 0]
    doubled_far = [text for client in clients for text in twice(far[client.name])] + twice(home)
    stored = sum(sum(counted.values()) for counted in there.values())
    refused = sum((client.refused for client in clients), collections.Counter())
    print(f"posts acknowledged                     {acknowledged}")
    unanswered = sum(client.unanswered for client in clients)
    print(f"requests without an answer             {unanswered} ({stored - acknowledged} of them stored all the same)")
    print(f"requests refused, by status            {dict(refused) or 'none'}")
    print(f"acknowledged but lost                  {len(lost)} {lost[:5] or ''}")
    print(f"doubled on the author's server         {len(doubled)} {doubled[:5] or ''}")
    print(f"undelivered to the follower's server   {len(missing)} {missing[:5] or ''}")
    print(f"doubled on the follower's server       {len(doubled_far)} {doubled_far[:5] or ''}")
    print(f"last delivery after the last kill      {settled_s:.1f} s")
    if starts:
        low, middle, high = (seconds * 1000 for seconds in (min(starts), statistics.median(starts), max(starts)))
        print(f"restart to first answer                {low:.0f} ms least, {middle:.0f} ms median, {high:.0f} ms most")
    if acknowledged == 0:
        print("not one post was acknowledged: this run shows nothing")
    # 503 is an honest answer while a server starts or ends; any other 5xx is a fault.
    server_errors = sum(count for status, count in refused.items() if status >= 500 and status != 503)
    return len(lost) + len(doubled) + len(missing) + len(doubled_far) + server_errors + (acknowledged == 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50, help="how often (default 50)")
    parser.add_argument("--receiver", action="store_true", help="kill the follower's server instead of the author's")
    parser.add_argument(
        "--settle",
        type=int,
        default=SETTLE_DEADLINE_S,
        metavar="SECONDS",
        help=f"how long deliveries may take after the last kill (default {SETTLE_DEADLINE_S})",
    )
    parser.add_argument("--seed", type=int, default=None, help="for the same moments again")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(1 << 32)
    print(f"{options.kills} kills of the {'follower' if options.receiver else 'author'}'s server, seed {seed}")
    with tempfile.TemporaryDirectory(prefix="fanfare-kill-") as folder:
        author, follower = Server(pathlib.Path(folder) / "author"), Server(pathlib.Path(folder) / "follower")
        clients = []
        try:
            print(f"first start, new database: {author.start() * 1000:.0f} ms and {follower.start() * 1000:.0f} ms")
            reader, clients, known_as = prepare(author, follower)
            for client in clients:
                client.start()
            starts = kill_again_and_again(follower if options.receiver else author, options.kills, random.Random(seed))
            for client in clients:
                client.over.set()
            for client in clients:
                client.join()
            began = time.monotonic()
            wait_for_delivery(reader, clients, known_as, options.settle)
            wrong = report(clients, reader, known_as, starts, time.monotonic() - began)
            if wrong:
                print(
                    f"--- end of the author's log\n{author.log_end()}\n--- end of the follower's log\n{follower.log_end()}"
                )
        finally:
            for client in clients:
                client.over.set()
            author.stop()
            follower.stop()
    print("kill test passed" if not wrong else f"kill test failed: {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
