"""The everyday surface of an app, driven by Mastodon.py on one server: everything beyond reading and posting."""

import datetime
import struct
import zlib

import pytest

from conftest import COUNTER
from people import Person
from waiting import eventually


@pytest.fixture(params=["home", "far"])
def two(request):
    """Two people of one server, on SQLite and on PostgreSQL; the first follows the second."""
    server = request.getfixturevalue(request.param)
    number = next(COUNTER)
    reader, writer = Person(server, f"reader{number}"), Person(server, f"writer{number}")
    reader.app.account_follow(writer.me.id)
    return reader.app, writer.app


def minutes(count):
    return datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=count)


def test_polls_and_edits(two):
    reader, writer = two
    status = writer.status_post("which?", poll=writer.make_poll(["tea", "coffee"], 600))
    voted = reader.poll_vote(status.poll.id, [1])
    assert voted.own_votes == [1] and reader.poll(status.poll.id).options[1].votes_count == 1
    writer.status_update(status.id, "which one?", poll=writer.make_poll(["tea", "coffee"], 600))
    assert len(reader.status_history(status.id)) == 2
    assert writer.status_source(status.id).text == "which one?"


def test_what_people_keep(two):
    reader, writer = two
    status = writer.status_post("worth keeping")
    assert reader.status_bookmark(status.id).bookmarked
    assert [kept.id for kept in reader.bookmarks()] == [status.id]
    writer.status_pin(status.id)
    assert [pinned.id for pinned in reader.account_statuses(writer.me().id, pinned=True)] == [status.id]
    assert writer.status_mute(status.id).muted and not writer.status_unmute(status.id).muted


def png(side):
    """A square picture in one colour."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    rows = (b"\0" + b"\x30\x90\x60" * side) * side
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_pictures(two):
    reader, writer = two
    picture = writer.media_post(png(64), "image/png", description="a green square", synchronous=True)
    status = writer.status_post("look", media_ids=[picture])
    (seen,) = reader.status(status.id).media_attachments
    assert (seen.type, seen.description, seen.meta.original.width) == ("image", "a green square", 64)


def test_scheduled_posts(two):
    _, writer = two
    planned = writer.status_post("later", scheduled_at=minutes(20))
    assert [plan.id for plan in writer.scheduled_statuses()] == [planned.id]
    moved = writer.scheduled_status_update(planned.id, minutes(40))
    assert moved.scheduled_at > planned.scheduled_at
    writer.scheduled_status_delete(planned.id)
    assert writer.scheduled_statuses() == []


def test_lists_tags_and_filters(two):
    reader, writer = two
    made = reader.list_create("Friends")
    reader.list_accounts_add(made, [writer.me().id])
    status = writer.status_post("a spoiler about #Berg")
    eventually("the post is in the list", lambda: [one.id for one in reader.timeline_list(made)] == [status.id])
    assert [one.id for one in reader.account_lists(writer.me().id)] == [made.id]
    assert reader.tag_follow("berg").following and reader.followed_tags()[0].name == "Berg"
    assert len(reader.tag("berg").history) == 7
    featured = writer.featured_tag_create("berg")
    assert writer.featured_tags()[0].id == featured.id
    word = {"keyword": "spoiler", "whole_word": True}
    reader.create_filter_v2("No", ["home"], "warn", keywords_attributes=[word])
    assert reader.status(status.id).filtered[0].keyword_matches == ["spoiler"]
    assert reader.filters()[0].phrase == "spoiler"


def test_keeping_others_at_a_distance(two):
    reader, writer = two
    them = writer.me().id
    assert reader.account_mute(them, duration=60).muting and len(reader.mutes()) == 1
    assert not reader.account_unmute(them).muting
    assert reader.account_note_set(them, "met at the fair").note == "met at the fair"
    assert reader.account_pin(them).endorsed and len(reader.endorsements()) == 1
    assert writer.account_remove_from_followers(reader.me().id).followed_by is False
    assert reader.account_block(them).blocking and len(reader.blocks()) == 1
    assert not reader.account_unblock(them).blocking
    reader.domain_block("unwanted.example")
    assert list(reader.domain_blocks()) == ["unwanted.example"]
    reader.domain_unblock("unwanted.example")


def test_notifications_in_groups_and_conversations(two):
    reader, writer = two
    name = reader.me().username
    writer.status_post(f"@{name} hello")
    writer.status_post(f"@{name} psst", visibility="direct")
    eventually("both are told", lambda: len(reader.notifications()) == 2)
    groups = reader.grouped_notifications()
    assert len(groups.notification_groups) == 2 and groups.accounts[0].id == writer.me().id
    assert reader.notifications_unread_count().count == 2
    assert reader.conversations()[0].accounts[0].id == writer.me().id
    assert reader.notifications_policy().summary.pending_requests_count == 0
    newest = reader.notifications()[0].id
    assert reader.markers_set(["notifications"], [newest])["notifications"].last_read_id == str(newest)
    assert reader.notifications_unread_count().count == 0
