//! The queue of letters: written down in the transaction of what they tell of, sent by a worker.
//!
//! A try is noted before the mail server is asked, and its success after it. So a letter is sent at least once: if the
//! program is killed between the server's yes and the note, the letter goes again, later, with the same Message-ID, by
//! which mailboxes can tell. What is known to have been sent is never sent again.

use model::{LetterKind, Timestamp, User, UserId, limits};
use store::Tx;

use super::{NotSent, Outgoing, server};
use crate::{Result, Site};

const MINUTE_MS: i64 = 60_000;

/// A letter to be written down.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The user whom it concerns.
    pub user_id: Option<UserId>,
    /// The address that it goes to.
    pub recipient: String,
    /// What it is about.
    pub kind: LetterKind,
    /// What stands above it.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// Where its like can be ended, for those that nobody must get.
    pub unsubscribe: Option<String>,
}

impl Letter {
    /// A letter to a user about this.
    pub(crate) fn to(user: &User, kind: LetterKind, (subject, text): (String, String)) -> Self {
        let (user_id, recipient) = (Some(user.id), user.email.clone());
        Self { user_id, recipient, kind, subject, text, unsubscribe: None }
    }
}

/// Writes a letter down, to be sent once the transaction is committed. Where no mail is sent, nothing is written.
pub async fn queue(site: &Site, tx: &mut Tx, letter: Letter) -> Result<()> {
    if !super::is_on(site) {
        return Ok(());
    }
    let letter = model::Letter {
        id: site.id(),
        user_id: letter.user_id,
        recipient: letter.recipient,
        kind: letter.kind,
        subject: letter.subject,
        text: letter.text,
        unsubscribe: letter.unsubscribe,
        tries: 0,
    };
    Ok(store::letters::insert(tx, &letter).await?)
}

/// Sends what is due, as much as may be sent in a minute; answers how many were tried.
pub async fn send_due(site: &Site) -> Result<usize> {
    let (Some(postman), Some((server, from))) = (site.postman.get(), server(site)) else { return Ok(0) };
    let answered = super::requests::answer(site).await?
        + crate::digest::write_due(site).await?
        + crate::announcement_mail::write_due(site).await?;
    let now = site.now();
    let done = store::letters::count_done(&site.store, now.plus_millis(-MINUTE_MS)).await?;
    let room = limits::LETTERS_PER_MINUTE - done;
    if room <= 0 {
        return Ok(answered);
    }
    let due = store::letters::due(&site.store, now, room.min(limits::LETTERS_AT_ONCE)).await?;
    let mut tried = 0;
    for letter in due {
        let again_at = now.plus_millis(pause_ms(letter.tries));
        if !store::letters::begin(&site.store, &letter, again_at).await? {
            continue;
        }
        tried += 1;
        let sent = (postman.0)(server.clone(), outgoing(site, &from, &letter)).await;
        if !settle(site, &letter, again_at, sent).await? {
            break;
        }
    }
    Ok(answered + tried)
}

/// Notes what became of a try; answers whether the mail server may be asked for more.
async fn settle(
    site: &Site,
    letter: &model::Letter,
    again_at: Timestamp,
    sent: std::result::Result<(), NotSent>,
) -> Result<bool> {
    let (age_ms, now) = (site.now().as_millis() - letter.id.time().as_millis(), site.now());
    match sent {
        Ok(()) => store::letters::sent(&site.store, letter.id, now).await?,
        Err(problem @ NotSent::Never(_)) => give_up(site, letter, &problem).await?,
        Err(problem) if age_ms >= limits::LETTER_TRIED_FOR_MS => give_up(site, letter, &problem).await?,
        Err(problem) => {
            store::letters::fail(&site.store, letter.id, again_at, &problem.to_string()).await?;
            if let NotSent::Server(problem) = problem {
                tracing::error!(problem, "no mail can be sent; it is tried again");
                store::letters::postpone(&site.store, now, again_at).await?;
                return Ok(false);
            }
        }
    }
    Ok(true)
}

async fn give_up(site: &Site, letter: &model::Letter, problem: &NotSent) -> Result<()> {
    let (id, kind) = (letter.id, letter.kind.as_str());
    // Whoever reads the log learns that a letter failed and why, but not to whom it went.
    let problem_told = problem.to_string().replace(&letter.recipient, "(somebody)");
    tracing::warn!(letter = %id, kind, problem = problem_told, "a letter could not be sent and is given up");
    Ok(store::letters::give_up(&site.store, id, site.now(), &problem.to_string()).await?)
}

/// How long to wait after so many tries: a minute, twice as long each time, up to four hours.
fn pause_ms(tries: i64) -> i64 {
    let doubled = 1_i64 << tries.clamp(0, 16);
    (MINUTE_MS * doubled).min(limits::LETTER_PAUSE_MS)
}

fn outgoing(site: &Site, from: &str, letter: &model::Letter) -> Outgoing {
    Outgoing {
        message_id: message_id(site, &letter.id.to_string()),
        written_at: letter.id.time(),
        from: from.to_owned(),
        to: letter.recipient.clone(),
        subject: letter.subject.clone(),
        text: letter.text.clone(),
        kind: Some(letter.kind),
        unsubscribe: letter.unsubscribe.clone(),
    }
}

/// What a letter is known by.
pub(super) fn message_id(site: &Site, name: &str) -> String {
    let host = site.instance.domain.split(':').next().unwrap_or_default();
    format!("<letter.{name}@{host}>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_four_hours() {
        assert_eq!(
            [0, 1, 2, 7, 8, 60].map(pause_ms),
            [60_000, 120_000, 240_000, 7_680_000, 14_400_000, 14_400_000]
        );
    }
}
