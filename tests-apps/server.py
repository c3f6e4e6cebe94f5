"""A Fanfare server as a process of its own, on a free port, with a data folder that is thrown away."""

import os
import pathlib
import signal
import socket
import subprocess
import time

import requests

from waiting import NotInTime

START_DEADLINE_S = 60
STOP_DEADLINE_S = 20
READY_PAUSE_S = 0.003
PASSWORD = "correct horse battery staple"


def binary():
    """The program under test: FANFARE_BIN, or the debug build of this checkout."""
    default = pathlib.Path(__file__).parent.parent / "target" / "debug" / "fanfare"
    found = pathlib.Path(os.environ.get("FANFARE_BIN", default))
    if not found.exists():
        raise SystemExit(f"{found} is not there; build it with: cargo build --package fanfare")
    return str(found.resolve())


def free_port():
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """One server; it may be started, killed and started again, and keeps its port and data."""

    def __init__(self, folder, database_url=None, settings=None):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.domain = f"localhost:{self.port}"
        self.base = f"http://{self.domain}"
        self.database_url = database_url
        self.settings = settings or {}
        self.log = self.folder / "server.log"
        self.process = None

    def environment(self):
        """Trials on one machine: plain HTTP and loopback are allowed; the caller's own settings do not count."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("FANFARE_")}
        ours = {
            "FANFARE_DOMAIN": self.domain,
            "FANFARE_FEDERATION_ALLOW_HTTP": "true",
            "FANFARE_FEDERATION_ALLOW_PRIVATE_ADDRESSES": "127.0.0.0/8,::1/128",
            # Machines ask faster than people; the limits have stories of their own.
            "FANFARE_RATE_LIMITS": "false",
        }
        if self.database_url:
            ours["FANFARE_DATABASE_URL"] = self.database_url
        return {**inherited, **ours, **self.settings}

    def start(self):
        """Starts the process and returns how many seconds passed until its first good answer."""
        command = [
            # No server outlives the tests, however they end.
            "setpriv",
            "--pdeathsig=KILL",
            binary(),
            "serve",
            "--listen",
            f"127.0.0.1:{self.port}",
            "--domain",
            self.domain,
            "--data",
            "data",  # as the default: where it was started
        ]
        if self.database_url:
            command += ["--database-url", self.database_url]
        started = time.monotonic()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.environment(),
                cwd=self.folder,
            )
        while not self.is_ready():
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended with {self.process.returncode} at its start:\n{self.log_end()}")
            if time.monotonic() - started > START_DEADLINE_S:
                raise NotInTime(f"the server gave no answer in {START_DEADLINE_S} s:\n{self.log_end()}")
            time.sleep(READY_PAUSE_S)
        return time.monotonic() - started

    def is_ready(self):
        """Whether `GET /health` answers 200."""
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/health", timeout=5).status_code == 200
        except requests.RequestException:
            return False

    def kill(self):
        """SIGKILL: the process gets no chance to finish anything."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Asks the process to end, and insists when it does not."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_DEADLINE_S)
        except subprocess.TimeoutExpired:
            self.kill()

    def run(self, *arguments):
        """Runs another `fanfare` command on this server's data and returns what it printed."""
        done = subprocess.run(
            [binary(), *arguments, "--data", "data"],
            env=self.environment(),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
        if done.returncode != 0:
            raise AssertionError(
                f"fanfare {' '.join(arguments[:3])} ended with {done.returncode}: {done.stdout}{done.stderr}"
            )
        return done.stdout

    def create_account(self, name, role=None):
        """A confirmed and approved account with the password `PASSWORD`; returns its e-mail address."""
        email = f"{name}@example.org"
        extra = ["--role", role] if role else []
        self.run("account", "create", name, "--email", email, "--password", PASSWORD, *extra)
        return email

    def create_token(self, name, scopes="read write follow push"):
        """A token for that account; the command prints the token and nothing else."""
        printed = self.run("token", "create", name, "--scopes", scopes)
        token = printed.strip()
        assert printed == token + "\n" and " " not in token and token, (
            f"token create printed {printed!r}, not a token and nothing else"
        )
        return token

    def handle(self, name):
        """How people of other servers name an account of this one."""
        return f"{name}@{self.domain}"

    def log_end(self, lines=40):
        """The last lines that the server wrote."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
