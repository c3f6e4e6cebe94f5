"""`toot`, a program for the command line, on each server: signing in, posting, reading, answering, following."""

import json
import os
import pathlib
import re
import subprocess
import sys

import pytest

from browser import Browser, code_of
from server import PASSWORD
from waiting import eventually

TIMEOUT_S = 60


class Toot:
    """The program with a configuration folder of its own."""

    def __init__(self, server, name, folder):
        self.server = server
        self.handle = server.handle(name)
        self.program = str(pathlib.Path(sys.executable).parent / "toot")
        self.environment = {
            **os.environ,
            "XDG_CONFIG_HOME": str(folder),
            "XDG_CACHE_HOME": str(folder),
            "PYTHONUNBUFFERED": "1",
            "COLUMNS": "200",
        }
        self.log_in(server.create_account(name))

    def __call__(self, *arguments):
        """Runs a command and returns what it printed, long lines joined again."""
        done = subprocess.run(
            [self.program, "--no-color", *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
        )
        assert done.returncode == 0, (
            f"toot {' '.join(arguments)} ended with {done.returncode}: {done.stdout}{done.stderr}"
        )
        return " ".join(done.stdout.split())

    def json(self, *arguments):
        """Runs a command that can print JSON, and reads that."""
        return json.loads(self(*arguments, "--json"))

    def log_in(self, email):
        """Answers what `toot login` asks: no browser of its own, please, and this is the code."""
        process = subprocess.Popen(
            [self.program, "login", "--instance", self.server.base],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        shown = ""
        for line in process.stdout:
            shown += line
            if line.startswith("http"):
                break
        else:
            raise AssertionError(f"toot login showed no address: {shown}")
        code = code_of(Browser(self.server.base).authorize(line.strip(), email, PASSWORD))
        rest, _ = process.communicate(f"n\n{code}\n", timeout=TIMEOUT_S)
        assert process.returncode == 0 and "Successfully logged in" in rest, shown + rest

    def post(self, *arguments):
        """Posts and returns the address of the post."""
        return re.search(r"Toot posted: (\S+)", self("post", *arguments)).group(1)

    def sees(self, text):
        """The post with that text in the home timeline, once it is there."""

        def ask():
            found = [one for one in self.json("timelines", "home") if text in one["content"] and not one["reblog"]]
            return found and found[0]

        return eventually(f"toot of {self.handle} shows '{text}'", ask, pause_s=0.2)

    def told(self, kind, by):
        """The newest notification of that kind from that person, once it is there."""

        def ask():
            found = [one for one in self.json("notifications", "--type", kind) if one["account"]["acct"] == by.handle]
            return found and found[0]

        return eventually(f"toot of {self.handle} shows a {kind} by {by.handle}", ask, pause_s=0.2)


@pytest.fixture(scope="module")
def carla(home, tmp_path_factory):
    """Somebody with toot on the SQLite server."""
    return Toot(home, "carla", tmp_path_factory.mktemp("carla"))


@pytest.fixture(scope="module")
def dora(far, tmp_path_factory):
    """Somebody with toot on the PostgreSQL server."""
    return Toot(far, "dora", tmp_path_factory.mktemp("dora"))


@pytest.fixture(scope="module", params=["from-sqlite-to-postgres", "from-postgres-to-sqlite"])
def toots(request, carla, dora):
    """An author and a follower on the other server."""
    author, reader = (carla, dora) if request.param == "from-sqlite-to-postgres" else (dora, carla)
    assert "You are now following" in reader("follow", author.handle)
    eventually("the follower is known", lambda: reader.handle in author("followers"), pause_s=0.2)
    return author, reader


def test_whoami_shows_the_account(carla, dora):
    assert "@carla" in carla("whoami") and "@dora" in dora("whoami")
    assert carla.json("whoami")["acct"] == "carla"


def test_search_finds_somebody_on_the_other_server(toots):
    author, reader = toots
    assert author.handle in reader("search", "--resolve", f"@{author.handle}")
    assert author.handle in reader("whois", author.handle)


def test_the_instance_is_shown(carla, dora):
    for toot in (carla, dora):
        assert toot.server.domain in toot("instance", toot.server.base)


def test_posting_and_reading_in_every_form_of_the_timeline(toots, text):
    author, reader = toots
    url = author.post(text)
    assert url.startswith(author.server.base)
    reader.sees(text)
    assert text in reader("timelines", "home", "--no-pager", "--no-clear")
    assert text in reader("timeline", "--once")
    assert text in reader("timelines", "account", author.handle, "--no-pager", "--no-clear")


def test_reply_favourite_and_reblog_reach_the_author(toots, text):
    author, reader = toots
    author.post(text)
    seen = reader.sees(text)
    reader.post("--reply-to", seen["id"], f"@{author.handle} a reply to {text}")
    assert "favourited" in reader("favourite", seen["id"])
    assert "reblogged" in reader("reblog", seen["id"])
    assert f"a reply to {text}" in author.told("mention", reader)["status"]["content"]
    assert text in author.told("favourite", reader)["status"]["content"]
    assert text in author.told("reblog", reader)["status"]["content"]
    assert f"a reply to {text}" in reader("thread", seen["id"])
    assert reader.handle in author("notifications")
    assert "unfavourited" in reader("unfavourite", seen["id"])
    assert "unreblogged" in reader("unreblog", seen["id"])


def test_a_post_is_deleted(toots, text):
    author, reader = toots
    posted = author.json("post", text)
    seen = reader.sees(text)
    assert "deleted" in author("delete", posted["id"])
    eventually(
        "the post is gone from the reader's home timeline",
        lambda: seen["id"] not in [one["id"] for one in reader.json("timelines", "home")],
        pause_s=0.2,
    )


def test_unfollowing_ends_it(toots):
    author, reader = toots
    assert "no longer following" in reader("unfollow", author.handle)
    eventually("the follower is gone", lambda: reader.handle not in author("followers"), pause_s=0.2)
