//! Accounts: looking them up, and keeping those of neighbours as their servers describe them.

use std::{collections::HashMap, sync::Arc};

use model::{
    Account, AccountId, AccountKind, Role, Timestamp, User,
    account::{Collections, Emoji, Field, Tabs},
    limits,
};

use crate::{
    AccountView, Credentials, Problem, Refusal, Result, Site, Viewer, hiding, media_policies,
    neighbour_blocks, neighbours, profile, remote_emojis::Seals, search, shelf, statuses,
};

/// An account as shown.
pub async fn show(site: &Site, id: AccountId) -> Result<AccountView> {
    show_all(site, &[id]).await?.pop().ok_or(Refusal::NotFound.into())
}

/// Accounts as shown, in the order of the ids; unknown ones are left out.
pub async fn show_all(site: &Site, ids: &[AccountId]) -> Result<Vec<AccountView>> {
    let found = shelf::accounts(site, ids).await?;
    Ok(ids.iter().filter_map(|id| found.get(id).map(|view| AccountView::clone(view))).collect())
}

/// Adds to accounts what is shown beside them, keeping their order.
pub(crate) async fn dress(site: &Site, accounts: Vec<Account>) -> Result<Vec<AccountView>> {
    let targets: Vec<AccountId> = accounts.iter().filter_map(|account| account.moved_to_id).collect();
    let mut views = dress_plainly(site, accounts).await?;
    if targets.is_empty() {
        return Ok(views);
    }
    let mut found = store::accounts::list(&site.store, &targets).await?;
    // A chain of moves is not followed here, lest it go round in a circle.
    found.retain(|target| target.moved_to_id.is_none());
    let targets: HashMap<AccountId, Arc<AccountView>> =
        dress_plainly(site, found).await?.into_iter().map(|view| (view.account.id, Arc::new(view))).collect();
    for view in &mut views {
        view.moved = view.account.moved_to_id.and_then(|id| targets.get(&id).cloned());
    }
    Ok(views)
}

async fn dress_plainly(site: &Site, mut accounts: Vec<Account>) -> Result<Vec<AccountView>> {
    let seals = Seals::of(site).await?;
    for account in &mut accounts {
        seals.show(&site.instance, &mut account.emojis);
        media_policies::hide_pictures(site, account);
    }
    let local: Vec<AccountId> = accounts.iter().filter(|a| a.is_local()).map(|a| a.id).collect();
    let roles: HashMap<AccountId, Arc<Role>> = store::users::list_by_accounts(&site.store, &local)
        .await?
        .into_iter()
        .map(|user| (user.account_id, site.roles().get(user.role_id)))
        .collect();
    Ok(accounts
        .into_iter()
        .map(|account| AccountView {
            role: roles.get(&account.id).cloned(),
            account,
            moved: None,
            made: crate::Made::default(),
        })
        .collect())
}

/// Adds what is shown to accounts that come with the id they are paged by.
pub(crate) async fn dress_paged<T>(
    site: &Site,
    rows: Vec<(model::Id<T>, Account)>,
) -> Result<Vec<(i64, AccountView)>> {
    let (ids, accounts): (Vec<i64>, Vec<Account>) =
        rows.into_iter().map(|(id, account)| (id.get(), account)).unzip();
    Ok(ids.into_iter().zip(dress(site, accounts).await?).collect())
}

/// The same, without those whom the viewer hides.
pub(crate) async fn dress_unhidden<T>(
    site: &Site,
    viewer: Viewer,
    rows: Vec<(model::Id<T>, Account)>,
) -> Result<Vec<(i64, AccountView)>> {
    let (hidden, now) = (hiding::of_viewer(site, viewer).await?, site.now());
    let is_met =
        |(_, account): &(model::Id<T>, Account)| !account.is_suspended() && !hidden.hides(account, now);
    dress_paged(site, rows.into_iter().filter(is_met).collect()).await
}

/// The account with this id.
pub async fn find(site: &Site, id: AccountId) -> Result<Account> {
    store::accounts::find(&site.store, id).await?.ok_or(Refusal::NotFound.into())
}

/// The account that other servers know under this address.
pub async fn find_by_uri(site: &Site, uri: &str) -> Result<Option<Account>> {
    Ok(store::accounts::find_by_uri(&site.store, uri).await?)
}

/// The account with this profile page.
pub async fn find_by_url(site: &Site, url: &str) -> Result<Option<Account>> {
    Ok(store::accounts::find_by_url(&site.store, url).await?)
}

/// The account with this handle; our own domain and no domain are the same.
pub async fn find_by_handle(site: &Site, username: &str, domain: Option<&str>) -> Result<Option<Account>> {
    let domain = domain.filter(|domain| !site.instance.is_home(domain));
    Ok(store::accounts::find_by_handle(&site.store, username, domain).await?)
}

/// The account called `alice`, `@alice`, `alice@home.example` or `bob@far.example`, as far as this server knows.
pub async fn lookup(site: &Site, acct: &str) -> Result<AccountView> {
    let acct = acct.trim().trim_start_matches('@');
    let (username, domain) = acct.split_once('@').map_or((acct, None), |(name, host)| (name, Some(host)));
    let account = find_by_handle(site, username, domain).await?.ok_or(Refusal::NotFound)?;
    if !has_joined(site, &account).await? {
        return Err(Refusal::NotFound.into());
    }
    dress(site, vec![account]).await?.pop().ok_or(Refusal::NotFound.into())
}

/// Whether an account can be met by others. Those cannot who still wait for somebody's yes, or have not shown that they
/// read their address: whoever only asked to join has no page here, and no name that others can follow.
pub async fn has_joined(site: &Site, account: &Account) -> Result<bool> {
    if !account.is_local() {
        return Ok(true);
    }
    let user = find_user(site, account.id).await?;
    Ok(user.is_none_or(|user| user.confirmed_at.is_some() && user.approved_at.is_some()))
}

/// An account as shown to its own user.
pub async fn credentials(site: &Site, id: AccountId) -> Result<Credentials> {
    let view = show(site, id).await?;
    let user = find_user(site, id).await?.ok_or(Refusal::NotFound)?;
    let follow_requests_count = store::follow_requests::count_to(&site.store, id).await?;
    Ok(Credentials { view, user, follow_requests_count })
}

/// The user behind a local account.
pub async fn find_user(site: &Site, id: AccountId) -> Result<Option<User>> {
    Ok(store::users::find_by_account(&site.store, id).await?)
}

/// A remote profile as its server describes it.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its address, already checked to be its server's to give.
    pub uri: String,
    /// The page for people.
    pub url: String,
    /// The name before the `@`.
    pub username: String,
    /// The domain of its handle.
    pub domain: String,
    /// What kind of author it is.
    pub kind: AccountKind,
    /// The name shown.
    pub display_name: String,
    /// The description as received; cleaned here.
    pub note: String,
    /// Whether follows need consent.
    pub locked: bool,
    /// Whether it may be recommended.
    pub discoverable: bool,
    /// Whether its public statuses may appear in search results.
    pub indexable: bool,
    /// Whether its followers and followed accounts are kept private.
    pub hide_collections: bool,
    /// Picture.
    pub avatar_url: Option<String>,
    /// Banner.
    pub header_url: Option<String>,
    /// The profile's table as received; cleaned here.
    pub fields: Vec<Field>,
    /// Custom emoji that it uses.
    pub emojis: Vec<Emoji>,
    /// Where deliveries for it go.
    pub inbox_url: String,
    /// Where deliveries for its whole server go.
    pub shared_inbox_url: Option<String>,
    /// The address that stands for its followers.
    pub followers_url: Option<String>,
    /// Where its server keeps what it published and shows.
    pub collections: Collections,
    /// Other addresses of the same person, as it says.
    pub also_known_as: Vec<String>,
    /// Websites that may name it as an author, as it says.
    pub attribution_domains: Vec<String>,
    /// Whether its person has died.
    pub is_memorial: bool,
    /// Whether its own server has suspended it.
    pub is_suspended: bool,
    /// When it says it came to be.
    pub created_at: Option<Timestamp>,
}

/// Takes in a remote profile: new, or as it is now. A known address keeps its handle.
pub async fn receive(site: &Site, profile: Profile) -> Result<Account> {
    if site.instance.is_home(&profile.domain) || site.instance.owns(&profile.uri) {
        return Err(Refusal::Forbidden("describe an account of this server").into());
    }
    if !neighbours::is_welcome(site, &profile.domain) {
        return Err(
            Refusal::Forbidden("describe an account of a server with which there are no dealings").into()
        );
    }
    let known = store::accounts::find_by_uri(&site.store, &profile.uri).await?;
    let mut account = compose(site, profile);
    if let Some(known) = known {
        account.id = known.id;
        let fields = std::mem::take(&mut account.fields).into_iter();
        account.fields = fields.map(|field| field.as_before(&known.fields)).collect();
        account.pictures = editions(&account, &known);
        let mut tx = site.store.begin().await?;
        store::accounts::update(&mut tx, &account).await?;
        if account.is_suspended() != known.is_suspended() {
            store::accounts::set_suspended_by_home(&mut tx, known.id, account.suspended_at).await?;
        }
        search::index::keep_account(site, &mut tx, &account).await?;
        if account.indexable && !known.indexable {
            search::index::open(&mut tx, &account).await?;
        }
        tx.commit().await?;
    } else {
        free_handle(site, &account).await?;
        let mut tx = site.store.begin().await?;
        match store::accounts::insert(&mut tx, &account).await {
            Ok(()) => {
                search::index::keep_account(site, &mut tx, &account).await?;
                neighbour_blocks::met(site, &mut tx, account.domain.as_deref()).await?;
                tx.commit().await?;
            }
            Err(error) if error.is_conflict() => {}
            Err(error) => return Err(error.into()),
        }
    }
    // Two deliveries may bring the same new person at once: whoever came first made the row.
    store::accounts::find_by_uri(&site.store, &account.uri).await?.ok_or_else(|| {
        Refusal::Invalid(vec![Problem::new("username", "is taken by another address on that server")]).into()
    })
}

/// How often other pictures were found at the addresses that a profile has still.
fn editions(now: &Account, known: &Account) -> model::account::Pictures {
    let kept = |is_same: bool, edition: u32| if is_same { edition } else { 0 };
    model::account::Pictures {
        avatar_edition: kept(now.avatar_url == known.avatar_url, known.pictures.avatar_edition),
        header_edition: kept(now.header_url == known.header_url, known.pictures.header_edition),
        ..model::account::Pictures::default()
    }
}

/// The neighbour gave a handle to somebody new: the one who had it before is gone.
async fn free_handle(site: &Site, account: &Account) -> Result<()> {
    let holder =
        store::accounts::find_by_handle(&site.store, &account.username, account.domain.as_deref()).await?;
    if let Some(holder) = holder.filter(|holder| !holder.is_local() && holder.uri != account.uri) {
        tracing::info!(account.acct = %holder.acct(), "a handle has a new owner on its server");
        remote_gone(site, &holder).await?;
    }
    Ok(())
}

fn compose(site: &Site, profile: Profile) -> Account {
    let now = site.now();
    let cut = |text: &str, characters: usize| text.chars().take(characters).collect::<String>();
    Account {
        id: site.id(),
        username: profile.username,
        domain: Some(profile.domain.to_lowercase()),
        uri: profile.uri,
        url: profile.url,
        kind: profile.kind,
        display_name: cut(
            &markup::sanitize::plain_name(&profile.display_name),
            limits::DISPLAY_NAME_CHARACTERS,
        ),
        note_text: String::new(),
        note: markup::sanitize::html(&cut(&profile.note, limits::REMOTE_NOTE_BYTES)),
        locked: profile.locked,
        discoverable: profile.discoverable,
        indexable: profile.indexable,
        hide_collections: profile.hide_collections,
        avatar_url: profile.avatar_url,
        header_url: profile.header_url,
        pictures: model::account::Pictures::default(),
        fields: profile.fields.iter().take(limits::REMOTE_FIELDS).map(clean_field).collect(),
        emojis: profile.emojis.into_iter().take(limits::REMOTE_EMOJIS).collect(),
        attribution_domains: bounded(
            profile.attribution_domains.iter().filter_map(|domain| profile::host(domain)),
            limits::REMOTE_ATTRIBUTION_DOMAINS,
        ),
        tabs: Tabs::default(),
        inbox_url: Some(profile.inbox_url),
        shared_inbox_url: profile.shared_inbox_url,
        followers_url: profile.followers_url,
        followers_count: 0,
        following_count: 0,
        statuses_count: 0,
        last_status_at: None,
        created_at: profile.created_at.map_or(now, |at| at.min(now)),
        fetched_at: Some(now),
        suspended_at: profile.is_suspended.then_some(now),
        suspended_by_home: profile.is_suspended,
        limited_at: None,
        sensitized_at: None,
        also_known_as: bounded(profile.also_known_as.into_iter(), limits::ALIASES),
        moved_to_id: None,
        moved_at: None,
        memorial: profile.is_memorial,
        collections: profile.collections,
    }
}

/// As many of these texts as fit: they are read again and again with their account.
fn bounded(texts: impl Iterator<Item = String>, most: usize) -> Vec<String> {
    let mut bytes = 0;
    let fits = |text: &String| {
        bytes += text.len();
        bytes <= limits::REMOTE_TEXTS_BYTES
    };
    texts.take(most).take_while(fits).collect()
}

fn clean_field(field: &Field) -> Field {
    let cut = |text: &str| text.chars().take(limits::REMOTE_FIELD_CHARACTERS).collect::<String>();
    Field {
        name: cut(&markup::sanitize::plain_name(&field.name)),
        value: markup::sanitize::field(&cut(&field.value)),
        text: String::new(),
        verified_at: None,
    }
}

/// A remote account is gone for good, and all it published here with it.
pub async fn remote_gone(site: &Site, account: &Account) -> Result<()> {
    if account.is_local() {
        return Err(Refusal::Forbidden("remove an account of this server").into());
    }
    statuses::forget_account(site, account).await
}

/// Whether a word of an account's name mixes alphabets whose letters look alike, as names do that are to look like others.
pub fn mixes_alphabets(account: &Account) -> bool {
    markup::alphabets::are_mixed(&account.display_name)
}
