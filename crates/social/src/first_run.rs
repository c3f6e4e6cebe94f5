//! The first run: how whoever started the program becomes the owner of a new server, and how far they have come in
//! setting it up. They prove themselves by a code that only the log shows, which is traded once for a cookie.

use model::{Account, Role, User, Visibility, limits};

use crate::{
    Problem, Refusal, Result, Site, secrets,
    sign_up::{self, NewUser, OwnersKey},
    statuses::{self, Draft},
};

const HOUR_MS: i64 = 3_600_000;

/// A screen of setting up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// What the server is called.
    Server,
    /// Who owns it.
    Owner,
    /// Who may join, and what they agree to.
    Joining,
    /// Who sends mail.
    Mail,
    /// With which servers it has dealings, and how much of the disk it may take.
    Safety,
    /// Whom the owner follows.
    People,
}

impl Step {
    /// All screens, in order.
    pub const ALL: [Self; 6] =
        [Self::Server, Self::Owner, Self::Joining, Self::Mail, Self::Safety, Self::People];

    /// Its word in addresses and in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Owner => "owner",
            Self::Joining => "joining",
            Self::Mail => "mail",
            Self::Safety => "safety",
            Self::People => "people",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == word)
    }

    /// Counted from one.
    pub fn number(self) -> usize {
        self.place() + 1
    }

    /// The one after it.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.place() + 1).copied()
    }

    /// The one before it.
    pub fn previous(self) -> Option<Self> {
        Self::ALL.get(self.place().checked_sub(1)?).copied()
    }

    fn place(self) -> usize {
        Self::ALL.iter().position(|step| *step == self).unwrap_or_default()
    }
}

/// How whoever comes stands to a new server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Nobody owns the server, and they have not shown the code.
    Stranger,
    /// Nobody owns the server, and they have shown the code.
    Operator,
    /// Somebody owns the server: from now on, signing in is what counts.
    Owned,
}

/// Makes the code for a server where nobody lives yet. An earlier one ends, and so does every one where somebody does.
pub async fn begin(site: &Site) -> Result<Option<String>> {
    if store::users::count(&site.store).await? > 0 {
        forget(site).await?;
        return Ok(None);
    }
    let code = secrets::make()?;
    store::settings::set(&site.store, store::settings::SETUP_CODE, &kept(&code), site.now()).await?;
    Ok(Some(code))
}

/// Trades the code for what the browser is known by from now on. It works once.
pub async fn trade(site: &Site, code: &str) -> Result<Option<String>> {
    let hash = store::settings::find(&site.store, store::settings::SETUP_CODE).await?;
    // As much is done for a code that does not exist.
    let given = kept(code);
    let Some(hash) = hash.filter(|hash| secrets::equal(hash.as_bytes(), given.as_bytes())) else {
        return Ok(None);
    };
    if has_owner(site).await? {
        return Ok(None);
    }
    let (cookie, now) = (secrets::make()?, site.now());
    let mut tx = site.store.begin().await?;
    if !store::settings::delete_value(&mut tx, store::settings::SETUP_CODE, &hash).await? {
        return Ok(None);
    }
    store::settings::set(&mut tx, store::settings::SETUP_COOKIE, &kept(&cookie), now).await?;
    store::settings::set(&mut tx, store::settings::SETUP_STEP, Step::Server.as_str(), now).await?;
    tx.commit().await?;
    Ok(Some(cookie))
}

/// How somebody with this cookie stands to the server.
pub async fn stand(site: &Site, cookie: Option<&str>) -> Result<Stand> {
    if has_owner(site).await? {
        return Ok(Stand::Owned);
    }
    let Some(cookie) = cookie else { return Ok(Stand::Stranger) };
    let known = store::settings::find_dated(&site.store, store::settings::SETUP_COOKIE).await?;
    let is_known = known.is_some_and(|(hash, since)| {
        let until = since.plus_millis(limits::SETUP_HOURS * HOUR_MS);
        site.now() < until && secrets::equal(hash.as_bytes(), kept(cookie).as_bytes())
    });
    Ok(if is_known { Stand::Operator } else { Stand::Stranger })
}

/// Makes the owner. The cookie ends in the same transaction, so there is one owner however often the form is sent.
pub async fn make_owner(
    site: &Site,
    cookie: &str,
    new: NewUser,
    passkey: Option<OwnersKey>,
) -> Result<(Account, User)> {
    if stand(site, Some(cookie)).await? != Stand::Operator {
        return Err(Refusal::Forbidden("own this server").into());
    }
    let new = NewUser { role_id: Role::OWNER, ..new };
    let made = sign_up::insert_owner(site, new, kept(cookie), passkey).await?;
    forget(site).await?;
    Ok(made)
}

/// Says what is wrong with what an owner would be called, before a device makes a passkey for that name.
pub async fn check_owner(site: &Site, new: &NewUser) -> Result<()> {
    let problems = sign_up::name_problems(site, new).await?;
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems).into()) }
}

/// How far the owner has come; nothing if the server was not set up so, or it is done.
pub async fn reached(site: &Site) -> Result<Option<Step>> {
    let word = store::settings::find(&site.store, store::settings::SETUP_STEP).await?;
    Ok(word.as_deref().and_then(Step::parse))
}

/// Remembers that the owner has come to a screen, unless they were further.
pub async fn reach(site: &Site, step: Step) -> Result<()> {
    if reached(site).await?.is_some_and(|before| before < step) {
        store::settings::set(&site.store, store::settings::SETUP_STEP, step.as_str(), site.now()).await?;
    }
    Ok(())
}

/// The server is set up.
pub async fn finish(site: &Site) -> Result<()> {
    let mut tx = site.store.begin().await?;
    store::settings::delete(&mut tx, store::settings::SETUP_STEP).await?;
    for step in Step::ALL {
        store::settings::delete(&mut tx, &draft_name(step)).await?;
    }
    Ok(tx.commit().await?)
}

/// What was typed into a screen and not yet taken over.
pub async fn draft(site: &Site, step: Step) -> Result<Option<String>> {
    Ok(store::settings::find(&site.store, &draft_name(step)).await?)
}

/// Keeps what is typed into a screen until it can be taken over.
pub async fn keep_draft(site: &Site, step: Step, typed: &str) -> Result<()> {
    if typed.len() > limits::SETUP_DRAFT_BYTES {
        return Err(Refusal::Invalid(vec![Problem::new("text", "is too long")]).into());
    }
    Ok(store::settings::set(&site.store, &draft_name(step), typed, site.now()).await?)
}

/// What is typed into a screen has been taken over.
pub async fn forget_draft(site: &Site, step: Step) -> Result<()> {
    store::settings::delete(&site.store, &draft_name(step)).await?;
    Ok(())
}

/// Whether somebody owns the server.
pub async fn has_owner(site: &Site) -> Result<bool> {
    Ok(store::users::find_first_of_role(&site.store, Role::OWNER).await?.is_some())
}

/// Takes the operator's cookie, in the transaction in which the owner is made.
pub(crate) async fn take(tx: &mut store::Tx, hash: &str) -> Result<()> {
    match store::settings::delete_value(tx, store::settings::SETUP_COOKIE, hash).await? {
        true => Ok(()),
        false => Err(Refusal::Forbidden("own this server").into()),
    }
}

async fn forget(site: &Site) -> Result<()> {
    store::settings::delete(&site.store, store::settings::SETUP_CODE).await?;
    store::settings::delete(&site.store, store::settings::SETUP_COOKIE).await?;
    Ok(())
}

fn kept(secret: &str) -> String {
    secrets::hex(&secrets::hash(secret))
}

fn draft_name(step: Step) -> String {
    format!("{}{}", store::settings::SETUP_DRAFT, step.as_str())
}

/// Publishes the owner's first post, if that is what it is; nothing if it is empty.
pub async fn say_hello(site: &Site, owner: &Account, hello: &str) -> Result<()> {
    if hello.trim().is_empty() || owner.statuses_count > 0 {
        return Ok(());
    }
    let draft = Draft {
        text: hello.trim().to_owned(),
        visibility: Some(Visibility::Public),
        idempotency_key: Some("setup".to_owned()),
        ..Draft::default()
    };
    statuses::post(site, owner, draft).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_has_its_neighbours() {
        assert_eq!((Step::Server.previous(), Step::Server.number()), (None, 1));
        assert_eq!(Step::ALL.last().and_then(|last| last.next()), None);
        for pair in Step::ALL.windows(2) {
            assert_eq!((pair[0].next(), pair[1].previous()), (Some(pair[1]), Some(pair[0])));
        }
        assert!(Step::ALL.into_iter().all(|step| Step::parse(step.as_str()) == Some(step)));
    }
}
