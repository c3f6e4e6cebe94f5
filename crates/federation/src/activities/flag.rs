//! Flag: a report about somebody, with the statuses that show it.

use std::collections::{BTreeMap, BTreeSet};

use activitypub::vocabulary::written::Activity;
use model::{Account, AccountId, ReportId, Status, StatusId};
use social::reports::Told;

use super::Request;
use crate::{Federation, limits, outbox::Parcel, trouble::Trouble};

/// Another server reports accounts of this one. Mostly it is the server's own actor who speaks, so that nobody learns
/// who complained.
pub(crate) async fn receive(request: &Request<'_>) -> Result<(), Trouble> {
    let site = request.federation.site();
    let mut about: BTreeMap<AccountId, Vec<StatusId>> = BTreeMap::new();
    for uri in request.activity.objects.iter().filter(|uri| site.instance.owns(uri)) {
        let known = match social::accounts::find_by_uri(site, uri).await? {
            None => social::accounts::find_by_url(site, uri).await?,
            known => known,
        };
        if let Some(account) = known {
            about.entry(account.id).or_default();
        } else if let Some(status) = request.federation.known_status(uri).await? {
            about.entry(status.account_id).or_default().push(status.id);
        }
    }
    if about.is_empty() {
        return Err(Trouble::refused("it reports nobody here"));
    }
    for (target, status_ids) in about.into_iter().take(limits::ACCOUNTS_PER_REPORT) {
        let (uri, comment) = (request.activity.id.clone(), request.activity.content.clone());
        let told = Told { target, status_ids, comment: comment.unwrap_or_default(), uri };
        social::reports::receive(site, request.by, told).await?;
    }
    Ok(())
}

fn build(
    actor: &str,
    report: &model::Report,
    target: &Account,
    statuses: &[Status],
) -> Activity<Vec<String>> {
    let objects = std::iter::once(&target.uri).chain(statuses.iter().map(|status| &status.uri));
    let id = format!("{actor}/reports/{}", report.id);
    let mut flag = Activity::new("Flag", id, actor, objects.cloned().collect());
    flag.content = Some(report.comment.clone());
    flag
}

impl Federation {
    /// What was reported is told to the server of the account, and to those of people whom its statuses answer, as far as
    /// their domains were chosen. This server speaks, not whoever reported.
    pub(crate) async fn pack_report(
        &self,
        id: ReportId,
        domains: &[String],
    ) -> social::Result<Option<Parcel>> {
        let store = &self.site().store;
        let Some(report) = store::reports::find(store, id).await? else { return Ok(None) };
        let Some(target) = store::accounts::find(store, report.target_account_id).await? else {
            return Ok(None);
        };
        let statuses = store::statuses::list(store, &report.status_ids).await?;
        let answered: Vec<AccountId> =
            statuses.iter().filter_map(|status| status.in_reply_to_account_id).collect();
        let mut concerned = store::accounts::list(store, &answered).await?;
        concerned.push(target.clone());
        let inboxes: BTreeSet<String> = concerned
            .into_iter()
            .filter(|account| account.domain.as_ref().is_some_and(|domain| domains.contains(domain)))
            .filter_map(|account| account.shared_inbox_url.or(account.inbox_url))
            .collect();
        let flag = build(&self.instance_actor(), &report, &target, &statuses);
        Ok(Some(Parcel::new(flag, inboxes)?))
    }
}
