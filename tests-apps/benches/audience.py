"""An audience: somebody with thousands of followers here, and when the last of them sees a post."""

import hashlib
import json
import pathlib
import selectors
import shutil
import socket
import sqlite3
import statistics
import tempfile
import time
import urllib.request

from benches.load import drive
from benches.processes import Fanfare


class Audience:
    """A server with an author and followers. Followers are copied in the database, since hashing thousands of passwords
    takes minutes."""

    def __init__(self, followers):
        self.folder = tempfile.mkdtemp(prefix="fanfare-bench-")
        server = Fanfare(self.folder)
        self.author, pattern = server.member("author"), server.member("pattern")
        server.stop()
        self.tokens = [f"follower-{number}" for number in range(followers)]
        self.copy(pattern)
        self.server = Fanfare(self.folder)

    def copy(self, pattern):
        """Makes followers like the one with this token."""
        base = sqlite3.connect(pathlib.Path(self.folder) / "fanfare.sqlite")
        user, account = base.execute(
            "SELECT u.id, u.account_id FROM users u JOIN tokens t ON t.user_id = u.id WHERE t.secret_hash = ?",
            [hashlib.sha256(pattern.encode()).digest()],
        ).fetchone()
        author = base.execute("SELECT id FROM accounts WHERE username = 'author'").fetchone()[0]
        for number, token in enumerate(self.tokens, start=1):
            name, hash_ = f"follower{number}", hashlib.sha256(token.encode()).digest()
            copy(base, "accounts", account, number, username=name, uri=f"bench:{name}", url=f"bench:{name}")
            copy(base, "users", user, number, account_id=account + number, email=f"{name}@mail.example")
            base.execute(
                "INSERT INTO tokens (id, secret_hash, application_id, user_id, scopes, created_at)"
                " SELECT id + ?, ?, application_id, ?, scopes, created_at FROM tokens WHERE user_id = ? ORDER BY id LIMIT 1",
                [number, hash_, user + number, user],
            )
            base.execute(
                "INSERT INTO follows (id, account_id, target_account_id, show_reblogs, notify) VALUES (?, ?, ?, TRUE, FALSE)",
                [author + number, account + number, author],
            )
        base.commit()
        base.close()

    def post(self, text):
        """Posts as the author; returns the id."""
        request = urllib.request.Request(
            self.server.base + "/api/v1/statuses",
            json.dumps({"status": text}).encode(),
            {"Authorization": f"Bearer {self.author}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["id"]

    def sees(self, token, status):
        """Whether the status is at the top of this follower's home timeline."""
        request = urllib.request.Request(
            self.server.base + "/api/v1/timelines/home?limit=1", headers={"Authorization": f"Bearer {token}"}
        )
        with urllib.request.urlopen(request) as answer:
            return [one["id"] for one in json.load(answer)] == [status]

    def end(self):
        """Stops the server and throws its data away."""
        self.server.stop()
        shutil.rmtree(self.folder)


def copy(base, table, row, number, **changes):
    """Copies a row to an id that is `number` higher, with some columns changed."""
    columns = [column[1] for column in base.execute(f"PRAGMA table_info({table})")]
    changes["id"] = row + number
    base.execute(
        f"INSERT INTO {table} ({', '.join(columns)})"
        f" SELECT {', '.join('?' if column in changes else column for column in columns)} FROM {table} WHERE id = ?",
        [changes[column] for column in columns if column in changes] + [row],
    )


def fanout(arguments):
    """Milliseconds from posting until the last of thousands of followers has it in their home timeline in memory."""
    audience = Audience(arguments.followers)
    # Everybody has looked at their timeline, so that each has to be kept current.
    drive(audience.server, [("/api/v1/timelines/home?limit=1", token) for token in audience.tokens], 16, 5)
    took = []
    for number in range(arguments.posts):
        began, before = time.perf_counter(), audience.server.cpu_seconds()
        status = audience.post(f"post {number}")
        answered = time.perf_counter()
        waiting = [audience.tokens[-1], audience.tokens[0], audience.tokens[len(audience.tokens) // 2]]
        while waiting:
            if audience.sees(waiting[0], status):
                waiting.pop(0)
        took.append(((time.perf_counter() - began) * 1000, (answered - began) * 1000))
        time.sleep(0.2)
        cpu = (audience.server.cpu_seconds() - before) * 1000
    seen, answered = zip(*took)
    print(f"{arguments.followers} followers, {arguments.posts} posts, one at a time")
    print(f"answered             {statistics.median(answered):8.1f} ms  (median; worst {max(answered):.1f} ms)")
    print(f"seen by the last     {statistics.median(seen):8.1f} ms  (median; worst {max(seen):.1f} ms)")
    print(f"CPU of the last post {cpu:8.0f} ms, memory {audience.server.memory_mib():.0f} MiB")
    audience.end()


SOCKET = (
    "GET /api/v1/streaming?stream=user HTTP/1.1\r\nHost: bench\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer {token}\r\n\r\n"
)
EVENTS = "GET /api/v1/streaming/user HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n\r\n"


def stream(arguments):
    """Memory of open streams, and milliseconds from posting until an event has come through each."""
    for kind, opening, mark in [("WebSocket", SOCKET, b'"event":"update"'), ("server-sent events", EVENTS, b"event: update")]:
        print(f"-- {kind}")
        streams_of(arguments, opening, mark)


def streams_of(arguments, opening, mark):
    """The same for one kind of stream."""
    audience = Audience(arguments.streams)
    audience.post("so that everything was used once")
    drive(audience.server, [("/api/v1/timelines/home?limit=1", token) for token in audience.tokens], 16, 2)
    time.sleep(1)
    before = audience.server.memory_mib()
    watched = selectors.DefaultSelector()
    for token in audience.tokens:
        connection = socket.create_connection(("127.0.0.1", audience.server.port))
        connection.sendall(opening.format(token=token).encode())
        watched.register(connection, selectors.EVENT_READ)
    read_for(watched, 2)
    memory = audience.server.memory_mib() - before
    took, before_cpu = [], audience.server.cpu_seconds()
    for number in range(arguments.posts):
        began = time.perf_counter()
        audience.post(f"post {number}")
        took += [at - began for at, said in read_for(watched, 1) if mark in said]
    cpu = (audience.server.cpu_seconds() - before_cpu) / arguments.posts * 1000
    took = [seconds * 1000 for seconds in took]
    print(f"{arguments.streams} streams, {arguments.posts} posts, one at a time")
    print(f"memory of streams    {memory:8.1f} MiB")
    print(f"events that came     {len(took):8} of {arguments.streams * arguments.posts}")
    print(f"until an event came  {statistics.median(took):8.1f} ms  (median; last {max(took):.1f} ms)")
    print(f"CPU for each post    {cpu:8.0f} ms")
    audience.end()


def read_for(watched, seconds):
    """What comes within so many seconds, with when it came."""
    came, end = [], time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        for key, _ in watched.select(left):
            came.append((time.perf_counter(), key.fileobj.recv(65536)))
    return came
