//! Signing up: how a local account and the user behind it come to be.

use model::{
    Account, AccountKind, ClientAddress, Event, InviteId, Permissions, Preferences, Registrations, RoleId,
    Timestamp, User,
    account::{Collections, Tabs},
    limits,
};

use crate::{
    Problem, Refusal, Result, Site, agreements, confirmation,
    door::{self, proof::Proof},
    first_run, follows, invites, mail,
    passkeys::{self, Made},
    search, sign_in,
};

/// Usernames that would mislead people about who speaks.
const RESERVED: [&str; 24] = [
    "about",
    "admin",
    "administrator",
    "everyone",
    "fanfare",
    "info",
    "instance",
    "noreply",
    "owner",
    "server",
    "staff",
    "system",
    "root",
    "support",
    "abuse",
    "webmaster",
    "postmaster",
    "hostmaster",
    "security",
    "moderator",
    "mod",
    "help",
    "www",
    "api",
];

/// Somebody who is to become a member.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// The name before the `@`.
    pub username: String,
    /// E-mail address.
    pub email: String,
    /// Password in the clear; only its hash is kept.
    pub password: String,
    /// What they may do.
    pub role_id: RoleId,
}

/// Makes a member, confirmed and approved at once: the operator vouches for them.
pub async fn create(site: &Site, new: NewUser) -> Result<Account> {
    let problems = problems(site, &new).await?;
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let now = Some(site.now());
    let joining = Joining { approved_at: now, confirmed_at: now, ..Joining::default() };
    Ok(insert(site, new, joining).await?.0)
}

/// Makes the owner of a new server, whom the operator's cookie proves. With a passkey they need no password.
pub(crate) async fn insert_owner(
    site: &Site,
    new: NewUser,
    cookie: String,
    passkey: Option<OwnersKey>,
) -> Result<(Account, User)> {
    let problems = match &passkey {
        None => problems(site, &new).await?,
        Some(_) => name_problems(site, &new).await?,
    };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let ticket = Some(Ticket::Operator(cookie));
    let now = Some(site.now());
    let joining = Joining { approved_at: now, confirmed_at: now, ticket, passkey, ..Joining::default() };
    insert(site, new, joining).await
}

/// A passkey that an owner comes with instead of a password.
#[derive(Debug)]
pub struct OwnersKey {
    /// The passkey.
    pub made: Made,
    /// What it is called.
    pub name: String,
}

/// What lets somebody in, taken in the moment in which they join.
enum Ticket {
    /// What proves whoever started the program.
    Operator(String),
    /// One of the places of an invite.
    Invite(InviteId),
}

/// With what somebody joins.
#[derive(Default)]
struct Joining {
    approved_at: Option<Timestamp>,
    confirmed_at: Option<Timestamp>,
    reason: String,
    preferences: Preferences,
    ticket: Option<Ticket>,
    /// What lets them in instead of a password.
    passkey: Option<OwnersKey>,
    /// Whether they came by themselves, so that staff hear of it.
    is_news: bool,
    /// The rules and the privacy policy to which they agree.
    agreement: Option<(String, String)>,
}

/// Somebody who wishes to become a member.
#[derive(Clone, Debug)]
pub struct Applicant {
    /// Who they would be.
    pub user: NewUser,
    /// Whether they agree to the rules.
    pub agreement: bool,
    /// Why they wish to join.
    pub reason: String,
    /// ISO 639 code of what they speak.
    pub language: Option<String>,
    /// The code of the invite by which they come.
    pub invite: Option<String>,
    /// From where they come.
    pub address: Option<ClientAddress>,
    /// When they were born, as they wrote it.
    pub date_of_birth: Option<String>,
    /// What their browser proves.
    pub proof: Option<Proof>,
}

/// Makes a member of whoever wishes to be one, as far as the settings allow. Where somebody must say yes first, they
/// can do nothing until then; an invite is such a yes.
pub async fn register(site: &Site, applicant: Applicant) -> Result<(Account, User)> {
    let who = site.settings().registrations;
    let invite = match &applicant.invite {
        None => None,
        Some(code) => Some(invites::find_open(site, code).await?.ok_or_else(invites::used_up)?),
    };
    if invite.is_none() && !who.lets_people_ask() {
        return Err(Refusal::Forbidden("join this server by yourself").into());
    }
    let is_asking = invite.is_none() && who == Registrations::Approval;
    let screening = door::screen(site, &applicant).await?;
    let mut problems = problems(site, &applicant.user).await?;
    problems.extend(screening.problems);
    if !applicant.agreement {
        problems.push(Problem::new("agreement", "must be accepted").because("agreement"));
    }
    if applicant.reason.chars().count() > limits::REASON_CHARACTERS {
        let most = limits::REASON_CHARACTERS;
        let problem = Problem::new("reason", format!("is too long (maximum is {most} characters)"));
        problems.push(problem.because("long").with(most));
    } else if is_asking && applicant.reason.trim().is_empty() {
        problems.push(Problem::new("reason", "can't be blank").because("reason"));
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let waits = is_asking || screening.needs_yes || door::lacks_proof(site, &applicant)?;
    if waits {
        door::watch::check_queue(site).await?;
    }
    let joining = Joining {
        approved_at: (!waits).then(|| site.now()),
        // Where no mail is sent, nothing could confirm an address, and it counts as it is given.
        confirmed_at: (!mail::is_on(site)).then(|| site.now()),
        reason: applicant.reason,
        preferences: Preferences { language: applicant.language, ..Preferences::default() },
        ticket: invite.as_ref().map(|(invite, _)| Ticket::Invite(invite.id)),
        passkey: None,
        is_news: true,
        agreement: Some(agreements::now(site).await?),
    };
    let made = insert(site, applicant.user, joining).await?;
    door::watch::joined(site).await?;
    if let Some((invite, maker)) = invite
        && invite.follows_maker
        && let Err(error) = follows::follow(site, &made.0, maker.id, follows::Choice::default(), None).await
    {
        // They are a member all the same.
        tracing::warn!(%error, "somebody who was invited does not follow who invited them");
    }
    Ok(made)
}

/// Those who wait for a yes, with the accounts they would have.
pub async fn waiting(site: &Site) -> Result<Vec<(Account, User)>> {
    let users = store::users::list_waiting(&site.store, limits::WAITING_SHOWN).await?;
    let mut waiting = Vec::with_capacity(users.len());
    for user in users {
        waiting.push((store::accounts::get(&site.store, user.account_id).await?, user));
    }
    Ok(waiting)
}

/// The user behind a local account.
pub async fn find_user(site: &Site, username: &str) -> Result<User> {
    let account =
        store::accounts::find_by_handle(&site.store, username, None).await?.ok_or(Refusal::NotFound)?;
    store::users::find_by_account(&site.store, account.id).await?.ok_or(Refusal::NotFound.into())
}

async fn insert(site: &Site, new: NewUser, joining: Joining) -> Result<(Account, User)> {
    let Joining { approved_at, confirmed_at, reason, preferences, ticket, passkey, is_news, agreement } =
        joining;
    let password_hash = match &passkey {
        None => sign_in::hash(site, &new.password).await?,
        Some(_) => String::new(),
    };
    let account = compose(site, &new.username);
    let now = site.now();
    let user = User {
        id: site.id(),
        account_id: account.id,
        email: new.email,
        password_hash,
        role_id: new.role_id,
        confirmed_at,
        approved_at,
        disabled_at: None,
        created_at: now,
        reason,
        preferences,
    };
    let mut tx = site.store.begin().await?;
    let inserted = match store::accounts::insert(&mut tx, &account).await {
        Ok(()) => store::users::insert(&mut tx, &user).await,
        failed => failed,
    };
    match inserted {
        Ok(()) => {
            match ticket {
                None => {}
                Some(Ticket::Operator(cookie)) => first_run::take(&mut tx, &cookie).await?,
                Some(Ticket::Invite(id)) => invites::take(site, &mut tx, id, account.id).await?,
            }
            if let Some(OwnersKey { made, name }) = &passkey {
                passkeys::insert(site, &mut tx, user.id, name, made).await?;
            }
            if let Some(texts) = &agreement {
                agreements::keep(site, &mut tx, user.id, texts).await?;
            }
            search::index::keep_account(site, &mut tx, &account).await?;
            if user.confirmed_at.is_none() {
                confirmation::send(site, &mut tx, &user).await?;
            }
            if is_news {
                let event = Event::SignedUp { account_id: account.id };
                store::events::record(&mut tx, site.id(), &event).await?;
            }
            tx.commit().await?;
        }
        Err(error) if error.is_conflict() => return Err(taken("username")),
        Err(error) => return Err(error.into()),
    }
    Ok((account, user))
}

async fn problems(site: &Site, new: &NewUser) -> Result<Vec<Problem>> {
    let mut problems = name_problems(site, new).await?;
    problems.extend(password_problem(&new.password));
    Ok(problems)
}

/// What is wrong with what somebody is to be called, and with their address.
pub(crate) async fn name_problems(site: &Site, new: &NewUser) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    let name_fits = !new.username.is_empty()
        && new.username.len() <= limits::USERNAME_CHARACTERS
        && new.username.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !name_fits {
        let most = limits::USERNAME_CHARACTERS;
        let message = format!("must have 1 to {most} letters, digits and underscores");
        problems.push(Problem::new("username", message).because("username").with(most));
    } else if RESERVED.contains(&new.username.to_ascii_lowercase().as_str())
        && !site.roles().get(new.role_id).permissions.allow(Permissions::MANAGE_SETTINGS)
    {
        problems.push(Problem::new("username", "is reserved").because("username-reserved"));
    } else if store::accounts::find_by_handle(&site.store, &new.username, None).await?.is_some() {
        problems.push(taken_already("username"));
    }
    problems.extend(email_problem(site, &new.email).await?);
    Ok(problems)
}

/// What is wrong with an e-mail address that somebody is to sign in with.
pub(crate) async fn email_problem(site: &Site, email: &str) -> Result<Option<Problem>> {
    if !looks_like_email(email) {
        return Ok(Some(Problem::new("email", "is not an e-mail address").because("email")));
    }
    let is_taken = store::users::find_by_email(&site.store, email).await?.is_some();
    Ok(is_taken.then(|| taken_already("email")))
}

/// What is wrong with a password that somebody chose.
pub(crate) fn password_problem(password: &str) -> Option<Problem> {
    let shortest = limits::PASSWORD_CHARACTERS_MIN;
    if password.chars().count() < shortest {
        let problem = Problem::new("password", format!("must have at least {shortest} characters"));
        Some(problem.because("password-short").with(shortest))
    } else if password.len() > limits::PASSWORD_BYTES_MAX {
        Some(Problem::new("password", "is too long").because("password-long"))
    } else {
        None
    }
}

fn looks_like_email(text: &str) -> bool {
    text.len() <= limits::EMAIL_CHARACTERS
        && !text.chars().any(|letter| letter.is_whitespace() || letter.is_control())
        && text.rsplit_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
}

pub(crate) fn taken(field: &'static str) -> crate::Error {
    Refusal::Invalid(vec![taken_already(field)]).into()
}

fn taken_already(field: &'static str) -> Problem {
    let reason = if field == "email" { "email-taken" } else { "username-taken" };
    Problem::new(field, "is already taken").because(reason)
}

fn compose(site: &Site, username: &str) -> Account {
    let id = site.id();
    let instance = &site.instance;
    let uri = instance.url(&format!("/ap/users/{id}"));
    Account {
        id,
        username: username.to_owned(),
        domain: None,
        url: instance.url(&format!("/@{username}")),
        kind: AccountKind::Person,
        display_name: String::new(),
        note_text: String::new(),
        note: String::new(),
        locked: false,
        discoverable: false,
        indexable: false,
        hide_collections: false,
        avatar_url: None,
        header_url: None,
        pictures: Default::default(),
        fields: Vec::new(),
        emojis: Vec::new(),
        attribution_domains: Vec::new(),
        tabs: Tabs::default(),
        inbox_url: None,
        shared_inbox_url: None,
        followers_url: Some(format!("{uri}/followers")),
        uri,
        followers_count: 0,
        following_count: 0,
        statuses_count: 0,
        last_status_at: None,
        created_at: site.now(),
        fetched_at: None,
        suspended_at: None,
        suspended_by_home: false,
        limited_at: None,
        sensitized_at: None,
        also_known_as: Vec::new(),
        moved_to_id: None,
        moved_at: None,
        memorial: false,
        collections: Collections::default(),
    }
}
