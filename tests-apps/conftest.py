"""Two fresh servers for the whole run, one on SQLite and one on PostgreSQL, and somebody living on each."""

import itertools

import pytest

from database import fresh_postgres
from people import Person
from server import Server

SERVERS = []


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """The server on SQLite."""
    yield from running(Server(tmp_path_factory.mktemp("home")))


@pytest.fixture(scope="session")
def far(tmp_path_factory):
    """The server on PostgreSQL."""
    yield from running(Server(tmp_path_factory.mktemp("far"), database_url=fresh_postgres()))


def running(server):
    """Starts a server and stops it when the run is over."""
    SERVERS.append(server)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def alice(home):
    """Somebody on the SQLite server."""
    return Person(home, "alice")


@pytest.fixture(scope="session")
def bob(far):
    """Somebody on the PostgreSQL server."""
    return Person(far, "bob")


@pytest.fixture(scope="session")
def friends(alice, bob):
    """Alice and Bob, who follow each other across their servers."""
    alice.follow(bob)
    bob.follow(alice)
    return alice, bob


@pytest.fixture(params=["from-sqlite-to-postgres", "from-postgres-to-sqlite"])
def pair(request, friends):
    """An author and a reader on the other server; every story is told in both directions."""
    return friends if request.param == "from-sqlite-to-postgres" else tuple(reversed(friends))


COUNTER = itertools.count(1)


@pytest.fixture
def text(request):
    """A text that nothing else in this run has."""
    return f"post {next(COUNTER)} of {request.node.originalname}"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """A failure shows what the servers had to say."""
    report = (yield).get_result()
    if report.failed:
        for server in SERVERS:
            kind = "PostgreSQL" if server.database_url else "SQLite"
            report.sections.append((f"log of {server.domain} on {kind}", server.log_end()))
