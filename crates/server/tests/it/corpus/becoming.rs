//! What each document becomes: a status, an account or another effect, or why it becomes nothing. The page `corpus.tsv`
//! has a line for each; a line that changes is looked at before the page is. `FANFARE_TEST_WRITE=1` brings the page up to
//! date and writes what became of each, in full, into the folder of temporary files.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use model::{Event, StatusId};
use serde_json::{Value, json};
use social::{StatusView, Viewer};
use testkit::{Home, Neighbour, Person, Stranger, people::id};
use tracing::field::{Field, Visit};
use tracing_subscriber::{Layer, layer::Context, layer::SubscriberExt as _};

use super::documents::{Document, adopted, documents, moved};

const PAGE: &str = "tests/it/corpus/corpus.tsv";
const WRITE: &str = "FANFARE_TEST_WRITE";
/// Characters of a reason on the page.
const REASON: usize = 120;

/// Why the server dropped something, as it says in its log.
static REASONS: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Reasons;

impl<S: tracing::Subscriber> Layer<S> for Reasons {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let mut said = Said::default();
        event.record(&mut said);
        let tells = ["dropped an activity", "was turned away", "nothing was found"];
        if tells.iter().any(|tell| said.message.contains(tell)) {
            REASONS.lock().unwrap_or_else(PoisonError::into_inner).push(said.reason);
        }
    }
}

#[derive(Default)]
struct Said {
    message: String,
    reason: String,
}

impl Visit for Said {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let place = match field.name() {
            "message" => &mut self.message,
            "reason" => &mut self.reason,
            _ => return,
        };
        *place = format!("{value:?}").trim_matches('"').to_owned();
    }
}

fn reasons() -> Vec<String> {
    std::mem::take(&mut REASONS.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Alice, whom the documents reach, and those who send them.
struct Stage<'a> {
    home: &'a Home,
    alice: Person,
    /// A status of alice's, to be liked and shared.
    liked: Value,
    far: Neighbour,
    bob: Stranger,
    /// A group, for what groups pass on.
    forum: Stranger,
    /// Somebody whom alice does not follow, for what ends that.
    carl: Stranger,
}

impl<'a> Stage<'a> {
    async fn set(home: &'a Home, documents: &[Document]) -> Self {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let (bob, forum, carl) = (far.person("bob"), far.person("forum"), far.person("carl"));
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
        let stage = Self { home, alice, liked, far, bob, forum, carl };
        stage.put_up(documents);
        stage
    }

    /// Everything stands where it says that it stands, so that what is only named can be fetched.
    fn put_up(&self, documents: &[Document]) {
        let base = self.far.url("");
        for Document { content, .. } in documents {
            let document = moved(content, &base);
            for object in [&document, &document["object"]] {
                if let Some(path) = object["id"].as_str().and_then(|id| id.strip_prefix(&base)) {
                    self.far.serves(path, object);
                }
            }
        }
    }

    /// A document as something that can reach alice: what is about somebody or something is about her and hers.
    fn aimed(&self, content: &Value, number: u32) -> (&Stranger, Value) {
        let passes_on = content["type"] == "Announce" && content["object"]["type"].is_string();
        let is_about_people = |it: &Value| matches!(it["type"].as_str(), Some("Follow" | "Block" | "Flag"));
        let by = match () {
            () if passes_on => &self.forum,
            () if is_about_people(content) || is_about_people(&content["object"]) => &self.carl,
            () => &self.bob,
        };
        let mut activity = adopted(content, by, number);
        let is_new = activity["type"] == "Create";
        for (layer, place) in ["", "/object"].into_iter().zip(["activity", "object"]) {
            let Some(it) = activity.pointer_mut(layer).filter(|it| it.is_object()) else { continue };
            it["id"] = match it["id"].as_str().filter(|id| id.starts_with("http")) {
                // Many documents are called alike, and only the first of a name would be news.
                Some(id) if is_new || place == "activity" => json!(format!("{id}?number={number}")),
                Some(id) => json!(id),
                None => json!(format!("{}/{place}s/{number}", by.uri)),
            };
            if is_about_people(it) {
                it["object"] = json!(self.alice.account.uri);
            } else if it["type"] == "Move" {
                it["object"] = json!(by.uri);
            } else if matches!(it["type"].as_str(), Some("Like" | "Dislike" | "EmojiReact")) {
                it["object"] = self.liked["uri"].clone();
            } else {
                continue;
            }
            it["actor"] = json!(by.uri);
        }
        (by, activity)
    }

    /// Says that a name belongs to an actor, as its server would. Many actors here are called alike.
    fn names(&self, name: &Value, actor: &Value) {
        let (name, domain) = (name.as_str().unwrap_or_default(), &self.far.domain);
        let links = json!([{ "rel": "self", "type": "application/activity+json", "href": actor }]);
        let answer = json!({ "subject": format!("acct:{name}@{domain}"), "links": links });
        let path = format!("/.well-known/webfinger?resource=acct:{name}@{domain}");
        self.far.serves_as(&path, "application/jrd+json", &answer.to_string());
    }

    /// What the document becomes: a word with a reason or a picture of it.
    async fn becomes(&self, document: &Document, number: u32) -> (String, Value) {
        reasons();
        let home = self.home;
        let base = self.far.url("");
        if is_actor(&document.content) {
            let uri = moved(&document.content["id"], &base);
            self.names(&document.content["preferredUsername"], &uri);
            let found = home.federation.resolve_account(uri.as_str().unwrap_or_default()).await.unwrap();
            return match found {
                Some(account) => ("account".to_owned(), picture_of(&account)),
                None => (format!("no account: {}", reasons().pop().unwrap_or_default()), Value::Null),
            };
        }
        let (by, activity) = self.aimed(&document.content, number);
        let reports = social::reports::open(&home.site).await.unwrap().len();
        let answer = by.delivers(home, &activity).await;
        home.federation.process_inbox().await.unwrap();
        let why = reasons().pop().unwrap_or_default();
        if answer.status != 202 {
            return (format!("answered {}: {why}", answer.status.as_u16()), Value::Null);
        }
        let happened = store::events::due(&home.site.store, home.site.now(), 9, 100).await.unwrap();
        let ids: Vec<_> = happened.iter().map(|recorded| recorded.id).collect();
        store::events::delete(&home.site.store, &ids).await.unwrap();
        let (mut words, mut pictures) = (Vec::new(), Vec::new());
        for recorded in happened {
            let told = json!(recorded.event);
            words.push(told["event"].as_str().unwrap_or_default().to_owned());
            pictures.extend(self.picture(&recorded.event).await);
            self.undo(&recorded.event).await;
        }
        if social::reports::open(&home.site).await.unwrap().len() > reports {
            words.push("reported".to_owned());
        }
        if words.is_empty() {
            words.push(if why.is_empty() { "nothing new".to_owned() } else { format!("refused: {why}") });
        }
        (words.join(", "), json!(pictures))
    }

    async fn picture(&self, event: &Event) -> Option<Value> {
        let status = match event {
            Event::StatusPosted { status_id }
            | Event::StatusFound { status_id }
            | Event::StatusEdited { status_id, .. }
            | Event::StatusRefreshed { status_id } => *status_id,
            _ => return None,
        };
        let author = store::statuses::find(&self.home.site.store, status).await.unwrap()?.account_id;
        let view = social::statuses::show(&self.home.site, Viewer::Account(author), status).await;
        view.ok().map(|view| picture_of_status(&view))
    }

    /// Makes what happened undone where it would keep the next document from doing the same.
    async fn undo(&self, event: &Event) {
        let site = &self.home.site;
        match event {
            Event::Followed(follow) => {
                let bob = social::accounts::find(site, follow.account_id).await.unwrap();
                social::follows::unfollow(site, &bob, follow.target_account_id).await.unwrap();
            }
            Event::Blocked(block) => {
                let bob = social::accounts::find(site, block.account_id).await.unwrap();
                social::blocks::unblock(site, &bob, block.target_account_id).await.unwrap();
            }
            Event::Favourited(favourite) => {
                let bob = social::accounts::find(site, favourite.account_id).await.unwrap();
                let liked: StatusId = id(&self.liked).parse().unwrap();
                social::favourites::unfavourite(site, &bob, liked).await.unwrap();
            }
            _ => return,
        }
        let left = store::events::due(&site.store, site.now(), 9, 100).await.unwrap();
        let ids: Vec<_> = left.iter().map(|recorded| recorded.id).collect();
        store::events::delete(&site.store, &ids).await.unwrap();
    }
}

fn is_actor(content: &Value) -> bool {
    content["id"].is_string() && !content["inbox"].is_null() && content["actor"].is_null()
}

fn picture_of(account: &model::Account) -> Value {
    json!({
        "username": account.username, "name": account.display_name, "kind": account.kind.as_str(),
        "note": account.note, "url": account.url, "locked": account.locked,
        "discoverable": account.discoverable, "indexable": account.indexable, "avatar": account.avatar_url,
        "header": account.header_url, "fields": account.fields, "emojis": account.emojis,
        "shared_inbox": account.shared_inbox_url, "followers": account.followers_url,
    })
}

fn picture_of_status(view: &StatusView) -> Value {
    let (status, original) = (&view.status, view.reblog.as_deref());
    let poll = view.poll.as_ref().map(|poll| {
        let options = poll.poll.options.iter().map(|option| (option.title.clone(), option.votes_count));
        json!({ "options": options.collect::<Vec<_>>(), "multiple": poll.poll.multiple })
    });
    json!({
        "content": status.content, "spoiler": status.spoiler_text, "visibility": status.visibility.as_str(),
        "sensitive": status.sensitive, "language": status.language, "url": status.url,
        "answers": status.in_reply_to_id.is_some(), "emojis": status.emojis, "poll": poll,
        "mentions": view.mentions.iter().map(|mention| &mention.uri).collect::<Vec<_>>(),
        "tags": view.tags.iter().map(|tag| &tag.display_name).collect::<Vec<_>>(),
        "quotes": view.quote.is_some(), "carries": original.map(picture_of_status),
    })
}

/// A line's text without what differs from run to run.
fn steady(text: &str, stage: &Stage<'_>) -> String {
    let text = text.replace(&stage.far.domain, "far.example").replace(stage.home.domain(), "home.example");
    let alice = stage.alice.account.id.to_string();
    text.replace(&alice, "ALICE").replace(['\t', '\n'], " ")
}

/// A short name for a picture: equal pictures have equal names (FNV-1a).
fn short(picture: &str) -> String {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:08x}", picture.bytes().fold(0xcbf2_9ce4_8422_2325, mix) >> 32)
}

#[test]
fn every_real_document_becomes_what_it_became_before() {
    let documents = documents();
    if documents.is_empty() {
        return;
    }
    let subscriber = tracing_subscriber::registry().with(Reasons);
    // One process, one story: whoever runs the tests gives each a process of its own.
    drop(tracing::subscriber::set_global_default(subscriber));
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    testkit::with_site(crate::assemble, &async |home: &Home| {
        let stage = Stage::set(home, &documents).await;
        let (mut lines, mut whole) = (String::new(), String::new());
        for (number, document) in (1..).zip(&documents) {
            let (word, picture) = stage.becomes(document, number).await;
            let word: String = steady(&word, &stage).chars().take(REASON).collect();
            let picture = steady(&picture.to_string(), &stage);
            let name = if picture == "null" || picture == "[]" { String::new() } else { short(&picture) };
            writeln!(lines, "{}\t{word}\t{name}", document.name).unwrap();
            writeln!(whole, "{}\t{word}\t{picture}", document.name).unwrap();
        }
        compare(&page, &lines, &whole);
    });
}

fn compare(page: &PathBuf, lines: &str, whole: &str) {
    if std::env::var_os(WRITE).is_some() {
        fs::write(page, lines).unwrap();
        let all = std::env::temp_dir().join("fanfare-corpus.tsv");
        fs::write(&all, whole).unwrap();
        return;
    }
    let key = |line: &'_ str| line.split_once('\t').map(|(name, rest)| (name.to_owned(), rest.to_owned()));
    let before = fs::read_to_string(page).unwrap_or_default();
    let before: BTreeMap<String, String> = before.lines().filter_map(key).collect();
    let now: BTreeMap<String, String> = lines.lines().filter_map(key).collect();
    let told = |name: &String| {
        let was = before.get(name).map_or("(not on the page)", String::as_str);
        format!("{name}\n  was {was}\n  is  {}", now[name])
    };
    let changed: Vec<String> =
        now.keys().filter(|name| before.get(*name) != now.get(*name)).map(told).collect();
    assert!(changed.is_empty(), "{} documents:\n{}", changed.len(), changed.join("\n"));
}
