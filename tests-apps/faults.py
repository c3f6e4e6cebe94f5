"""What happens when other servers drip, vanish or flood, tried with real processes. Run by `bin/faults`.

Each fault prints what was seen beside what is demanded, and the whole ends with 1 if anything is not as demanded.
Faults that need days are stories with a clock of their own (crates/server/tests/it/patience.rs); those of a process that
is killed while people post are in kill.py.
"""

import argparse
import random
import socket
import statistics
import sys
import threading
import time
import urllib.request

from benches.processes import Fanfare
from benches.town import Ours

DELIVERIES_AT_ONCE = 256
"""As many are under way at once at most: `DELIVERIES_AT_ONCE` of `fanfare limits`."""


class Findings:
    """What was seen, and whether it is as demanded."""

    def __init__(self):
        self.wrong = 0

    def note(self, fault, what, seen, most, unit):
        """Something that must not be more than so much."""
        is_fine = seen <= most
        self.wrong += not is_fine
        print(f"{fault}  {what:<52} {seen:10.1f} {unit:<4} (at most {most:g}){'' if is_fine else '   WRONG'}", flush=True)


def percentile(values, percent):
    """The value below which so many lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) * percent // 100, len(ordered) - 1)]


def lags(town, uris, count, patience=60):
    """Milliseconds from each answer to a post to its arrivals; waits until so many have arrived."""
    end = time.time() + patience
    while True:
        seen = [one for one in town.around.ask("GET", "received") if one["id"] in uris]
        if len(seen) >= count or time.time() > end:
            return [one["at"] - uris[one["id"]] for one in seen]
        time.sleep(0.2)


def posts(town, count, text):
    """Alice posts; when each was answered, by the address of the activity."""
    answered = {}
    for number in range(count):
        status = town.api("POST", "/api/v1/statuses", {"status": f"{text} {number}"})
        answered[f"{status['uri']}/activity"] = time.time() * 1000
    return answered


def dripping(findings, options):
    """F-017: hosts that answer a byte a second do not delay the others."""
    town = Ours()
    town.gain_followers("live", options.hosts, options.hosts)
    # What they are sent arrives, drop by drop.
    town.send("Follow", "drip", options.bad, options.bad, options.bad, 8, town.alice["uri"])
    town.worked_off()
    town.around.ask("DELETE", "received")
    answered = posts(town, options.posts, "beside drips")
    seen = lags(town, answered, options.posts * options.hosts)
    findings.note("F-017", "healthy deliveries that are missing", options.posts * options.hosts - len(seen), 0, "")
    findings.note("F-017", "p95 of a healthy delivery", percentile(seen, 95) if seen else 1e9, 2_000, "ms")
    town.end()


def vanishing(findings, options):
    """F-021: one host into which everything vanishes does not delay the others."""
    town = Ours()
    hole = Hole(town.around.port + 2)
    town.gain_followers("live", options.hosts, options.hosts)
    town.send("Follow", "hole", 1, 1, 1, 1, town.alice["uri"])
    town.worked_off()
    town.around.ask("DELETE", "received")
    began = time.time()
    answered = posts(town, 1, "beside a hole")
    seen = lags(town, answered, options.hosts)
    findings.note("F-021", "healthy deliveries that are missing", options.hosts - len(seen), 0, "")
    findings.note("F-021", "until all others have it", time.time() - began, 60, "s")
    hole.close()
    town.end()


class Hole:
    """A door at which connections are neither taken nor refused: its queue is full."""

    def __init__(self, port):
        self.listener = socket.socket()
        self.listener.bind(("0.0.0.0", port))
        self.listener.listen(0)
        self.waiting = []
        for _ in range(4):
            knock = socket.socket()
            knock.setblocking(False)
            knock.connect_ex(("127.0.0.1", port))
            self.waiting.append(knock)

    def close(self):
        for one in [*self.waiting, self.listener]:
            one.close()


def restarting(findings, options):
    """F-007: a start with a long queue."""
    town = Ours()
    town.gain_followers("live", options.hosts, options.hosts)
    town.server.stop()
    queue(town, options.queue, options.hosts)
    town.around.ask("DELETE", "received")
    town.server = Fanfare(town.folder, town.server.environment, town.server.port)
    findings.note("F-007", "from the start to the first answer", town.server.answered_after, 2, "s")
    began = time.time()
    town.around.wait_for(1, 30)
    findings.note("F-007", "until the first delivery arrives", time.time() - began, 5, "s")
    memory, slowest = [], 0
    end = time.time() + options.patience
    while town.rows("SELECT COUNT(*) FROM deliveries") and time.time() < end:
        asked = time.time()
        town.api("GET", "/api/v1/timelines/home")
        slowest = max(slowest, time.time() - asked)
        memory.append(town.server.memory_mib())
        time.sleep(0.5)
    findings.note("F-007", "slowest answer meanwhile", slowest, 2, "s")
    findings.note("F-007", "most memory meanwhile", max(memory, default=0), 200, "MiB")
    findings.note("F-007", f"of {options.queue} left after {options.patience} s", town.rows("SELECT COUNT(*) FROM deliveries"), 0, "")
    town.end()


def queue(town, count, hosts):
    """Puts so many deliveries into the queue of a server that does not run."""
    import sqlite3

    base = sqlite3.connect(f"{town.folder}/fanfare.sqlite")
    author = int(town.alice["id"])
    first = int(time.time() * 1000) << 16
    for number in range(count // hosts):
        uri = f"{town.alice['uri']}/queued/{number}"
        body = f'{{"@context":"https://www.w3.org/ns/activitystreams","type":"Like","id":"{uri}","actor":"{town.alice["uri"]}","object":"{uri}"}}'
        base.execute(
            "INSERT INTO activities (id, uri, account_id, body, created_at) VALUES (?, ?, ?, ?, ?)",
            (first + number, uri, author, body, first >> 16),
        )
        rows = []
        for host in range(hosts):
            name = f"127.1.{host // 250}.{1 + host % 250}:{town.around.port}"
            rows.append((first + number * hosts + host, first + number, f"http://{name}/inbox", name))
        base.executemany("INSERT INTO deliveries (id, activity_id, inbox_url, host, due_at) VALUES (?, ?, ?, ?, 0)", rows)
    base.commit()
    base.close()


def crowd(findings, options):
    """F-034: a post to a very large audience."""
    town = Ours()
    town.gain_followers("live", options.audience, options.audience)
    town.around.ask("DELETE", "received")
    before = town.server.memory_mib()
    asked = time.time()
    answered = posts(town, 1, "to a crowd")
    findings.note("F-034", "the answer to the author", (time.time() - asked) * 1000, 100, "ms")
    slowest, most = 0, before
    end = time.time() + options.patience
    while town.around.received() < options.audience and time.time() < end:
        asked = time.time()
        town.api("GET", "/api/v1/timelines/home")
        slowest, most = max(slowest, time.time() - asked), max(most, town.server.memory_mib())
        time.sleep(0.1)
    seen = lags(town, answered, options.audience, 1)
    findings.note("F-034", f"of {options.audience} servers without it", options.audience - len(seen), 0, "")
    findings.note("F-034", "memory taken for it", most - before, 100, "MiB")
    findings.note("F-034", "slowest answer to others meanwhile", slowest * 1000, 300, "ms")
    town.end()


def flood(findings, options):
    """F-036: thousands of ends of people whom nobody here knows."""
    town = Ours()
    town.gain_followers("live", 1, 1)
    fetched = town.around.ask("GET", "asked")
    waits, over = [], threading.Event()

    def reads():
        while not over.is_set():
            asked = time.perf_counter()
            with urllib.request.urlopen(town.server.base + "/api/v1/timelines/public") as answer:
                answer.read()
            waits.append((time.perf_counter() - asked) * 1000)
            time.sleep(0.02)

    reader = threading.Thread(target=reads)
    reader.start()
    sent = town.send("Delete", "gone", options.flood, 500, options.flood, 32)
    over.set()
    reader.join()
    rate = sent["sent"] / sent["seconds"]
    print(f"F-036  {sent['accepted']} of {sent['sent']} accepted, {rate:.0f} a second")
    findings.note("F-036", "neither accepted nor put off", sent["sent"] - sent["accepted"], 0, "")
    findings.note("F-036", "profiles asked for", town.around.ask("GET", "asked") - fetched, 0, "")
    findings.note("F-036", "p95 of reading meanwhile", statistics.median(waits) if len(waits) < 20 else percentile(waits, 95), 300, "ms")
    findings.note("F-036", "kept of it", town.rows("SELECT COUNT(*) FROM inbox") - 1, 0, "")
    town.end()


def slow(findings, options):
    """F-003: the server is killed again and again while slow hosts have yet to take thousands of deliveries."""
    town = Ours()
    town.gain_followers("slow", options.slow, options.hosts)
    town.around.ask("DELETE", "received")
    answered = posts(town, 1, "to the slow")
    for number in range(options.kills):
        time.sleep(random.uniform(0.5, 3))
        town.server.kill()
        town.server = Fanfare(town.folder, town.server.environment, town.server.port)
    began = time.time()
    lags(town, answered, options.slow, options.patience)
    town.wait_until("SELECT COUNT(*) FROM deliveries", 0, options.patience)
    print(f"F-003  all had it {time.time() - began:.0f} s after the last of {options.kills} kills")
    arrivals = [one for one in town.around.ask("GET", "received") if one["id"] in answered]
    reached = {(one["host"], one["inbox"]) for one in arrivals}
    findings.note("F-003", f"of {options.slow} inboxes without it", options.slow - len(reached), 0, "")
    # What was under way at a kill must be sent again, under the same id, by which the other side knows it.
    most = options.kills * DELIVERIES_AT_ONCE
    findings.note("F-003", "sent again, since the answer was not heard", len(arrivals) - len(reached), most, "")
    town.end()


def viral(findings, options):
    """F-035: everybody likes one post."""
    town = Ours()
    status = town.api("POST", "/api/v1/statuses", {"status": "everybody likes this"})
    waits, over = [], threading.Event()

    def reads():
        while not over.is_set():
            asked = time.perf_counter()
            town.api("GET", f"/api/v1/statuses/{status['id']}")
            waits.append((time.perf_counter() - asked) * 1000)
            time.sleep(0.05)

    reader = threading.Thread(target=reads)
    reader.start()
    began = time.time()
    sent = town.send("Like", "live", options.likes, 500, options.likes, 32, status["uri"])
    town.worked_off()
    over.set()
    reader.join()
    print(f"F-035  {sent['accepted']} likes of as many strangers in {time.time() - began:.0f} s, signing included")
    findings.note("F-035", "not accepted", options.likes - sent["accepted"], 0, "")
    counted = town.api("GET", f"/api/v1/statuses/{status['id']}")["favourites_count"]
    findings.note("F-035", f"difference of the counter from {options.likes}", abs(options.likes - counted), 0, "")
    findings.note("F-035", "p95 of reading it meanwhile", percentile(waits, 95), 300, "ms")
    town.end()


FAULTS = {"slow": slow, "drip": dripping, "hole": vanishing, "restart": restarting, "crowd": crowd, "viral": viral, "flood": flood}


def main():
    parser = argparse.ArgumentParser(prog="bin/faults", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("faults", nargs="*", choices=[*FAULTS, []], help="only these: " + ", ".join(FAULTS))
    parser.add_argument("--hosts", type=int, default=200, help="healthy hosts (default 200)")
    parser.add_argument("--bad", type=int, default=200, help="hosts that drip (default 200)")
    parser.add_argument("--posts", type=int, default=10, help="posts beside drips (default 10)")
    parser.add_argument("--queue", type=int, default=100_000, help="deliveries that wait at a start (default 100000)")
    parser.add_argument("--audience", type=int, default=5_000, help="servers of a crowd (default 5000)")
    parser.add_argument("--slow", type=int, default=5_000, help="inboxes of slow hosts (default 5000)")
    parser.add_argument("--kills", type=int, default=3, help="kills beside slow hosts (default 3)")
    parser.add_argument("--likes", type=int, default=50_000, help="likes of one post (default 50000)")
    parser.add_argument("--flood", type=int, default=20_000, help="ends of strangers (default 20000)")
    parser.add_argument("--patience", type=int, default=300, help="seconds until a long queue must be empty (default 300)")
    options = parser.parse_args()
    findings = Findings()
    for name in options.faults or FAULTS:
        FAULTS[name](findings, options)
    print("all as demanded" if not findings.wrong else f"{findings.wrong} not as demanded")
    return 1 if findings.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
