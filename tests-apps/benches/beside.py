"""Beside: the same community on another server of the Mastodon API, and what each takes to show it."""

import json
import pathlib
import tempfile

from benches.load import drive
from benches.processes import Fanfare, Other
from benches.reading import doors
from benches.world import World

DOORS = ("home", "status", "context", "notifications", "account", "tag", "public")
"""What both are asked; posts are not searched, since others find only one's own."""


def beside(arguments):
    """Requests for each second of CPU, of ours and of another server, with the same people, posts and follows on both."""
    tokens = json.loads(pathlib.Path(arguments.tokens).read_text())
    with tempfile.TemporaryDirectory(prefix="fanfare-bench-") as made:
        ours, other = Fanfare(pathlib.Path(made) / "data"), Other(arguments.base, arguments.pid)
        worlds = {ours: World(ours.base, {name: ours.member(name) for name in tokens}), other: World(other.base, tokens)}
        for world in worlds.values():
            world.settle(arguments.posts, follows_each=min(40, len(tokens) // 3))
        print(f"{len(tokens)} people, {arguments.posts} posts on both; {arguments.connections} connections")
        print("door            ours/CPU s  other/CPU s   ratio    ours p50   other p50")
        wanted = {server: doors(world) for server, world in worlds.items()}
        for name in DOORS:
            seen = {}
            for server in (ours, other):
                requests = wanted[server][name]
                drive(server, requests, arguments.connections, 5)
                seen[server] = drive(server, requests, arguments.connections, arguments.seconds)
            mine, theirs = seen[ours], seen[other]
            print(
                f"{name:14} {mine.per_cpu_second:11.0f} {theirs.per_cpu_second:12.0f}"
                f" {mine.per_cpu_second / theirs.per_cpu_second:7.1f} {mine.p50_ms:8.1f} ms {theirs.p50_ms:8.1f} ms",
                flush=True,
            )
        print(f"resident memory: ours {ours.memory_mib():.0f} MiB, other {other.memory_mib():.0f} MiB")
        ours.stop()
