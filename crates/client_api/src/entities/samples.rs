//! Made-up views for the tests of entities, and the comparison with the keys that a real Mastodon sends.

use std::{fs, path::Path};

use model::{
    Account, AccountKind, Application, CardImage, Id, Instance, Mention, Notification, NotificationKind,
    PreviewCard, Role, Status, Tag, Timestamp, Token, User, Visibility,
    account::{Emoji, Field},
};
use serde_json::Value;
use social::{
    AccountView, CardView, Credentials, Flags, NotificationView, Sheet, StatusView, TagDay, TagView, Viewer,
    instance::Stats,
};

/// Keys that a real Mastodon sends. The list lies beside the project; where it does not, nothing is compared.
const OBSERVED: &str = "../../../shared/reference/mastodon/schema/observed.json";

/// 2025-11-23, 10:00 and 45 milliseconds.
const NOW: Timestamp = Timestamp::from_millis(1_763_892_000_045);

/// Fails when a key that Mastodon always sends at this address is missing. Below a value that is `null` or an empty
/// list there is nothing to compare.
pub(crate) fn assert_has_keys(sent: &Value, address: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(OBSERVED);
    let Ok(observed) = fs::read_to_string(path) else { return };
    let observed: Value = serde_json::from_str(&observed).unwrap();
    let keys = observed[address].as_array().unwrap_or_else(|| panic!("{address} was never observed"));
    let missing: Vec<&str> =
        keys.iter().filter_map(Value::as_str).filter(|key| !has(sent, key.split('/').skip(1))).collect();
    assert!(missing.is_empty(), "{address} lacks {missing:?}");
}

fn has<'a>(value: &Value, mut path: impl Iterator<Item = &'a str>) -> bool {
    let Some(key) = path.next() else { return true };
    match (value, key) {
        (Value::Null, _) => true,
        (Value::Array(items), "[]") if items.is_empty() => true,
        (Value::Array(items), "[]") => has(&items[0], path),
        (Value::Object(fields), key) => fields.get(key).is_some_and(|inner| has(inner, path)),
        _ => false,
    }
}

pub(crate) fn instance() -> Instance {
    Instance { domain: "home.example".into(), scheme: "https", media_host: None }
}

/// Alice looks.
pub(crate) fn viewer() -> Viewer {
    Viewer::Account(Id::new(1))
}

/// Alice, who owns the place.
pub(crate) fn account() -> AccountView {
    let account = Account {
        id: Id::new(1),
        username: "alice".into(),
        domain: None,
        uri: "https://home.example/ap/users/1".into(),
        url: "https://home.example/@alice".into(),
        kind: AccountKind::Person,
        display_name: "Alice :wave:".into(),
        note_text: "me".into(),
        note: "<p>me</p>".into(),
        locked: false,
        discoverable: true,
        indexable: true,
        hide_collections: false,
        avatar_url: None,
        header_url: None,
        pictures: Default::default(),
        fields: vec![Field {
            name: "Home".into(),
            value: "here".into(),
            text: "here".into(),
            verified_at: None,
        }],
        emojis: vec![Emoji {
            shortcode: "wave".into(),
            url: "https://home.example/wave.png".into(),
            static_url: None,
            offered: None,
        }],
        attribution_domains: Vec::new(),
        tabs: Default::default(),
        inbox_url: None,
        shared_inbox_url: None,
        followers_url: None,
        followers_count: 3,
        following_count: 4,
        statuses_count: 5,
        last_status_at: Some(NOW),
        created_at: NOW,
        fetched_at: None,
        suspended_at: None,
        suspended_by_home: false,
        limited_at: None,
        sensitized_at: None,
        also_known_as: Vec::new(),
        moved_to_id: None,
        moved_at: None,
        memorial: false,
        collections: Default::default(),
    };
    AccountView {
        account,
        role: model::Role::built_in().pop().map(std::sync::Arc::new),
        moved: None,
        made: social::Made::default(),
    }
}

pub(crate) fn credentials() -> Credentials {
    let user = User {
        id: Id::new(2),
        account_id: Id::new(1),
        email: "alice@mail.example".into(),
        password_hash: String::new(),
        role_id: Role::OWNER,
        confirmed_at: Some(NOW),
        approved_at: Some(NOW),
        disabled_at: None,
        created_at: NOW,
        reason: String::new(),
        preferences: Default::default(),
    };
    Credentials { view: account(), user, follow_requests_count: 2 }
}

pub(crate) fn application() -> Application {
    Application {
        id: Id::new(3),
        name: "App".into(),
        website: Some("https://app.example/".into()),
        redirect_uris: vec!["urn:ietf:wg:oauth:2.0:oob".into(), "myapp://cb".into()],
        scopes: "read write".parse().unwrap(),
        client_id: "client".into(),
        client_secret_hash: Vec::new(),
        created_at: NOW,
    }
}

pub(crate) fn token() -> Token {
    Token {
        id: Id::new(4),
        application_id: Id::new(3),
        user_id: Some(Id::new(2)),
        scopes: "read write".parse().unwrap(),
        created_at: NOW,
    }
}

pub(crate) fn tag() -> Tag {
    Tag { id: Id::new(5), name: "straße".into(), display_name: "Straße".into() }
}

pub(crate) fn tag_view() -> TagView {
    let today = TagDay { begins_at: NOW, accounts: 2, uses: 3 };
    TagView { tag: tag(), history: vec![today], following: Some(true), featuring: Some(false) }
}

/// The status of a view, to be changed.
pub(crate) fn change(view: &mut StatusView) -> &mut Status {
    &mut std::sync::Arc::make_mut(&mut view.sheet).status
}

/// A status by Alice that mentions Bob.
pub(crate) fn status() -> StatusView {
    let status = Status {
        id: Id::new(6),
        account_id: Id::new(1),
        uri: "https://home.example/ap/users/1/statuses/6".into(),
        url: Some("https://home.example/@alice/6".into()),
        in_reply_to_id: None,
        in_reply_to_account_id: None,
        reblog_of_id: None,
        visibility: Visibility::Public,
        text: "hello".into(),
        content: "<p>hello</p>".into(),
        spoiler_text: String::new(),
        sensitive: false,
        language: Some("en".into()),
        application_id: Some(Id::new(3)),
        emojis: Vec::new(),
        replies_count: 0,
        reblogs_count: 0,
        favourites_count: 1,
        created_at: NOW,
        edited_at: None,
        local_only: false,
        quote_approval: model::QuotePolicy::Public.into(),
        interaction_policy: model::InteractionPolicy::default(),
        searchable: None,
        quotes_count: 0,
        conversation_id: Id::new(2),
    };
    let mention = Mention {
        status_id: status.id,
        account_id: Id::new(7),
        username: "bob".into(),
        domain: Some("far.example".into()),
        url: "https://far.example/@bob".into(),
        uri: "https://far.example/users/bob".into(),
    };
    StatusView {
        sheet: Sheet {
            made: social::Made::default(),
            status,
            mentions: vec![mention],
            tags: vec![tag()],
            attachments: vec![attachment()],
            application: Some(application()),
            held: None,
            has_poll: false,
            has_quote: false,
            linked: None,
            reactions: Vec::new(),
        }
        .into(),
        author: account().into(),
        reblog: None,
        poll: None,
        filtered: Vec::new(),
        quote: None,
        card: None,
        may_quote: social::quotes::Permission::Automatic,
        flags: Flags { favourited: true, ..Flags::default() },
        own_reactions: Vec::new(),
        has_viewer: true,
    }
}

/// A picture of Alice's.
pub(crate) fn attachment() -> model::Attachment {
    model::Attachment {
        id: Id::new(11),
        account_id: Id::new(1),
        status_id: Some(Id::new(6)),
        kind: model::AttachmentKind::Image,
        state: model::AttachmentState::Ready,
        problem: None,
        file: Some("0123456789abcdef.png".into()),
        small: None,
        remote_url: None,
        description: Some("a cat".into()),
        focus: Some(model::Focus { x: 0.5, y: -1.0 }),
        seals: None,
        blurhash: None,
        meta: Some(
            r##"{"original":{"width":8,"height":4,"size":"8x4","aspect":2.0,"frame_rate":"25/1","duration":1.5,
                "bitrate":9000},"small":{"width":4,"height":2,"size":"4x2","aspect":2.0},
                "colors":{"background":"#000000","foreground":"#ffffff","accent":"#ff0000"}}"##
                .into(),
        ),
    }
}

/// A page that names Alice as its author.
pub(crate) fn card() -> CardView {
    let image = CardImage {
        url: "https://news.example/p.png".into(),
        width: 1,
        height: 1,
        description: "cat".into(),
    };
    let card = PreviewCard {
        url: "https://news.example/tea".into(),
        title: "Tea".into(),
        author_name: "A. Lice".into(),
        creator_id: Some(Id::new(1)),
        image: Some(image),
        published_at: Some(NOW),
        ..PreviewCard::nothing(Id::new(9), "https://news.example/tea")
    };
    CardView { card: card.into(), creator: Some(account().into()) }
}

/// Alice is told of a favourite.
pub(crate) fn notification() -> NotificationView {
    let notification = Notification {
        id: Id::new(8),
        account_id: Id::new(1),
        from_account_id: Id::new(7),
        kind: NotificationKind::Favourite,
        status_id: Some(Id::new(6)),
        about: None,
        created_at: NOW,
        group_key: None,
        filtered: false,
    };
    NotificationView {
        notification,
        from: account().into(),
        status: Some(status()),
        severance: None,
        matter: None,
    }
}

pub(crate) fn stats() -> Stats {
    Stats { users: 2, active_month: 1, active_half_year: 2, statuses: 9, domains: 7 }
}
