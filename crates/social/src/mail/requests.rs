//! Wishes for a letter with a code, by people who are not signed in. Whoever asks is told the same, after the same work,
//! whether or not anybody has the address: a wish is written down, and looked at later.

use model::{ClientAddress, limits, one_time_code::Purpose};
use store::{Tx, letter_requests::LetterRequest};

use crate::{Refusal, Result, Site, Throttle, confirmation, password_reset};

/// What people are told who ask too often.
const TOO_MANY: &str = "There were too many of these letters. Try again later";

/// Writes down that somebody asks for a letter to this address.
pub(crate) async fn ask(
    site: &Site,
    purpose: Purpose,
    email: &str,
    address: Option<ClientAddress>,
) -> Result<()> {
    let email = email.trim().to_lowercase();
    let by = address.map(|address| address.network().to_string()).unwrap_or_default();
    count(site, &[(Throttle::CodesAddress, &by), (Throttle::CodesName, &email)], purpose)?;
    if email.len() > limits::EMAIL_CHARACTERS || !super::is_on(site) {
        return Ok(());
    }
    let mut tx = site.store.begin().await?;
    store::letter_requests::insert(&mut tx, &LetterRequest { id: site.id(), purpose, email }).await?;
    Ok(tx.commit().await?)
}

/// Counts one more letter for each of these, and refuses when there were too many.
pub(crate) fn count(site: &Site, tried: &[(Throttle, &str)], purpose: Purpose) -> Result<()> {
    let now = site.now();
    let taken = tried.iter().map(|(throttle, key)| match throttle {
        Throttle::CodesName => site.throttles.take(now, *throttle, (purpose.as_str(), key)),
        _ => site.throttles.take(now, *throttle, key),
    });
    let is_exceeded = taken.collect::<Vec<_>>().into_iter().flatten().any(|allowance| allowance.is_exceeded);
    if is_exceeded { Err(Refusal::NotNow(TOO_MANY).into()) } else { Ok(()) }
}

/// Writes the letters that were asked for, to those who have the addresses; answers how many wishes there were.
pub(super) async fn answer(site: &Site) -> Result<usize> {
    let requests = store::letter_requests::list(&site.store, limits::LETTERS_AT_ONCE).await?;
    for request in &requests {
        let mut tx = site.store.begin().await?;
        if store::letter_requests::delete(&mut tx, request.id).await? {
            write(site, &mut tx, request).await?;
        }
        tx.commit().await?;
    }
    Ok(requests.len())
}

async fn write(site: &Site, tx: &mut Tx, request: &LetterRequest) -> Result<()> {
    let Some(user) = store::users::find_by_email(&mut *tx, &request.email).await? else { return Ok(()) };
    match request.purpose {
        // Nobody asks for it by an address.
        Purpose::Appeal => Ok(()),
        Purpose::Confirmation if user.confirmed_at.is_none() => confirmation::send(site, tx, &user).await,
        // Whoever wants another address asks for that signed in.
        Purpose::Confirmation | Purpose::NewAddress => Ok(()),
        Purpose::Password => password_reset::send(site, tx, &user).await,
    }
}
