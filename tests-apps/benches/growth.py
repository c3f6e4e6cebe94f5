"""Growth: the same community with a hundred times the posts."""

import pathlib
import shutil
import sqlite3
import tempfile
import time

from benches.load import drive
from benches.processes import Fanfare
from benches.reading import doors
from benches.world import World

DOORS = ("home", "status", "notifications")
"""What must not grow slower."""


def grow(arguments):
    """What reading costs with so many posts stored, beside the same community without them."""
    with tempfile.TemporaryDirectory(prefix="fanfare-bench-", dir=pathlib.Path(arguments.folder).parent) as made:
        folder = pathlib.Path(made) / "world"
        shutil.copytree(arguments.folder, folder)
        # The server brings the schema up to date.
        Fanfare(folder / "data").stop()
        small = measure(folder, arguments.seconds)
        began = time.perf_counter()
        count = multiply(folder / "data" / "fanfare.sqlite", arguments.posts)
        print(f"{count} posts stored (in {time.perf_counter() - began:.0f} s)", flush=True)
        large = measure(folder, arguments.seconds)
        for name in DOORS:
            print(f"{name:14} {small[name]:8.3f} ms -> {large[name]:8.3f} ms  x{large[name] / small[name]:.2f}")
        print(f"memory         {small['memory']:8.0f} MiB -> {large['memory']:8.0f} MiB")


def measure(folder, seconds):
    """CPU milliseconds of each door."""
    server = Fanfare(folder / "data")
    world = World.load(server.base, folder / "world.json")
    found = {}
    for name, requests in doors(world).items():
        if name in DOORS:
            drive(server, requests, 16, 2)
            found[name] = drive(server, requests, 16, seconds).cpu_ms
    found["memory"] = server.memory_mib()
    server.stop()
    return found


def multiply(path, wanted):
    """Copies the statuses, each copy as old again as all of them together, until there are so many."""
    base = sqlite3.connect(path)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = OFF")
    base.execute("PRAGMA cache_size = -400000")
    columns = [column[1] for column in base.execute("PRAGMA table_info(statuses)")]
    (count, newest, oldest) = base.execute("SELECT COUNT(*), MAX(id), MIN(id) FROM statuses").fetchone()
    base.execute("CREATE TEMP TABLE pattern AS SELECT * FROM statuses WHERE reblog_of_id IS NULL")
    (each,) = base.execute("SELECT COUNT(*) FROM pattern").fetchone()
    rounds, step = -(-(wanted - count) // each), newest - oldest + 1
    chosen = [
        {"id": "id - ?", "conversation_id": "id - ?", "uri": "uri || '-' || ?", "in_reply_to_id": "NULL"}.get(name, name)
        for name in columns
    ]
    for number in range(1, rounds + 1):
        base.execute(
            f"INSERT INTO statuses ({', '.join(columns)}) SELECT {', '.join(chosen)} FROM pattern ORDER BY id",
            [number if name == "uri" else number * step for name in columns if name in ("id", "conversation_id", "uri")],
        )
        base.commit()
    (count,) = base.execute("SELECT COUNT(*) FROM statuses").fetchone()
    base.close()
    return count
