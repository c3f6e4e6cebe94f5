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

use model::{Account, Event, StatusId};
use serde_json::{Value, json};
use social::{StatusView, Viewer};
use testkit::{Home, Stranger, people::id};
use tracing::{
    Level, Metadata,
    field::{Field, Visit},
    subscriber::Interest,
};
use tracing_subscriber::{Layer, layer::Context, layer::SubscriberExt as _};

use super::{
    documents::{Document, documents, id_of, moved},
    stage::Stage,
};

const PAGE: &str = "tests/it/corpus/corpus.tsv";
const WRITE: &str = "FANFARE_TEST_WRITE";
/// Characters of a reason on the page.
const REASON: usize = 120;

/// Why the server dropped something, as it says in its log.
static REASONS: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Reasons;

impl<S: tracing::Subscriber> Layer<S> for Reasons {
    /// Nothing else is looked at: what libraries say of each byte and each piece of HTML takes most of the time.
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        let is_ours = metadata.target().starts_with("federation") && *metadata.level() <= Level::DEBUG;
        if is_ours { Interest::always() } else { Interest::never() }
    }

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

/// What became of a document: in words, and in pictures of what can be read now.
type Outcome = (Vec<String>, Vec<Value>);

impl Stage<'_> {
    /// What the document becomes: a word with a reason or a picture of it.
    async fn becomes(&self, document: &Document, number: u32) -> (String, Value) {
        reasons();
        if is_actor(&document.content) {
            return self.becomes_account(&document.content, number).await;
        }
        let (by, mut activity) = self.aimed(&document.content, number);
        self.before(by, &mut activity).await;
        reasons();
        let known = self.account(by).await;
        let answer = by.delivers(self.home, &activity).await;
        self.home.federation.process_inbox().await.unwrap();
        let why = reasons().pop().unwrap_or_default();
        if answer.status != 202 {
            return (format!("answered {}: {why}", answer.status.as_u16()), Value::Null);
        }
        let (mut words, mut pictures) = self.told().await;
        if activity["type"] == "Update" && id_of(&activity["object"]) == Some(&by.uri) {
            let changed = self.account(by).await;
            words.extend((picture_of(&known) != picture_of(&changed)).then(|| "account changed".to_owned()));
            pictures.push(picture_of(&changed));
        }
        if words.is_empty() {
            words.push(if why.is_empty() { "nothing new".to_owned() } else { format!("refused: {why}") });
        }
        self.after(by, &activity).await;
        (words.join(", "), json!(pictures))
    }

    /// What happened, with pictures; some of it is undone, since it would keep the next document from doing the same.
    async fn told(&self) -> Outcome {
        let (mut words, mut pictures) = (Vec::new(), Vec::new());
        for recorded in self.happened().await {
            let told = json!(recorded.event);
            words.push(told["event"].as_str().unwrap_or_default().to_owned());
            pictures.extend(self.picture(&recorded.event).await);
            self.undo(&recorded.event).await;
        }
        (words, pictures)
    }

    /// What an actor becomes. Many are called alike, and each is somebody of their own.
    async fn becomes_account(&self, content: &Value, number: u32) -> (String, Value) {
        let base = self.far.url("");
        let document = moved(content, &base);
        let id = document["id"].as_str().unwrap_or_default();
        let uri = format!("{id}?number={number}");
        let named = document.to_string().replace(&format!("\"{id}\""), &format!("\"{uri}\""));
        let document: Value = serde_json::from_str(&named).expect("one address for another");
        self.far.serves(uri.strip_prefix(&base).unwrap_or_default(), &document);
        self.names(&content["preferredUsername"], &json!(uri));
        let found = self.home.federation.resolve_account(&uri).await.unwrap();
        // Whoever names this actor later means the one that goes by the plain address.
        self.names(&content["preferredUsername"], &json!(id));
        match found {
            Some(account) => ("account".to_owned(), picture_of(&account)),
            None => (format!("no account: {}", reasons().pop().unwrap_or_default()), Value::Null),
        }
    }

    async fn account(&self, who: &Stranger) -> Account {
        let found = self.home.federation.resolve_account(&who.uri).await.unwrap();
        found.unwrap_or_else(|| panic!("{} is known", who.uri))
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
        let view = social::statuses::show(&self.home.site, Viewer::Account(author), status).await.ok()?;
        let mut picture = picture_of_status(&view);
        picture["emojis"] = self.emojis(status).await;
        if let Some(carried) = view.status.reblog_of_id {
            picture["carries"]["emojis"] = self.emojis(carried).await;
        }
        Some(picture)
    }

    /// The emoji of a status where they come from: the addresses under which they are shown differ from run to run.
    async fn emojis(&self, status: StatusId) -> Value {
        let found = store::statuses::find(&self.home.site.store, status).await.unwrap();
        json!(found.map(|status| status.emojis).unwrap_or_default())
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
            Event::Reacted { reaction, .. } => {
                social::status_reactions::end(site, reaction).await.unwrap();
            }
            _ => return,
        }
        self.happened().await;
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
        "sensitive": status.sensitive, "language": status.language, "url": status.page(),
        "answers": status.in_reply_to_id.is_some(), "emojis": [], "poll": poll,
        "mentions": view.mentions.iter().map(|mention| &mention.uri).collect::<Vec<_>>(),
        "tags": view.tags.iter().map(|tag| &tag.display_name).collect::<Vec<_>>(),
        "quotes": view.quote.is_some(), "carries": original.map(picture_of_status),
    })
}

/// A line's text without what differs from run to run.
fn steady(text: &str, stage: &Stage<'_>) -> String {
    let text = text.replace(&stage.far.domain, "far.example").replace(stage.home.domain(), "home.example");
    let alice = stage.alice.account.id.to_string();
    let text = text.replace(&alice, "ALICE").replace(['\t', '\n'], " ");
    // Which of those that are called alike it is differs when documents are added.
    let mut parts = text.split("?number=");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.trim_start_matches(|c: char| c.is_ascii_digit()))
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
