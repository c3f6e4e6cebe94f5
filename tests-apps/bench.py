"""Figures about a release build, each beside a yardstick taken in the same run. Run by `bin/bench`."""

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time

from benches import audience, beside, budget, federation, growth, media, posting, reading, storm
from benches.processes import Fanfare, binary


def start(_):
    """Cold start with a new database, and memory at rest."""
    times, memory = [], []
    for _ in range(10):
        folder = tempfile.mkdtemp(prefix="fanfare-bench-")
        server = Fanfare(folder)
        times.append(server.answered_after * 1000)
        time.sleep(2)
        memory.append(server.memory_mib())
        server.stop()
        shutil.rmtree(folder)
    python = []
    for _ in range(10):
        began = time.perf_counter()
        subprocess.run(["python3", "-c", "import http.server"], check=True)
        python.append((time.perf_counter() - began) * 1000)
    ratio = statistics.median(times) / statistics.median(python)
    print(f"binary                        {os.path.getsize(binary()) / 1024 / 1024:8.1f} MiB")
    print(f"cold start to first answer    {statistics.median(times):8.0f} ms   (median of 10; worst {max(times):.0f} ms)")
    print(f"  the same, in starts of an empty Python web server: {ratio:.2f}")
    print(f"resident memory at rest       {statistics.median(memory):8.1f} MiB  (median of 10; worst {max(memory):.1f})")


def main():
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    lines = parser.add_subparsers(required=True, metavar="LINE")
    lines.add_parser("start", help=start.__doc__).set_defaults(run=start)
    posts = lines.add_parser("post", help=posting.post.__doc__)
    posts.add_argument("--clients", type=int, default=16)
    posts.add_argument("--seconds", type=int, default=5)
    posts.set_defaults(run=posting.post)
    seeding = lines.add_parser("seed", help=reading.seed.__doc__)
    seeding.add_argument("folder", help="a folder that does not exist yet")
    seeding.add_argument("--people", type=int, default=reading.PEOPLE)
    seeding.add_argument("--posts", type=int, default=reading.POSTS)
    seeding.set_defaults(run=reading.seed)
    readers = lines.add_parser("read", help=reading.read.__doc__)
    readers.add_argument("--folder", help="a community made by `seed`; without it, one is made and thrown away")
    readers.add_argument("--doors", nargs="*", help="only these")
    readers.add_argument("--connections", type=int, nargs="*", default=reading.CONNECTIONS)
    readers.add_argument("--seconds", type=int, default=3)
    readers.set_defaults(run=reading.read)
    followers = lines.add_parser("fanout", help=audience.fanout.__doc__)
    followers.add_argument("--followers", type=int, default=5_000)
    followers.add_argument("--posts", type=int, default=10)
    followers.set_defaults(run=audience.fanout)
    streams = lines.add_parser("stream", help=audience.stream.__doc__)
    streams.add_argument("--streams", type=int, default=1_000)
    streams.add_argument("--posts", type=int, default=5)
    streams.set_defaults(run=audience.stream)
    others = lines.add_parser("beside", help=beside.beside.__doc__)
    others.add_argument("--base", required=True, help="where the other server answers, such as http://localhost:8480")
    others.add_argument("--pid", required=True, type=int, help="its process")
    others.add_argument("--tokens", required=True, help="JSON: names of its members, with a token of each")
    others.add_argument("--posts", type=int, default=3_000)
    others.add_argument("--connections", type=int, default=16)
    others.add_argument("--seconds", type=int, default=3)
    others.set_defaults(run=beside.beside)
    growing = lines.add_parser("growth", help=growth.grow.__doc__)
    growing.add_argument("--folder", required=True, help="a community made by `seed`; it is copied")
    growing.add_argument("--posts", type=int, default=2_000_000)
    growing.add_argument("--seconds", type=int, default=3)
    growing.set_defaults(run=growth.grow)
    pictures = lines.add_parser("media", help=media.media.__doc__)
    pictures.add_argument("--photos", type=int, default=10)
    pictures.add_argument("--videos", type=int, default=20)
    pictures.add_argument("--seconds", type=int, default=5)
    pictures.set_defaults(run=media.media)
    replaying = lines.add_parser("budget", help=budget.budget.__doc__)
    replaying.add_argument("--posts", type=int, default=1_500)
    replaying.add_argument("--megabytes", type=int, default=100)
    replaying.set_defaults(run=budget.budget)
    storming = lines.add_parser("storm", help=storm.storm.__doc__)
    storming.add_argument("--minutes", type=float, default=10)
    storming.add_argument("--registrations", choices=("open", "approval"), default="open")
    storming.set_defaults(run=storm.storm)
    federating = lines.add_parser("federation", help=federation.federate.__doc__)
    federating.add_argument("--activities", type=int, default=20_000)
    federating.add_argument("--followers", type=int, default=4_000)
    federating.add_argument("--hosts", type=int, default=500)
    federating.add_argument("--posts", type=int, default=20)
    federating.add_argument("--beside", metavar="BASE", help="a running GoToSocial instead, with all that follows")
    federating.add_argument("--pid", type=int, help="its process")
    federating.add_argument("--token", help="of somebody there")
    federating.add_argument("--database", help="its SQLite file, to see what it has stored")
    federating.add_argument("--door", help="host and port at which it listens, past the proxy before it")
    federating.add_argument("--place", help="where its neighbours live, such as https://far.example; its proxy asks --port")
    federating.add_argument("--port", type=int, help="the port of the neighbours on 127.0.0.1")
    federating.set_defaults(run=federation.federate)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
