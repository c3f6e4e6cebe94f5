//! Asking the rules about a status before it is stored. What an author is refused, or asked about, is not kept: only what
//! shows that the same is said again.

use aws_lc_rs::hmac;
use model::{
    Account, AccountId, Attachment, HitState, Id, Permissions, Poll, RuleAction, RuleHit, Status, limits,
};

use super::{
    act::Acts,
    ready::{Case, Match},
};
use crate::{Refusal, Result, Site, remote_emojis, roles};

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 3_600_000;

/// When somebody here says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// They say it now.
    Now,
    /// They said it to be published later; nobody can be asked any more.
    Due,
}

/// Asks about a status of somebody here; refuses if a rule does, or wants its author asked.
pub(crate) async fn own(site: &Site, case: Case<'_>, moment: Moment) -> Result<Acts> {
    let matches = find(site, case).await?;
    if matches.is_empty() {
        return Ok(Acts::default());
    }
    let digest = digest(site, case).await?;
    let before = store::rule_hits::of_same(&site.store, case.author.id, &digest, Id::new(0)).await?;
    let now = site.now();
    let mut acts = Acts::default();
    let mut stopping = Vec::new();
    for found in matches {
        let is_allowed = |hit: &RuleHit| hit.allowed_until.is_some_and(|until| until > now);
        let same = || before.iter().filter(|hit| hit.rule_id == found.rule.id);
        match found.rule.action {
            RuleAction::Refuse => {
                if !same().any(is_allowed) {
                    stopping.push(found);
                }
            }
            RuleAction::Ask if moment == Moment::Due => {}
            RuleAction::Ask if same().any(is_allowed) => {}
            RuleAction::Ask => {
                let since = now.plus_millis(-limits::ASK_MINUTES * MINUTE_MS);
                let is_open = |hit: &&RuleHit| hit.state == HitState::Waiting && hit.id.time() >= since;
                match same().find(is_open) {
                    Some(asked) => acts.answered.push(asked.clone()),
                    None => stopping.push(found),
                }
            }
            RuleAction::Hold => {
                if !is_trusted(site, case.author).await? {
                    acts.hold(found, None);
                }
            }
            RuleAction::MarkSensitive | RuleAction::Report => acts.found.push(found),
        }
    }
    match stopping.is_empty() {
        true => Ok(acts),
        false => Err(stop(site, case.author, &digest, stopping).await?.into()),
    }
}

/// Asks about a status of a neighbour's person. What is refused is held, and goes by itself.
pub(crate) async fn arrived(site: &Site, case: Case<'_>) -> Result<Acts> {
    let mut acts = Acts::default();
    for found in find(site, case).await? {
        match found.rule.action {
            RuleAction::Ask => {}
            RuleAction::Hold => acts.hold(found, None),
            RuleAction::Refuse => {
                acts.hold(found, Some(site.now().plus_millis(limits::HELD_DAYS * DAY_MS)));
            }
            RuleAction::MarkSensitive | RuleAction::Report => acts.found.push(found),
        }
    }
    Ok(acts)
}

async fn find(site: &Site, case: Case<'_>) -> Result<Vec<Match>> {
    let ready = site.content_rules();
    if ready.is_empty() {
        return Ok(Vec::new());
    }
    let hashes = match ready.looks_at_files() {
        true => hashes(site, case.attachments).await?,
        false => Vec::new(),
    };
    Ok(ready.find(case, &hashes, site.now()))
}

/// What these files are, as far as they are kept here.
pub(super) async fn hashes(site: &Site, attached: &[Attachment]) -> Result<Vec<String>> {
    let own: Vec<&str> = attached.iter().filter_map(|one| one.file.as_deref()).collect();
    let remote: Vec<&str> = attached.iter().filter_map(|one| one.remote_url.as_deref()).collect();
    let mut found = store::content_rules::digests(&site.store, &own).await?;
    found.extend(store::content_rules::remote_digests(&site.store, &remote).await?);
    let mut hashes: Vec<String> = found.into_iter().map(|(_, digest)| digest).collect();
    hashes.sort_unstable();
    hashes.dedup();
    Ok(hashes)
}

/// Whether somebody deals with what is held, so that there is no sense in holding what they say.
async fn is_trusted(site: &Site, author: &Account) -> Result<bool> {
    let user = store::users::find_by_account(&site.store, author.id).await?;
    Ok(user.is_some_and(|user| roles::may(site, &user, Permissions::MANAGE_REPORTS)))
}

/// Notes that a rule refuses something, or wants to ask; answers what its author is told.
async fn stop(site: &Site, author: &Account, digest: &str, stopping: Vec<Match>) -> Result<Refusal> {
    let mut tx = site.store.begin().await?;
    for found in &stopping {
        let hit = RuleHit {
            digest: Some(digest.to_owned()),
            state: match found.rule.action {
                RuleAction::Ask => HitState::Waiting,
                _ => HitState::Done,
            },
            ..hit(site, found, author.id)
        };
        store::rule_hits::insert(&mut tx, &hit).await?;
    }
    tx.commit().await?;
    let refusing = stopping.iter().find(|found| found.rule.action == RuleAction::Refuse);
    let told = refusing.or(stopping.first()).map(|found| &found.rule);
    let (rule, notice) = told.map(|rule| (rule.name.clone(), rule.notice.clone())).unwrap_or_default();
    Ok(Refusal::Ruled { rule, notice, is_question: refusing.is_none() })
}

/// What a rule did with something of an account, done.
pub(super) fn hit(site: &Site, found: &Match, account_id: AccountId) -> RuleHit {
    RuleHit {
        id: site.id(),
        rule_id: found.rule.id,
        rule_name: found.rule.name.clone(),
        action: found.rule.action,
        because: found.because.clone(),
        account_id,
        status_id: None,
        digest: None,
        report_id: None,
        state: HitState::Done,
        undone_at: None,
        allowed_until: None,
    }
}

/// What shows that the same is said again. It is keyed, so that nobody finds out by trying what was said.
async fn digest(site: &Site, case: Case<'_>) -> Result<String> {
    let key = remote_emojis::key(site).await?;
    let Status { text, spoiler_text, .. } = case.status;
    let options: Vec<&str> =
        case.poll.iter().flat_map(|poll: &&Poll| &poll.options).map(|option| option.title.as_str()).collect();
    let author = case.author.id;
    let said = serde_json::json!(["said", author, text.trim(), spoiler_text.trim(), options]);
    let tag = hmac::sign(&key, said.to_string().as_bytes());
    Ok(crate::secrets::hex(tag.as_ref()))
}
