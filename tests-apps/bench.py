"""Figures about a release build, each beside a yardstick taken in the same run. Run by `bin/bench`."""

import argparse
import json
import os
import pathlib
import shutil
import signal
import socket
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.request

from benches import reading

BIN = os.environ["FANFARE_BIN"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server on a data folder of its own."""

    def __init__(self, folder):
        self.port = free_port()
        self.folder = folder
        self.started = time.perf_counter()
        command = [BIN, "serve", "--data", folder, "--listen", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)

    def until_answering(self):
        """Seconds from the start of the process to the first answer that needed the database."""
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v2/instance") as answer:
                    answer.read()
                return time.perf_counter() - self.started
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit("the server ended")
                time.sleep(0.001)

    def memory_mib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def token(self, name):
        """Makes a member; answers a token of theirs."""
        domain = ["--data", self.folder]
        email = ["--email", f"{name}@mail.example", "--password", "a long password"]
        subprocess.run([BIN, *domain, "account", "create", name, *email], check=True, stdout=subprocess.DEVNULL)
        made = subprocess.run([BIN, *domain, "token", "create", name], check=True, capture_output=True, text=True)
        return made.stdout.strip()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def start(_):
    """Cold start with a new database, and memory at rest."""
    times, memory = [], []
    for _ in range(10):
        folder = tempfile.mkdtemp(prefix="fanfare-bench-")
        server = Server(folder)
        times.append(server.until_answering() * 1000)
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
    print(f"binary                        {os.path.getsize(BIN) / 1024 / 1024:8.1f} MiB")
    print(f"cold start to first answer    {statistics.median(times):8.0f} ms   (median of 10; worst {max(times):.0f} ms)")
    print(f"  the same, in starts of an empty Python web server: {ratio:.2f}")
    print(f"resident memory at rest       {statistics.median(memory):8.1f} MiB  (median of 10; worst {max(memory):.1f})")


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


def post(arguments):
    """Posts a second with every answer durable, by several clients, against synced writes of this disk."""
    folder = tempfile.mkdtemp(prefix="fanfare-bench-")
    server = Server(folder)
    server.until_answering()
    token = server.token("alice")
    counts = [0] * arguments.clients
    stop = time.perf_counter() + arguments.seconds

    def client(number):
        import http.client

        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        while time.perf_counter() < stop:
            body = json.dumps({"status": f"{number} {counts[number]}"})
            connection.request("POST", "/api/v1/statuses", body, headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise SystemExit(f"a post was answered {answer.status}")
            counts[number] += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(arguments.clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = sum(counts) / arguments.seconds
    server.stop()
    disk = synced_writes_per_second(folder)
    shutil.rmtree(folder)
    print(f"posts, durable     {rate:8.0f} /s  ({arguments.clients} clients, {arguments.seconds} s)")
    print(f"synced writes      {disk:8.0f} /s  (this disk, one after another)")
    print(f"ratio              {rate / disk:8.2f}")


def main():
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    lines = parser.add_subparsers(required=True, metavar="LINE")
    lines.add_parser("start", help=start.__doc__).set_defaults(run=start)
    posting = lines.add_parser("post", help=post.__doc__)
    posting.add_argument("--clients", type=int, default=16)
    posting.add_argument("--seconds", type=int, default=5)
    posting.set_defaults(run=post)
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
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
