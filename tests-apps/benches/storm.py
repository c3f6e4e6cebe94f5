"""A storm of newcomers: thousands sign up and look around within minutes, while members go on as ever."""

import http.client
import itertools
import random
import re
import statistics
import tempfile
import threading
import time
import urllib.parse

from benches.processes import Fanfare

MEMBERS = 20
SIGN_UPS_PER_MINUTE = 500
PAGES_PER_MINUTE = 2_000
MEMBER_REQUESTS_PER_MINUTE = 600
PAGES = ("/", "/about", "/explore", "/auth/sign_up", "/@member0", "/directory")
CSRF = re.compile(r'name="csrf" value="([^"]*)"')


class Tally:
    """What came back for one kind of request: codes, and how long each took."""

    def __init__(self):
        self.codes, self.times, self.lock = {}, [], threading.Lock()

    def add(self, code, seconds):
        """One more answer."""
        with self.lock:
            self.codes[code] = self.codes.get(code, 0) + 1
            self.times.append(seconds * 1000)

    def line(self, name):
        """One line of the table."""
        times = sorted(self.times) or [0.0]
        p50, p95 = (times[int(len(times) * share)] for share in (0.5, 0.95))
        codes = ", ".join(f"{code}: {count}" for code, count in sorted(self.codes.items()))
        return f"{name:32} {len(self.times):7} {p50:9.1f} {p95:9.1f} {times[-1]:9.1f}   {codes}"

    def broken(self):
        """Answers that say that the server could not."""
        return sum(count for code, count in self.codes.items() if code >= 500 or code == 0)


class Crowd:
    """Threads that do something so and so often a minute, whatever the answers take."""

    def __init__(self, per_minute, minutes, deed, threads=16):
        self.turns = itertools.count()
        self.total, self.gap = int(per_minute * minutes), 60 / per_minute
        self.deed, self.began = deed, time.perf_counter()
        self.threads = [threading.Thread(target=self.work) for _ in range(threads)]
        for thread in self.threads:
            thread.start()

    def work(self):
        """One turn after another, each at its time."""
        while (turn := next(self.turns)) < self.total:
            time.sleep(max(0.0, self.began + turn * self.gap - time.perf_counter()))
            self.deed(turn)

    def wait(self):
        """Until all has been done."""
        for thread in self.threads:
            thread.join()


class Visitors:
    """People whom the server does not know, each at an address of their own."""

    def __init__(self, server):
        self.server = server
        self.pages, self.sign_ups, self.sign_ins = Tally(), Tally(), Tally()

    def ask(self, tally, turn, method, path, form=None, cookies=""):
        """One request; its status, its page and the cookies that it sets."""
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        headers = {
            "Host": "bench.example",
            "X-Forwarded-For": f"198.{18 + turn % 2}.{turn // 256 % 256}.{turn % 256}",
            "X-Forwarded-Proto": "https",
            "Cookie": cookies,
        }
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            form = urllib.parse.urlencode(form)
        try:
            connection.request(method, path, form, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
            set_ = "; ".join(value.split(";")[0] for value in answer.headers.get_all("Set-Cookie") or [])
            status = answer.status
        except OSError:
            status, text, set_ = 0, "", ""
        finally:
            connection.close()
        tally.add(status, time.perf_counter() - began)
        return status, text, set_

    def look(self, turn):
        """Opens a page."""
        self.ask(self.pages, turn, "GET", PAGES[turn % len(PAGES)])

    def join(self, turn):
        """Opens the form and signs up, as one does."""
        _, page, cookies = self.ask(self.pages, turn, "GET", "/auth/sign_up")
        secret = CSRF.search(page)
        if secret is None:
            return
        form = {
            "csrf": secret[1],
            "username": f"newcomer{turn}",
            "email": f"newcomer{turn}@mail.example",
            "password": f"a long password {turn}",
            "reason": "My friends are here.",
            "agreement": "yes",
            "invite": "",
            "website": "",
        }
        self.ask(self.sign_ups, turn, "POST", "/auth/sign_up", form, cookies)

    def sign_in(self, turn):
        """A member comes back."""
        _, page, cookies = self.ask(self.pages, turn, "GET", "/auth/sign_in")
        secret = CSRF.search(page)
        if secret is None:
            return
        name = f"member{turn % MEMBERS}@mail.example"
        form = {"csrf": secret[1], "username": name, "password": "a long password"}
        self.ask(self.sign_ins, turn, "POST", "/auth/sign_in", form, cookies)


def members_read(server, tokens, tally):
    """What a member does all day: mostly reading, now and then a post."""
    dice = random.Random(7)
    doors = ("/api/v1/timelines/home?limit=20", "/api/v1/notifications?limit=20", "/api/v1/timelines/public?limit=20")

    def deed(turn):
        headers = {"Authorization": f"Bearer {tokens[turn % len(tokens)]}", "Content-Type": "application/json"}
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        try:
            if turn % 10 == 0:
                connection.request("POST", "/api/v1/statuses", f'{{"status": "Post {turn}"}}', headers)
            else:
                connection.request("GET", dice.choice(doors), headers=headers)
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        except OSError:
            status = 0
        finally:
            connection.close()
        tally.add(status, time.perf_counter() - began)

    return deed


def storm(arguments):
    """A storm of newcomers (F-033): 500 sign-ups and 2,000 page views a minute, and what members notice of it."""
    with tempfile.TemporaryDirectory(prefix="fanfare-bench-") as folder:
        server = Fanfare(folder, {"FANFARE_RATE_LIMITS": "true"})
        server.run("settings", "set", "registrations", arguments.registrations)
        tokens = [server.member(f"member{number}") for number in range(MEMBERS)]
        before, during, visitors = Tally(), Tally(), Visitors(server)
        Crowd(MEMBER_REQUESTS_PER_MINUTE, min(1, arguments.minutes), members_read(server, tokens, before)).wait()
        used, began = server.cpu_seconds(), time.perf_counter()
        crowds = [
            Crowd(MEMBER_REQUESTS_PER_MINUTE, arguments.minutes, members_read(server, tokens, during)),
            Crowd(SIGN_UPS_PER_MINUTE, arguments.minutes, visitors.join),
            Crowd(PAGES_PER_MINUTE - SIGN_UPS_PER_MINUTE, arguments.minutes, visitors.look),
            Crowd(MEMBERS, arguments.minutes, visitors.sign_in, threads=2),
        ]
        for crowd in crowds:
            crowd.wait()
        seconds = time.perf_counter() - began
        cores = (server.cpu_seconds() - used) / seconds
        print(f"{arguments.minutes} minutes, on {seconds:.0f} s of clock; the server used {cores:.2f} cores")
        print(f"{'':32} {'times':>7} {'p50 ms':>9} {'p95 ms':>9} {'worst ms':>9}   answers")
        print(before.line("members before it"))
        print(during.line("members during it"))
        print(visitors.pages.line("pages"))
        print(visitors.sign_ups.line("sign-ups"))
        print(visitors.sign_ins.line("members who sign in"))
        slower = statistics.median(during.times) / statistics.median(before.times)
        broken = sum(tally.broken() for tally in (during, visitors.pages, visitors.sign_ups, visitors.sign_ins))
        print(f"members' median during the storm: {slower:.2f} times that before; answers of 5xx or none: {broken}")
        print(f"resident memory afterwards: {server.memory_mib():.0f} MiB")
        server.stop()
