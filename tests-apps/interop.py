"""The same twelve steps between Fanfare and another running server that speaks the Mastodon client API."""

import argparse
import pathlib
import secrets
import sys
import tempfile
from urllib.parse import urlsplit

import requests

from api import Api, Refused
from server import Server
from waiting import NotInTime, eventually

STEP_DEADLINE_S = 30
PAUSE_S = 0.5
WORD = secrets.token_hex(4)

STEPS = """The twelve steps (F is Fanfare, P the peer):
   1 find      F finds P's account by its handle
   2 find      P finds F's account by its handle
   3 follow    F follows P, and P knows
   4 follow    P follows F, and F knows
   5 post      F posts, P's home timeline has it
   6 post      P posts, F's home timeline has it
   7 reply     P replies to F's post: F is notified and has it in the thread
   8 reply     F replies to P's reply: P is notified and has it in the thread
   9 favourite each favourites the other's post: each is notified
  10 boost     each boosts the other's post: each is notified
  11 delete    each deletes its own post: it is gone on the other side
  12 unfollow  each unfollows the other: each knows
"""


class Side:
    """One of the two: a server, somebody's token on it, and what it knows of the other."""

    def __init__(self, label, base, token, host=None):
        self.label = label
        self.api = Api(base, token, timeout_s=STEP_DEADLINE_S)
        self.account = self.api.me()
        self.host = host or urlsplit(base).netloc
        self.handle = f"{self.account['username']}@{self.host}"
        self.known = None
        self.posted = None
        self.seen = None
        self.reply = None
        self.thread = None

    def find(self, other):
        """Finds the other by handle; says so when only the profile's address led there."""
        accounts = self._search(f"@{other.handle}", other)
        how = f"as @{other.handle}"
        if not accounts:
            accounts = self._search(other.account["url"], other)
            assert accounts, f"{self.label} finds neither @{other.handle} nor {other.account['url']}"
            how = f"by the address {other.account['url']} only"
        self.known = accounts[0]
        return how

    def _search(self, query, other):
        try:
            found = self.api.find_accounts(query)
        except Refused as refused:
            if refused.status not in (400, 404, 422):
                raise
            found = []
        return [one for one in found if one["username"] == other.account["username"] and "@" in one["acct"]]

    def follow(self, other):
        """Follows the other and waits until both know; says so when the other had to consent by hand."""
        how = ""
        answer = self.api.post(f"/api/v1/accounts/{self.known['id']}/follow")
        if other.account["locked"] and answer["requested"]:
            other.wait(f"{other.label} gets the follow request", lambda: other.consent())
            how = "after consent by hand: the account is locked"
        self.wait(f"{other.label} accepts", lambda: self.api.relationship(self.known["id"])["following"])
        other.wait(
            f"{other.label} knows its follower", lambda: other.api.relationship(other.known["id"])["followed_by"]
        )
        return how

    def consent(self):
        """Accepts the other's follow request, if it is there."""
        there = any(one["id"] == self.known["id"] for one in self.api.get("/api/v1/follow_requests"))
        return there and self.api.post(f"/api/v1/follow_requests/{self.known['id']}/authorize")

    def post(self, other):
        """Posts; the other's home timeline has it."""
        self.posted = self.api.status(f"{self.label} posts {WORD}", visibility="public")
        other.seen = other.wait(f"{other.label} has the post", lambda: other.in_home(self.posted))

    def in_home(self, status):
        """The other's status as this side knows it, or None."""
        return next(
            (one for one in self.api.get("/api/v1/timelines/home", limit=20) if one["uri"] == status["uri"]), None
        )

    def answer(self, other, to, original):
        """Replies to `to`, which is `original` on the other side; the other is notified and has it in the thread."""
        self.reply = self.api.status(
            f"@{other.handle} {self.label} replies {WORD}", in_reply_to_id=to["id"], visibility="public"
        )
        told = other.wait(f"{other.label} is told of the reply", lambda: other.told("mention", self.reply))
        assert told["in_reply_to_id"] == original["id"], (
            f"{other.label} has the reply, but not as an answer to its post"
        )
        other.wait(
            f"{other.label} has the reply in the thread",
            lambda: any(
                one["uri"] == self.reply["uri"]
                for one in other.api.get(f"/api/v1/statuses/{original['id']}/context")["descendants"]
            ),
        )
        return told

    def told(self, kind, status):
        """The status of a notification of that kind about it, or None."""
        # Filtered here: not every server knows the parameter for it.
        for one in self.api.get("/api/v1/notifications", limit=30):
            if one["type"] == kind and one.get("status") and one["status"]["uri"] == status["uri"]:
                return one["status"]
        return None

    def act(self, other, verb, kind):
        """Favourites or reblogs the other's post; the other is notified."""
        self.api.post(f"/api/v1/statuses/{self.seen['id']}/{verb}")
        other.wait(f"{other.label} is told of the {kind}", lambda: other.told(kind, other.posted))

    def delete(self, other):
        """Deletes its own post; it is gone on the other side."""
        self.api.call("DELETE", f"/api/v1/statuses/{self.posted['id']}")
        other.wait(f"the post is gone from {other.label}", lambda: other.is_gone(other.seen))

    def is_gone(self, status):
        """Whether a status is no longer there."""
        try:
            self.api.get(f"/api/v1/statuses/{status['id']}")
        except Refused as refused:
            return refused.status in (404, 410)
        return False

    def unfollow(self, other):
        """Unfollows the other; the other knows."""
        self.api.post(f"/api/v1/accounts/{self.known['id']}/unfollow")
        other.wait(
            f"{other.label} lost its follower", lambda: not other.api.relationship(other.known["id"])["followed_by"]
        )

    @staticmethod
    def wait(what, ask):
        """Waits as long as a step may take."""
        return eventually(what, ask, STEP_DEADLINE_S, PAUSE_S)


def steps(ours, peer):
    """Name, direction and work of each step, in their order; later ones build on earlier ones."""

    def reply_back():
        ours.answer(peer, ours.thread, peer.reply)

    def reply():
        ours.thread = peer.answer(ours, peer.seen, ours.posted)

    def both(work):
        def each():
            work(ours, peer)
            work(peer, ours)

        return each

    return [
        ("find", "F→P", lambda: ours.find(peer)),
        ("find", "P→F", lambda: peer.find(ours)),
        ("follow", "F→P", lambda: ours.follow(peer)),
        ("follow", "P→F", lambda: peer.follow(ours)),
        ("post", "F→P", lambda: ours.post(peer)),
        ("post", "P→F", lambda: peer.post(ours)),
        ("reply", "P→F", reply),
        ("reply", "F→P", reply_back),
        ("favourite", "both", both(lambda one, other: one.act(other, "favourite", "favourite"))),
        ("boost", "both", both(lambda one, other: one.act(other, "reblog", "reblog"))),
        ("delete", "both", both(lambda one, other: one.delete(other))),
        ("unfollow", "both", both(lambda one, other: one.unfollow(other))),
    ]


def walk(ours, peer):
    """Walks the steps and prints the table; returns how many failed."""
    failed = []
    print(f"F is {ours.handle} at {ours.api.base}\nP is {peer.handle} at {peer.api.base}\n")
    for number, (name, direction, work) in enumerate(steps(ours, peer), 1):
        try:
            outcome, remark = "ok", work() or ""
        except (AssertionError, NotInTime, Refused, requests.RequestException) as problem:
            outcome, remark = "FAILED", str(problem)
        except (TypeError, AttributeError, KeyError, IndexError) as problem:
            why = (
                f"needs what step {', '.join(map(str, failed))} did not bring"
                if failed
                else "an answer has another shape"
            )
            outcome, remark = "FAILED", f"{why} ({problem!r})"
        if outcome == "FAILED":
            failed.append(number)
        print(f"{number:2d}  {name:9s}  {direction:4s}  {outcome:6s}  {remark}", flush=True)
    print(f"\n{12 - len(failed)} of 12 steps passed")
    return len(failed)


def own_fanfare(folder, options):
    """A Fanfare for this run only."""
    settings = {"FANFARE_FEDERATION_EXTRA_CA_FILE": options.extra_ca_file} if options.extra_ca_file else {}
    server = Server(pathlib.Path(folder), settings=settings)
    server.start()
    server.create_account("fanny")
    return server


def main():
    parser = argparse.ArgumentParser(
        prog="bin/interop",
        description=__doc__,
        epilog=STEPS + "\nThe exit code is the number of failed steps.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "base", metavar="BASE", help="address of the peer, such as https://peer.example or http://localhost:8080"
    )
    parser.add_argument(
        "token", metavar="TOKEN", help="a token of somebody there, with the scopes read, write and follow"
    )
    parser.add_argument(
        "--other-host-is", metavar="HOST", help="the host of the peer's handles, when it is not the one of BASE"
    )
    parser.add_argument(
        "--fanfare",
        nargs=2,
        metavar=("BASE", "TOKEN"),
        help="a running Fanfare; otherwise a fresh one is started on a free port of this machine",
    )
    parser.add_argument(
        "--fanfare-host-is",
        metavar="HOST",
        help="the host of that Fanfare's handles, when it is not the one of its BASE",
    )
    parser.add_argument(
        "--extra-ca-file", metavar="FILE", help="certificate authority that the fresh Fanfare is to trust"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fanfare-interop-") as folder:
        server = None
        try:
            if options.fanfare:
                ours = Side("F", *options.fanfare, host=options.fanfare_host_is)
            else:
                server = own_fanfare(folder, options)
                ours = Side("F", server.base, server.create_token("fanny"))
            failed = walk(ours, Side("P", options.base, options.token, host=options.other_host_is))
            if failed and server:
                print(f"\n--- end of Fanfare's log\n{server.log_end()}")
        finally:
            if server:
                server.stop()
    return failed


if __name__ == "__main__":
    sys.exit(main())
