"""The cast: a person with an account on one server, using it through Mastodon.py."""

import html
import re

from mastodon import Mastodon

from browser import Browser, code_of
from server import PASSWORD
from waiting import eventually

SCOPES = ["read", "write", "follow", "push"]
OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"


class Person:
    """Somebody signed in with an app, by the whole authorization road."""

    def __init__(self, server, name):
        self.server = server
        self.name = name
        self.handle = server.handle(name)
        self.email = server.create_account(name)
        self.app = sign_in(server.base, self.email)
        self.me = self.app.account_verify_credentials()

    def find(self, other):
        """The other person's account as this server knows it; an unknown one is resolved."""
        for account in self.app.search_v2(f"@{other.handle}", resolve=True, result_type="accounts").accounts:
            if account.acct == other.handle or (self.server is other.server and account.acct == other.name):
                return account
        raise AssertionError(f"{self.server.domain} did not find @{other.handle}")

    def relationship(self, other):
        """How this person stands to the other one."""
        return self.app.account_relationships(self.find(other).id)[0]

    def follow(self, other):
        """Follows, and waits for the consent of the other server."""
        found = self.find(other)
        self.app.account_follow(found.id)
        eventually(
            f"{other.handle} accepts to be followed by {self.handle}",
            lambda: self.app.account_relationships(found.id)[0].following,
        )
        eventually(f"{other.handle} sees the new follower", lambda: other.relationship(self).followed_by)
        return found

    def home(self, limit=40):
        """The newest page of the home timeline."""
        return self.app.timeline_home(limit=limit)

    def in_home(self, text):
        """The post with that text in the home timeline, once it has arrived."""
        return eventually(
            f"'{text}' is in the home timeline of {self.handle}",
            lambda: first(self.home(), lambda status: says(status, text)),
        )

    def notified(self, kind, by, about=None, saying=None):
        """The notification of that kind from that person, once it is there; about that post, or one that says that."""

        def wanted(one):
            return (
                one.type == kind
                and one.account.acct in (by.handle, by.name)
                and (about is None or one.status.id == about.id)
                and (saying is None or says(one.status, saying))
            )

        return eventually(
            f"{self.handle} is told of a {kind} by {by.handle}", lambda: first(self.app.notifications(limit=40), wanted)
        )


def sign_in(base, email, scopes=None):
    """Registers an app, walks the forms with the out-of-band code and returns the signed-in Mastodon.py."""
    scopes = scopes or SCOPES
    client_id, client_secret = Mastodon.create_app("The trial app", scopes=scopes, api_base_url=base)
    app = Mastodon(client_id, client_secret, api_base_url=base, ratelimit_method="throw", request_timeout=30)
    url = app.auth_request_url(scopes=scopes, redirect_uris=OUT_OF_BAND, allow_http=True)
    code = code_of(Browser(base).authorize(url, email, PASSWORD))
    app.log_in(code=code, redirect_uri=OUT_OF_BAND, scopes=scopes, allow_http=True)
    return app


def text_of(status):
    """The words of a post, without markup."""
    return html.unescape(re.sub(r"<[^>]*>", "", status.content)).strip()


def says(status, text):
    """Whether a post says that; a post that begins with mentions counts too."""
    return text_of(status).endswith(text)


def first(items, wanted):
    """The first of the items that is wanted, or None."""
    return next((item for item in items if wanted(item)), None)
