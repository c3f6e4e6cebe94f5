//! Groups of other servers: forums and communities that pass on what their members do (FEP-1b12).

use http::StatusCode;
use serde_json::{Value, json};
use testkit::{
    Home, Neighbour, Person, Stranger,
    people::{id, text},
};

use crate::{
    acquaintance::{aged, befriend},
    with_site,
};

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// A forum on one server, with a member there and one elsewhere, that somebody here follows.
struct Forum {
    far: Neighbour,
    other: Neighbour,
    group: Stranger,
    bob: Stranger,
    dan: Stranger,
}

impl Forum {
    async fn open(home: &Home, alice: &Person) -> Self {
        let (far, other) = (Neighbour::start().await, Neighbour::start().await);
        let (group, bob, dan) = (far.person("tea"), far.person("bob"), other.person("dan"));
        let mut profile = group.document();
        profile["type"] = json!("Group");
        far.serves("/users/tea", &profile);
        befriend(home, alice, &far, &group).await;
        Self { far, other, group, bob, dan }
    }

    /// The group passes something on.
    async fn passes_on(&self, home: &Home, number: u32, object: &Value) {
        home.pass(1_000);
        let mut announce = self.group.activity("Announce", number, object);
        announce["to"] = json!([PUBLIC]);
        announce["cc"] = json!([format!("{}/followers", self.group.uri)]);
        assert_eq!(self.group.delivers(home, &announce).await.status, 202);
        home.settle().await;
    }

    /// A page in the group, as Lemmy has it.
    fn page(&self, by: &Stranger, number: u32, title: &str) -> Value {
        let mut page = by.note(number, &format!("<p>about {title}</p>"));
        page["type"] = json!("Page");
        page["name"] = json!(title);
        page["to"] = json!([self.group.uri, PUBLIC]);
        page["audience"] = json!(self.group.uri);
        page
    }

    fn serve(&self, note: &Value) {
        let address = note["id"].as_str().unwrap();
        for host in [&self.far, &self.other] {
            if let Some(path) = address.strip_prefix(&host.url("")) {
                host.serves(path, note);
            }
        }
    }
}

/// The home timeline: who reblogs, and how the text begins.
async fn shown(alice: &Person) -> Vec<(String, String)> {
    let entry = |status: &Value| {
        let words = text(status).split_whitespace().take(2).collect::<Vec<_>>().join(" ");
        let by = if status["reblog"].is_object() { status["account"]["username"].as_str() } else { None };
        (by.unwrap_or_default().to_owned(), words)
    };
    alice.home().await.iter().map(entry).collect()
}

fn of(by: &str, words: &str) -> (String, String) {
    (by.to_owned(), words.to_owned())
}

#[test]
fn what_members_begin_is_shown_once_and_what_they_answer_stands_below_it() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let forum = Forum::open(home, &alice).await;
        // One of the group's own server is believed, one of another is fetched.
        let (own, foreign) =
            (forum.page(&forum.bob, 1, "Oolong tea"), forum.page(&forum.dan, 1, "Green tea"));
        forum.serve(&foreign);
        let create = forum.bob.activity("Create", 1, &own);
        forum.passes_on(home, 1, &create).await;
        let mut lie = forum.dan.activity("Create", 1, &foreign);
        lie["object"]["name"] = json!("Buy pills");
        forum.passes_on(home, 2, &lie).await;
        // Lemmy says the same again in words that Mastodon understands, and Mbin boosts answers so.
        forum.passes_on(home, 3, &foreign["id"]).await;
        let mut comment = forum.dan.note(2, "<p>a comment</p>");
        comment["inReplyTo"] = own["id"].clone();
        forum.serve(&comment);
        forum.passes_on(home, 4, &forum.dan.activity("Create", 2, &comment)).await;
        forum.passes_on(home, 5, &comment["id"]).await;
        assert_eq!(shown(&alice).await, [of("tea", "Green teaabout"), of("tea", "Oolong teaabout")]);
        let first = alice.home().await[1]["reblog"].clone();
        let context = alice.get(&format!("/api/v1/statuses/{}/context", id(&first))).await.ok();
        assert_eq!(text(&context["descendants"][0]), "a comment");
        assert_eq!(context["descendants"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn what_members_change_favour_and_end_is_believed_only_of_those_who_can_say_so() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let forum = Forum::open(home, &alice).await;
        let (own, foreign) = (forum.page(&forum.bob, 1, "Oolong"), forum.page(&forum.dan, 1, "Sencha"));
        forum.serve(&foreign);
        forum.passes_on(home, 1, &forum.bob.activity("Create", 1, &own)).await;
        forum.passes_on(home, 2, &forum.dan.activity("Create", 1, &foreign)).await;
        let timeline = alice.home().await;
        let (sencha, oolong) = (timeline[0]["reblog"].clone(), timeline[1]["reblog"].clone());
        let now = async |status: &Value| alice.get(&format!("/api/v1/statuses/{}", id(status))).await;
        // Favourites: of the group's own people, and of those who prove it; nobody else's.
        forum.passes_on(home, 3, &forum.bob.activity("Like", 3, &foreign["id"])).await;
        forum.passes_on(home, 4, &forum.dan.activity("Like", 4, &own["id"])).await;
        forum.passes_on(home, 5, &forum.dan.activity("Dislike", 5, &own["id"])).await;
        assert_eq!(now(&sencha).await.ok()["favourites_count"], 1);
        assert_eq!(now(&oolong).await.ok()["favourites_count"], 0);
        let proved = forum.dan.proves(home, forum.dan.activity("Like", 6, &own["id"]));
        forum.passes_on(home, 6, &proved).await;
        assert_eq!(now(&oolong).await.ok()["favourites_count"], 1);
        let undo = forum.bob.activity("Undo", 7, &forum.bob.activity("Like", 3, &foreign["id"]));
        forum.passes_on(home, 7, &undo).await;
        assert_eq!(now(&sencha).await.ok()["favourites_count"], 0);
        // Changes: what stands at the author's is what counts.
        let mut changed = foreign.clone();
        changed["name"] = json!("Matcha");
        changed["updated"] = json!(home.site.now().plus_millis(1_000).to_rfc3339_seconds());
        home.pass(2_000);
        let mut lie = changed.clone();
        lie["name"] = json!("Pills");
        forum.serve(&changed);
        forum.passes_on(home, 8, &forum.dan.activity("Update", 8, &lie)).await;
        assert!(text(&now(&sencha).await.ok()).starts_with("Matcha"));
        // Ends: the author's, or a moderator's, which counts in the group alone.
        let tombstone = |note: &Value| json!({ "type": "Tombstone", "id": note["id"] });
        forum.passes_on(home, 9, &forum.bob.activity("Delete", 9, &tombstone(&foreign))).await;
        assert_eq!(now(&sencha).await.status, 200);
        assert_eq!(shown(&alice).await, [entry(&own)], "what a moderator removed is shown no longer");
        forum.other.answers("/users/dan/notes/1", StatusCode::GONE);
        forum.passes_on(home, 10, &forum.dan.activity("Delete", 10, &tombstone(&foreign))).await;
        assert_eq!(now(&sencha).await.status, 404);
        forum.passes_on(home, 11, &forum.bob.activity("Delete", 11, &tombstone(&own))).await;
        assert_eq!(now(&oolong).await.status, 404);
        for kind in ["Lock", "Add", "Remove", "Block", "Flag", "Announce", "Move", "Nibble"] {
            forum.passes_on(home, 20, &forum.bob.activity(kind, 20, &own["id"])).await;
        }
        assert!(alice.home().await.is_empty());
    });
}

/// How a page in the group is shown.
fn entry(page: &Value) -> (String, String) {
    of("tea", &format!("{0}about {0}{1}", page["name"].as_str().unwrap(), page["id"].as_str().unwrap()))
}

#[test]
fn only_groups_pass_on_and_only_to_those_who_follow_them() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let (other, victim) = (Neighbour::start().await, Neighbour::start().await);
        let (bob, vic) = (far.person("bob"), victim.person("vic"));
        befriend(home, &alice, &far, &bob).await;
        let note = vic.note(1, "<p>vic never said</p>");
        let mut announce = bob.activity("Announce", 1, &vic.activity("Create", 1, &note));
        announce["to"] = json!([PUBLIC]);
        bob.delivers(home, &announce).await;
        let group = other.person("tea");
        let mut profile = group.document();
        profile["type"] = json!("Group");
        other.serves("/users/tea", &profile);
        let mut announce = group.activity("Announce", 1, &vic.activity("Create", 1, &note));
        announce["to"] = json!([PUBLIC]);
        group.delivers(home, &announce).await;
        home.settle().await;
        assert!(alice.home().await.is_empty());
        assert!(victim.asked().is_empty(), "nobody here asked for it");
    });
}

#[test]
fn a_group_that_a_moderator_changed_is_looked_at_again() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let forum = Forum::open(home, &alice).await;
        let mut profile = forum.group.document();
        (profile["type"], profile["name"]) = (json!("Group"), json!("Tea and cake"));
        forum.far.serves("/users/tea", &profile);
        // Whatever the moderator says, the group's own server is asked.
        profile["name"] = json!("Coffee");
        let update = forum.bob.activity("Update", 1, &profile);
        forum.passes_on(home, 1, &update).await;
        assert_eq!(alice.finds(&forum.group.handle()).await["display_name"], "Tea and cake");
    });
}

#[test]
fn a_group_passes_on_what_somebody_here_said_and_what_they_are_answered() {
    with_site(async |home| {
        let (alice, carol) = (home.person("alice").await, home.person("carol").await);
        let forum = Forum::open(home, &alice).await;
        let said = carol.posts("tea, anyone?").await;
        let create = json!({
            "type": "Create", "id": format!("{}/activity", said["uri"].as_str().unwrap()),
            "actor": carol.account.uri, "object": said["uri"],
        });
        forum.passes_on(home, 1, &create).await;
        assert_eq!(shown(&alice).await, [of("tea", "tea, anyone?")]);
        let mut answer = forum.dan.note(1, "<p>me</p>");
        answer["inReplyTo"] = said["uri"].clone();
        forum.serve(&answer);
        forum.passes_on(home, 2, &forum.dan.activity("Create", 1, &answer)).await;
        let context = carol.get(&format!("/api/v1/statuses/{}/context", id(&said))).await.ok();
        assert_eq!(text(&context["descendants"][0]), "me");
        // Likes of what is ours bring people who were not known.
        let eve = forum.far.person("eve");
        forum.passes_on(home, 3, &eve.activity("Like", 1, &said["uri"])).await;
        let mut notified = carol.notified().await;
        notified.sort();
        assert_eq!(notified, ["favourite", "reblog"]);
        // A moderator takes it out of the group, not away from its author.
        forum.passes_on(home, 4, &forum.bob.activity("Delete", 4, &said["uri"])).await;
        assert!(alice.home().await.is_empty());
        assert_eq!(carol.get(&format!("/api/v1/statuses/{}", id(&said))).await.status, 200);
    });
}

#[test]
fn a_group_brings_its_last_threads_when_somebody_follows_it() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let (group, bob) = (far.person("tea"), far.person("bob"));
        let page = aged(home, bob.note(1, "<p>old news</p>"), 5);
        let mut announce = group.activity("Announce", 1, &bob.activity("Create", 1, &page));
        announce["to"] = json!([PUBLIC]);
        announce["published"] = page["published"].clone();
        let mut profile = group.document();
        profile["type"] = json!("Group");
        profile["outbox"] = json!({ "type": "OrderedCollection", "orderedItems": [announce] });
        far.serves("/users/tea", &profile);
        befriend(home, &alice, &far, &group).await;
        assert_eq!(shown(&alice).await, [of("tea", "old news")]);
        assert!(alice.notified().await.is_empty());
    });
}

#[test]
fn what_is_addressed_to_a_group_that_is_followed_concerns_its_followers() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let forum = Forum::open(home, &alice).await;
        let page = forum.page(&forum.dan, 1, "Tea");
        forum.dan.delivers(home, &forum.dan.activity("Create", 1, &page)).await;
        // Mobilizon: somebody publishes an event in the name of a group.
        let event = json!({
            "id": forum.far.url("/events/1"), "type": "Event", "name": "Tea party", "actor": forum.bob.uri,
            "attributedTo": forum.group.uri, "to": [PUBLIC], "content": "<p>Come!</p>",
            "startTime": "2026-12-11T19:00:00+01:00", "location": { "type": "Place", "name": "The garden" },
        });
        forum.serve(&event);
        forum.bob.delivers(home, &forum.bob.activity("Create", 1, &event)).await;
        home.settle().await;
        let found = alice.get(&format!("/api/v2/search?q={}", page["id"].as_str().unwrap())).await.ok();
        assert_eq!(found["statuses"].as_array().unwrap().len(), 1, "{found}");
        let shown = alice.home().await[0].clone();
        assert_eq!(shown["account"]["username"], "tea");
        assert!(text(&shown).starts_with("Tea party2026-12-11 19:00 UTC+01:00The gardenCome!"), "{shown}");
    });
}

#[test]
fn a_group_that_says_something_itself_is_heard() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let forum = Forum::open(home, &alice).await;
        let page = forum.page(&forum.dan, 1, "Green tea");
        forum.serve(&page);
        let mut announce = forum.group.activity("Announce", 1, &page["id"]);
        announce["to"] = json!([PUBLIC]);
        announce["content"] = json!("<p>the post of the week</p>");
        assert_eq!(forum.group.delivers(home, &announce).await.status, 202);
        home.settle().await;
        let shown = alice.home().await[0].clone();
        assert_eq!(
            (text(&shown).as_str(), &shown["account"]["username"]),
            ("the post of the week", &json!("tea"))
        );
        assert_eq!((&shown["reblog"], shown["quote"].is_object()), (&json!(null), true), "{shown}");
        // Words beside a whole activity change nothing of who did what.
        let own = forum.page(&forum.bob, 2, "Oolong tea");
        let mut passed = forum.group.activity("Announce", 2, &forum.bob.activity("Create", 2, &own));
        passed["to"] = json!([PUBLIC]);
        passed["content"] = json!("<p>bob wrote</p>");
        home.pass(1_000);
        assert_eq!(forum.group.delivers(home, &passed).await.status, 202);
        home.settle().await;
        assert_eq!(shown_by(&alice.home().await[0]), ("tea", "bob"));
    });
}

/// Who reblogs, and whom.
fn shown_by(status: &Value) -> (&str, &str) {
    (
        status["account"]["username"].as_str().unwrap_or_default(),
        status["reblog"]["account"]["username"].as_str().unwrap_or_default(),
    )
}
