"""One of the two sides of `interop.py`: a server, somebody's token on it, and what that person can do and see there."""

from urllib.parse import urlsplit

import requests

from api import Api, Refused, text_of
from waiting import eventually

STEP_DEADLINE_S = 30
PAUSE_S = 0.3
# What servers answer when they do not know a method of the client API.
UNKNOWN = (404, 405, 410, 501)


class Cannot(Exception):
    """A step cannot be walked because that server does not offer it; no fault of the other one."""


class Side:
    """Somebody on one of the two servers, and what they know of the person on the other."""

    def __init__(self, label, base, token, host=None):
        self.label = label
        self.api = Api(base, token, timeout_s=STEP_DEADLINE_S)
        # Some servers end a kept connection without a word.
        self.api.session.headers["Connection"] = "close"
        self.account = self.api.me()
        self.host = host or urlsplit(base).netloc
        self.handle = f"{self.account['username']}@{self.host}"
        self.known = None
        # Another account of the same person there, to move to.
        self.second = None
        # What reads the reports of this server, if anything can.
        self.reports = None
        # What moves this account to the second one, if anything can.
        self.mover = None

    @staticmethod
    def wait(what, ask):
        """Waits as long as a step may take."""
        return eventually(what, ask, STEP_DEADLINE_S, PAUSE_S)

    def may(self, what, method, path, **more):
        """Asks for something that not every server offers; `Cannot` when this one does not."""
        try:
            return self.api.call(method, path, **more)
        except Refused as refused:
            # A peer may call what it does not know unprocessable; Fanfare may not.
            if refused.status in UNKNOWN or (self.label == "P" and refused.status == 422):
                raise Cannot(f"{self.label} cannot {what}: {refused}") from refused
            raise

    # --- finding ---

    def find(self, other):
        """Finds the other by handle; says so when only the profile's address led there."""
        self.known = self.search_account(f"@{other.handle}", other)
        if self.known:
            return f"as @{other.handle}"
        self.known = self.search_account(other.account["url"], other)
        assert self.known, f"{self.label} finds neither @{other.handle} nor {other.account['url']}"
        return f"by the address {other.account['url']} only"

    def search_account(self, query, other):
        """The other's account, by what somebody types; or None."""
        try:
            found = self.api.find_accounts(query)
        except Refused as refused:
            if refused.status not in (400, 404, 422, 500):
                raise
            found = []
        wanted = (one for one in found if one["username"] == other.account["username"] and "@" in one["acct"])
        return next(wanted, None)

    # --- following ---

    def follow(self):
        """Asks to follow the other."""
        return self.api.post(f"/api/v1/accounts/{self.known['id']}/follow")

    def unfollow(self):
        """Follows the other no more."""
        return self.api.post(f"/api/v1/accounts/{self.known['id']}/unfollow")

    def stands(self):
        """How this side stands to the other, as this server sees it."""
        return self.api.relationship(self.known["id"])

    def has_request(self):
        """Whether the other waits for consent to follow."""
        return any(one["id"] == self.known["id"] for one in self.api.get("/api/v1/follow_requests"))

    def answer_request(self, verb):
        """Consents to the other's wish to follow, or does not: `authorize` or `reject`."""
        return self.api.post(f"/api/v1/follow_requests/{self.known['id']}/{verb}")

    def lock(self, locked):
        """Whether followers need consent from now on; answers whether the server took it."""
        self.account = self.change_profile(locked="true" if locked else "false")
        return self.account["locked"] == locked

    def change_profile(self, **fields):
        """Changes one's own profile."""
        return self.may("change a profile", "PATCH", "/api/v1/accounts/update_credentials", data=fields)

    # --- statuses ---

    def in_home(self, status):
        """The other's status in the home timeline, or None."""
        home = self.api.get("/api/v1/timelines/home", limit=30)
        return next((one for one in home if one["uri"] == status["uri"]), None)

    def told(self, kinds, status):
        """The status of a notification of one of these kinds about that status, or None."""
        # Filtered here: not every server knows the parameter for it.
        for one in self.api.get("/api/v1/notifications", limit=40):
            if one["type"] in kinds and one.get("status") and one["status"]["uri"] == status["uri"]:
                return one["status"]
        return None

    def see(self, status):
        """A status as it is here now, or None if it is gone."""
        try:
            return self.api.get(f"/api/v1/statuses/{status['id']}")
        except Refused as refused:
            if refused.status in (404, 410):
                return None
            raise

    def act(self, status, verb):
        """Does something with a status."""
        return self.may(verb, "POST", f"/api/v1/statuses/{status['id']}/{verb}")

    def thread(self, status):
        """What answers a status here, by address."""
        return [one["uri"] for one in self.api.get(f"/api/v1/statuses/{status['id']}/context")["descendants"]]

    def public_has(self, status):
        """Whether a status stands in the public timeline here."""
        return any(one["uri"] == status["uri"] for one in self.api.get("/api/v1/timelines/public", limit=40))

    def pinned(self):
        """The addresses of what the other has pinned, as known here."""
        pins = self.api.get(f"/api/v1/accounts/{self.known['id']}/statuses", pinned="true")
        return [one["uri"] for one in pins]

    def uri(self):
        """The address by which other servers know this person."""
        query = {"resource": f"acct:{self.handle}"}
        answer = requests.get(f"{self.api.base}/.well-known/webfinger", params=query, timeout=STEP_DEADLINE_S)
        return next(link["href"] for link in answer.json()["links"] if link["rel"] == "self")

    def move_to(self, second):
        """Moves to another account on the same server."""
        if self.mover is None:
            raise Cannot(f"nobody told how to move on {self.label}")
        self.mover(self, second)

    def their_profile(self):
        """The other's profile, as known here."""
        return self.api.get(f"/api/v1/accounts/{self.known['id']}")


def says(status, text):
    """Whether a status has that text in it."""
    return text in text_of(status)
