//! The second factor of a sign-in: codes that a program on somebody's own device makes anew every half minute (RFC 6238),
//! and recovery codes for when that device is lost. Codes count once. A passkey may stand in for a code.

use aws_lc_rs::rand;
use model::{Session, Timestamp, User, UserId, limits};
use store::authenticators::Pending;
use totp_rs::{Builder, Totp};

use crate::{
    Fault, Problem, Refusal, Result, Site, Throttle,
    notices::{self, Notice},
    passkeys::{self, Asked},
    secrets,
};

/// Bytes of a secret, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;
/// Letters of recovery codes and of secrets that are typed (RFC 4648 section 6): none of them looks like another.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Letters of a recovery code: 80 random bits.
const RECOVERY_LETTERS: usize = 16;

/// How the second factor of a user stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Since when codes are asked for.
    pub since: Timestamp,
    /// Recovery codes that are left.
    pub recovery_codes: i64,
}

/// How the second factor of a user stands, if they have one.
pub async fn standing(site: &Site, user: UserId) -> Result<Option<Standing>> {
    let found = store::authenticators::find(&site.store, user).await?;
    let Some(since) = found.and_then(|found| found.enabled_at) else { return Ok(None) };
    let recovery_codes = store::authenticators::count_codes(&site.store, user).await?;
    Ok(Some(Standing { since, recovery_codes }))
}

/// The secret that a user is setting up, as it is typed: made now if there is none yet. One that was shown long ago, perhaps
/// to somebody else, is not used.
pub async fn prepare(site: &Site, user: &User) -> Result<String> {
    if let Some(found) = store::authenticators::find(&site.store, user.id).await? {
        let until = found.created_at.plus_millis(limits::AUTHENTICATOR_SETUP_MINUTES * 60_000);
        if found.enabled_at.is_some() {
            return Err(Refusal::Forbidden("see the secret of a second factor that is in use").into());
        }
        if until > site.now() {
            return Ok(letters(&found.secret));
        }
    }
    let mut secret = [0; SECRET_BYTES];
    rand::fill(&mut secret).map_err(|_| Fault::new("the random generator failed"))?;
    store::authenticators::prepare(&site.store, user.id, &secret, site.now()).await?;
    Ok(letters(&secret))
}

/// The address that programs read from a picture (`otpauth`): the issuer is this server.
pub fn address(site: &Site, user_name: &str, secret: &str) -> String {
    let domain = &site.instance.domain;
    // A colon would end the issuer.
    let issuer: String = domain.replace(':', "-");
    let label = format!("{issuer}:{user_name}@{issuer}");
    let mut url = url::Url::parse("otpauth://totp/").expect("a plain address");
    url.set_path(&label);
    url.query_pairs_mut().append_pair("secret", secret).append_pair("issuer", &issuer);
    url.into()
}

/// From now on codes are asked for, if this is one; answers the recovery codes, which are shown once.
pub async fn enable(site: &Site, session: &Session, user: &User, code: &str) -> Result<Vec<String>> {
    let found = store::authenticators::find(&site.store, user.id).await?;
    let Some(found) = found.filter(|found| found.enabled_at.is_none()) else {
        return Err(Refusal::Forbidden("set up a second factor that is not being set up").into());
    };
    let Some(step) = check(site, &found.secret, code)? else { return Err(wrong()) };
    let codes = recovery_codes()?;
    let mut tx = site.store.begin().await?;
    if !store::authenticators::spend(&mut tx, user.id, step).await? {
        return Err(wrong());
    }
    store::authenticators::enable(&mut tx, user.id, site.now()).await?;
    store::authenticators::replace_codes(&mut tx, user.id, &hashes(&codes)).await?;
    // Whoever got in by the password alone is out.
    store::sessions::delete_others(&mut tx, user.id, session.id).await?;
    notices::tell(site, &mut tx, user, Notice::TwoFactorOn).await?;
    tx.commit().await?;
    Ok(codes)
}

/// Makes new recovery codes; the old ones are worth nothing any more.
pub async fn renew_codes(site: &Site, user: &User) -> Result<Vec<String>> {
    if standing(site, user.id).await?.is_none() {
        return Err(Refusal::NotFound.into());
    }
    let codes = recovery_codes()?;
    let mut tx = site.store.begin().await?;
    store::authenticators::replace_codes(&mut tx, user.id, &hashes(&codes)).await?;
    notices::tell(site, &mut tx, user, Notice::RecoveryCodes).await?;
    tx.commit().await?;
    Ok(codes)
}

/// No codes are asked for any more: by the user, or by the operator for somebody who has lost everything. Answers whether
/// they were asked for.
pub async fn disable(site: &Site, user: UserId) -> Result<bool> {
    let mut tx = site.store.begin().await?;
    let was = store::authenticators::delete(&mut tx, user).await?;
    store::authenticators::delete_pending_of(&mut tx, user).await?;
    if was && let Some(user) = store::users::find(&mut tx, user).await? {
        notices::tell(site, &mut tx, &user, Notice::TwoFactorOff).await?;
    }
    tx.commit().await?;
    Ok(was)
}

/// The password was right: keeps that until a code comes. Answers the secret under which it waits.
pub async fn ask(site: &Site, user: UserId, return_to: &str) -> Result<String> {
    let secret = secrets::make()?;
    let until = site.now().plus_millis(limits::PENDING_SIGN_IN_MINUTES * 60_000);
    let pending = Pending { user_id: user, return_to: return_to.to_owned(), tries: 0 };
    store::authenticators::insert_pending(&site.store, &secrets::hash(&secret), &pending, until).await?;
    Ok(secret)
}

/// Whether a sign-in waits under this secret.
pub async fn is_asked(site: &Site, secret: &str) -> Result<bool> {
    Ok(store::authenticators::find_pending(&site.store, &secrets::hash(secret), site.now()).await?.is_some())
}

/// What became of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It was right: whose sign-in is done, and where the browser wanted to go.
    Right(UserId, String),
    /// It was not right, or was used before.
    Wrong,
    /// The password must be given again: too many codes were tried, or too much time has passed.
    Over,
}

/// Tries a code, or a recovery code, for the sign-in that waits under this secret.
pub async fn answer(site: &Site, secret: &str, code: &str) -> Result<Answer> {
    let hash = secrets::hash(secret);
    let Some(pending) = try_pending(site, &hash).await? else { return Ok(Answer::Over) };
    if !take(site, pending.user_id, code).await? {
        return Ok(Answer::Wrong);
    }
    finish(site, &hash, pending).await
}

/// For a sign-in that waits under this secret: what a browser hands to a device to finish it with a passkey. Nothing if
/// none waits.
pub async fn ask_passkey(site: &Site, secret: &str, asked: Asked<'_>) -> Result<Option<String>> {
    let hash = secrets::hash(secret);
    match store::authenticators::find_pending(&site.store, &hash, site.now()).await? {
        Some(pending) => Ok(Some(passkeys::ask(site, asked, Some(pending.user_id)).await?)),
        None => Ok(None),
    }
}

/// Whether a passkey may finish the sign-in that waits under this secret.
pub async fn takes_passkey(site: &Site, secret: &str) -> Result<bool> {
    let hash = secrets::hash(secret);
    match store::authenticators::find_pending(&site.store, &hash, site.now()).await? {
        Some(pending) if passkeys::are_possible(site) => passkeys::has_any(site, pending.user_id).await,
        _ => Ok(false),
    }
}

/// Tries a passkey for the sign-in that waits under this secret.
pub async fn answer_with_passkey(
    site: &Site,
    secret: &str,
    asked: Asked<'_>,
    signed: &str,
) -> Result<Answer> {
    let hash = secrets::hash(secret);
    let Some(pending) = try_pending(site, &hash).await? else { return Ok(Answer::Over) };
    if passkeys::who(site, asked, signed).await? != Some(pending.user_id) {
        return Ok(Answer::Wrong);
    }
    finish(site, &hash, pending).await
}

/// Counts one more try for a sign-in that waits; answers it unless too many were tried.
async fn try_pending(site: &Site, hash: &[u8]) -> Result<Option<Pending>> {
    let now = site.now();
    let tried =
        store::authenticators::try_pending(&site.store, hash, now, limits::PENDING_SIGN_IN_TRIES).await?;
    Ok(tried.filter(|pending| {
        let allowance = site.throttles.take(now, Throttle::SecondFactor, pending.user_id.get());
        !allowance.is_some_and(|allowance| allowance.is_exceeded)
    }))
}

/// The second factor was right: the sign-in waits no longer.
async fn finish(site: &Site, hash: &[u8], pending: Pending) -> Result<Answer> {
    match store::authenticators::delete_pending(&site.store, hash).await? {
        true => Ok(Answer::Right(pending.user_id, pending.return_to)),
        false => Ok(Answer::Over),
    }
}

/// Takes a code or a recovery code of a user.
async fn take(site: &Site, user: UserId, code: &str) -> Result<bool> {
    let Some(found) = store::authenticators::find(&site.store, user).await? else { return Ok(false) };
    if let Some(step) = check(site, &found.secret, code)? {
        return Ok(store::authenticators::spend(&site.store, user, step).await?);
    }
    Ok(store::authenticators::take_code(&site.store, user, &secrets::hash(&plain(code))).await?)
}

/// The step in time that a code belongs to, if it is one of the moment, or of half a minute earlier or later.
fn check(site: &Site, secret: &[u8], code: &str) -> Result<Option<i64>> {
    let digits = plain(code);
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let seconds = u64::try_from(site.now().as_seconds()).unwrap_or_default();
    let step = totp(secret)?.check(&digits, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

fn totp(secret: &[u8]) -> Result<Totp> {
    let secret = <[u8; SECRET_BYTES]>::try_from(secret)
        .map_err(|_| Fault::new("the secret of a second factor has a wrong length"))?;
    let totp = Builder::new().with_secret(secret).build();
    Ok(totp.map_err(|error| Fault::new(format!("read the secret of a second factor: {error}")))?)
}

fn wrong() -> crate::Error {
    Refusal::Invalid(vec![Problem::new("code", "is not right, or was used before").because("code")]).into()
}

/// A code as it counts: people type spaces, hyphens and small letters.
fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect()
}

fn hashes(codes: &[String]) -> Vec<Vec<u8>> {
    codes.iter().map(|code| secrets::hash(&plain(code))).collect()
}

/// `ABCD-EFGH-IJKL-MNOP`, ten of them.
fn recovery_codes() -> Result<Vec<String>> {
    let mut codes = Vec::with_capacity(limits::RECOVERY_CODES);
    for _ in 0..limits::RECOVERY_CODES {
        let mut bytes = [0; RECOVERY_LETTERS * 5 / 8];
        rand::fill(&mut bytes).map_err(|_| Fault::new("the random generator failed"))?;
        let code = letters(&bytes);
        let groups: Vec<&str> = (0..code.len()).step_by(4).map(|at| &code[at..at + 4]).collect();
        codes.push(groups.join("-"));
    }
    Ok(codes)
}

/// Bytes in base 32, without padding.
fn letters(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(LETTERS[(held >> bits & 31) as usize]));
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        text.push(char::from(LETTERS[(held << (5 - bits) & 31) as usize]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_written_as_programs_read_them() {
        // RFC 4648 section 10.
        assert_eq!([letters(b"f"), letters(b"foo"), letters(b"foobar")], ["MY", "MZXW6", "MZXW6YTBOI"]);
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238 appendix B, cut to six digits.
        let totp = totp(b"12345678901234567890").unwrap();
        assert_eq!(totp.check("287082", 59), Some(1));
        assert_eq!(totp.check("081804", 1_111_111_109), Some(37_037_036));
        assert_eq!(totp.check("081804", 1_111_111_209), None);
    }

    #[test]
    fn recovery_codes_are_easy_to_copy() {
        let codes = recovery_codes().unwrap();
        assert_eq!(codes.len(), limits::RECOVERY_CODES);
        assert!(codes.iter().all(|code| code.len() == 19 && plain(code).len() == RECOVERY_LETTERS));
        assert_eq!(plain("abcd-efgh ijkl-mnop"), "ABCDEFGHIJKLMNOP");
    }
}
