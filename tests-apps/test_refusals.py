"""What apps are told when they ask for what cannot be: Mastodon's status codes, why, and nothing stored."""

import pytest
import requests
from mastodon import MastodonNotFoundError

from people import first, says


@pytest.fixture(params=["home", "far"])
def person(request):
    """Alice on SQLite, then Bob on PostgreSQL."""
    return request.getfixturevalue({"home": "alice", "far": "bob"}[request.param])


def call(person, method, path, token=None, **more):
    bearer = {"Authorization": f"Bearer {token or person.app.access_token}"}
    return requests.request(
        method, person.server.base + path, headers={**bearer, **more.pop("headers", {})}, timeout=30, **more
    )


def refused(answer, status, words=""):
    """Checks the status and that the body is JSON with an `error` that has these words."""
    assert answer.status_code == status, f"expected {status}, got {answer.status_code}: {answer.text[:300]}"
    assert words.lower() in answer.json()["error"].lower(), answer.text


def test_a_text_over_500_characters_is_refused_and_not_stored(person):
    before = person.app.account(person.me.id).statuses_count
    refused(call(person, "POST", "/api/v1/statuses", json={"status": "x" * 501}), 422, "500")
    assert person.app.account(person.me.id).statuses_count == before


def test_500_characters_are_not_too_many(person, text):
    long = text + "ä" * (500 - len(text))
    assert person.app.status_post(long).content == f"<p>{long}</p>"


def test_an_empty_post_is_refused(person):
    refused(call(person, "POST", "/api/v1/statuses", json={"status": ""}), 422, "blank")


@pytest.mark.parametrize(
    "path",
    ["statuses/1", "statuses/99999999999999999999999", "statuses/not-a-number", "accounts/7", "statuses/1/context"],
)
def test_unknown_ids_are_not_found(person, path):
    refused(call(person, "GET", f"/api/v1/{path}"), 404, "not found")


def test_an_unknown_address_is_not_found_in_json(person):
    refused(call(person, "GET", "/api/v1/no_such_method"), 404)


def test_whoever_has_no_good_token_is_told_so(person):
    refused(
        call(person, "POST", "/api/v1/statuses", token="nonsense", json={"status": "x"}), 401, "access token is invalid"
    )
    refused(requests.get(f"{person.server.base}/api/v1/timelines/home", timeout=30), 401, "access token is invalid")


def test_a_token_that_may_only_read_does_not_post(person):
    token = person.server.create_token(person.name, scopes="read")
    refused(call(person, "POST", "/api/v1/statuses", token=token, json={"status": "x"}), 403, "scope")
    assert call(person, "GET", "/api/v1/timelines/home", token=token).status_code == 200


def test_a_token_from_the_command_line_posts(person, text):
    token = person.server.create_token(person.name)
    posted = call(person, "POST", "/api/v1/statuses", token=token, data={"status": text})
    assert posted.status_code == 200 and posted.json()["account"]["username"] == person.name, posted.text


def test_a_private_post_does_not_exist_for_strangers(alice, text):
    # Carol comes first: a follower would see it.
    carol = alice.server.create_account("carol") and alice.server.create_token("carol")
    private = alice.app.status_post(text, visibility="private")
    refused(call(alice, "GET", f"/api/v1/statuses/{private.id}", token=carol), 404, "not found")
    refused(call(alice, "POST", f"/api/v1/statuses/{private.id}/favourite", token=carol), 404, "not found")
    refused(requests.get(f"{alice.server.base}/api/v1/statuses/{private.id}", timeout=30), 404, "not found")
    refused(call(alice, "DELETE", f"/api/v1/statuses/{private.id}", token=carol), 404, "not found")
    assert alice.app.status(private.id).id == private.id


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        "null",
        '{"status": {"a": 1}}',
        '{"status": "x", "visibility": "secret"}',
        '{"status": "x", "in_reply_to_id": "1"}',
        '\ufeff"',
    ],
)
def test_bodies_that_make_no_sense_store_nothing(person, body):
    before = person.app.account(person.me.id).statuses_count
    answer = call(person, "POST", "/api/v1/statuses", data=body.encode(), headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 404, 422), f"{answer.status_code}: {answer.text[:300]}"
    assert answer.json()["error"], answer.text
    assert person.app.account(person.me.id).statuses_count == before


def test_the_same_idempotency_key_posts_once(person, text):
    ids = {person.app.status_post(text, idempotency_key=f"key of {text}").id for _ in range(3)}
    assert len(ids) == 1
    mine = person.app.account_statuses(person.me.id, limit=40)
    assert len([one for one in mine if says(one, text)]) == 1


def test_somebody_who_is_nowhere_is_not_found(person):
    found = person.app.search_v2(f"@nobody@{person.server.domain}", resolve=True, result_type="accounts").accounts
    assert not first(found, lambda one: one.acct == "nobody")
    with pytest.raises(MastodonNotFoundError):
        person.app.account_lookup("nobody")
