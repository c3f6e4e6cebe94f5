"""Reading what a community wrote: every door of the everyday, beside its floor."""

import pathlib
import random
import tempfile
import urllib.parse
import urllib.request

from benches.load import drive
from benches.processes import Fanfare, Floor
from benches.world import TAGS, WORDS, World

PEOPLE = 200
POSTS = 20_000
CONNECTIONS = (1, 16, 64)
SPREAD = 64
"""Different requests for each door, so that no single row answers them all."""


def doors(world):
    """Name of each door, with requests for it: pairs of path and token."""
    dice = random.Random(7)

    def readers():
        return [world.tokens[name] for name in dice.sample(world.names, min(SPREAD, len(world.names)))]

    statuses = dice.sample(world.statuses[-5000:], min(SPREAD, len(world.statuses)))
    return {
        "home": [("/api/v1/timelines/home?limit=40", token) for token in readers()],
        "status": [(f"/api/v1/statuses/{id_}", token) for id_, token in zip(statuses, readers())],
        "context": [(f"/api/v1/statuses/{id_}/context", token) for id_, token in zip(statuses, readers())],
        "notifications": [("/api/v1/notifications?limit=40", token) for token in readers()],
        "account": [
            (f"/api/v1/accounts/{world.ids[dice.choice(world.names)]}/statuses?limit=40", token) for token in readers()
        ],
        "tag": [(f"/api/v1/timelines/tag/{tag}?limit=40", token) for tag, token in zip(TAGS * 2, readers())],
        "public": [("/api/v1/timelines/public?limit=40", token) for token in readers()],
        "search": [
            (f"/api/v2/search?type=statuses&limit=20&q={urllib.parse.quote(word)}", token)
            for word, token in zip(WORDS * 2, readers())
        ],
    }


def seed(arguments):
    """Makes the community in a folder, for `read` and others to use again."""
    folder = pathlib.Path(arguments.folder)
    folder.mkdir(parents=True)
    server = Fanfare(folder / "data")
    names = [f"person{number:03}" for number in range(arguments.people)]
    world = World(server.base, {name: server.member(name) for name in names})
    world.settle(arguments.posts)
    world.save(folder / "world.json")
    print(f"{arguments.people} people, {len(world.statuses)} posts in {folder}")
    server.stop()


def read(arguments):
    """Requests a second, CPU and latency of each door for reading, and each as a share of its floor."""
    with tempfile.TemporaryDirectory(prefix="fanfare-bench-") as made:
        if arguments.folder is None:
            arguments.folder = pathlib.Path(made) / "world"
            arguments.people, arguments.posts = PEOPLE, POSTS
            seed(arguments)
        server = Fanfare(pathlib.Path(arguments.folder) / "data")
        world = World.load(server.base, pathlib.Path(arguments.folder) / "world.json")
        table(server, world, arguments, pathlib.Path(made))
        print(f"resident memory afterwards: {server.memory_mib():.0f} MiB")
        server.stop()


def table(server, world, arguments, scratch):
    """Measures and prints, door by door."""
    print("door           conns    req/s   CPU ms    p50 ms   p99 ms    bytes  floor req/s  floor CPU ms  share of floor (CPU)")
    for name, requests in doors(world).items():
        if arguments.doors and name not in arguments.doors:
            continue
        bodies = [body(server, path, token) for path, token in requests]
        files = []
        for number, bytes_ in enumerate(bodies):
            files.append(scratch / f"{name}-{number}.json")
            files[-1].write_bytes(bytes_)
        floor = Floor(files)
        drive(server, requests, 16, 1)
        for connections in arguments.connections:
            ours = drive(server, requests, connections, arguments.seconds)
            bare = drive(floor, [(f"/{number}", None) for number in range(len(files))], connections, arguments.seconds)
            size = sum(map(len, bodies)) // len(bodies)
            print(
                f"{name:14} {connections:5} {ours.per_second:8.0f} {ours.cpu_ms:8.3f} {ours.p50_ms:9.2f} {ours.p99_ms:8.2f}"
                f" {size:8} {bare.per_second:12.0f} {bare.cpu_ms:13.3f} {bare.cpu_ms / ours.cpu_ms:21.2f}",
                flush=True,
            )
        floor.stop()


def body(server, path, token):
    """The answer to one request."""
    request = urllib.request.Request(server.base + path, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request) as answer:
        return answer.read()
