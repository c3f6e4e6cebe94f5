//! Moderation: what staff decide about accounts, statuses and reports. Each verb asks who decides whether they may, and
//! writes down what they did.

pub mod accounts;
pub mod appeals;
pub mod decide;
pub mod dossiers;
mod marks;
pub mod notes;
pub mod presets;
pub mod reports;
pub mod strikes;
pub mod talks;
pub mod users;

use model::{Account, AccountId, AuditTarget, Permissions, User};

use crate::{Problem, Refusal, Result, Site, Staff};

/// Those who deal with accounts, and those who deal with reports about them.
pub(crate) const ACTING: [Permissions; 2] = [Permissions::MANAGE_USERS, Permissions::MANAGE_REPORTS];

/// Refuses unless they may do one of these.
pub(crate) fn needs_one(by: &Staff, any: &[Permissions]) -> Result<()> {
    match any.iter().any(|wanted| by.may(*wanted)) {
        true => Ok(()),
        false => Err(Refusal::Forbidden("do that with your role").into()),
    }
}

/// Somebody about whom something is decided.
pub(crate) struct Subject {
    pub(crate) account: Account,
    /// Who signs in as them, if they live here.
    pub(crate) user: Option<User>,
}

impl Subject {
    pub(crate) async fn find(site: &Site, id: AccountId) -> Result<Self> {
        let account = crate::accounts::find(site, id).await?;
        let user = match account.is_local() {
            true => store::users::find_by_account(&site.store, id).await?,
            false => None,
        };
        Ok(Self { account, user })
    }

    /// The same, for somebody who stands above them.
    pub(crate) async fn below(site: &Site, by: &Staff, id: AccountId) -> Result<Self> {
        let subject = Self::find(site, id).await?;
        if let Some(user) = &subject.user {
            by.outranks(site, user)?;
        }
        Ok(subject)
    }

    /// Who signs in as them; accounts of other servers have nobody here.
    pub(crate) fn user(&self) -> Result<&User> {
        Ok(self.user.as_ref().ok_or(Refusal::Forbidden("do that to an account without a sign-in here"))?)
    }

    pub(crate) fn target(&self) -> AuditTarget {
        AuditTarget::new("account", self.account.id.get(), self.account.acct())
    }
}

/// Refuses a text that is empty or too long.
pub(crate) fn check_text(field: &'static str, text: &str, most: usize) -> Result<()> {
    let message = match text.chars().count() {
        0 => "can't be blank".to_owned(),
        letters if letters > most => format!("is too long (maximum is {most} characters)"),
        _ => return Ok(()),
    };
    Err(Refusal::Invalid(vec![Problem::new(field, message)]).into())
}

/// What is remembered of accounts may be wrong now.
pub(crate) fn forget(site: &Site, id: AccountId) {
    site.hidings.forget_all();
    site.homes.forget(id);
    site.trends.forget();
}
