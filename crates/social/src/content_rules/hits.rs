//! What rules did, as staff see it. What was said to a few is not shown by that.

use std::collections::{HashMap, HashSet};

use model::{AccountId, AuditTarget, ContentRuleId, Page, Permissions, RuleHit, StatusId, Visibility};
pub use store::rule_hits::Wanted;

use crate::{
    AccountView, Flags, PollView, Refusal, Result, Site, StatusView, Viewer, accounts, staff::Staff, statuses,
};

/// Something that a rule did.
#[derive(Clone, Debug)]
pub struct HitView {
    /// What.
    pub hit: RuleHit,
    /// Whether the rule is still there.
    pub has_rule: bool,
    /// Whose status it was.
    pub account: AccountView,
    /// The status, if there is one that staff may see.
    pub status: Option<StatusView>,
}

/// What rules did, newest first.
pub async fn list(site: &Site, by: &Staff, wanted: Wanted, page: &Page) -> Result<Vec<HitView>> {
    by.needs(Permissions::MANAGE_REPORTS)?;
    let found = store::rule_hits::list(&site.store, wanted, page).await?;
    dress(site, found).await
}

/// One of them, after something was done with it.
pub(super) async fn one(site: &Site, hit: RuleHit) -> Result<HitView> {
    dress(site, vec![hit]).await?.pop().ok_or(Refusal::NotFound.into())
}

/// What the log names.
pub(super) fn target(hit: &RuleHit) -> AuditTarget {
    AuditTarget::new("rule_hit", hit.id.get(), hit.rule_name.clone())
}

pub(super) async fn dress(site: &Site, hits: Vec<RuleHit>) -> Result<Vec<HitView>> {
    let mut people: Vec<AccountId> = hits.iter().map(|hit| hit.account_id).collect();
    people.sort_unstable();
    people.dedup();
    let people: HashMap<AccountId, AccountView> =
        accounts::show_all(site, &people).await?.into_iter().map(|view| (view.account.id, view)).collect();
    let rules: HashSet<ContentRuleId> =
        store::content_rules::list(&site.store).await?.into_iter().map(|rule| rule.id).collect();
    let mut views = Vec::with_capacity(hits.len());
    for hit in hits {
        let Some(account) = people.get(&hit.account_id).cloned() else { continue };
        let status = match hit.status_id {
            None => None,
            Some(id) => shown(site, hit.account_id, id).await?,
        };
        views.push(HitView { has_rule: rules.contains(&hit.rule_id), account, status, hit });
    }
    Ok(views)
}

/// A status as its author sees it, without what only they see, if it is open or waits for staff, and is not direct.
async fn shown(site: &Site, author: AccountId, id: StatusId) -> Result<Option<StatusView>> {
    let view = statuses::show_ids(site, Viewer::Account(author), &[id]).await?.pop();
    let may_be_seen = |view: &StatusView| match view.sheet.held {
        Some(visibility) => visibility != Visibility::Direct,
        None => view.status.visibility.is_open(),
    };
    Ok(view.filter(may_be_seen).map(plain))
}

/// A status without what the one through whose eyes it was read did with it.
pub(super) fn plain(view: StatusView) -> StatusView {
    StatusView {
        flags: Flags::default(),
        own_reactions: Vec::new(),
        filtered: Vec::new(),
        poll: view.poll.clone().map(|poll| PollView { own_votes: Vec::new(), ..poll }),
        has_viewer: false,
        ..view
    }
}
