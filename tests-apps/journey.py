"""The steps that `interop.py` walks. Each is walked by one side while the other looks, then the other way round."""

from api import Refused
from sides import Cannot, says


class Journey:
    """What has been said and done so far, so that later steps can build on earlier ones."""

    def __init__(self, word):
        self.word = word
        self.posted = {}
        self.seen = {}
        self.moved = set()

    def find(self, one, other):
        """finds the other by handle"""
        return one.find(other)

    def follow(self, one, other):
        """follows the other, and both know"""
        answer = one.follow()
        how = ""
        if other.account["locked"] and answer["requested"]:
            other.wait(f"{other.label} gets the follow request", other.has_request)
            other.answer_request("authorize")
            how = "after consent by hand: the account is locked"
        self.both_know(one, other)
        return how

    def both_know(self, one, other):
        """Waits until one follows the other on both servers."""
        one.wait(f"{other.label} accepts", lambda: one.stands()["following"])
        other.wait(f"{other.label} knows its follower", lambda: other.stands()["followed_by"])

    def post(self, one, other):
        """posts in public, with a tag and a warning; the other's home timeline has it"""
        text = f"{one.label} posts {self.word} #Interop"
        posted = one.api.status(text, visibility="public", spoiler_text="a warning", language="de")
        seen = other.wait(f"{other.label} has the post", lambda: other.in_home(posted))
        self.posted[one.label], self.seen[other.label] = posted, seen
        assert seen["visibility"] == "public", f"it is {seen['visibility']} there"
        assert seen["spoiler_text"] == "a warning", f"its warning is {seen['spoiler_text']!r} there"
        assert [tag["name"].lower() for tag in seen["tags"]] == ["interop"], f"its tags are {seen['tags']} there"
        return "" if seen["language"] == "de" else f"its language is {seen['language']!r} there"

    def unlisted(self, one, other):
        """posts unlisted: it is in the home timeline and in no public one"""
        posted = one.api.status(f"{one.label} whispers {self.word}", visibility="unlisted")
        seen = other.wait(f"{other.label} has the post", lambda: other.in_home(posted))
        assert seen["visibility"] == "unlisted", f"it is {seen['visibility']} there"
        assert not other.public_has(posted), "it is in the public timeline there"

    def private(self, one, other):
        """posts to followers: it is in the home timeline and nowhere else"""
        posted = one.api.status(f"{one.label} confides {self.word}", visibility="private")
        if posted["visibility"] != "private":
            raise Cannot(f"{one.label} makes it {posted['visibility']}")
        seen = other.wait(f"{other.label} has the post", lambda: other.in_home(posted))
        assert seen["visibility"] == "private", f"it is {seen['visibility']} there"
        assert not other.public_has(posted), "it is in the public timeline there"

    def direct(self, one, other):
        """posts to the other alone, who is told"""
        posted = one.api.status(f"@{other.handle} {one.label} tells {self.word}", visibility="direct")
        if posted["visibility"] != "direct":
            raise Cannot(f"{one.label} makes it {posted['visibility']}")
        seen = other.wait(f"{other.label} is told of it", lambda: other.told(["mention"], posted))
        # Some servers know no difference between these two.
        assert seen["visibility"] in ("direct", "private"), f"it is {seen['visibility']} there"
        assert not other.public_has(posted), "it is in the public timeline there"
        return "" if seen["visibility"] == "direct" else f"it is {seen['visibility']} there"

    def reply(self, one, other):
        """replies to the other's post: the other is told and has it in the thread"""
        original = self.posted[other.label]
        text = f"@{other.handle} {one.label} replies {self.word}"
        reply = one.api.status(text, in_reply_to_id=self.seen[one.label]["id"], visibility="public")
        told = other.wait(f"{other.label} is told of the reply", lambda: other.told(["mention"], reply))
        assert told["in_reply_to_id"] == original["id"], f"{other.label} has it, but not as an answer to its post"
        other.wait(f"{other.label} has it in the thread", lambda: reply["uri"] in other.thread(original))

    def edit(self, one, other):
        """edits its post: the other sees the new text"""
        text = f"{one.label} posts again {self.word} #Interop"
        posted, seen = self.posted[one.label], self.seen[other.label]
        form = {"status": text, "spoiler_text": "another warning"}
        one.may("edit", "PUT", f"/api/v1/statuses/{posted['id']}", data=form)

        # Not every server edits the warning, too.
        warning = one.see(posted)["spoiler_text"]

        def is_new():
            now = other.see(seen)
            return says(now, "posts again") and now["spoiler_text"] == warning and now

        now = other.wait(f"{other.label} has the new text and the warning {warning!r}", is_new)
        return "" if now.get("edited_at") else f"{other.label} does not say that it was edited"

    def favourite(self, one, other):
        """favourites the other's post: it is counted, and the other is told"""
        one.act(self.seen[one.label], "favourite")
        posted = self.posted[other.label]
        other.wait(f"{other.label} counts it", lambda: other.see(posted)["favourites_count"] == 1)
        return "" if other.told(["favourite"], posted) else f"{other.label} is not told of it"

    def unfavourite(self, one, other):
        """takes the favourite back: it is counted no more"""
        one.act(self.seen[one.label], "unfavourite")
        posted = self.posted[other.label]
        other.wait(f"{other.label} counts no more", lambda: other.see(posted)["favourites_count"] == 0)

    def boost(self, one, other):
        """boosts the other's post: it is counted, and the other is told"""
        one.act(self.seen[one.label], "reblog")
        posted = self.posted[other.label]
        other.wait(f"{other.label} counts it", lambda: other.see(posted)["reblogs_count"] == 1)
        return "" if other.told(["reblog"], posted) else f"{other.label} is not told of it"

    def unboost(self, one, other):
        """takes the boost back: it is counted no more"""
        one.act(self.seen[one.label], "unreblog")
        posted = self.posted[other.label]
        other.wait(f"{other.label} counts no more", lambda: other.see(posted)["reblogs_count"] == 0)

    def poll(self, one, other):
        """asks, the other votes, and one counts the vote"""
        form = {"poll[options][]": ["yes", "no"], "poll[expires_in]": 3600}
        try:
            asked = one.api.status(f"{one.label} asks {self.word}?", visibility="public", **form)
        except Refused as refused:
            if refused.status in (400, 422):
                raise Cannot(f"{one.label} cannot ask: {refused}") from refused
            raise
        if not asked.get("poll"):
            raise Cannot(f"{one.label} makes no poll of it")
        seen = other.wait(f"{other.label} has the question", lambda: other.in_home(asked))
        assert seen.get("poll"), f"{other.label} has it, but not as a poll"
        assert [option["title"] for option in seen["poll"]["options"]] == ["yes", "no"], "the answers are others"
        other.may("vote", "POST", f"/api/v1/polls/{seen['poll']['id']}/votes", data={"choices[]": ["1"]})
        one.wait(
            f"{one.label} counts the vote",
            lambda: [option["votes_count"] for option in one.see(asked)["poll"]["options"]] == [0, 1],
        )

    def pin(self, one, other):
        """pins its post: the other sees it pinned, and after unpinning no more"""
        posted = self.posted[one.label]
        pinned = one.act(posted, "pin")
        if not pinned.get("pinned", True):
            raise Cannot(f"{one.label} does not say that it is pinned")
        try:
            other.wait(f"{other.label} sees it pinned", lambda: posted["uri"] in other.pinned())
        finally:
            one.act(posted, "unpin")
        other.wait(f"{other.label} sees it no more", lambda: posted["uri"] not in other.pinned())

    def profile(self, one, other):
        """changes its name and biography: the other sees both"""
        name, note = f"{one.label} {self.word}", f"about {one.label} {self.word}"
        changed = one.change_profile(display_name=name, note=note)
        if changed["display_name"] != name:
            raise Cannot(f"{one.label} does not change the name")
        other.wait(f"{other.label} has the new name", lambda: other.their_profile()["display_name"] == name)
        other.wait(f"{other.label} has the new biography", lambda: note in other.their_profile()["note"])

    def delete(self, one, other):
        """deletes its post: it is gone on the other side"""
        one.may("delete", "DELETE", f"/api/v1/statuses/{self.posted[one.label]['id']}")
        seen = self.seen[other.label]
        # Some servers still answer with what they no longer show.
        other.wait(
            f"the post is gone from {other.label}",
            lambda: other.see(seen) is None or not other.in_home(self.posted[one.label]),
        )
        return "" if other.see(seen) is None else f"{other.label} still answers with it"

    def report(self, one, other):
        """reports the other's post and has it forwarded; who runs the other server sees it"""
        comment = f"{one.label} reports {self.word}"
        form = {
            "account_id": one.known["id"],
            "status_ids[]": [self.seen[one.label]["id"]],
            "comment": comment,
            "forward": "true",
        }
        one.may("report", "POST", "/api/v1/reports", data=form)
        if other.reports is None:
            raise Cannot(f"sent; nobody told how to look into {other.label}'s reports")
        other.wait(f"{other.label} has the report", lambda: comment in other.reports())

    def block(self, one, other):
        """blocks the other: neither follows any more; then unblocks, and both follow each other again"""
        one.may("block", "POST", f"/api/v1/accounts/{one.known['id']}/block")
        try:
            assert one.stands()["blocking"], f"{one.label} does not say that it blocks"
            other.wait(f"{other.label} follows no more", lambda: not other.stands()["following"])
            other.wait(f"{other.label} has lost its follower", lambda: not other.stands()["followed_by"])
            is_told = other.stands().get("blocked_by")
        finally:
            one.may("unblock", "POST", f"/api/v1/accounts/{one.known['id']}/unblock")
        other.wait(f"{other.label} is free", lambda: not other.stands().get("blocked_by"))
        self.follow(one, other)
        self.follow(other, one)
        return "" if is_told else f"{other.label} does not say that it is blocked"

    def unfollow(self, one, other):
        """unfollows the other, who knows"""
        one.unfollow()
        other.wait(f"{other.label} lost its follower", lambda: not other.stands()["followed_by"])

    def ask(self, one, other):
        """asks to follow the other, who is locked: refused, asked again, accepted"""
        if not other.lock(True):
            raise Cannot(f"{other.label} cannot lock its account")
        try:
            one.follow()
            other.wait(f"{other.label} gets the request", other.has_request)
            assert not other.stands()["followed_by"], "is followed without consent"
            other.answer_request("reject")
            one.wait(f"{one.label} is refused", lambda: not one.stands()["requested"])
            one.follow()
            other.wait(f"{other.label} gets the second request", other.has_request)
            other.answer_request("authorize")
            self.both_know(one, other)
        finally:
            other.lock(False)

    def cancel(self, one, other):
        """asks to follow the locked other and thinks better of it: the request is gone"""
        one.unfollow()
        other.wait(f"{other.label} lost its follower", lambda: not other.stands()["followed_by"])
        other.lock(True)
        try:
            one.follow()
            other.wait(f"{other.label} gets the request", other.has_request)
            one.unfollow()
            other.wait(f"the request is gone from {other.label}", lambda: not other.has_request())
        finally:
            other.lock(False)

    def move(self, one, other):
        """moves to a second account of its own: the other follows that one instead"""
        if one.second is None:
            raise Cannot(f"no second account on {one.label} was named")
        new = one.second
        # Whoever has moved follows nobody any more: their second account takes over.
        follower = other.second if other.label in self.moved else other
        follower.find(one)
        one.find(follower)
        self.follow(follower, one)
        one.move_to(new)
        self.moved.add(one.label)
        # Looked for only now: some servers would have remembered a profile that does not name the old account yet.
        new_there = follower.search_account(f"@{new.handle}", new)
        assert new_there, f"{other.label} does not find @{new.handle}"

        def follows():
            relationship = follower.api.relationship(new_there["id"])
            # The new account may want to be asked.
            return relationship["following"] or relationship["requested"]

        follower.wait(f"{other.label} follows the new account", follows)
        assert follower.their_profile().get("moved"), f"{other.label} does not say that the old account moved"


ORDER = (
    "find follow post unlisted private direct reply edit favourite unfavourite boost unboost poll pin profile "
    "report delete block unfollow ask cancel move"
).split()
