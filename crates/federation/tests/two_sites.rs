//! Two sites on loopback, on SQLite: what happens on one reaches the other, through signatures, inboxes and
//! deliveries. The stories of people and of liars are told in `server`; this one is about the road itself.

#![expect(clippy::unwrap_used, reason = "a story stops where it stumbles")]

use std::sync::Arc;

use federation::{Federation, Options};
use model::{Account, Instance, Role, limits};
use social::{
    Clock, Site, Viewer,
    statuses::{self, Draft},
};
use store::{Durability, Store};
use tokio::{net::TcpListener, task::JoinSet};

struct Home {
    site: Arc<Site>,
    federation: Federation,
    _folder: tempfile::TempDir,
    _server: JoinSet<()>,
}

impl Home {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let domain = format!("localhost:{}", listener.local_addr().unwrap().port());
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(&folder.path().join("site.sqlite"), Durability::Normal).unwrap();
        store::migrate::run(&store, Clock::System.now()).await.unwrap();
        let site = Site::new(store, Clock::System, Instance { domain, scheme: "http", media_host: None });
        let options = Options {
            allow_http: true,
            allow_private_addresses: vec!["127.0.0.0/8".parse().unwrap()],
            user_agent_version: "test".into(),
            ..Options::default()
        };
        let federation = Federation::new(site.clone(), options).unwrap();
        let router = federation::router(federation.clone());
        let mut server = JoinSet::new();
        server.spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { site, federation, _folder: folder, _server: server }
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

    /// Does what is due here; answers how much that was.
    async fn work(&self) -> usize {
        let store = &self.site.store;
        let events = store::events::due(store, self.site.now(), 1, limits::EVENTS_BATCH).await.unwrap();
        for recorded in &events {
            self.federation.send(recorded.id, &recorded.event).await.unwrap();
            // An effect may run twice, so it does.
            self.federation.send(recorded.id, &recorded.event).await.unwrap();
            store::events::delete(store, &[recorded.id]).await.unwrap();
        }
        let processed = self.federation.process_inbox().await.unwrap();
        events.len() + processed + self.federation.deliver_due().await.unwrap()
    }

    async fn sees(&self, account: &Account, uri: &str) -> bool {
        let found = statuses::find_by_uri(&self.site, uri).await.unwrap();
        match found {
            None => false,
            Some(status) => {
                statuses::get_visible(&self.site, Viewer::Account(account.id), status.id).await.is_ok()
            }
        }
    }
}

async fn settle(homes: &[&Home]) {
    loop {
        let mut done = 0;
        for home in homes {
            done += home.work().await;
        }
        if done == 0 {
            return;
        }
    }
}

fn draft(text: &str) -> Draft {
    Draft { text: text.into(), ..Draft::default() }
}

fn runs(story: impl Future<Output = ()>) {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(story);
}

#[test]
fn what_people_do_reaches_the_other_side() {
    runs(async {
        let (here, there) = (Home::open().await, Home::open().await);
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        let handle = format!("@Bob@{}", there.site.instance.domain);
        let bob_here = here.federation.resolve_account(&handle).await.unwrap().unwrap();
        assert_eq!((bob_here.uri.as_str(), bob_here.username.as_str()), (bob.uri.as_str(), "bob"));
        assert_eq!(bob_here.domain.as_deref(), Some(there.site.instance.domain.as_str()));

        social::follows::follow(&here.site, &alice, bob_here.id, Default::default(), None).await.unwrap();
        settle(&[&here, &there]).await;
        assert!(
            social::follows::find(&here.site, alice.id, bob_here.id).await.unwrap().is_some(),
            "accepted"
        );
        let alice_there = social::accounts::find_by_uri(&there.site, &alice.uri).await.unwrap().unwrap();

        let mut private = draft("among us");
        private.visibility = Some(model::Visibility::Private);
        let private = statuses::post(&there.site, &bob, private).await.unwrap();
        let post = statuses::post(&there.site, &bob, draft("hello #Berg")).await.unwrap();
        settle(&[&here, &there]).await;
        assert!(here.sees(&alice, &private.uri).await && here.sees(&alice, &post.uri).await);
        let eve = here.person("eve").await;
        assert!(!here.sees(&eve, &private.uri).await, "only the follower sees it");

        let seen = statuses::find_by_uri(&here.site, &post.uri).await.unwrap().unwrap();
        social::favourites::favourite(&here.site, &alice, seen.id, None).await.unwrap();
        let reblog = social::reblogs::reblog(&here.site, &alice, seen.id, None).await.unwrap();
        let mut reply = draft(&format!("@bob@{} hello yourself", there.site.instance.domain));
        reply.in_reply_to_id = Some(seen.id);
        let reply = statuses::post(&here.site, &alice, reply).await.unwrap();
        settle(&[&here, &there]).await;
        let now = statuses::find_by_uri(&there.site, &post.uri).await.unwrap().unwrap();
        assert_eq!((now.favourites_count, now.reblogs_count, now.replies_count), (1, 1, 1));
        let reply_there = statuses::find_by_uri(&there.site, &reply.uri).await.unwrap().unwrap();
        assert_eq!(reply_there.in_reply_to_id, Some(post.id));
        assert_eq!(reply_there.account_id, alice_there.id);

        social::favourites::unfavourite(&here.site, &alice, seen.id).await.unwrap();
        social::reblogs::unreblog(&here.site, &alice, seen.id).await.unwrap();
        statuses::delete(&here.site, &alice, reply.id, false).await.unwrap();
        settle(&[&here, &there]).await;
        let now = statuses::find_by_uri(&there.site, &post.uri).await.unwrap().unwrap();
        assert_eq!((now.favourites_count, now.reblogs_count, now.replies_count), (0, 0, 0));
        assert!(statuses::is_gone(&there.site, &reblog.uri).await.unwrap());

        social::follows::unfollow(&here.site, &alice, bob_here.id).await.unwrap();
        settle(&[&here, &there]).await;
        assert!(social::follows::find(&there.site, alice_there.id, bob.id).await.unwrap().is_none());
        assert_eq!(store::deliveries::count(&here.site.store).await.unwrap(), 0);
        assert_eq!(store::deliveries::count(&there.site.store).await.unwrap(), 0);
    });
}

#[test]
fn a_stranger_who_is_named_is_reached_and_a_thread_is_fetched() {
    runs(async {
        let (here, there) = (Home::open().await, Home::open().await);
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        let root = statuses::post(&there.site, &bob, draft("the beginning")).await.unwrap();
        let mut second = draft("the middle");
        second.in_reply_to_id = Some(root.id);
        let second = statuses::post(&there.site, &bob, second).await.unwrap();
        let text = format!("the end, @alice@{}", here.site.instance.domain);
        there.federation.resolve_mentions(&text).await;
        let mut third = draft(&text);
        third.in_reply_to_id = Some(second.id);
        let third = statuses::post(&there.site, &bob, third).await.unwrap();
        settle(&[&here, &there]).await;
        for uri in [&root.uri, &second.uri, &third.uri] {
            assert!(here.sees(&alice, uri).await, "{uri}");
        }
        let third_here = statuses::find_by_uri(&here.site, &third.uri).await.unwrap().unwrap();
        let thread = statuses::thread(&here.site, Viewer::Nobody, third_here.id).await.unwrap();
        assert_eq!(thread.ancestors.len(), 2);
        assert_eq!(statuses::mentions(&here.site, third_here.id).await.unwrap()[0].account_id, alice.id);
    });
}

#[test]
fn an_address_is_resolved_to_what_anybody_may_see() {
    runs(async {
        let (here, there) = (Home::open().await, Home::open().await);
        let bob = there.person("bob").await;
        let open = statuses::post(&there.site, &bob, draft("look me up")).await.unwrap();
        let mut closed = draft("not me");
        closed.visibility = Some(model::Visibility::Private);
        let closed = statuses::post(&there.site, &bob, closed).await.unwrap();
        assert_eq!(here.federation.resolve_status(&open.uri).await.unwrap().unwrap().uri, open.uri);
        assert!(here.federation.resolve_status(&closed.uri).await.unwrap().is_none());
        assert_eq!(here.federation.resolve_account(&bob.uri).await.unwrap().unwrap().uri, bob.uri);
        for nobody in ["nobody", "@nobody@localhost:1", "http://localhost:1/x", "https://127.0.0.1:9/", ""] {
            assert!(here.federation.resolve_account(nobody).await.unwrap().is_none(), "{nobody}");
            assert!(here.federation.resolve_status(nobody).await.unwrap().is_none(), "{nobody}");
        }
    });
}
