"""The authorization road as apps walk it: register, forms without JavaScript, code, token, revoke."""

import base64
import hashlib
import secrets

import pytest
import requests

from browser import Browser, code_of
from people import OUT_OF_BAND, sign_in
from server import PASSWORD

# Nobody listens there; the browser only notes that it was sent to it.
CALLBACK = "http://127.0.0.1:9/callback"


@pytest.fixture(params=["home", "far"])
def person(request):
    """Alice on SQLite, then Bob on PostgreSQL."""
    return request.getfixturevalue({"home": "alice", "far": "bob"}[request.param])


def register(base, redirect_uris=CALLBACK, scopes="read write"):
    answer = requests.post(
        f"{base}/api/v1/apps", json={"client_name": "Callback app", "redirect_uris": redirect_uris, "scopes": scopes}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def authorize_url(base, app, **extra):
    query = {
        "response_type": "code",
        "client_id": app["client_id"],
        "redirect_uri": CALLBACK,
        "scope": "read write",
        **extra,
    }
    return requests.Request("GET", f"{base}/oauth/authorize", params=query).prepare().url


def trade(base, app, **extra):
    form = {"client_id": app["client_id"], "client_secret": app["client_secret"], "redirect_uri": CALLBACK, **extra}
    return requests.post(f"{base}/oauth/token", data=form)


def test_mastodon_py_signs_in_with_the_out_of_band_code(person):
    assert person.me.username == person.name
    assert person.me.acct == person.name
    assert person.me.url.startswith(person.server.base)
    assert person.me.source.privacy == "public"
    assert person.app.app_verify_credentials().name == "The trial app"


def test_a_redirect_with_pkce_keeps_its_state_and_needs_its_verifier(person):
    base = person.server.base
    app = register(base)
    verifier = secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    url = authorize_url(base, app, state="kept as it was", code_challenge=challenge, code_challenge_method="S256")

    page = Browser(base).authorize(url, person.email, PASSWORD)
    assert page.left_the_server and page.url.startswith(CALLBACK), f"expected a redirect to the app, not {page.url}"
    assert page.query("state") == "kept as it was"
    wrong = trade(
        base, app, grant_type="authorization_code", code=code_of(page), code_verifier=secrets.token_urlsafe(48)
    )
    assert wrong.status_code == 400 and wrong.json()["error"] == "invalid_grant", wrong.text

    page = Browser(base).authorize(url, person.email, PASSWORD)
    token = trade(base, app, grant_type="authorization_code", code=code_of(page), code_verifier=verifier)
    assert token.status_code == 200, token.text
    assert token.json()["token_type"] == "Bearer" and set(token.json()["scope"].split()) == {"read", "write"}
    me = requests.get(
        f"{base}/api/v1/accounts/verify_credentials",
        headers={"Authorization": f"Bearer {token.json()['access_token']}"},
    )
    assert me.status_code == 200 and me.json()["username"] == person.name


def test_a_code_is_good_for_one_token(person):
    base = person.server.base
    app = register(base)
    code = code_of(Browser(base).authorize(authorize_url(base, app), person.email, PASSWORD))
    assert trade(base, app, grant_type="authorization_code", code=code).status_code == 200
    again = trade(base, app, grant_type="authorization_code", code=code)
    assert again.status_code == 400 and again.json()["error"] == "invalid_grant", again.text


def test_whoever_refuses_an_app_sends_it_away_without_a_code(person):
    base = person.server.base
    page = Browser(base).authorize(authorize_url(base, register(base), state="s"), person.email, PASSWORD, allow=False)
    assert page.left_the_server and page.url.startswith(CALLBACK), page.url
    assert page.query("error") == "access_denied" and page.query("code") is None and page.query("state") == "s"


def test_a_wrong_password_leads_nowhere(person):
    base = person.server.base
    browser = Browser(base)
    page = browser.sign_in(browser.open(authorize_url(base, register(base))), person.email, "not the password")
    assert not page.left_the_server and page.soup.find("input", type="password"), "expected the sign-in form again"


def test_a_foreign_redirect_address_is_refused_on_the_page(person):
    base = person.server.base
    page = Browser(base).open(authorize_url(base, register(base), redirect_uri="https://evil.example/"))
    assert not page.left_the_server, f"the browser was sent to {page.url}"
    assert 400 <= page.status < 500, f"expected a refusal, got {page.status}"


def test_an_app_gets_a_token_of_its_own(person):
    base = person.server.base
    app = register(base)
    token = trade(base, app, grant_type="client_credentials", scope="read")
    assert token.status_code == 200, token.text
    bearer = {"Authorization": f"Bearer {token.json()['access_token']}"}
    known = requests.get(f"{base}/api/v1/apps/verify_credentials", headers=bearer)
    assert known.status_code == 200 and known.json()["name"] == "Callback app"
    assert requests.get(f"{base}/api/v1/accounts/verify_credentials", headers=bearer).status_code in (401, 403, 422)


def test_a_revoked_token_is_worth_nothing(person):
    app = sign_in(person.server.base, person.email)
    token = app.access_token
    app.revoke_access_token(allow_http=True)
    answer = requests.get(
        f"{person.server.base}/api/v1/accounts/verify_credentials", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 401 and answer.json()["error"], answer.text


def test_the_pages_tell_strangers_nothing_and_are_not_framed(person):
    base = person.server.base
    app = register(base, redirect_uris=OUT_OF_BAND)
    page = Browser(base).open(authorize_url(base, app, redirect_uri=OUT_OF_BAND))
    policy = page.headers.get("Content-Security-Policy", "")
    assert "frame-ancestors 'none'" in policy or page.headers.get("X-Frame-Options", "").upper() == "DENY", page.headers
    assert person.name not in page.text()
