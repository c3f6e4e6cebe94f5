//! Content rules: what staff want to happen with statuses that have something about them. Here they are written and switched;
//! what they look at is in `ready`, when they are asked in `judge`, what they do in `act`, what staff see and take back in
//! `hits`, what waits for them in `held`, and how a rule is tried out in `rehearse`.

pub(crate) mod act;
mod check;
mod domains;
pub mod held;
pub mod hits;
pub(crate) mod judge;
pub(crate) mod ready;
pub mod rehearse;
mod secrets;
pub mod undo;

use model::{
    AuditTarget, Condition, ContentRule, ContentRuleId, Id, LooksAt, Permissions, RuleAction, StatusId,
    Timestamp, limits,
};
use serde_json::{Value, json};

use crate::{Problem, Refusal, Result, Site, audit, staff::Staff, statuses};

const WEEK_MS: i64 = 7 * 24 * 3_600_000;

/// What is said of a rule.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What it is called.
    pub name: String,
    /// Whose statuses it looks at.
    pub looks_at: LooksAt,
    /// What must all be so.
    pub conditions: Vec<Condition>,
    /// What happens then.
    pub action: RuleAction,
    /// What the author is told.
    pub notice: String,
    /// When it ends to act.
    pub expires_at: Option<Timestamp>,
}

impl Draft {
    /// What is said of a rule that is there.
    pub fn of(rule: &ContentRule) -> Self {
        Self {
            name: rule.name.clone(),
            looks_at: rule.looks_at,
            conditions: rule.conditions.clone(),
            action: rule.action,
            notice: rule.notice.clone(),
            expires_at: rule.expires_at,
        }
    }
}

/// A rule with how often it acted.
#[derive(Clone, Debug)]
pub struct RuleView {
    /// The rule.
    pub rule: ContentRule,
    /// How often it ever acted, as far as that is kept.
    pub hits: i64,
    /// How often within a week.
    pub hits_this_week: i64,
    /// Whether it acts right now.
    pub acts: bool,
}

/// Takes over what is stored, so that changes made by other processes count within a second.
pub(crate) async fn load(site: &Site) -> Result<()> {
    let stored = store::content_rules::list(&site.store).await?;
    if !site.content_rules().is_of(&stored) {
        site.set_content_rules(ready::Ready::new(stored));
    }
    Ok(())
}

/// All rules, oldest first.
pub async fn list(site: &Site, by: &Staff) -> Result<Vec<RuleView>> {
    needs_to_read(by)?;
    let mut views = Vec::new();
    for rule in store::content_rules::list(&site.store).await? {
        views.push(view(site, rule).await?);
    }
    Ok(views)
}

/// Those who deal with what rules did see the rules, too.
fn needs_to_read(by: &Staff) -> Result<()> {
    if by.may(Permissions::MANAGE_REPORTS) {
        return Ok(());
    }
    by.needs(Permissions::MANAGE_SETTINGS)
}

async fn view(site: &Site, rule: ContentRule) -> Result<RuleView> {
    let now = site.now();
    let since = Id::floor(now.plus_millis(-WEEK_MS));
    let (hits, hits_this_week) = store::rule_hits::counts(&site.store, rule.id, since).await?;
    Ok(RuleView { acts: rule.acts_at(now), rule, hits, hits_this_week })
}

async fn existing(site: &Site, id: ContentRuleId) -> Result<ContentRule> {
    Ok(store::content_rules::find(&site.store, id).await?.ok_or(Refusal::NotFound)?)
}

/// One rule.
pub async fn show(site: &Site, by: &Staff, id: ContentRuleId) -> Result<RuleView> {
    needs_to_read(by)?;
    view(site, existing(site, id).await?).await
}

/// Writes a rule. It acts once it was tried out and is switched on.
pub async fn add(site: &Site, by: &Staff, draft: Draft) -> Result<RuleView> {
    by.needs(Permissions::MANAGE_SETTINGS)?;
    if store::content_rules::list(&site.store).await?.len() >= limits::CONTENT_RULES {
        return Err(Refusal::Conflict("this server has as many content rules as it can have").into());
    }
    let draft = check::check(draft)?;
    let now = site.now();
    let rule = ContentRule {
        id: site.id(),
        name: draft.name,
        is_live: false,
        looks_at: draft.looks_at,
        conditions: draft.conditions,
        action: draft.action,
        notice: draft.notice,
        expires_at: draft.expires_at,
        created_at: now,
        updated_at: now,
        rehearsed_at: None,
    };
    put(site, by, "create", None, rule).await
}

/// Writes a rule differently. One that looks for something else must be tried out anew, and rests until then.
pub async fn change(site: &Site, by: &Staff, id: ContentRuleId, draft: Draft) -> Result<RuleView> {
    by.needs(Permissions::MANAGE_SETTINGS)?;
    let old = existing(site, id).await?;
    let draft = check::check(draft)?;
    let is_same = draft.conditions == old.conditions && draft.looks_at == old.looks_at;
    let new = ContentRule {
        name: draft.name,
        looks_at: draft.looks_at,
        conditions: draft.conditions,
        action: draft.action,
        notice: draft.notice,
        expires_at: draft.expires_at,
        is_live: old.is_live && is_same,
        rehearsed_at: old.rehearsed_at.filter(|_| is_same),
        ..old.clone()
    };
    put(site, by, "update", Some(&old), new).await
}

/// Has a rule act, if it was tried out as it is.
pub async fn enable(site: &Site, by: &Staff, id: ContentRuleId) -> Result<RuleView> {
    by.needs(Permissions::MANAGE_SETTINGS)?;
    let old = existing(site, id).await?;
    if old.rehearsed_at.is_none() {
        let problem = Problem::new("rule", "must be rehearsed first, since it was changed");
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    put(site, by, "enable", Some(&old), ContentRule { is_live: true, ..old.clone() }).await
}

/// Lets a rule rest.
pub async fn disable(site: &Site, by: &Staff, id: ContentRuleId) -> Result<RuleView> {
    by.needs(Permissions::MANAGE_SETTINGS)?;
    let old = existing(site, id).await?;
    put(site, by, "disable", Some(&old), ContentRule { is_live: false, ..old.clone() }).await
}

/// Removes a rule. What it did stays as it is, and can be taken back still.
pub async fn remove(site: &Site, by: &Staff, id: ContentRuleId) -> Result<()> {
    by.needs(Permissions::MANAGE_SETTINGS)?;
    let old = existing(site, id).await?;
    let mut tx = site.store.begin().await?;
    store::content_rules::delete(&mut tx, id).await?;
    audit::record(site, &mut tx, by, "destroy", target(&old), json!({ "before": said(&old) })).await?;
    tx.commit().await?;
    load(site).await
}

async fn put(
    site: &Site,
    by: &Staff,
    action: &str,
    old: Option<&ContentRule>,
    new: ContentRule,
) -> Result<RuleView> {
    let rule = ContentRule { updated_at: site.now(), ..new };
    let mut tx = site.store.begin().await?;
    store::content_rules::put(&mut tx, &rule).await?;
    if rule.rehearsed_at.is_none() {
        store::content_rules::forget_rehearsal(&mut tx, rule.id).await?;
    }
    let details = json!({ "before": old.map(said), "after": said(&rule) });
    audit::record(site, &mut tx, by, action, target(&rule), details).await?;
    tx.commit().await?;
    load(site).await?;
    view(site, rule).await
}

fn target(rule: &ContentRule) -> AuditTarget {
    AuditTarget::new("content_rule", rule.id.get(), rule.name.clone())
}

fn said(rule: &ContentRule) -> Value {
    json!({
        "name": rule.name,
        "is_live": rule.is_live,
        "looks_at": rule.looks_at,
        "conditions": rule.conditions,
        "action": rule.action.as_str(),
        "notice": rule.notice,
        "expires_at": rule.expires_at.map(Timestamp::to_rfc3339_millis),
    })
}

/// What the files of a status are, as rules name them. Of neighbours' only those are known that are kept here.
pub async fn media_hashes(site: &Site, by: &Staff, id: StatusId) -> Result<Vec<String>> {
    by.needs(Permissions::MANAGE_SETTINGS)?;
    let status = statuses::find(site, id).await?.filter(|status| status.visibility.is_open());
    let status = status.ok_or(Refusal::NotFound)?;
    let attached = store::attachments::of_statuses(&site.store, &[status.original_id()]).await?;
    judge::hashes(site, &attached).await
}
