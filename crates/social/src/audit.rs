//! The audit log: whatever staff do is written down in the transaction that does it, sealed so that nothing can be changed or
//! taken out later without its showing.

use aws_lc_rs::digest::{SHA256, digest};
use model::{AccountId, AuditEntry, AuditTarget, Event, Permissions, limits};
use serde_json::{Value, json};
use store::Tx;

use crate::{Result, Site, staff::Staff};

/// Writes down what somebody does, in the transaction that does it.
pub async fn record(
    site: &Site,
    tx: &mut Tx,
    by: &Staff,
    action: &str,
    target: AuditTarget,
    details: Value,
) -> Result<()> {
    let (number, before) = store::audit::next(tx).await?;
    let mut entry = AuditEntry {
        number,
        at: site.now(),
        account_id: by.account_id(),
        actor: by.name().to_owned(),
        action: action.to_owned(),
        target,
        details,
        seal: String::new(),
    };
    entry.seal = seal(&before, &entry);
    store::audit::insert(tx, &entry).await?;
    tell(site, tx, &entry).await
}

/// What is decided about accounts and reports is an event, since others are to hear of it.
async fn tell(site: &Site, tx: &mut Tx, entry: &AuditEntry) -> Result<()> {
    let AuditTarget { kind, id: Some(id), .. } = &entry.target else { return Ok(()) };
    if !["account", "report"].contains(&kind.as_str()) || entry.action.starts_with("read") {
        return Ok(());
    }
    let event = Event::StaffDecided { kind: kind.clone(), id: *id, action: entry.action.clone() };
    Ok(store::events::record(tx, site.id(), &event).await?)
}

/// Which entries are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only what this account did.
    pub by: Option<AccountId>,
    /// Only what was done to this: a kind and a number.
    pub on: Option<(String, i64)>,
    /// Only entries before this number.
    pub before: Option<i64>,
}

/// A page of the log, the latest first.
pub async fn list(site: &Site, by: &Staff, wanted: &Wanted) -> Result<Vec<AuditEntry>> {
    by.needs(Permissions::VIEW_AUDIT_LOG)?;
    let (before, limit) = (wanted.before.unwrap_or(i64::MAX), limits::AUDIT_ENTRIES_SHOWN);
    Ok(match (wanted.by, &wanted.on) {
        (Some(account), _) => store::audit::before_by(&site.store, account, before, limit).await?,
        (None, Some((kind, id))) => store::audit::before_on(&site.store, (kind, *id), before, limit).await?,
        (None, None) => store::audit::before(&site.store, before, limit).await?,
    })
}

/// What a check of the whole log found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checked {
    /// All entries are as they were written: so many.
    Whole(i64),
    /// From this number on something was changed, put in or taken out.
    Broken(i64),
}

/// Checks each entry against its seal, from the first to the last.
pub async fn check(site: &Site) -> Result<Checked> {
    let (entries, head) = store::audit::head(&site.store).await?;
    let mut chain = Chain::default();
    loop {
        let found = store::audit::after(&site.store, chain.number, limits::AUDIT_ENTRIES_SHOWN).await?;
        if found.is_empty() {
            return Ok(chain.end(entries, &head));
        }
        for entry in &found {
            if !chain.takes(entry) {
                return Ok(Checked::Broken(chain.number + 1));
            }
        }
    }
}

/// Entries one after another, as far as they are whole.
#[derive(Default)]
struct Chain {
    number: i64,
    seal: String,
}

impl Chain {
    /// Whether an entry is the next one, as it was written.
    fn takes(&mut self, entry: &AuditEntry) -> bool {
        if entry.number != self.number + 1 || entry.seal != seal(&self.seal, entry) {
            return false;
        }
        (self.number, self.seal) = (entry.number, entry.seal.clone());
        true
    }

    /// What is said after the last entry. What came while it was read is after the head that was read first.
    fn end(&self, entries: i64, head: &str) -> Checked {
        match self.number > entries || (self.number == entries && self.seal == head) {
            true => Checked::Whole(self.number),
            false => Checked::Broken(self.number + 1),
        }
    }
}

/// The seal of an entry after the one with the seal `before`.
fn seal(before: &str, entry: &AuditEntry) -> String {
    let AuditEntry { number, at, account_id, actor, action, target, details, .. } = entry;
    let text = json!([
        before,
        number,
        at.as_millis(),
        account_id.map(model::Id::get),
        actor,
        action,
        target.kind,
        target.id,
        target.name,
        details,
    ]);
    let sum = digest(&SHA256, text.to_string().as_bytes());
    sum.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use model::Timestamp;

    use super::*;

    fn log() -> Vec<AuditEntry> {
        let mut before = String::new();
        let entry = |number| {
            let mut entry = AuditEntry {
                number,
                at: Timestamp::from_millis(number),
                account_id: None,
                actor: "mia".into(),
                action: "suspend".into(),
                target: AuditTarget::new("account", number, "bob"),
                details: json!({ "text": "spam" }),
                seal: String::new(),
            };
            entry.seal = seal(&before, &entry);
            before.clone_from(&entry.seal);
            entry
        };
        (1..=3).map(entry).collect()
    }

    fn checked(log: &[AuditEntry], head: &str) -> Checked {
        let mut chain = Chain::default();
        match log.iter().find(|entry| !chain.takes(entry)) {
            Some(_) => Checked::Broken(chain.number + 1),
            None => chain.end(3, head),
        }
    }

    #[test]
    fn nothing_is_changed_put_in_or_taken_out_unnoticed() {
        let whole = log();
        let head = whole[2].seal.clone();
        assert_eq!(checked(&whole, &head), Checked::Whole(3));
        let changes: [fn(&mut AuditEntry); 4] = [
            |entry| entry.actor = "olga".into(),
            |entry| entry.details = json!({}),
            |entry| entry.at = Timestamp::from_millis(0),
            |entry| entry.target.id = None,
        ];
        for change in changes {
            let mut changed = log();
            change(&mut changed[1]);
            assert_eq!(checked(&changed, &head), Checked::Broken(2));
        }
        assert_eq!(checked(&whole[..2], &head), Checked::Broken(3), "the last one was taken out");
        assert_eq!(checked(&[whole[0].clone(), whole[2].clone()], &head), Checked::Broken(2));
    }
}
