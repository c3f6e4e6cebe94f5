//! Who is there when the documents arrive, and what happened before: a document reaches alice, and acts on something.

use std::collections::HashMap;

use serde_json::{Value, json};
use testkit::{Home, Neighbour, Person, Stranger};

use super::documents::{Document, adopted, id_of, is_about_maker, moved, quoted};

/// Alice, whom the documents reach, and those who send them.
pub(super) struct Stage<'a> {
    pub(super) home: &'a Home,
    pub(super) alice: Person,
    /// A status of alice's, to be liked and shared.
    pub(super) liked: Value,
    pub(super) far: Neighbour,
    bob: Stranger,
    /// A group, for what groups pass on.
    forum: Stranger,
    /// Somebody whom alice does not follow, for what ends or begins that.
    carl: Stranger,
    /// Somebody whose profile changes.
    dora: Stranger,
    /// Somebody whom others quote and share.
    emil: Stranger,
    /// Those who move, by the number of the document that says so: one moves only once.
    movers: HashMap<u32, Stranger>,
}

impl<'a> Stage<'a> {
    pub(super) async fn set(home: &'a Home, documents: &[Document]) -> Self {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let (bob, forum, carl) = (far.person("bob"), far.person("forum"), far.person("carl"));
        let (dora, emil) = (far.person("dora"), far.person("emil"));
        let mut group = forum.document();
        group["type"] = json!("Group");
        far.serves("/users/forum", &group);
        for stranger in [&bob, &forum] {
            alice.follows(&stranger.handle()).await;
            home.settle().await;
            let follow = far.received().pop().expect("the wish to follow").activity;
            stranger.delivers(home, &stranger.activity("Accept", 0, &follow)).await;
        }
        let liked = alice.posts("like me").await;
        home.settle().await;
        let moves = (1..).zip(documents).filter(|(_, document)| document.content["type"] == "Move");
        let movers = moves.map(|(number, _)| (number, far.person(&format!("mover{number}")))).collect();
        let stage = Self { home, alice, liked, far, bob, forum, carl, dora, emil, movers };
        stage.put_up(documents);
        stage
    }

    /// Everything stands where it says that it stands, so that what is only named can be fetched. What is quoted or shared
    /// is somebody's note, unless it is among the documents with its author.
    fn put_up(&self, documents: &[Document]) {
        let base = self.far.url("");
        let all: Vec<Value> = documents.iter().map(|document| moved(&document.content, &base)).collect();
        let objects = || all.iter().flat_map(|document| [document, &document["object"]]);
        for uri in objects().filter_map(quoted) {
            let mut note = self.emil.note(1, "<p>quote me</p>");
            note["id"] = json!(uri);
            self.far.serves(uri.strip_prefix(&base).unwrap_or_default(), &note);
        }
        // Of those that are called alike, an actor that can be reached is the best.
        for can_be_reached in [false, true] {
            for object in objects().filter(|object| object["inbox"].is_string() == can_be_reached) {
                if let Some(path) = object["id"].as_str().and_then(|id| id.strip_prefix(&base)) {
                    self.far.serves(path, object);
                }
            }
        }
        let is_there = |id: &str| objects().any(|object| object["id"] == *id && object["inbox"].is_string());
        let announces = all.iter().filter(|document| document["type"] == "Announce");
        let announced = announces.map(|announce| &announce["object"]);
        // What has no id goes by the page on which it stands.
        for uri in announced.filter_map(|object| id_of(object).or_else(|| object["url"].as_str())) {
            let Some(path) = uri.strip_prefix(&base) else { continue };
            let is_whole = |object: &&Value| {
                object["id"] == *uri && id_of(&object["attributedTo"]).is_some_and(is_there)
            };
            let mut note = self.emil.note(1, "<p>share me</p>");
            note["id"] = json!(uri);
            self.far.serves(path, objects().find(is_whole).unwrap_or(&note));
        }
    }

    /// A document as something that can reach alice: what is about somebody or something is about her and hers.
    pub(super) fn aimed(&self, content: &Value, number: u32) -> (&Stranger, Value) {
        let by = self.movers.get(&number).unwrap_or_else(|| self.sender(content));
        let mut activity = adopted(content, by, number);
        let kind = activity["type"].as_str().unwrap_or_default().to_owned();
        let is_own = matches!(kind.as_str(), "Create" | "Update" | "Delete" | "Undo");
        for (layer, place) in ["", "/object"].into_iter().zip(["activity", "object"]) {
            let Some(it) = activity.pointer_mut(layer).filter(|it| it.is_object()) else { continue };
            it["id"] = match it["id"].as_str().filter(|id| id.starts_with("http")) {
                Some(id) if id == by.uri => json!(id),
                // Many documents are called alike, and only the first of a name would be news.
                Some(id) if is_own || place == "activity" => json!(format!("{id}?number={number}")),
                Some(id) => json!(id),
                // What has none goes by its page.
                None if kind == "Announce" && place == "object" && it["url"].is_string() => json!(null),
                None => json!(format!("{}/{place}s/{number}", by.uri)),
            };
            self.turn_to_alice(it, by, &kind);
        }
        if let (true, Some(id)) = (kind == "Delete", activity["object"].as_str()) {
            activity["object"] = json!(format!("{id}?number={number}"));
        }
        if kind == "Update" && is_about_maker(&activity) {
            // Whoever changes goes on signing with the key that is known.
            for key in ["publicKey", "assertionMethod"] {
                activity["object"].as_object_mut().and_then(|object| object.remove(key));
            }
        }
        (by, activity)
    }

    fn sender(&self, content: &Value) -> &Stranger {
        // What is shared with a word to it is a person's (FEP-dd4b).
        let is_shared = content["type"] == "Announce" && content["content"].is_null();
        let passes_on = is_shared && content["object"]["type"].is_string();
        let kinds = [content["type"].as_str(), content["object"]["type"].as_str()];
        let is_about_people =
            |kind: &&str| matches!(*kind, "Follow" | "Block" | "Flag" | "Accept" | "Reject");
        match () {
            () if passes_on => &self.forum,
            () if kinds.iter().flatten().any(is_about_people) => &self.carl,
            () if content["type"] == "Update" && is_about_maker(content) => &self.dora,
            () => &self.bob,
        }
    }

    fn turn_to_alice(&self, it: &mut Value, by: &Stranger, kind: &str) {
        match it["type"].as_str().unwrap_or_default() {
            "Follow" if matches!(kind, "Accept" | "Reject") => return,
            "Follow" | "Block" | "Flag" => it["object"] = json!(self.alice.account.uri),
            "Move" => it["object"] = json!(by.uri),
            "Like" | "Dislike" | "EmojiReact" => it["object"] = self.liked["uri"].clone(),
            "Announce" if kind == "Undo" => it["object"] = self.liked["uri"].clone(),
            _ => return,
        }
        it["actor"] = json!(by.uri);
    }

    /// Something for an activity to act on: what it answers, changes, ends or takes back.
    pub(super) async fn before(&self, by: &Stranger, activity: &mut Value) {
        match activity["type"].as_str().unwrap_or_default() {
            "Accept" | "Reject"
                if activity["object"].is_string() || activity["object"]["type"] == "Follow" =>
            {
                self.wish(by, &mut activity["object"]).await;
            }
            "Move" => self.expect(by, &activity["target"]),
            "Update" | "Delete" if !is_about_maker(activity) => {
                self.publish(by, &activity["object"]).await;
            }
            "Undo" if activity["object"]["type"].is_string() => {
                let undone = &activity["object"];
                if undone["type"] == "Delete" {
                    self.publish(by, &undone["object"]).await;
                }
                self.deliver(by, undone).await;
            }
            _ => {}
        }
    }

    /// Somebody is where another moves, and says so.
    fn expect(&self, by: &Stranger, target: &Value) {
        let base = self.far.url("");
        let Some((id, path)) = id_of(target).and_then(|id| Some((id, id.strip_prefix(&base)?))) else {
            return;
        };
        let mut profile = self.emil.document();
        profile["id"] = json!(id);
        profile["preferredUsername"] = json!(format!("{}there", by.name));
        profile["alsoKnownAs"] = json!([by.uri]);
        for property in ["publicKey", "assertionMethod", "endpoints"] {
            profile.as_object_mut().and_then(|profile| profile.remove(property));
        }
        self.far.serves(path, &profile);
    }

    /// Alice wishes to follow somebody.
    async fn wish(&self, by: &Stranger, object: &mut Value) {
        self.alice.follows(&by.handle()).await;
        self.home.settle().await;
        let received = self.far.received();
        let wish = received.iter().rev().find(|received| received.activity["type"] == "Follow");
        let wish = wish.expect("the wish to follow").activity.clone();
        *object = if object.is_string() { wish["id"].clone() } else { wish };
    }

    /// Somebody published something long ago.
    async fn publish(&self, by: &Stranger, object: &Value) {
        let Some(uri) = id_of(object) else { return };
        let mut note = by.note(1, "<p>as it was before</p>");
        note["id"] = json!(uri);
        note["published"] = json!("2010-01-01T00:00:00Z");
        let mut create = by.activity("Create", 1, &note);
        create["id"] = json!(format!("{uri}#create"));
        self.deliver(by, &create).await;
    }

    async fn deliver(&self, by: &Stranger, activity: &Value) {
        by.delivers(self.home, activity).await;
        self.home.federation.process_inbox().await.unwrap();
        self.happened().await;
    }

    /// What happened since this was asked last.
    pub(super) async fn happened(&self) -> Vec<store::events::Recorded> {
        let site = &self.home.site;
        let happened = store::events::due(&site.store, site.now(), 9, 100).await.unwrap();
        let ids: Vec<_> = happened.iter().map(|recorded| recorded.id).collect();
        store::events::delete(&site.store, &ids).await.unwrap();
        happened
    }

    /// What was only for this document ends.
    pub(super) async fn after(&self, by: &Stranger, activity: &Value) {
        let site = &self.home.site;
        if matches!(activity["type"].as_str(), Some("Accept" | "Reject"))
            && let Some(account) = social::accounts::find_by_uri(site, &by.uri).await.unwrap()
        {
            social::follows::unfollow(site, &self.alice.account, account.id).await.unwrap();
            self.home.settle().await;
        }
    }

    /// Says that a name belongs to an actor, as its server would. Many actors here are called alike.
    pub(super) fn names(&self, name: &Value, actor: &Value) {
        let (name, domain) = (name.as_str().unwrap_or_default(), &self.far.domain);
        let links = json!([{ "rel": "self", "type": "application/activity+json", "href": actor }]);
        let answer = json!({ "subject": format!("acct:{name}@{domain}"), "links": links });
        let path = format!("/.well-known/webfinger?resource=acct:{name}@{domain}");
        self.far.serves_as(&path, "application/jrd+json", &answer.to_string());
    }
}
