//! What notifications are about where that is no status: strikes, and reports. Also telling people of them.

use std::collections::{HashMap, HashSet};

use model::{
    AccountId, Id, Notification, NotificationKind, Permissions, Report, ReportId, Strike, StrikeId, limits,
};

use super::insert;
use crate::{AccountView, Result, Site, accounts, moderation::strikes, roles};

/// What a notification is about besides a status.
#[derive(Clone, Debug)]
pub enum Matter {
    /// What staff decided about the one whom it is for.
    Strike(Strike, Box<AccountView>),
    /// What somebody reported, for staff.
    Report(Box<Report>, Box<AccountView>),
}

/// What a page of notifications is about.
pub(super) struct Matters {
    strikes: HashMap<StrikeId, Strike>,
    reports: HashMap<ReportId, Report>,
    people: HashMap<AccountId, AccountView>,
    /// What staff alone hear of, as far as the reader may.
    may: HashSet<&'static str>,
}

/// Reads what notifications of `me` are about.
pub(super) async fn of(site: &Site, me: AccountId, notifications: &[Notification]) -> Result<Matters> {
    let mut matters = Matters {
        strikes: HashMap::new(),
        reports: HashMap::new(),
        people: HashMap::new(),
        may: HashSet::new(),
    };
    let numbers = |kind| {
        let of_kind = notifications.iter().filter(move |one: &&Notification| one.kind == kind);
        of_kind.filter_map(|one| one.about)
    };
    let found: Vec<StrikeId> = numbers(NotificationKind::ModerationWarning).map(Id::new).collect();
    matters.strikes = strikes::by_id(site, &found).await?;
    let is_staffs = |one: &Notification| for_staff(one.kind).is_some();
    if notifications.iter().any(is_staffs) {
        let user = store::users::find_by_account(&site.store, me).await?;
        let allowed = user.map_or(Permissions::NONE, |user| roles::permissions(site, user.role_id));
        let kinds = [NotificationKind::SignUp, NotificationKind::Report];
        let may = kinds.into_iter().filter(|kind| for_staff(*kind).is_some_and(|it| allowed.allow(it)));
        matters.may = may.map(NotificationKind::as_str).collect();
        let ids: Vec<ReportId> = numbers(NotificationKind::Report).map(Id::new).collect();
        let found = store::reports::among(&site.store, &ids).await?;
        matters.reports = found.into_iter().map(|report| (report.id, report)).collect();
    }
    let mut people: Vec<AccountId> = matters.reports.values().map(|it| it.target_account_id).collect();
    people.extend(matters.strikes.values().map(|strike| strike.account_id));
    let views = accounts::show_all(site, &people).await?;
    matters.people = views.into_iter().map(|view| (view.account.id, view)).collect();
    Ok(matters)
}

/// What somebody must be allowed to do to hear of it.
fn for_staff(kind: NotificationKind) -> Option<Permissions> {
    match kind {
        NotificationKind::SignUp => Some(Permissions::MANAGE_USERS),
        NotificationKind::Report => Some(Permissions::MANAGE_REPORTS),
        _ => None,
    }
}

impl Matters {
    /// What a notification is about; `None` if that is gone, or not for the reader any more.
    pub(super) fn take(&mut self, notification: &Notification) -> Option<Option<Matter>> {
        let person = |id: AccountId| self.people.get(&id).cloned().map(Box::new);
        match notification.kind {
            NotificationKind::ModerationWarning => {
                let strike = self.strikes.get(&Id::new(notification.about?))?.clone();
                let about = person(strike.account_id)?;
                Some(Some(Matter::Strike(strike, about)))
            }
            NotificationKind::Report if self.may.contains(notification.kind.as_str()) => {
                let report = self.reports.get(&Id::new(notification.about?))?.clone();
                let about = person(report.target_account_id)?;
                Some(Some(Matter::Report(Box::new(report), about)))
            }
            NotificationKind::SignUp if self.may.contains(notification.kind.as_str()) => Some(None),
            NotificationKind::Report | NotificationKind::SignUp => None,
            _ => Some(None),
        }
    }
}

/// Effect of a decision: tells whom it concerns.
pub async fn struck(site: &Site, id: StrikeId) -> Result<()> {
    let Some(strike) = store::strikes::find(&site.store, id).await? else { return Ok(()) };
    let me = strike.account_id;
    if store::users::find_by_account(&site.store, me).await?.is_none() {
        return Ok(());
    }
    insert(site, me, me, NotificationKind::ModerationWarning, None, Some(id.get())).await
}

/// Effect of a report: tells those who deal with it.
pub async fn reported(site: &Site, id: ReportId) -> Result<()> {
    let Some(report) = store::reports::find(&site.store, id).await? else { return Ok(()) };
    tell_staff(site, report.account_id, NotificationKind::Report, Some(id.get())).await
}

/// Effect of somebody's joining: tells those who let people in.
pub async fn signed_up(site: &Site, id: AccountId) -> Result<()> {
    match store::accounts::find(&site.store, id).await? {
        Some(_) => tell_staff(site, id, NotificationKind::SignUp, None).await,
        None => Ok(()),
    }
}

async fn tell_staff(site: &Site, from: AccountId, kind: NotificationKind, about: Option<i64>) -> Result<()> {
    let Some(wanted) = for_staff(kind) else { return Ok(()) };
    for role in roles::with(site, wanted) {
        for member in store::users::list_of_role(&site.store, role, limits::STAFF_TOLD).await? {
            insert(site, member.account_id, from, kind, None, about).await?;
        }
    }
    Ok(())
}
