"""Two people on two servers, both with Mastodon.py: what one does, the other one sees."""

import pytest
from mastodon import MastodonNotFoundError

from people import first, says
from waiting import eventually


def gone(app, status):
    """Whether a post is no longer there for this app."""
    try:
        app.status(status.id)
    except MastodonNotFoundError:
        return True
    return False


def test_following_is_seen_on_both_sides(pair):
    author, reader = pair
    assert reader.relationship(author).following and reader.relationship(author).followed_by
    found = reader.find(author)
    assert found.acct == author.handle and found.url == author.me.url
    assert first(author.app.account_followers(author.me.id), lambda one: one.acct == reader.handle), (
        "the follower is not listed"
    )
    assert first(reader.app.account_following(reader.me.id), lambda one: one.acct == author.handle), (
        "the followed one is not listed"
    )
    author.notified("follow", by=reader)


def test_a_post_reaches_the_follower_once(pair, text):
    author, reader = pair
    posted = author.app.status_post(text)
    assert first(author.home(), lambda one: one.id == posted.id), "the author does not see the own post at once"
    seen = reader.in_home(text)
    assert seen.account.acct == author.handle and seen.uri == posted.uri and seen.visibility == "public"
    assert len([one for one in reader.home() if says(one, text)]) == 1


def test_a_reply_comes_back_as_a_notification_and_joins_the_thread(pair, text):
    author, reader = pair
    posted = author.app.status_post(text)
    seen = reader.in_home(text)
    answer = reader.app.status_reply(seen, f"a reply to {text}")
    told = author.notified("mention", by=reader, saying=f"a reply to {text}")
    assert told.status.in_reply_to_id == posted.id
    thread = eventually("the thread has the reply", lambda: author.app.status_context(posted.id).descendants)
    assert [one.uri for one in thread] == [answer.uri]
    assert [one.id for one in reader.app.status_context(answer.id).ancestors] == [seen.id]
    eventually("the reply is counted", lambda: author.app.status(posted.id).replies_count == 1)


def test_a_favourite_is_told_and_taken_back(pair, text):
    author, reader = pair
    posted = author.app.status_post(text)
    seen = reader.in_home(text)
    assert reader.app.status_favourite(seen.id).favourited
    author.notified("favourite", by=reader, about=posted)
    assert [one.acct for one in author.app.status_favourited_by(posted.id)] == [reader.handle]
    eventually("the favourite is counted", lambda: author.app.status(posted.id).favourites_count == 1)
    assert not reader.app.status_unfavourite(seen.id).favourited
    eventually("the favourite is taken back", lambda: author.app.status(posted.id).favourites_count == 0)


def test_a_boost_is_told_and_taken_back(pair, text):
    author, reader = pair
    posted = author.app.status_post(text)
    seen = reader.in_home(text)
    boost = reader.app.status_reblog(seen.id)
    assert boost.reblog.id == seen.id and boost.reblog.reblogged
    author.notified("reblog", by=reader, about=posted)
    assert [one.acct for one in author.app.status_reblogged_by(posted.id)] == [reader.handle]
    eventually("the boost is counted", lambda: author.app.status(posted.id).reblogs_count == 1)
    assert not reader.app.status_unreblog(seen.id).reblogged
    eventually("the boost is taken back", lambda: author.app.status(posted.id).reblogs_count == 0)


def test_a_deleted_post_disappears_on_the_other_side(pair, text):
    author, reader = pair
    posted = author.app.status_post(text)
    seen = reader.in_home(text)
    author.app.status_delete(posted.id)
    assert gone(author.app, posted), "the author still sees the deleted post"
    eventually("the post is gone on the other server", lambda: gone(reader.app, seen))
    assert not first(reader.home(), lambda one: says(one, text))


@pytest.mark.parametrize("visibility", ["unlisted", "private"])
def test_a_post_for_followers_keeps_its_visibility(pair, text, visibility):
    author, reader = pair
    author.app.status_post(text, visibility=visibility)
    assert reader.in_home(text).visibility == visibility
    public = reader.app.timeline_public(limit=40)
    assert not first(public, lambda one: says(one, text)), f"a {visibility} post is in the public timeline"


def test_a_direct_post_is_for_the_mentioned_only(pair, text):
    author, reader = pair
    posted = author.app.status_post(f"@{reader.handle} {text}", visibility="direct")
    assert reader.notified("mention", by=author, saying=text).status.visibility == "direct"
    author.app.status_delete(posted.id)


def test_edits_that_follow_at_once_arrive_as_they_are(pair, text):
    author, reader = pair
    for number in range(10):
        posted = author.app.status_post(f"{number} {text}")
        author.app.status_update(posted.id, f"{number} edited {text}")
    for number in range(10):
        reader.in_home(f"{number} edited {text}")


def test_a_hashtag_and_a_content_warning_arrive(pair, text):
    author, reader = pair
    author.app.status_post(f"#Fanfare {text}", spoiler_text="a warning", language="de")
    seen = reader.in_home(text)
    assert seen.spoiler_text == "a warning" and seen.sensitive and seen.language == "de"
    assert [tag.name.lower() for tag in seen.tags] == ["fanfare"]
    assert first(reader.app.timeline_hashtag("fanfare"), lambda one: one.id == seen.id), (
        "the tag timeline does not have it"
    )


def test_pages_of_the_home_timeline_lead_to_each_other(pair, text):
    author, reader = pair
    for number in range(5):
        author.app.status_post(f"{number} {text}")
    for number in range(5):
        reader.in_home(f"{number} {text}")
    page = reader.app.timeline_home(limit=2)
    older = reader.app.fetch_next(page)
    assert len(page) == 2 and len(older) == 2
    assert min(int(one.id) for one in page) > max(int(one.id) for one in older)
    newer = reader.app.fetch_previous(older)
    assert [one.id for one in newer] == [one.id for one in page]


def test_a_remote_post_is_found_by_its_address(pair, text):
    author, reader = pair
    posted = author.app.status_post(text)
    found = reader.app.search_v2(posted.url, resolve=True, result_type="statuses").statuses
    assert [one.uri for one in found] == [posted.uri]


def test_unfollowing_is_seen_on_both_sides(pair, text):
    author, reader = pair
    found = reader.find(author)
    assert not reader.app.account_unfollow(found.id).following
    eventually("the follower is gone", lambda: not author.relationship(reader).followed_by)
    author.app.status_post(text)
    reader.follow(author)
    author.app.status_post(f"{text}, again followed")
    reader.in_home(f"{text}, again followed")
    assert not first(reader.home(), lambda one: says(one, text)), (
        "a post from the time of not following is in the home timeline"
    )
