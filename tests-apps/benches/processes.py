"""Servers under measurement: started on free ports, their CPU time and memory read from the system."""

import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def binary():
    """The release build that is measured."""
    return os.environ["FANFARE_BIN"]


def free_port():
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Process:
    """A running program that answers HTTP on loopback."""

    def __init__(self, command, port, environment=None):
        self.port = port
        self.base = f"http://127.0.0.1:{port}"
        self.started = time.perf_counter()
        # Nothing that is measured outlives the measurement, however that ends.
        command = ["setpriv", "--pdeathsig=KILL", *command]
        self.process = subprocess.Popen(
            command, env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def until_answering(self, path):
        """Seconds from the start of the process to its first answer at `path`."""
        while True:
            try:
                with urllib.request.urlopen(self.base + path) as answer:
                    answer.read()
                return time.perf_counter() - self.started
            except urllib.error.HTTPError:
                return time.perf_counter() - self.started
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit(f"{self.process.args[2]} ended with {self.process.returncode}")
                time.sleep(0.001)

    def cpu_seconds(self):
        """CPU time used so far by the process and by those that it started."""
        return sum(cpu_seconds(pid) for pid in family(self.process.pid))

    def memory_mib(self):
        """Resident memory of the process."""
        return resident_mib(self.process.pid)

    def kill(self):
        """Ends the process as a power cut would."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Asks the process to end and waits for it."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def cpu_seconds(pid):
    """CPU time of one process, in seconds, with that of children it has waited for."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return 0.0
    return sum(int(field) for field in fields[11:15]) / TICKS_PER_SECOND


def resident_mib(pid):
    """Resident memory of one process."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def family(pid):
    """The process and its living descendants."""
    found = [pid]
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += family(int(child))
    return found


class Fanfare(Process):
    """A Fanfare on a data folder."""

    def __init__(self, folder, settings=None, port=None):
        port = port or free_port()
        self.folder = folder
        environment = {
            "FANFARE_DOMAIN": "bench.example",
            "FANFARE_RATE_LIMITS": "false",
            **(settings or {}),
        }
        command = [binary(), "serve", "--data", str(folder), "--listen", f"127.0.0.1:{port}"]
        super().__init__(command, port, environment)
        self.environment = environment
        self.answered_after = self.until_answering("/api/v2/instance")

    def run(self, *arguments):
        """Another `fanfare` command on the same data; returns what it printed."""
        done = subprocess.run(
            [binary(), *arguments, "--data", str(self.folder)],
            env={**os.environ, **self.environment},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def member(self, name):
        """Makes a member; returns a token of theirs."""
        self.run("account", "create", name, "--email", f"{name}@mail.example", "--password", "a long password")
        return self.run("token", "create", name)


class Other:
    """Another server that runs on this machine already."""

    def __init__(self, base, pid):
        self.base = base.rstrip("/")
        self.pid = pid

    def cpu_seconds(self):
        """CPU time used so far by the process and by those that it started."""
        return sum(cpu_seconds(pid) for pid in family(self.pid))

    def memory_mib(self):
        """Resident memory of the process."""
        return resident_mib(self.pid)


class Floor(Process):
    """The same program with a handler that answers the given bytes and does nothing else."""

    def __init__(self, files):
        port = free_port()
        super().__init__([binary(), "floor", "--listen", f"127.0.0.1:{port}", *map(str, files)], port)
        self.until_answering("/0")
