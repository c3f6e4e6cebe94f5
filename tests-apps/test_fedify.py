"""Stories with a server made with Fedify, which signs in both ways, proves objects, and reads all this of others."""

import pytest
import requests

from fedify import CONTEXT, PUBLIC, Fedify, node, now
from neighbour import Neighbour
from people import first, says, text_of
from waiting import eventually

pytestmark = pytest.mark.skipif(node() is None, reason="Fedify needs Node 22")


@pytest.fixture(scope="module", params=["rfc9421", "draft"])
def fedify(request):
    """The server, for each form of signature that it tries first."""
    server = Fedify(request.param)
    yield server
    server.stop()


class Friends:
    """Alice here and Fred there, who follow each other."""

    def __init__(self, alice, fedify):
        self.alice, self.fedify, self.app = alice, fedify, alice.app
        self.fred_uri = fedify.person("fred")
        # Fedify asks for handles over TLS only, so it is told where Alice is.
        self.alice_uri = actor_uri(alice)
        self.fred = alice.app.search_v2(f"@{fedify.handle('fred')}", resolve=True, result_type="accounts").accounts[0]

    def relationship(self):
        return self.app.account_relationships(self.fred.id)[0]

    def tell(self, kind, of, **more):
        """Fred tells Alice's server."""
        return self.fedify.send("fred", self.alice_uri, kind, of, **more)

    def says(self, text, to=(PUBLIC,), cc=(), **more):
        """Fred publishes; returns the note and the status that it became."""
        note = self.fedify.note("fred", to, cc, content=f"<p>{text}</p>", **more)
        self.fedify.publish("fred", self.alice_uri, note)
        return note, self.arrived(note)

    def arrived(self, note):
        """The status that a note became."""
        return eventually(f"{note['id']} arrives", lambda: first(self.alice.home(), lambda one: one.uri == note["id"]))

    def told(self, kind):
        """Notifications of that kind from Fred."""
        return [one for one in self.app.notifications(limit=40) if one.type == kind and one.account.id == self.fred.id]

    def about(self, kind, uri):
        """What Fedify received of that kind about that object."""
        return self.fedify.believed(kind, lambda raw: uri in (raw["object"], id_of(raw["object"])))


def actor_uri(person):
    """Where WebFinger says that somebody is."""
    query = {"resource": f"acct:{person.handle}"}
    links = requests.get(f"{person.server.base}/.well-known/webfinger", params=query, timeout=30).json()["links"]
    return first(links, lambda link: link["rel"] == "self")["href"]


def id_of(of):
    """The id of something embedded or only named."""
    return of.get("id") if isinstance(of, dict) else of


@pytest.fixture(scope="module")
def friends(alice, fedify):
    """Alice follows Fred, and Fred follows Alice."""
    friends = Friends(alice, fedify)
    alice.app.account_follow(friends.fred.id)
    eventually("Fred accepts", lambda: friends.relationship().following)
    friends.tell("Follow", friends.alice_uri)
    fedify.believed("Accept", lambda raw: True)
    eventually("Fred follows", lambda: friends.relationship().followed_by)
    return friends


def test_each_finds_the_other(friends, fedify):
    found = fedify.control("lookup", {"what": friends.alice_uri})
    assert found["type"] == "Person" and found["object"]["preferredUsername"] == "alice"
    assert found["object"].get("assertionMethod"), "no key for proofs is published"
    assert friends.fred.acct == fedify.handle("fred") and friends.fred.display_name == "fred of Fedify"


def test_the_form_of_signature_that_fedify_tries_first_is_understood(friends, fedify):
    # Fedify notes the form that went through; it would have tried the other one next.
    spoken = fedify.control("spoken", {"origin": friends.alice.server.base})
    assert spoken == {"draft": "draft-cavage-http-signatures-12", "rfc9421": "rfc9421"}[fedify.form]


def test_what_fred_proved_is_believed_whoever_passes_it_on(friends, fedify, text):
    passer = Neighbour("passer")
    note = fedify.note("fred", [PUBLIC], content=text)
    fedify.publish("fred", passer.actor, note)
    proven = eventually("the proven note is passed on", lambda: first(passer.received, lambda one: "proof" in one))
    forged = {**proven, "id": f"{proven['id']}0", "object": {**proven["object"], "content": f"forged {text}"}}
    # Nobody can ask for it: only the proof speaks for it.
    fedify.control("gone", {"id": note["id"]})
    answers = [passer.deliver(f"{friends.alice_uri}/inbox", one).status_code for one in (forged, proven)]
    assert answers == [401, 202]
    assert text_of(friends.arrived(note)) == text
    passer.stop()


def test_what_everybody_may_read_is_signed_and_proved(friends, text):
    posted = friends.app.status_post(text)
    seen = friends.about("Create", posted.uri)
    assert seen["proven"] == "good" and PUBLIC in seen["raw"]["to"]
    assert text in seen["activity"]["object"]["content"]


@pytest.mark.parametrize("visibility", ["public", "unlisted", "private", "direct"])
def test_alice_posts_in_each_visibility(friends, text, visibility):
    posted = friends.app.status_post(f"@{friends.fedify.handle('fred')} {text}", visibility=visibility)
    seen = friends.about("Create", posted.uri)["raw"]["object"]
    followers = f"{friends.alice_uri}/followers"
    place = {
        "public": PUBLIC in seen["to"] and followers in seen["cc"],
        "unlisted": PUBLIC in seen["cc"] and followers in seen["to"],
        "private": followers in seen["to"] and PUBLIC not in seen["to"] + seen["cc"],
        "direct": seen["to"] == [friends.fred_uri] and seen["cc"] == [],
    }
    assert place[visibility], f"to {seen['to']}, cc {seen['cc']}"
    assert friends.fred_uri in seen["to"] + seen["cc"], "Fred is not addressed"


@pytest.mark.parametrize("visibility", ["public", "unlisted", "private"])
def test_fred_posts_in_each_visibility(friends, text, visibility):
    followers = f"{friends.fred_uri}/followers"
    to, cc = {"public": (PUBLIC, followers), "unlisted": (followers, PUBLIC), "private": (followers, None)}[visibility]
    _, seen = friends.says(text, to=[to], cc=[cc] if cc else [])
    assert seen.visibility == visibility and says(seen, text)


def test_fred_writes_to_alice_alone(friends, text):
    mention = {"type": "Mention", "href": friends.alice_uri, "name": f"@{friends.alice.handle}"}
    note = friends.fedify.note("fred", [friends.alice_uri], content=text, tag=[mention])
    friends.fedify.publish("fred", friends.alice_uri, note)
    told = eventually("Alice is told", lambda: first(friends.told("mention"), lambda one: one.status.uri == note["id"]))
    assert told.status.visibility == "direct" and text_of(told.status) == text


def test_replies_go_both_ways(friends, text):
    note, seen = friends.says(text)
    answer = friends.app.status_reply(seen, f"an answer to {text}")
    assert friends.about("Create", answer.uri)["raw"]["object"]["inReplyTo"] == note["id"]
    _, back = friends.says(f"and back, {text}", inReplyTo=answer.uri)
    assert back.in_reply_to_id == answer.id
    assert [one.uri for one in friends.app.status_context(seen.id).descendants] == [answer.uri, back.uri]


def test_edits_go_both_ways(friends, text):
    note, seen = friends.says(text)
    changed = {**note, "content": f"<p>changed {text}</p>", "updated": now()}
    friends.fedify.control("serve", changed)
    friends.tell("Update", changed, to=[PUBLIC])
    eventually("the edit arrives", lambda: "changed" in friends.app.status(seen.id).content)
    posted = friends.app.status_post(text)
    friends.app.status_update(posted.id, f"changed {text}")
    assert "changed" in friends.about("Update", posted.uri)["raw"]["object"]["content"]


def test_deletions_go_both_ways(friends, text):
    note, seen = friends.says(text)
    friends.fedify.control("gone", {"id": note["id"]})
    friends.tell("Delete", {"type": "Tombstone", "id": note["id"]}, to=[PUBLIC])
    eventually("it is gone", lambda: not first(friends.alice.home(), lambda one: one.id == seen.id))
    posted = friends.app.status_post(text)
    friends.about("Create", posted.uri)
    friends.app.status_delete(posted.id)
    friends.about("Delete", posted.uri)


@pytest.mark.parametrize("kind, counted", [("Like", "favourites_count"), ("Announce", "reblogs_count")])
def test_fred_likes_and_boosts_and_thinks_better_of_it(friends, text, kind, counted):
    posted = friends.app.status_post(text)
    done = friends.tell(kind, posted.uri, to=[PUBLIC])
    eventually("it is counted", lambda: friends.app.status(posted.id)[counted] == 1)
    notification = {"Like": "favourite", "Announce": "reblog"}[kind]
    eventually("Alice is told", lambda: first(friends.told(notification), lambda one: one.status.id == posted.id))
    friends.tell("Undo", {key: value for key, value in done.items() if key != "@context"})
    eventually("it is counted no more", lambda: friends.app.status(posted.id)[counted] == 0)


def test_alice_likes_and_boosts_and_thinks_better_of_it(friends, text):
    note, seen = friends.says(text)
    friends.app.status_favourite(seen.id)
    like = friends.about("Like", note["id"])["raw"]
    friends.app.status_unfavourite(seen.id)
    assert friends.fedify.believed("Undo", lambda raw: id_of(raw["object"]) == like["id"])
    friends.app.status_reblog(seen.id)
    boost = friends.about("Announce", note["id"])
    assert boost["proven"] == "good"
    friends.app.status_unreblog(seen.id)
    assert friends.fedify.believed("Undo", lambda raw: id_of(raw["object"]) == boost["raw"]["id"])


def test_fred_reacts_with_an_emoji(friends, text):
    posted = friends.app.status_post(text)
    friends.tell("EmojiReact", posted.uri, content="🎉")
    eventually("it is counted", lambda: friends.app.status(posted.id).favourites_count == 1)


def test_fred_asks_and_alice_votes(friends, text):
    options = [{"type": "Note", "name": name, "replies": {"type": "Collection", "totalItems": 0}} for name in "ab"]
    question = {
        "@context": CONTEXT,
        "id": friends.fedify.fresh("questions"),
        "type": "Question",
        "attributedTo": friends.fred_uri,
        "published": now(),
        "endTime": "2036-01-01T00:00:00Z",
        "to": [PUBLIC],
        "content": text,
        "oneOf": options,
    }
    friends.fedify.control("serve", question)
    friends.tell("Create", question, to=[PUBLIC])
    seen = friends.arrived(question)
    assert [option.title for option in seen.poll.options] == ["a", "b"]
    friends.app.poll_vote(seen.poll.id, [1])
    vote = friends.fedify.believed("Create", lambda raw: raw["object"].get("inReplyTo") == question["id"])
    assert vote["raw"]["object"]["name"] == "b" and vote["raw"]["to"] == [friends.fred_uri]


def test_alice_asks_and_fred_votes(friends, text):
    poll = friends.app.make_poll(["a", "b"], expires_in=3600)
    asked = friends.app.status_post(text, poll=poll)
    seen = friends.about("Create", asked.uri)["raw"]["object"]
    assert seen["type"] == "Question" and [one["name"] for one in seen["oneOf"]] == ["a", "b"]
    vote = {"id": friends.fedify.fresh("votes"), "type": "Note", "name": "a", "inReplyTo": asked.uri}
    friends.tell("Create", {**vote, "attributedTo": friends.fred_uri, "to": [friends.alice_uri]})
    eventually("it is counted", lambda: friends.app.status(asked.id).poll.options[0].votes_count == 1)


def test_a_shy_one_consents_by_hand(friends, text):
    app, fedify = friends.app, friends.fedify
    shy = app.search_v2(f"@{fedify.handle('shy')}", resolve=True, result_type="accounts").accounts[0]
    assert shy.locked
    app.account_follow(shy.id)
    wish = fedify.believed("Follow", lambda raw: raw["object"] == fedify.person("shy"))["raw"]
    assert app.account_relationships(shy.id)[0].requested
    fedify.send("shy", friends.alice_uri, "Reject", wish)
    eventually("Alice is refused", lambda: not app.account_relationships(shy.id)[0].requested)


def test_a_block_ends_what_was_between_them(friends, text):
    app, fedify = friends.app, friends.fedify
    foe_uri, foe_handle = fedify.person("foe"), fedify.handle("foe")
    foe = app.search_v2(f"@{foe_handle}", resolve=True, result_type="accounts").accounts[0]
    app.account_follow(foe.id)
    eventually("the foe accepts", lambda: app.account_relationships(foe.id)[0].following)
    block = fedify.send("foe", friends.alice_uri, "Block", friends.alice_uri)
    eventually("Alice follows no more", lambda: not app.account_relationships(foe.id)[0].following)
    assert app.account_relationships(foe.id)[0].blocked_by
    fedify.send("foe", friends.alice_uri, "Undo", block)
    eventually("Alice is free", lambda: not app.account_relationships(foe.id)[0].blocked_by)
    app.account_block(foe.id)
    blocked = fedify.believed("Block", lambda raw: raw["object"] == foe_uri)["raw"]
    app.account_unblock(foe.id)
    fedify.believed("Undo", lambda raw: id_of(raw["object"]) == blocked["id"])


def test_a_changed_profile_is_told(friends, text):
    friends.app.account_update_credentials(note=text)
    assert text in friends.about("Update", friends.alice_uri)["raw"]["object"]["summary"]


def test_a_request_is_believed_for_its_signature_not_its_words(friends, text):
    note = friends.fedify.note("fred", [PUBLIC], content=text)
    theirs = {**note, "attributedTo": friends.fedify.person("frida")}
    friends.fedify.send("fred", friends.alice_uri, "Create", {**theirs, "id": friends.fedify.fresh("notes")})
    _, after = friends.says(f"after {text}")
    assert not first(friends.alice.home(), lambda one: says(one, text) and one.id != after.id)
