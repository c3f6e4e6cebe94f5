//! The first page of those who take care of a server.

use model::{SoftwareUpdate, UpdateFeed};
use serde::Serialize;
use serde_json::{Map, Value, json};
use social::{
    figures::dashboard::{self, Machine, Trouble},
    health::NeighbourView,
    mail,
    remote_files::Usage,
};

/// What waits for somebody, and how the machine is doing.
#[derive(Clone, Debug, Serialize)]
pub struct Dashboard {
    /// What program this is.
    pub version: String,
    /// How much waits for somebody: reports, people who wish to join, trends.
    pub waiting: Value,
    /// How much waits to be done, by queue; nothing for those who may not see the machine.
    pub queues: Option<Value>,
    /// Neighbours for which something waits, or that take nothing.
    pub neighbours: Option<Vec<Value>>,
    /// What the disk holds.
    pub disk: Option<Value>,
    /// How it stands with mail; nothing where none is sent.
    pub mail: Option<Value>,
    /// Newer versions of the program; nothing where nobody is asked for them.
    pub updates: Option<Value>,
    /// What is worth a look.
    pub trouble: Option<Vec<Value>>,
}

impl Dashboard {
    /// The page as shown.
    pub fn new(page: &dashboard::Dashboard) -> Self {
        let machine = page.machine.as_ref();
        let dashboard::Dashboard { open_reports, waiting_users, waiting_trends, .. } = page;
        Self {
            version: crate::entities::instance::version(),
            waiting: json!({
                "reports": open_reports,
                "users": waiting_users,
                "trends": waiting_trends,
                "appeals": page.open_appeals,
                "held": page.held_statuses,
            }),
            queues: machine.map(queues),
            neighbours: machine.map(|machine| machine.neighbours.iter().map(neighbour).collect()),
            disk: machine.and_then(|machine| machine.disk.as_ref()).map(disk),
            mail: machine.and_then(|machine| machine.mail.as_ref()).map(mail_state),
            updates: machine.and_then(|machine| machine.updates.as_ref()).map(updates),
            trouble: machine.map(|machine| machine.trouble.iter().map(trouble).collect()),
        }
    }
}

fn queues(machine: &Machine) -> Value {
    let queue = |(name, count): &(&'static str, i64)| ((*name).to_owned(), json!(count));
    Value::Object(machine.queues.iter().map(queue).collect::<Map<_, _>>())
}

fn neighbour(view: &NeighbourView) -> Value {
    json!({
        "domain": view.host,
        "health": view.health.as_str(),
        "waiting": view.waiting,
        "waiting_since": view.waiting_since.map(model::Timestamp::to_rfc3339_millis),
        "error": view.neighbour.as_ref().and_then(|neighbour| neighbour.last_error.clone()),
    })
}

fn disk(usage: &Usage) -> Value {
    json!({
        "uploaded": { "files": usage.own.0, "bytes": usage.own.1 },
        "remote": { "files": usage.remote.0, "bytes": usage.remote.1 },
        "database": usage.database,
        "total": usage.total(),
        "budget": usage.budget,
        "last_week": usage.last_week,
        "removed": { "files": usage.evicted.0, "bytes": usage.evicted.1 },
        "days_left": usage.days_left(),
    })
}

fn mail_state(state: &mail::State) -> Value {
    json!({ "waiting": state.waiting, "problem": state.problem })
}

fn updates(feed: &UpdateFeed) -> Value {
    let update = |update: &SoftwareUpdate| json!({ "version": update.version, "urgent": update.is_urgent, "notes_url": update.notes_url });
    json!({
        "checked_at": feed.read_at.map(model::Timestamp::to_rfc3339_millis),
        "error": feed.last_error,
        "available": feed.updates.iter().map(update).collect::<Vec<_>>(),
    })
}

fn trouble(trouble: &Trouble) -> Value {
    json!({ "kind": trouble.kind, "count": trouble.count, "detail": trouble.detail })
}
