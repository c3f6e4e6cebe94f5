"""Posting: statuses that are durable when they are answered, beside bare rows of the same database."""

import json
import os
import random
import shutil
import tempfile
import time

from benches.load import drive
from benches.processes import Fanfare
from benches.world import WORDS

AUTHORS = 16


def post(arguments):
    """Posts a second with every answer durable, against bare durable rows and synced writes of the same disk."""
    folder = tempfile.mkdtemp(prefix="fanfare-bench-")
    server = Fanfare(folder)
    dice = random.Random(5)
    tokens = [server.member(f"person{number}") for number in range(AUTHORS)]

    def text():
        return json.dumps({"status": " ".join(dice.choice(WORDS) for _ in range(20))})

    requests = [("/api/v1/statuses", dice.choice(tokens), text()) for _ in range(512)]
    drive(server, requests, arguments.clients, 1)
    posts = drive(server, requests, arguments.clients, arguments.seconds)
    memory = server.memory_mib()
    clients = ["--clients", str(arguments.clients), "--seconds", str(arguments.seconds)]
    server.stop()
    rows = float(server.run("commits", *clients))
    disk = synced_writes_per_second(folder)
    shutil.rmtree(folder)
    print(f"posts, durable     {posts.per_second:8.0f} /s  ({arguments.clients} clients, {arguments.seconds} s)")
    print(f"  CPU {posts.cpu_ms:.3f} ms each, with all that follows from them; p50 {posts.p50_ms:.1f} ms, p99 {posts.p99_ms:.1f} ms; {memory:.0f} MiB")
    print(f"bare rows          {rows:8.0f} /s  (one row in each transaction, as many at once)")
    print(f"synced writes      {disk:8.0f} /s  (this disk, one after another)")
    print(f"share of bare rows {posts.per_second / rows:8.2f}")


def synced_writes_per_second(folder, seconds=2.0):
    """The physical limit: how often this disk can promise a small write, one after another."""
    path = os.path.join(folder, "yardstick")
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        os.write(file, b"x" * 4096)
        os.fdatasync(file)
        count += 1
    os.close(file)
    return count / (time.perf_counter() - began)
