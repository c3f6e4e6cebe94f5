//! What rules do with a status, in the transaction in which it is stored.

use std::sync::Arc;

use model::{
    Account, ContentRule, HeldStatus, HitState, RuleAction, RuleHit, Status, StatusId, Timestamp, Visibility,
    limits,
};
use store::Tx;

use super::{judge::hit, ready::Match};
use crate::{Result, Site, reports};

/// What is to be done with a status that may be stored.
#[derive(Debug, Default)]
pub(crate) struct Acts {
    /// Rules that mark or report it.
    pub(super) found: Vec<Match>,
    /// The rule that holds it, and until when.
    held: Option<(Match, Option<Timestamp>)>,
    /// Questions that its author answers by saying it again.
    pub(super) answered: Vec<RuleHit>,
}

impl Acts {
    /// The first rule that holds it without an end counts, since staff are to decide then.
    pub(super) fn hold(&mut self, found: Match, until: Option<Timestamp>) {
        match &self.held {
            None => self.held = Some((found, until)),
            Some((_, Some(_))) if until.is_none() => self.held = Some((found, until)),
            Some(_) => {}
        }
    }

    /// The same for what is held already: it waits as it did.
    pub(crate) fn waiting(self) -> Self {
        Self { held: None, found: Vec::new(), ..self }
    }

    /// Whether nobody else is to see it.
    pub(crate) fn holds(&self) -> bool {
        self.held.is_some()
    }

    /// Whether what it shows is to be hidden.
    pub(crate) fn marks(&self) -> bool {
        self.found.iter().any(|found| found.rule.action == RuleAction::MarkSensitive)
    }

    /// Marks a status as it is to be stored.
    pub(crate) fn mark(&mut self, status: &mut Status) {
        if status.sensitive {
            self.found.retain(|found| found.rule.action != RuleAction::MarkSensitive);
        }
        status.sensitive |= self.marks();
    }

    /// Notes what was done with a status that was stored, and does the rest. `visibility` is who was to see it.
    pub(crate) async fn keep(
        self,
        site: &Site,
        tx: &mut Tx,
        author: &Account,
        stored: (StatusId, Visibility),
        (was_published, is_news): (bool, bool),
    ) -> Result<()> {
        let (status_id, visibility) = stored;
        for asked in self.answered {
            let answered = RuleHit { state: HitState::PublishedAnyway, status_id: Some(status_id), ..asked };
            store::rule_hits::update(tx, &answered).await?;
        }
        for found in self.found {
            let mut hit = RuleHit { status_id: Some(status_id), ..hit(site, &found, author.id) };
            if found.rule.action == RuleAction::Report {
                hit.report_id = Some(report(site, tx, author, &found, stored).await?);
            }
            store::rule_hits::insert(tx, &hit).await?;
        }
        let Some((found, expires_at)) = self.held else { return Ok(()) };
        let held = HeldStatus { status_id, visibility, was_published, is_news, expires_at };
        store::held_statuses::hold(tx, &held).await?;
        let hit =
            RuleHit { status_id: Some(status_id), state: HitState::Waiting, ..hit(site, &found, author.id) };
        Ok(store::rule_hits::insert(tx, &hit).await?)
    }

    /// Notes that questions are answered about what is published later.
    pub(crate) async fn answer(self, tx: &mut Tx) -> Result<()> {
        for asked in self.answered {
            let answered = RuleHit { state: HitState::PublishedAnyway, ..asked };
            store::rule_hits::update(tx, &answered).await?;
        }
        Ok(())
    }
}

/// A rule tells staff. What was said to a few is not shown by that.
async fn report(
    site: &Site,
    tx: &mut Tx,
    author: &Account,
    found: &Match,
    (status_id, visibility): (StatusId, Visibility),
) -> Result<model::ReportId> {
    let shown = if visibility.is_open() { vec![status_id] } else { Vec::new() };
    let report = reports::automatic(site, author, comment(&found.rule, &found.because), shown);
    reports::keep_automatic(site, tx, &report, author).await?;
    Ok(report.id)
}

fn comment(rule: &Arc<ContentRule>, because: &[String]) -> String {
    let text = format!("Content rule “{}”: {}", rule.name, because.join("; "));
    text.chars().take(limits::REPORT_CHARACTERS).collect()
}
