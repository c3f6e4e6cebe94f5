//! Editing one's profile, and how one likes to publish.

use std::collections::HashMap;

use markup::{Handle, MentionLink};
use model::{
    Account, AccountId, AccountKind, Event, QuotePolicy, User, Visibility, account::Field, account::Tabs,
    limits,
};
use store::Tx;

use crate::{
    Problem, Refusal, Result, Site, custom_emojis,
    pictures::{self, Pictures},
    search, statuses,
};

/// What somebody wants to be different; what is not said stays.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The name shown.
    pub display_name: Option<String>,
    /// The description, as plain text.
    pub note: Option<String>,
    /// Whether follows need consent.
    pub locked: Option<bool>,
    /// Whether a program publishes here.
    pub bot: Option<bool>,
    /// Whether the account may be recommended.
    pub discoverable: Option<bool>,
    /// Whether public statuses may appear in search results.
    pub indexable: Option<bool>,
    /// Whether followers and followed accounts are kept private.
    pub hide_collections: Option<bool>,
    /// The whole table: names and values as plain text.
    pub fields: Option<Vec<(String, String)>>,
    /// Websites that may name the account as an author.
    pub attribution_domains: Option<Vec<String>>,
    /// Whether the profile has a tab of media.
    pub show_media: Option<bool>,
    /// Whether that tab has media of replies.
    pub show_media_replies: Option<bool>,
    /// Whether the profile has a tab of what is featured.
    pub show_featured: Option<bool>,
    /// Who may see statuses unless something else is said.
    pub visibility: Option<Visibility>,
    /// Whether media is hidden until asked.
    pub sensitive: Option<bool>,
    /// What they write in; empty for no language.
    pub language: Option<String>,
    /// Who may quote statuses unless something else is said.
    pub quote_policy: Option<QuotePolicy>,
}

/// Changes one's own profile. Remote people that the texts name must be known already.
pub async fn update(site: &Site, by: &Account, changes: Changes, wanted: Pictures) -> Result<()> {
    check(&changes)?;
    // Before anything is written: a picture that is refused leaves the rest as it was.
    let prepared = pictures::prepare(site, wanted).await?;
    let mut tx = site.store.begin().await?;
    let old = held(&mut tx, by.id).await?;
    let user = store::users::find_by_account(&mut tx, by.id).await?.ok_or(Refusal::NotFound)?;
    let mut account = describe(site, &old, &changes).await?;
    prepared.wear(site, &mut tx, &mut account).await?;
    let preferences = prefer(&user, &changes);
    if preferences != user.preferences {
        store::users::update_preferences(&mut tx, user.id, &preferences).await?;
    }
    if account != old {
        store::accounts::update(&mut tx, &account).await?;
        pictures::drop_unseen(&mut tx, &old, &account).await?;
        search::index::keep_account(site, &mut tx, &account).await?;
        if account.indexable && !old.indexable {
            search::index::open(&mut tx, &account).await?;
        }
        store::events::record(&mut tx, site.id(), &Event::ProfileChanged { account_id: by.id }).await?;
    }
    Ok(tx.commit().await?)
}

/// The account as it is now, which nobody else changes until the transaction ends.
pub(crate) async fn held(tx: &mut Tx, id: AccountId) -> Result<Account> {
    store::accounts::hold(&mut *tx, id).await?;
    Ok(store::accounts::find(tx, id).await?.ok_or(Refusal::NotFound)?)
}

/// Changes something of one's own profile.
pub(crate) async fn change(site: &Site, by: &Account, change: impl FnOnce(&mut Account)) -> Result<()> {
    let mut tx = site.store.begin().await?;
    let old = held(&mut tx, by.id).await?;
    let mut account = old.clone();
    change(&mut account);
    if account != old {
        store::accounts::update(&mut tx, &account).await?;
        store::events::record(&mut tx, site.id(), &Event::ProfileChanged { account_id: by.id }).await?;
    }
    Ok(tx.commit().await?)
}

/// The pages that lines of a profile lead to and nothing else, as far as none is known to be the same person's.
pub fn unverified_links(account: &Account) -> Vec<String> {
    let unverified = account.fields.iter().filter(|field| field.verified_at.is_none());
    unverified.filter_map(|field| markup::page::sole_link(&field.value)).collect()
}

/// A page that a profile leads to leads back: it is the same person's.
pub async fn verify(site: &Site, id: AccountId, link: &str) -> Result<()> {
    let mut tx = site.store.begin().await?;
    let mut account = held(&mut tx, id).await?;
    for field in &mut account.fields {
        if field.verified_at.is_none() && markup::page::sole_link(&field.value).as_deref() == Some(link) {
            field.verified_at = Some(site.now());
        }
    }
    store::accounts::update(&mut tx, &account).await?;
    Ok(tx.commit().await?)
}

fn check(changes: &Changes) -> Result<()> {
    let mut problems = Vec::new();
    let mut at_most = |field, text: &str, most: usize| {
        if text.chars().count() > most {
            problems.push(Problem::new(field, format!("is too long (maximum is {most} characters)")));
        }
    };
    at_most("display_name", changes.display_name.as_deref().unwrap_or_default(), limits::OWN_NAME_CHARACTERS);
    for (name, value) in changes.fields.iter().flatten() {
        at_most("fields", name, limits::FIELD_CHARACTERS);
        at_most("fields", value, limits::FIELD_CHARACTERS);
    }
    // Links count as little as in a status.
    let note = changes.note.as_deref().unwrap_or_default();
    if markup::count::characters(note, "") > limits::NOTE_CHARACTERS {
        let most = limits::NOTE_CHARACTERS;
        problems.push(Problem::new("note", format!("is too long (maximum is {most} characters)")));
    }
    if changes.fields.as_ref().is_some_and(|fields| fields.len() > limits::FIELDS) {
        problems.push(Problem::new("fields", format!("are too many (maximum is {})", limits::FIELDS)));
    }
    if changes.fields.iter().flatten().any(|(name, value)| name.trim().is_empty() && !value.trim().is_empty())
    {
        problems.push(Problem::new("fields", "with a value need a name"));
    }
    if changes.language.as_deref().is_some_and(|code| !code.is_empty() && !statuses::is_language(code)) {
        problems.push(Problem::new("language", "is not an ISO 639 code"));
    }
    if changes.visibility == Some(Visibility::Direct) {
        problems.push(Problem::new("privacy", "must be public, unlisted or private"));
    }
    let domains = changes.attribution_domains.as_deref().unwrap_or_default();
    if domains.len() > limits::ATTRIBUTION_DOMAINS {
        let most = limits::ATTRIBUTION_DOMAINS;
        problems.push(Problem::new("attribution_domains", format!("are too many (maximum is {most})")));
    } else if domains.iter().any(|domain| host(domain).is_none()) {
        problems.push(Problem::new("attribution_domains", "must be domains, such as example.org"));
    }
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems).into()) }
}

/// The host of a domain as people write it: with or without a scheme and a path.
pub(crate) fn host(text: &str) -> Option<String> {
    let text = text.trim();
    let bare = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    let bare = bare.split('/').next().unwrap_or_default();
    let host = url::Url::parse(&format!("https://{bare}")).ok()?.host_str()?.to_owned();
    (host.contains('.') && !bare.contains(['@', ':', '?', '#'])).then_some(host)
}

async fn describe(site: &Site, by: &Account, changes: &Changes) -> Result<Account> {
    let mut account = by.clone();
    let set = |target: &mut bool, wish: Option<bool>| *target = wish.unwrap_or(*target);
    set(&mut account.locked, changes.locked);
    set(&mut account.discoverable, changes.discoverable);
    set(&mut account.indexable, changes.indexable);
    set(&mut account.hide_collections, changes.hide_collections);
    let Tabs { media, media_replies, featured } = &mut account.tabs;
    set(media, changes.show_media);
    set(media_replies, changes.show_media_replies);
    set(featured, changes.show_featured);
    if let Some(bot) = changes.bot.filter(|bot| *bot != by.is_bot()) {
        account.kind = if bot { AccountKind::Service } else { AccountKind::Person };
    }
    if let Some(domains) = &changes.attribution_domains {
        account.attribution_domains = domains.iter().filter_map(|domain| host(domain)).collect();
        account.attribution_domains.dedup();
    }
    if let Some(name) = &changes.display_name {
        account.display_name = markup::sanitize::plain_name(name);
    }
    if let Some(note) = &changes.note {
        account.note = statuses::post::html(site, note, &statuses::post::look_up(site, note).await?);
        account.note_text = note.trim().to_owned();
    }
    if let Some(fields) = &changes.fields {
        let table = table(site, fields).await?;
        account.fields = table.into_iter().map(|field| field.as_before(&by.fields)).collect();
    }
    let mut texts = vec![account.display_name.as_str(), account.note_text.as_str()];
    texts.extend(account.fields.iter().flat_map(|field| [field.name.as_str(), field.text.as_str()]));
    account.emojis = custom_emojis::used_in(site, &texts).await?;
    Ok(account)
}

async fn table(site: &Site, fields: &[(String, String)]) -> Result<Vec<Field>> {
    let mut table = Vec::with_capacity(fields.len());
    for (name, value) in fields {
        let (name, text) = (markup::sanitize::plain_name(name), value.trim().to_owned());
        if name.is_empty() {
            continue;
        }
        let named: HashMap<Handle, Account> = statuses::post::look_up(site, &text).await?;
        let html = markup::compose::field(&text, &site.instance.url(""), |handle| {
            let account = named.get(handle)?;
            Some(MentionLink { url: account.url.clone(), username: account.username.clone() })
        });
        table.push(Field { name, value: html, text, verified_at: None });
    }
    Ok(table)
}

fn prefer(user: &User, changes: &Changes) -> model::Preferences {
    let mut preferences = user.preferences.clone();
    preferences.visibility = changes.visibility.or(preferences.visibility);
    preferences.sensitive = changes.sensitive.unwrap_or(preferences.sensitive);
    preferences.quote_policy = changes.quote_policy.unwrap_or(preferences.quote_policy);
    if let Some(language) = &changes.language {
        preferences.language = Some(language.clone()).filter(|language| !language.is_empty());
    }
    preferences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_taken_as_people_write_them() {
        for good in ["example.org", " https://Example.org/about ", "http://example.org"] {
            assert_eq!(host(good).as_deref(), Some("example.org"), "{good}");
        }
        for bad in ["", "localhost", "a b", "https://", "user@example.org", "example.org:8080"] {
            assert_eq!(host(bad), None, "{bad}");
        }
    }
}
