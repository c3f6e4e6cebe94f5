//! The first page of those who take care of a server: what waits for them, how the machine is doing, and what is worth a look.

use model::{Permissions, UpdateFeed, limits};

use crate::{
    Result, Site,
    health::{self, Health, NeighbourView},
    inbox, mail, remote_files,
    remote_files::Usage,
    staff::Staff,
    updates,
};

/// What waits for somebody, and how the machine is doing.
#[derive(Debug)]
pub struct Dashboard {
    /// Reports that nobody has dealt with.
    pub open_reports: i64,
    /// Those who wait for a yes.
    pub waiting_users: i64,
    /// Tags, links and statuses that wait for somebody to look at them, where that is wanted.
    pub waiting_trends: i64,
    /// Objections that nobody has answered, for those who may.
    pub open_appeals: Option<i64>,
    /// Statuses that a rule holds, for those who may decide about them.
    pub held_statuses: Option<i64>,
    /// How the machine is doing, for those who may see that.
    pub machine: Option<Machine>,
}

/// How the machine is doing.
#[derive(Debug)]
pub struct Machine {
    /// What waits to be done.
    pub queues: Vec<(&'static str, i64)>,
    /// Neighbours for which something waits, or that take nothing; those first for which something has waited longest.
    pub neighbours: Vec<NeighbourView>,
    /// What the disk holds, where this process knows it.
    pub disk: Option<Usage>,
    /// How it stands with mail, if any is sent.
    pub mail: Option<mail::State>,
    /// Newer versions of the program, where an admin named a place that knows them.
    pub updates: Option<UpdateFeed>,
    /// What is worth a look.
    pub trouble: Vec<Trouble>,
}

/// Something worth a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What it is, for programs.
    pub kind: &'static str,
    /// How much of it, or how far.
    pub count: i64,
    /// What was said of it.
    pub detail: Option<String>,
}

/// What waits for somebody, and how the machine is doing.
pub async fn show(site: &Site, by: &Staff) -> Result<Dashboard> {
    by.needs(Permissions::VIEW_DASHBOARD)?;
    let machine = match by.may(Permissions::VIEW_DEVOPS) {
        true => Some(machine(site).await?),
        false => None,
    };
    let (store, most) = (&site.store, limits::QUEUE_COUNTED);
    let open_appeals = match by.may(Permissions::MANAGE_APPEALS) {
        true => Some(store::strikes::count_appealed(store, most).await?),
        false => None,
    };
    let held_statuses = match by.may(Permissions::MANAGE_REPORTS) {
        true => Some(store::rule_hits::count_waiting(store, most).await?),
        false => None,
    };
    Ok(Dashboard {
        open_appeals,
        held_statuses,
        open_reports: store::reports::count_open(&site.store).await?,
        waiting_users: store::users::count_waiting(&site.store, limits::QUEUE_COUNTED).await?,
        waiting_trends: crate::trend_reviews::waiting(site).await?,
        machine,
    })
}

async fn machine(site: &Site) -> Result<Machine> {
    let received = store::inbox::waiting(&site.store, limits::INBOX_TRIES).await?;
    let queues = vec![
        ("events", store::events::count(&site.store).await?),
        ("deliveries", store::deliveries::count(&site.store).await?),
        ("inbox", received.iter().map(|(_, count)| count).sum()),
        ("inquiries", store::inquiries::count_waiting(&site.store, limits::QUEUE_COUNTED).await?),
        ("web_hooks", store::web_hooks::count_waiting(&site.store).await?),
    ];
    let mut neighbours = health::list(site, true).await?;
    neighbours.sort_by_key(|view| view.waiting_since.map_or(i64::MAX, |since| since.as_millis()));
    let mail = if mail::is_on(site) { Some(mail::state(site).await?) } else { None };
    let disk = disk(site).await?;
    let trouble = trouble(site, &neighbours, disk.as_ref(), mail.as_ref()).await?;
    neighbours.truncate(limits::NEIGHBOURS_ON_DASHBOARD);
    let updates = updates::feed(site).await?;
    Ok(Machine { queues, neighbours, disk, mail, updates, trouble })
}

async fn disk(site: &Site) -> Result<Option<Usage>> {
    let Ok(workshop) = site.workshop() else { return Ok(None) };
    let budget = workshop.budget(&site.settings());
    Ok(Some(remote_files::usage(site, workshop.database_bytes(), budget).await?))
}

async fn trouble(
    site: &Site,
    neighbours: &[NeighbourView],
    disk: Option<&Usage>,
    mail: Option<&mail::State>,
) -> Result<Vec<Trouble>> {
    let mut found = Vec::new();
    let mut tell = |kind, count: i64, detail: Option<String>| found.push(Trouble { kind, count, detail });
    let aside = inbox::quarantined(site).await?;
    if let Some(first) = aside.first() {
        tell("inbox_set_aside", aside.len() as i64, first.last_error.clone());
    }
    if let Some(ahead) = health::clock_ahead_ms(site).await? {
        tell("clock", ahead, None);
    }
    let failing = neighbours.iter().filter(|view| view.health == Health::Failing);
    let hosts: Vec<&str> = failing.map(|view| view.host.as_str()).collect();
    if !hosts.is_empty() {
        tell("neighbours_failing", hosts.len() as i64, Some(hosts.join(" ")));
    }
    if let Some(mail::State { waiting, problem: Some(problem) }) = mail {
        tell("mail", *waiting, Some(problem.clone()));
    }
    if let Some(days) = disk.and_then(Usage::days_left).filter(|days| *days <= limits::DISK_DAYS_WARNED) {
        tell("disk", days, None);
    }
    if site.workshop().is_ok_and(|workshop| workshop.is_storage_away()) {
        tell("storage_away", 1, None);
    }
    let hooks = store::web_hooks::failing(&site.store, limits::WEB_HOOKS as i64).await?;
    if let Some((url, error)) = hooks.first() {
        tell("web_hooks", hooks.len() as i64, Some(format!("{url}: {error}")));
    }
    if store::rules::list(&site.store).await?.is_empty() {
        tell("no_rules", 0, None);
    }
    Ok(found)
}
