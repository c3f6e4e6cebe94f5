//! What other servers are shown when they ask: documents, collections, WebFinger and the rest, without a network.

#![expect(clippy::unwrap_used, reason = "a story stops where it stumbles")]

use std::sync::Arc;

use activitypub::signature::{Form, PrivateKey, Unsigned, sign};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use federation::{Federation, Options};
use model::{Account, AccountKind, Forwarded, Instance, Role, Visibility};
use serde_json::Value;
use social::{
    Clock, Site,
    accounts::Profile,
    statuses::{self, Draft},
};
use store::{Durability, Store, keys::Key};
use tower::ServiceExt;

const ACTIVITY: &str = "application/activity+json";

struct Home {
    site: Arc<Site>,
    router: Router,
    _folder: tempfile::TempDir,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Home {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(&folder.path().join("site.sqlite"), Durability::Normal).unwrap();
        store::migrate::run(&store, Clock::System.now()).await.unwrap();
        let instance = Instance { domain: "home.example".into(), scheme: "https", media_host: None };
        let site = Site::new(store, Clock::System, instance);
        let federation = Federation::new(site.clone(), Options::default()).unwrap();
        Self { site, router: federation::router(federation), _folder: folder }
    }

    async fn person(&self, name: &str) -> Account {
        let new = social::sign_up::NewUser {
            username: name.into(),
            email: format!("{name}@mail.example"),
            password: "long enough".into(),
            role_id: Role::EVERYBODY,
        };
        social::sign_up::create(&self.site, new).await.unwrap()
    }

    /// Somebody of another server, with their key.
    async fn stranger(&self, name: &str) -> (Account, PrivateKey) {
        let uri = format!("https://far.example/{name}");
        let profile = Profile {
            url: uri.clone(),
            username: name.into(),
            domain: "far.example".into(),
            kind: AccountKind::Person,
            display_name: String::new(),
            note: String::new(),
            locked: false,
            discoverable: true,
            indexable: true,
            hide_collections: false,
            avatar_url: None,
            header_url: None,
            fields: Vec::new(),
            emojis: Vec::new(),
            inbox_url: format!("{uri}/inbox"),
            shared_inbox_url: None,
            followers_url: None,
            collections: Default::default(),
            also_known_as: Vec::new(),
            attribution_domains: Vec::new(),
            is_memorial: false,
            is_suspended: false,
            created_at: None,
            uri,
        };
        let account = social::accounts::receive(&self.site, profile).await.unwrap();
        let private = PrivateKey::generate().unwrap();
        let key = Key {
            owner_id: account.id,
            key_id: format!("{}#main-key", account.uri),
            public_key_pem: private.public_pem(),
            private_key_pem: None,
            expires_at: None,
        };
        store::keys::upsert(&self.site.store, &key, self.site.now()).await.unwrap();
        (account, private)
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, text }
    }

    async fn get(&self, address: &str) -> Answer {
        let path = address.strip_prefix("https://home.example").unwrap_or(address);
        self.ask(Request::get(path).header("accept", ACTIVITY).body(Body::empty()).unwrap()).await
    }

    async fn get_as(&self, address: &str, by: &(Account, PrivateKey)) -> Answer {
        self.ask(self.signed(address, by)).await
    }

    fn signed(&self, address: &str, (account, key): &(Account, PrivateKey)) -> Request<Body> {
        let path = address.strip_prefix("https://home.example").unwrap();
        let unsigned = Unsigned {
            method: "GET",
            scheme: "https",
            host: "home.example",
            path_and_query: path,
            date_ms: self.site.now().as_millis(),
            body: None,
            content_type: None,
        };
        let mut request = Request::get(path).header("accept", ACTIVITY);
        for (name, value) in sign(&unsigned, Form::Draft, key, &format!("{}#main-key", account.uri)).unwrap()
        {
            request = request.header(name, value);
        }
        request.body(Body::empty()).unwrap()
    }

    async fn post(&self, by: &Account, text: &str, visibility: Visibility) -> model::Status {
        let draft = Draft { text: text.into(), visibility: Some(visibility), ..Draft::default() };
        statuses::post(&self.site, by, draft).await.unwrap()
    }
}

fn runs(story: impl Future<Output = ()>) {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(story);
}

#[test]
fn an_account_is_shown_with_its_key_and_collections() {
    runs(async {
        let home = Home::open().await;
        let alice = home.person("alice").await;
        let answer = home.get(&alice.uri).await;
        assert_eq!(answer.header("content-type"), "application/activity+json; charset=utf-8");
        assert_eq!(answer.header("vary"), "Accept, Signature");
        let actor = answer.json();
        assert_eq!(actor["id"], alice.uri);
        assert_eq!(actor["type"], "Person");
        assert_eq!(actor["url"], "https://home.example/@alice");
        assert_eq!(actor["endpoints"]["sharedInbox"], "https://home.example/inbox");
        assert_eq!(actor["publicKey"]["id"], format!("{}#main-key", alice.uri));
        assert_eq!(actor["publicKey"]["owner"], alice.uri);
        assert_eq!(home.get(&alice.uri).await.json()["publicKey"], actor["publicKey"], "the key stays");
        for name in ["outbox", "followers", "following", "featured"] {
            let collection = home.get(actor[name].as_str().unwrap()).await.json();
            assert_eq!(collection["type"], "OrderedCollection", "{name}");
            assert_eq!(collection["totalItems"], 0, "{name}");
            if let Some(first) = collection["first"].as_str() {
                let page = home.get(first).await.json();
                assert_eq!(page["partOf"], collection["id"], "{name}");
                assert_eq!(page["orderedItems"], serde_json::json!([]), "{name}");
            }
        }
        let browser = Request::get(alice.uri.strip_prefix("https://home.example").unwrap());
        let answer = home.ask(browser.header("accept", "text/html").body(Body::empty()).unwrap()).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, alice.url.as_str()));
    });
}

#[test]
fn the_server_itself_can_be_asked_without_a_signature() {
    runs(async {
        let home = Home::open().await;
        let actor = home.get("/actor").await.json();
        assert_eq!(
            (&actor["type"], &actor["preferredUsername"]),
            (&"Application".into(), &"home.example".into())
        );
        assert_eq!(actor["publicKey"]["id"], "https://home.example/actor#main-key");
        assert_eq!(home.get("/actor/outbox").await.json()["totalItems"], 0);
    });
}

#[test]
fn an_open_status_is_shown_with_its_activity_and_answers() {
    runs(async {
        let home = Home::open().await;
        let alice = home.person("alice").await;
        let status = home.post(&alice, "hello @alice #Berg", Visibility::Public).await;
        let draft = Draft { text: "and again".into(), in_reply_to_id: Some(status.id), ..Draft::default() };
        let answer = statuses::post(&home.site, &alice, draft).await.unwrap();
        let note = home.get(&status.uri).await.json();
        assert_eq!(note["attributedTo"], alice.uri);
        assert_eq!(note["to"][0], "https://www.w3.org/ns/activitystreams#Public");
        assert_eq!(note["tag"][0]["name"], "@alice@home.example");
        assert_eq!(note["tag"][1]["href"], "https://home.example/tags/berg");
        assert_eq!(home.get(&answer.uri).await.json()["inReplyTo"], status.uri);
        let create = home.get(&format!("{}/activity", status.uri)).await.json();
        assert_eq!((&create["type"], &create["object"]["id"]), (&"Create".into(), &note["id"]));
        let replies = note["replies"]["first"]["next"].as_str().unwrap();
        assert_eq!(home.get(replies).await.json()["items"], serde_json::json!([answer.uri]));
        let outbox = home.get(&format!("{}/outbox?page=true", alice.uri)).await.json();
        assert_eq!(outbox["orderedItems"][1]["object"]["id"], note["id"]);
        statuses::delete(&home.site, &alice, status.id, false).await.unwrap();
        let gone = home.get(&status.uri).await;
        assert_eq!((gone.status, &gone.json()["type"]), (StatusCode::GONE, &"Tombstone".into()));
    });
}

#[test]
fn a_status_says_who_may_do_what_with_it() {
    runs(async {
        let home = Home::open().await;
        let alice = home.person("alice").await;
        let status = home.post(&alice, "hello", Visibility::Public).await;
        let policy = home.get(&status.uri).await.json()["interactionPolicy"].clone();
        for deed in ["canLike", "canReply", "canAnnounce", "canQuote"] {
            let public = ["https://www.w3.org/ns/activitystreams#Public"];
            assert_eq!(policy[deed]["automaticApproval"], serde_json::json!(public), "{deed}");
        }
        let follower = home.stranger("bob").await;
        let status = home.post(&alice, "hello @bob@far.example", Visibility::Private).await;
        let policy = home.get_as(&status.uri, &follower).await.json()["interactionPolicy"].clone();
        let followers = format!("{}/followers", alice.uri);
        let may = |deed: &str| policy[deed]["automaticApproval"].as_array().unwrap().clone();
        assert!(may("canReply").contains(&followers.into()), "whoever sees it: {policy}");
        assert!(may("canLike").contains(&follower.0.uri.clone().into()), "also whom it names: {policy}");
        assert_eq!(may("canAnnounce"), [serde_json::json!(alice.uri)], "nobody passes it on: {policy}");
    });
}

#[test]
fn what_an_asker_may_not_see_is_not_there() {
    runs(async {
        let home = Home::open().await;
        let alice = home.person("alice").await;
        let (follower, other) = (home.stranger("follower").await, home.stranger("other").await);
        social::follows::follow(&home.site, &follower.0, alice.id, Default::default(), None).await.unwrap();
        let unknown = home.get(&format!("{}/statuses/1", alice.uri)).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        let private = home.post(&alice, "among us", Visibility::Private).await;
        let direct = home.post(&alice, "@other@far.example psst", Visibility::Direct).await;
        for (status, may, may_not) in [(&private, &follower, &other), (&direct, &other, &follower)] {
            for path in ["", "/activity", "/replies"] {
                let address = format!("{}{path}", status.uri);
                for answer in [home.get(&address).await, home.get_as(&address, may_not).await] {
                    assert_eq!((answer.status, &answer.text), (unknown.status, &unknown.text), "{address}");
                }
                assert_eq!(home.get_as(&address, may).await.status, StatusCode::OK, "{address}");
            }
            let wrong_key = (may.0.clone(), PrivateKey::generate().unwrap());
            assert_eq!(home.get_as(&status.uri, &wrong_key).await.status, StatusCode::NOT_FOUND);
        }
        let shown = home.get_as(&private.uri, &follower).await;
        assert_eq!(shown.header("cache-control"), "private, no-store");
        let outbox = home.get(&format!("{}/outbox?page=true", alice.uri)).await;
        assert_eq!(outbox.json()["orderedItems"], serde_json::json!([]));
        for nowhere in ["/ap/users/0", "/ap/users/x", "/ap/users/1/statuses/x"] {
            assert_eq!(home.get(nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
        }
        assert_eq!(home.get(&format!("/ap/users/{}", follower.0.id)).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_trusted_proxy_may_forget_which_host_was_asked() {
    runs(async {
        let home = Home::open().await;
        let (alice, bob) = (home.person("alice").await, home.stranger("bob").await);
        let status = home.post(&alice, "hello @bob@far.example", Visibility::Direct).await;
        let asks = async |host: &str, forwarded: Option<Forwarded>| {
            let mut request = home.signed(&status.uri, &bob);
            request.headers_mut().insert("host", host.parse().unwrap());
            forwarded.map(|forwarded| request.extensions_mut().insert(forwarded));
            home.ask(request).await.status.as_u16()
        };
        let for_whom = |host: &str| Some(Forwarded(Some(host.to_owned())));
        assert_eq!(asks("home.example", None).await, 200);
        assert_eq!(asks("127.0.0.1:3000", Some(Forwarded(None))).await, 200);
        assert_eq!(asks("127.0.0.1:3000", for_whom("home.example")).await, 200);
        assert_ne!(asks("127.0.0.1:3000", for_whom("other.example")).await, 200);
        assert_ne!(asks("127.0.0.1:3000", None).await, 200, "anybody can write what they like");
    });
}

#[test]
fn webfinger_knows_everybody_by_each_of_their_names() {
    runs(async {
        let home = Home::open().await;
        let alice = home.person("Alice").await;
        let ask =
            async |resource: &str| home.get(&format!("/.well-known/webfinger?resource={resource}")).await;
        for name in
            ["acct:alice@home.example", "@ALICE@home.example", "alice@HOME.example", &alice.uri, &alice.url]
        {
            let answer = ask(name).await;
            assert_eq!(answer.header("content-type"), "application/jrd+json; charset=utf-8", "{name}");
            assert_eq!(answer.header("access-control-allow-origin"), "*");
            assert_eq!(answer.json()["subject"], "acct:Alice@home.example", "{name}");
        }
        let instance = ask("acct:home.example@home.example").await.json();
        assert_eq!(instance["links"][1]["href"], "https://home.example/actor");
        for nobody in [
            "acct:bob@home.example",
            "acct:alice@far.example",
            "acct:al%C4%B1ce@home.example",
            "x",
            "",
            "acct:alice%00@home.example",
            "../etc/passwd",
            "https://far.example/alice",
        ] {
            assert_eq!(ask(nobody).await.status, StatusCode::NOT_FOUND, "{nobody}");
        }
        assert_eq!(home.get("/.well-known/webfinger").await.status, StatusCode::BAD_REQUEST);
    });
}

#[test]
fn the_server_describes_itself() {
    runs(async {
        let home = Home::open().await;
        home.person("alice").await;
        let links = home.get("/.well-known/nodeinfo").await.json();
        for (index, version) in ["2.0", "2.1"].iter().enumerate() {
            let info = home.get(links["links"][index]["href"].as_str().unwrap()).await.json();
            assert_eq!((&info["version"], &info["usage"]["users"]["total"]), (&(*version).into(), &1.into()));
        }
        let itself = links["links"].as_array().unwrap().last().unwrap();
        assert_eq!(itself["rel"], "https://www.w3.org/ns/activitystreams#Application", "FEP-2677");
        assert_eq!(home.get(itself["href"].as_str().unwrap()).await.json()["type"], "Application");
        let meta = home.get("/.well-known/host-meta").await;
        assert!(meta.text.contains("https://home.example/.well-known/webfinger?resource={uri}"));
        let meta = home.get("/.well-known/host-meta.json").await.json();
        assert_eq!(meta["links"][0]["rel"], "lrdd");
    });
}
