//! Passkeys: keys on somebody's own devices, which sign what this server asks (WebAuthn). A device signs only after it has
//! seen that its person is there and wants it, so a passkey stands for both factors of a sign-in. What a browser is asked
//! is bound to it, counts once, and not for long. The words of the protocol are the library's.

use aws_lc_rs::rand;
use model::{Passkey, PasskeyId, Timestamp, User, UserId, limits};
use serde_json::Value;
use store::{Tx, passkeys::Key};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey as Credential, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder,
};

use crate::{
    Fault, Problem, Refusal, Result, Site,
    notices::{self, Notice},
    secrets,
};

/// What a browser is asked to sign something for. An answer counts for nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To add a passkey to whoever is signed in.
    Add,
    /// To make the owner of a new server.
    Own,
    /// To sign in, whoever it is.
    SignIn,
    /// To finish a sign-in of which the password was right.
    SecondFactor,
    /// To show, signed in, that it is still the same person.
    Confirm,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Own => "own",
            Self::SignIn => "sign-in",
            Self::SecondFactor => "second-factor",
            Self::Confirm => "confirm",
        }
    }
}

/// A browser, known by a secret that only it and this server have.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The secret.
    pub browser: &'a str,
    /// What it is asked for.
    pub purpose: Purpose,
}

/// A passkey that was made and belongs to nobody yet.
#[derive(Debug)]
pub struct Made {
    credential: Credential,
    handle: Uuid,
}

/// Whether browsers can keep passkeys for this server: they do so for names that nobody can pretend to have.
pub fn are_possible(site: &Site) -> bool {
    party(site).is_some()
}

/// The passkeys of a user.
pub async fn list(site: &Site, user: UserId) -> Result<Vec<Passkey>> {
    Ok(store::passkeys::list(&site.store, user, limits::PASSKEYS).await?)
}

/// Whether a user has any passkey.
pub async fn has_any(site: &Site, user: UserId) -> Result<bool> {
    Ok(store::passkeys::count(&site.store, user).await? > 0)
}

/// What a browser hands to a device to make a passkey for somebody: for a user who is there, or for one of this name who
/// is about to be.
pub async fn ask_new(site: &Site, asked: Asked<'_>, user: Option<UserId>, username: &str) -> Result<String> {
    let known = match user {
        None => Vec::new(),
        Some(user) => store::passkeys::keys(&site.store, user, limits::PASSKEYS).await?,
    };
    if known.len() >= usize::try_from(limits::PASSKEYS).unwrap_or(usize::MAX) {
        return Err(many());
    }
    let handle = match known.first() {
        Some(key) => Uuid::from_slice(&key.handle).map_err(|error| broken("handle", error))?,
        None => new_handle()?,
    };
    let mut there = Vec::with_capacity(known.len());
    for key in &known {
        there.push(read(key)?.cred_id().clone());
    }
    let name = format!("{username}@{}", site.instance.domain);
    let (options, state) = needed(site)?
        .start_passkey_registration(handle, &name, &name, Some(there))
        .map_err(|error| Fault::caused_by("ask for a passkey", error))?;
    keep(site, asked, &(handle, state)).await?;
    let mut options = serde_json::to_value(options).map_err(|error| broken("question", error))?;
    // A passkey that the device does not find by itself could not sign in somebody who has not said who they are.
    let wanted = &mut options["publicKey"]["authenticatorSelection"];
    wanted["residentKey"] = "required".into();
    wanted["requireResidentKey"] = true.into();
    Ok(options.to_string())
}

/// The passkey that a device made, if it answers what its browser was asked.
pub async fn made(site: &Site, asked: Asked<'_>, answer: &str) -> Result<Made> {
    let kept: Option<(Uuid, PasskeyRegistration)> = take(site, asked).await?;
    let (Some((handle, state)), Ok(answer)) =
        (kept, serde_json::from_str::<RegisterPublicKeyCredential>(answer))
    else {
        return Err(not_made());
    };
    match needed(site)?.finish_passkey_registration(&answer, &state) {
        Ok(credential) => Ok(Made { credential, handle }),
        Err(error) => {
            tracing::debug!(%error, "a passkey was refused");
            Err(not_made())
        }
    }
}

/// Gives a passkey that was made to a user, and tells them.
pub async fn add(site: &Site, user: &User, name: &str, made: Made) -> Result<()> {
    let name = checked(name)?;
    let mut tx = site.store.begin().await?;
    if store::passkeys::count(&mut tx, user.id).await? >= limits::PASSKEYS {
        return Err(many());
    }
    insert(site, &mut tx, user.id, name, &made).await?;
    notices::tell(site, &mut tx, user, Notice::KeyAdded).await?;
    Ok(tx.commit().await?)
}

/// Keeps a passkey that was made.
pub(crate) async fn insert(site: &Site, tx: &mut Tx, user_id: UserId, name: &str, made: &Made) -> Result<()> {
    let passkey =
        Passkey { id: site.id(), user_id, name: name.to_owned(), created_at: site.now(), last_used_at: None };
    let credential = written(&made.credential)?;
    let id = made.credential.cred_id();
    match store::passkeys::insert(tx, &passkey, id, made.handle.as_bytes(), &credential).await {
        Err(error) if error.is_conflict() => {
            Err(wrong(Problem::new("passkey", "is there already").because("passkey-there")))
        }
        inserted => Ok(inserted?),
    }
}

/// Calls a passkey of one's own otherwise.
pub async fn rename(site: &Site, user: UserId, id: PasskeyId, name: &str) -> Result<()> {
    let name = checked(name)?;
    match store::passkeys::rename(&site.store, user, id, name).await? {
        true => Ok(()),
        false => Err(Refusal::NotFound.into()),
    }
}

/// Removes a passkey of one's own, unless nothing else would let one in.
pub async fn remove(site: &Site, user: UserId, id: PasskeyId) -> Result<()> {
    let mut tx = site.store.begin().await?;
    let user = store::users::find(&mut tx, user).await?.ok_or(Refusal::NotFound)?;
    if !store::passkeys::delete(&mut tx, user.id, id).await? {
        return Err(Refusal::NotFound.into());
    }
    if !user.has_password() && store::passkeys::count(&mut tx, user.id).await? == 0 {
        let problem = Problem::new("passkey", "is the only way in, since there is no password");
        return Err(wrong(problem.because("passkey-last")));
    }
    notices::tell(site, &mut tx, &user, Notice::KeyRemoved).await?;
    Ok(tx.commit().await?)
}

/// What a browser hands to a device to show who is there: anybody whom the device knows, or this user alone.
pub async fn ask(site: &Site, asked: Asked<'_>, user: Option<UserId>) -> Result<String> {
    let (mut options, state) = needed(site)?
        .start_discoverable_authentication()
        .map_err(|error| Fault::caused_by("ask for a signature", error))?;
    keep(site, asked, &state).await?;
    // The library means the question for a list that opens while somebody types; here a button asks it.
    options.mediation = None;
    let mut options = serde_json::to_value(options).map_err(|error| broken("question", error))?;
    if let Some(user) = user {
        let mut allowed = Vec::new();
        for key in store::passkeys::keys(&site.store, user, limits::PASSKEYS).await? {
            let id = serde_json::to_value(read(&key)?.cred_id()).map_err(|error| broken("name", error))?;
            allowed.push(serde_json::json!({ "type": "public-key", "id": id }));
        }
        options["publicKey"]["allowCredentials"] = Value::Array(allowed);
    }
    Ok(options.to_string())
}

/// Who signs in by what a device answered, without having said who they are.
pub async fn sign_in(site: &Site, asked: Asked<'_>, answer: &str) -> Result<Option<User>> {
    let Some(user) = who(site, asked, answer).await? else { return Ok(None) };
    let user = store::users::find(&site.store, user).await?;
    Ok(user.filter(User::is_functional))
}

/// Who answers what a browser was asked; nobody if that is not the answer.
pub async fn who(site: &Site, asked: Asked<'_>, answer: &str) -> Result<Option<UserId>> {
    let kept: Option<DiscoverableAuthentication> = take(site, asked).await?;
    let (Some(state), Ok(answer)) = (kept, serde_json::from_str::<PublicKeyCredential>(answer)) else {
        return Ok(None);
    };
    let Some(key) = store::passkeys::find(&site.store, answer.get_credential_id()).await? else {
        return Ok(None);
    };
    // Only a device that was told whom to look for may leave out whom it found.
    let is_theirs = match answer.get_user_unique_id() {
        Some(handle) => handle == key.handle.as_slice(),
        None => asked.purpose != Purpose::SignIn,
    };
    let mut credential = read(&key)?;
    match needed(site)?.finish_discoverable_authentication_v2(&answer, state, &credential) {
        Ok(signed) if is_theirs && signed.user_verified() => {
            credential.update_credential(&signed);
            let is_there =
                store::passkeys::used(&site.store, key.id, &written(&credential)?, site.now()).await?;
            Ok(is_there.then_some(key.user_id))
        }
        Ok(_) => Ok(None),
        Err(error) => {
            tracing::debug!(%error, "a passkey was refused");
            Ok(None)
        }
    }
}

/// For whom devices keep passkeys: the name of this server.
fn party(site: &Site) -> Option<Webauthn> {
    let origin = Url::parse(&site.instance.url("")).ok()?;
    let name = origin.domain()?.to_owned();
    // Browsers sign for pages that came over TLS, and for trials on one's own machine.
    if site.instance.scheme != "https" && name != "localhost" {
        return None;
    }
    let settings = site.settings();
    let builder = WebauthnBuilder::new(&name, &origin).ok()?;
    builder.rp_name(settings.name(&site.instance.domain)).build().ok()
}

fn needed(site: &Site) -> Result<Webauthn> {
    party(site).ok_or_else(|| Refusal::Forbidden("use passkeys on a server without a name").into())
}

async fn keep(site: &Site, asked: Asked<'_>, state: &impl serde::Serialize) -> Result<()> {
    let state = serde_json::to_string(state).map_err(|error| broken("question", error))?;
    let until: Timestamp = site.now().plus_millis(limits::PASSKEY_CHALLENGE_MINUTES * 60_000);
    let hash = secrets::hash(asked.browser);
    Ok(store::passkeys::keep_challenge(&site.store, &hash, asked.purpose.as_str(), &state, until).await?)
}

async fn take<T: serde::de::DeserializeOwned>(site: &Site, asked: Asked<'_>) -> Result<Option<T>> {
    let hash = secrets::hash(asked.browser);
    let kept =
        store::passkeys::take_challenge(&site.store, &hash, asked.purpose.as_str(), site.now()).await?;
    // What an older program asked may be written otherwise; it is asked again then.
    Ok(kept.and_then(|state| serde_json::from_str(&state).ok()))
}

fn read(key: &Key) -> Result<Credential> {
    Ok(serde_json::from_str(&key.credential).map_err(|error| broken("key", error))?)
}

fn written(credential: &Credential) -> Result<String> {
    Ok(serde_json::to_string(credential).map_err(|error| broken("key", error))?)
}

/// Sixteen random bytes, as the protocol wants them to be: they tell nothing of the user.
fn new_handle() -> Result<Uuid> {
    let mut bytes = [0; 16];
    rand::fill(&mut bytes).map_err(|_| Fault::new("the random generator failed"))?;
    Ok(Uuid::from_bytes(bytes))
}

fn checked(name: &str) -> Result<&str> {
    let (name, most) = (name.trim(), limits::PASSKEY_NAME_CHARACTERS);
    if name.is_empty() || name.chars().count() > most {
        let problem = Problem::new("name", format!("must have 1 to {most} characters"));
        return Err(wrong(problem.because("passkey-name").with(most)));
    }
    Ok(name)
}

fn not_made() -> crate::Error {
    wrong(Problem::new("passkey", "was not made").because("passkey-not-made"))
}

fn many() -> crate::Error {
    let problem = Problem::new("passkeys", format!("are too many (maximum is {})", limits::PASSKEYS));
    wrong(problem.because("passkeys-many").with(limits::PASSKEYS))
}

fn wrong(problem: Problem) -> crate::Error {
    Refusal::Invalid(vec![problem]).into()
}

fn broken(what: &str, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Fault {
    Fault::caused_by(format!("the {what} of a passkey cannot be read or written"), error)
}
