"""Every input of the Fediverse pasture and of funfedi is answered, and becomes a status or is refused for a reason."""

import pytest
import requests

from neighbour import Neighbour
from pasture import cases, names
from people import Person, first
from waiting import eventually

GONE = "it is gone, and there is nothing to show"
KIND = "what has no type is nothing that is published"
NAMELESS = "what has no id cannot be told from anything else"
EMPTY = "there is nothing to read in it"
RELATION = "a relationship is nothing that is published"
OTHER = "a person cannot pass on a publication: only groups do"
MALFORMED = "an activity without actor or type is malformed"

# Everything else becomes a status.
REFUSED = {
    "necessary_properties[1]": NAMELESS,
    "necessary_properties[4]": KIND,
    "object_types[9]": RELATION,
    "object_types[10]": GONE,
    "object_types[13]": KIND,
    "create_activity/null actor": MALFORMED,
    "create_activity/null type": MALFORMED,
    "create_activity/without actor": MALFORMED,
    "create_activity/without type": MALFORMED,
    "announce_create/Announce(Create(Note))": OTHER,
    "necessary_properties/without type": KIND,
    "necessary_properties_notes/without type": KIND,
    "necessary_properties_notes/without content": EMPTY,
    "necessary_properties_polls/without type": KIND,
}


class Sent:
    """What was answered to each case, and what became of it."""

    def __init__(self, answers, statuses, uris):
        self.answers, self.statuses, self.uris = answers, statuses, uris

    def status(self, name):
        """The status that a case became, or None."""
        return self.statuses.get(self.uris[name])


@pytest.fixture(scope="module")
def sent(home):
    """All cases, delivered to somebody who follows their author."""
    reader, neighbour = Person(home, "shepherd"), Neighbour()
    neighbour.person("second")
    for number in (1, 2):
        neighbour.serve(f"/assets/note{number}.jsonap", asset(neighbour, number))
    author = reader.app.search_v2(f"@actor@{neighbour.domain}", resolve=True, result_type="accounts").accounts[0]
    query = {"resource": f"acct:{reader.handle}"}
    links = requests.get(f"{home.base}/.well-known/webfinger", params=query, timeout=30).json()["links"]
    uri = first(links, lambda link: link["rel"] == "self")["href"]
    inbox = requests.get(uri, headers={"Accept": "application/activity+json"}, timeout=30).json()["inbox"]
    follow(reader, author, neighbour, inbox)
    answers, uris = {}, {}
    for name, object_id, activity in cases(neighbour, uri):
        answers[name], uris[name] = neighbour.deliver(inbox, activity), object_id
    last = neighbour.note("last", "the last")
    neighbour.deliver(inbox, neighbour.activity("Create", last))
    # Hundreds arrive within a second or two, so it need not stand first in any timeline.
    eventually("the last arrives", lambda: reader.app.search_v2(last["id"], resolve=False).statuses, 120)
    page = reader.app.account_statuses(author.id, limit=40)
    statuses = {one.uri: one for one in reader.app.fetch_remaining(page)}
    yield Sent(answers, statuses, uris)
    neighbour.stop()


def asset(neighbour, number):
    """A note that some inputs answer or quote."""
    return {**neighbour.note(f"assets/note{number}.jsonap", f"{number}"), "published": "2024-01-06T13:11:45Z"}


def follow(reader, author, neighbour, inbox):
    """The reader follows, and the author accepts."""
    reader.app.account_follow(author.id)
    wish = eventually("the wish arrives", lambda: first(neighbour.received, lambda one: one["type"] == "Follow"))
    neighbour.deliver(inbox, neighbour.activity("Accept", wish))
    eventually("it is followed", lambda: reader.app.account_relationships(author.id)[0].following)


@pytest.mark.parametrize("name", names())
def test_an_input(sent, name):
    answer, status = sent.answers[name], sent.status(name)
    assert answer.status_code < 500, answer.text
    if name in REFUSED:
        assert status is None, f"expected to be refused, since {REFUSED[name]}"
    else:
        assert answer.status_code == 202 and status, f"answered {answer.status_code}: {answer.text}"
        assert status.visibility in ("public", "unlisted", "private", "direct")
        assert "<script" not in status.content and "onclick" not in status.content


@pytest.mark.parametrize("name", [name for name in names() if name.startswith("quotes[")])
def test_a_quote_of_oneself_is_shown_in_each_form(sent, name):
    assert sent.status(name).quote.state == "accepted"


@pytest.mark.parametrize("number", [0, 2, 3, 4, 6])
def test_an_answer_is_one_in_each_form(sent, number):
    assert sent.status(f"in_reply_to[{number}]").in_reply_to_id


@pytest.mark.parametrize("number", [0, 1, 2, 3, 7])
def test_a_mention_is_one_in_each_form(sent, number):
    assert "actor" in [one.username for one in sent.status(f"mentions[{number}]").mentions]


@pytest.mark.parametrize("options", [1, 2, 3, 4, 5, 7, 10, 25, 100])
def test_a_poll_has_all_its_answers(sent, options):
    assert len(sent.status(f"number_of_options_poll/{options} choice").poll.options) == options
