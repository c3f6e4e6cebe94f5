"""Walks the same steps between Fanfare and another running server that speaks the Mastodon client API, each way."""

import argparse
import pathlib
import secrets
import shlex
import subprocess
import sys
import tempfile

import requests

from api import Api, Refused
from journey import ORDER, Journey
from server import Server
from sides import UNKNOWN, Cannot, Side
from waiting import NotInTime

REMARK_CHARACTERS = 200


def steps():
    """What each step does, for people."""
    lines = [f"  {name:11s} {getattr(Journey, name).__doc__}" for name in ORDER]
    return "\n".join(["The steps, each walked by F (Fanfare) and by P (the peer) while the other looks:", *lines])


def walk(ours, peer, wanted):
    """Walks the steps and prints the table; returns how many failed."""
    journey = Journey(secrets.token_hex(4))
    count = {"ok": 0, "FAILED": 0, "cannot": 0}
    print(f"F is {ours.handle} at {ours.api.base}\nP is {peer.handle} at {peer.api.base}\n")
    for name in wanted:
        for one, other in ((ours, peer), (peer, ours)):
            outcome, remark = take(getattr(journey, name), one, other, bool(count["FAILED"]))
            count[outcome] += 1
            remark = " ".join(remark.split())[:REMARK_CHARACTERS]
            print(f"{name:11s}  {one.label}→{other.label}  {outcome:6s}  {remark}", flush=True)
        if not (ours.known and peer.known):
            break
    walked = count["ok"] + count["FAILED"]
    print(f"\n{count['ok']} of {walked} steps passed; {count['cannot']} could not be walked with this peer")
    return count["FAILED"]


def take(step, one, other, has_failed):
    """One step: its outcome and what there is to say about it."""
    try:
        return "ok", step(one, other) or ""
    except Cannot as reason:
        return "cannot", str(reason)
    except (AssertionError, NotInTime, Refused, requests.RequestException, subprocess.SubprocessError) as problem:
        return "FAILED", str(problem)
    except (TypeError, AttributeError, KeyError, IndexError) as problem:
        why = "needs what an earlier step did not bring" if has_failed else "an answer has another shape"
        return "FAILED", f"{why} ({problem!r})"


def own_fanfare(folder, options):
    """A Fanfare for this run only, and somebody on it."""
    settings = {"FANFARE_FEDERATION_EXTRA_CA_FILE": options.extra_ca_file} if options.extra_ca_file else {}
    server = Server(pathlib.Path(folder), settings=settings)
    server.start()
    for name in ("fanny", "fanny2"):
        server.create_account(name)
    ours = Side("F", server.base, server.create_token("fanny"))
    ours.second = Side("F", server.base, server.create_token("fanny2"))
    use_commands(ours, server.run)
    return server, ours


def given_fanfare(options):
    """The running Fanfare of the command line."""
    base, host = options.fanfare[0], options.fanfare_host_is
    ours = Side("F", *options.fanfare, host=host)
    if options.fanfare_second:
        ours.second = Side("F", base, options.fanfare_second, host=host)
    if options.fanfare_command:
        command = shlex.split(options.fanfare_command)
        use_commands(ours, lambda *more: run([*command, *more]))
    return ours


def run(command):
    """Runs a command and returns what it prints."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, f"{command} ended with {done.returncode}: {done.stderr}"
    return done.stdout


def use_commands(ours, fanfare):
    """Reports are read, and accounts moved, by Fanfare's own commands."""

    def move(old, new):
        fanfare("account", "alias", new.account["username"], "add", f"@{old.handle}")
        fanfare("account", "move", old.account["username"], f"@{new.handle}")

    ours.reports = lambda: fanfare("report", "list")
    ours.mover = move


def the_peer(options):
    """The other server, as far as the command line tells."""
    peer = Side("P", options.base, options.token, host=options.other_host_is)
    if options.second:
        peer.second = Side("P", options.base, options.second, host=options.other_host_is)
        peer.mover = lambda old, new: move_by_api(old, new, options.password)
    if options.admin:
        admin = Api(options.base, options.admin)
        peer.reports = lambda: str(admin.get("/api/v1/admin/reports", limit=20))
    return peer


def move_by_api(old, new, password):
    """Moves by the methods that GoToSocial adds to the client API."""
    try:
        new.api.call("POST", "/api/v1/accounts/alias", json={"also_known_as_uris": [old.uri()]})
        old.api.post("/api/v1/accounts/move", moved_to_uri=new.uri(), password=password)
    except Refused as refused:
        if refused.status in UNKNOWN:
            raise Cannot(f"{old.label} cannot move: {refused}") from refused
        raise


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="bin/interop",
        description=__doc__,
        epilog=steps() + "\n\nThe exit code is the number of failed steps.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("base", metavar="BASE", help="address of the peer, such as https://peer.example or http://localhost:8080")
    add("token", metavar="TOKEN", help="a token of somebody there, with the scopes read, write and follow")
    add("--steps", nargs="+", metavar="STEP", choices=ORDER, default=ORDER, help="only these, in this order")
    add("--second", metavar="TOKEN", help="a token of a second account there, which the first one moves to")
    add("--password", metavar="WORD", help="the password of that somebody, which moving may ask for")
    add("--admin", metavar="TOKEN", help="a token of somebody there who may read reports")
    add("--other-host-is", metavar="HOST", help="the host of the peer's handles, when it is not the one of BASE")
    add(
        "--fanfare",
        nargs=2,
        metavar=("BASE", "TOKEN"),
        help="a running Fanfare; otherwise a fresh one is started on a free port of this machine",
    )
    add("--fanfare-second", metavar="TOKEN", help="a token of a second account on that Fanfare")
    add("--fanfare-command", metavar="COMMAND", help="how to run `fanfare` on its data, to read reports and to move")
    add("--fanfare-host-is", metavar="HOST", help="the host of that Fanfare's handles, when not that of its BASE")
    add("--extra-ca-file", metavar="FILE", help="certificate authority that the fresh Fanfare is to trust")
    return parser.parse_args()


def main():
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="fanfare-interop-") as folder:
        server = None
        try:
            if options.fanfare:
                ours = given_fanfare(options)
            else:
                server, ours = own_fanfare(folder, options)
            failed = walk(ours, the_peer(options), options.steps)
            if failed and server:
                print(f"\n--- end of Fanfare's log\n{server.log_end()}")
        finally:
            if server:
                server.stop()
    return failed


if __name__ == "__main__":
    sys.exit(main())
