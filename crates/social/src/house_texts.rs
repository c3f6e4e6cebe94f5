//! House texts: the terms of service, from drafts to the day from which on they count, and what privacy policies said before.

use model::{AuditTarget, HouseText, HouseTextId, Permissions, Timestamp, house_text::HouseTextKind, limits};
use serde_json::json;
use store::Tx;

use crate::{Problem, Refusal, Result, Site, audit, staff::Staff};

const DAY_MS: i64 = 24 * 3_600_000;

/// What is said in terms of service; what is left out stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Markdown.
    pub text: Option<String>,
    /// What is different from those before, in Markdown.
    pub changelog: Option<String>,
}

/// Terms of service that were published, and by which ones they are followed.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The terms.
    pub text: HouseText,
    /// The day from which on they count.
    pub day: i64,
    /// Whether that has come.
    pub is_effective: bool,
    /// The day from which on others count in their place.
    pub succeeded_by: Option<i64>,
}

/// The first moment of a day.
pub fn moment(day: i64) -> Timestamp {
    Timestamp::from_millis(day.saturating_mul(DAY_MS))
}

fn today(site: &Site) -> i64 {
    site.now().as_millis().div_euclid(DAY_MS)
}

/// All terms that were published, the last first.
async fn published(site: &Site) -> Result<Vec<Terms>> {
    let mut all = store::house_texts::list(&site.store, HouseTextKind::Terms, limits::HOUSE_TEXTS).await?;
    all.retain(|text| text.published_at.is_some());
    let mut found: Vec<Terms> = Vec::with_capacity(all.len());
    for text in all {
        let Some(day) = text.effective_day else { continue };
        let succeeded_by = found.last().map(|next| next.day);
        found.push(Terms { text, day, is_effective: day <= today(site), succeeded_by });
    }
    Ok(found)
}

/// The terms that count now; those that will be the first to, if none do yet.
pub async fn current(site: &Site) -> Result<Option<Terms>> {
    let all = published(site).await?;
    let counts = all.iter().find(|terms| terms.is_effective).or(all.last());
    Ok(counts.cloned())
}

/// The terms that count from a day on, as `2026-11-30`.
pub async fn of_date(site: &Site, date: &str) -> Result<Terms> {
    let found = published(site).await?.into_iter().find(|terms| moment(terms.day).to_date() == date);
    found.ok_or(Refusal::NotFound.into())
}

/// All terms, drafts included; or all privacy policies that ever counted.
pub async fn list(site: &Site, by: &Staff, kind: HouseTextKind) -> Result<Vec<HouseText>> {
    by.needs(Permissions::MANAGE_SETTINGS)?;
    Ok(store::house_texts::list(&site.store, kind, limits::HOUSE_TEXTS).await?)
}

/// Terms, published or not.
pub async fn existing(site: &Site, by: &Staff, id: HouseTextId) -> Result<HouseText> {
    by.needs(Permissions::MANAGE_SETTINGS)?;
    let found = store::house_texts::find(&site.store, id).await?;
    found.filter(|text| text.kind == HouseTextKind::Terms).ok_or(Refusal::NotFound.into())
}

/// Begins to write terms.
pub async fn draft(site: &Site, by: &Staff, changes: Changes) -> Result<HouseText> {
    by.needs(Permissions::MANAGE_SETTINGS)?;
    let empty = HouseText {
        id: site.id(),
        kind: HouseTextKind::Terms,
        text: String::new(),
        changelog: String::new(),
        effective_day: None,
        published_at: None,
    };
    put(site, by, "create", said(empty, changes)?).await
}

/// Goes on writing. What was published stays as it is: people agreed to it.
pub async fn change(site: &Site, by: &Staff, id: HouseTextId, changes: Changes) -> Result<HouseText> {
    let old = unpublished(site, by, id).await?;
    put(site, by, "update", said(old, changes)?).await
}

/// Publishes terms, which count from a day on: today, where nothing is said.
pub async fn publish(site: &Site, by: &Staff, id: HouseTextId, from: Option<Timestamp>) -> Result<HouseText> {
    let old = unpublished(site, by, id).await?;
    let day = from.map_or_else(|| today(site), |time| time.as_millis().div_euclid(DAY_MS));
    if day < today(site) {
        return Err(Refusal::Invalid(vec![Problem::new("effective_date", "must not be in the past")]).into());
    }
    let new = HouseText { effective_day: Some(day), published_at: Some(site.now()), ..old };
    put(site, by, "publish", new).await
}

/// Throws away what was being written.
pub async fn discard(site: &Site, by: &Staff, id: HouseTextId) -> Result<()> {
    let old = unpublished(site, by, id).await?;
    let mut tx = site.store.begin().await?;
    store::house_texts::delete(&mut tx, id).await?;
    audit::record(site, &mut tx, by, "destroy", target(&old), json!({})).await?;
    Ok(tx.commit().await?)
}

async fn unpublished(site: &Site, by: &Staff, id: HouseTextId) -> Result<HouseText> {
    let found = existing(site, by, id).await?;
    match found.published_at {
        None => Ok(found),
        Some(_) => Err(Refusal::Forbidden("change terms that were published").into()),
    }
}

fn said(old: HouseText, changes: Changes) -> Result<HouseText> {
    let (text, changelog) = (changes.text.unwrap_or(old.text), changes.changelog.unwrap_or(old.changelog));
    let most = limits::SETTING_TEXT_BYTES;
    if text.trim().is_empty() {
        return Err(Refusal::Invalid(vec![Problem::new("text", "can't be blank")]).into());
    }
    if text.len().max(changelog.len()) > most {
        let problem = Problem::new("text", format!("must have at most {most} bytes"));
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    Ok(HouseText { text, changelog, ..old })
}

async fn put(site: &Site, by: &Staff, action: &str, text: HouseText) -> Result<HouseText> {
    let mut tx = site.store.begin().await?;
    match store::house_texts::put(&mut tx, &text).await {
        Ok(()) => {}
        Err(error) if error.is_conflict() => {
            return Err(
                Refusal::Invalid(vec![Problem::new("effective_date", "has already been taken")]).into()
            );
        }
        Err(error) => return Err(error.into()),
    }
    let details = json!({ "text": text.text, "effective_day": text.effective_day });
    audit::record(site, &mut tx, by, action, target(&text), details).await?;
    tx.commit().await?;
    Ok(text)
}

fn target(text: &HouseText) -> AuditTarget {
    let day = text.effective_day.map(|day| moment(day).to_date()).unwrap_or_default();
    AuditTarget::new("terms_of_service", text.id.get(), day)
}

/// Remembers what the privacy policy says from today on.
pub(crate) async fn remember_policy(site: &Site, tx: &mut Tx, text: &str) -> Result<()> {
    let day = today(site);
    store::house_texts::delete_day(tx, HouseTextKind::Privacy, day).await?;
    let policy = HouseText {
        id: site.id(),
        kind: HouseTextKind::Privacy,
        text: text.to_owned(),
        changelog: String::new(),
        effective_day: Some(day),
        published_at: Some(site.now()),
    };
    Ok(store::house_texts::put(tx, &policy).await?)
}
