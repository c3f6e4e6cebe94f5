//! Content rules, what they did, and how they were tried out. Mastodon has no such thing.

use model::{Condition, Instance, Timestamp};
use serde::Serialize;
use social::{
    Viewer,
    content_rules::{RuleView, hits::HitView, rehearse::RehearsalView},
};

use crate::entities;

/// A content rule.
#[derive(Clone, Debug, Serialize)]
pub struct ContentRule {
    /// Its number.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Whether it acts.
    pub is_live: bool,
    /// Whose statuses it looks at.
    pub looks_at: &'static str,
    /// What must all be so.
    pub conditions: Vec<Condition>,
    /// What happens then.
    pub action: &'static str,
    /// What the author is told; empty for a sentence of ours.
    pub notice: String,
    /// When it ends to act.
    pub expires_at: Option<String>,
    /// When it was written.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
    /// When it was last tried out as it is now.
    pub rehearsed_at: Option<String>,
    /// How often it acted.
    pub hits: Hits,
}

/// How often a rule acted.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Hits {
    /// Within a week.
    pub week: i64,
    /// Ever, as far as that is kept.
    pub total: i64,
}

impl ContentRule {
    /// A rule as staff see it.
    pub fn new(view: &RuleView) -> Self {
        let rule = &view.rule;
        let moment = |at: Option<Timestamp>| at.map(Timestamp::to_rfc3339_millis);
        Self {
            id: rule.id.to_string(),
            name: rule.name.clone(),
            is_live: view.acts,
            looks_at: rule.looks_at.as_str(),
            conditions: rule.conditions.clone(),
            action: rule.action.as_str(),
            notice: rule.notice.clone(),
            expires_at: moment(rule.expires_at),
            created_at: rule.created_at.to_rfc3339_millis(),
            updated_at: rule.updated_at.to_rfc3339_millis(),
            rehearsed_at: moment(rule.rehearsed_at),
            hits: Hits { week: view.hits_this_week, total: view.hits },
        }
    }
}

/// How a rule was tried out.
#[derive(Clone, Debug, Serialize)]
pub struct Rehearsal {
    /// `running`, `done` or `none`.
    pub state: &'static str,
    /// How many statuses were read.
    pub read: i64,
    /// About how many there are.
    pub total: i64,
    /// How many were found.
    pub matched: i64,
    /// By how many authors those are.
    pub authors: i64,
    /// When it began.
    pub started_at: Option<String>,
    /// When it ended.
    pub ended_at: Option<String>,
    /// The newest of those that were found.
    pub samples: Vec<Sample>,
}

/// Something that a rule would have found.
#[derive(Clone, Debug, Serialize)]
pub struct Sample {
    /// It.
    pub status: entities::Status,
    /// Why.
    pub because: Vec<String>,
    /// What staff think of it: `right`, `wrong` or nothing.
    pub verdict: Option<&'static str>,
}

impl Rehearsal {
    /// How a rule was tried out, as staff see it.
    pub fn new(instance: &Instance, view: &RehearsalView) -> Self {
        let now = view.rehearsal.as_ref();
        let samples = view.samples.iter().map(|(status, found)| Sample {
            status: entities::Status::new(instance, Viewer::Nobody, status),
            because: found.because.clone(),
            verdict: found.is_right.map(|is_right| if is_right { "right" } else { "wrong" }),
        });
        Self {
            state: match now {
                None => "none",
                Some(now) if now.ended_at.is_some() => "done",
                Some(_) => "running",
            },
            read: now.map_or(0, |now| now.read),
            total: now.map_or(0, |now| now.total.max(now.read)),
            matched: now.map_or(0, |now| now.matched),
            authors: now.map_or(0, |now| now.authors),
            started_at: now.map(|now| now.started_at.to_rfc3339_millis()),
            ended_at: now.and_then(|now| now.ended_at).map(Timestamp::to_rfc3339_millis),
            samples: samples.collect(),
        }
    }
}

/// Something that a rule did.
#[derive(Clone, Debug, Serialize)]
pub struct RuleHit {
    /// Its number.
    pub id: String,
    /// The rule, if it is still there.
    pub rule: Option<RuleName>,
    /// What it did.
    pub action: &'static str,
    /// When.
    pub at: String,
    /// Why.
    pub because: Vec<String>,
    /// Whose status it was.
    pub account: entities::Account,
    /// The status, if there is one that staff may see.
    pub status: Option<entities::Status>,
    /// When it was taken back.
    pub undone_at: Option<String>,
    /// How it stands.
    pub state: &'static str,
}

/// A rule by its name.
#[derive(Clone, Debug, Serialize)]
pub struct RuleName {
    /// Its number.
    pub id: String,
    /// What it was called when it acted.
    pub name: String,
}

impl RuleHit {
    /// Something that a rule did, as staff see it.
    pub fn new(instance: &Instance, view: &HitView) -> Self {
        let hit = &view.hit;
        let rule = || RuleName { id: hit.rule_id.to_string(), name: hit.rule_name.clone() };
        Self {
            id: hit.id.to_string(),
            rule: view.has_rule.then(rule),
            action: hit.action.as_str(),
            at: hit.id.time().to_rfc3339_millis(),
            because: hit.because.clone(),
            account: entities::Account::new(instance, &view.account),
            status: view.status.as_ref().map(|one| entities::Status::new(instance, Viewer::Nobody, one)),
            undone_at: hit.undone_at.map(Timestamp::to_rfc3339_millis),
            state: hit.state.as_str(),
        }
    }
}
