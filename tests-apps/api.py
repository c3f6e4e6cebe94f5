"""The few calls of the client API that `kill.py` and `interop.py` make, with nothing but requests."""

import html
import re
from urllib.parse import urlsplit

import requests

TIMEOUT_S = 30


class Refused(Exception):
    """The server answered, but not with a success."""

    def __init__(self, answer):
        self.status = answer.status_code
        super().__init__(
            f"{answer.request.method} {urlsplit(answer.url).path} answered {answer.status_code}: {answer.text[:200].strip()}"
        )


class Api:
    """One token on one server that speaks the Mastodon client API."""

    def __init__(self, base, token, timeout_s=TIMEOUT_S):
        self.base = base.rstrip("/")
        self.timeout_s = timeout_s
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"

    def call(self, method, path, **more):
        """One request; its answer as JSON, or `Refused`."""
        answer = self.session.request(method, self.base + path, timeout=self.timeout_s, **more)
        if not answer.ok:
            raise Refused(answer)
        return answer.json()

    def get(self, path, **query):
        """`GET` with a query."""
        return self.call("GET", path, params=query)

    def post(self, path, **form):
        """`POST` with a form."""
        return self.call("POST", path, data=form)

    def me(self):
        """The token's own account."""
        return self.get("/api/v1/accounts/verify_credentials")

    def status(self, text, key=None, **form):
        """Posts a status."""
        headers = {"Idempotency-Key": key} if key else {}
        return self.call("POST", "/api/v1/statuses", data={"status": text, **form}, headers=headers)

    def find_accounts(self, query):
        """Accounts for a handle or an address; remote ones are resolved."""
        return self.get("/api/v2/search", q=query, type="accounts", resolve="true")["accounts"]

    def relationship(self, account_id):
        """How the token's account stands to another."""
        return self.get("/api/v1/accounts/relationships", **{"id[]": account_id})[0]

    def all_statuses(self, account_id, page=40):
        """Every status of an account, newest first."""
        found, older = [], {}
        while True:
            some = self.get(f"/api/v1/accounts/{account_id}/statuses", limit=page, **older)
            if not some:
                return found
            found += some
            older = {"max_id": some[-1]["id"]}


def text_of(status):
    """The words of a status, without markup."""
    return html.unescape(re.sub(r"<[^>]*>", "", status["content"])).strip()
