//! Invites: letting somebody in where not everybody may come. An invite counts as long as its maker may invite.

use model::{Account, AccountId, Invite, InviteId, Permissions, Registrations, User, limits};
use store::Tx;

use crate::{Problem, Refusal, Result, Site, may, secrets};

const DAY_MS: i64 = 24 * 3_600_000;

/// What is said of a new invite.
#[derive(Clone, Copy, Debug, Default)]
pub struct NewInvite {
    /// How often it may be used; without a number, as often as one likes.
    pub uses_most: Option<i64>,
    /// For how many days; without a number, until somebody ends it.
    pub days: Option<i64>,
    /// Whether who joins by it follows its maker from the first moment.
    pub follows_maker: bool,
}

/// Whether somebody may invite: staff always, everybody where one joins by invitation.
pub fn may_invite(site: &Site, user: &User) -> bool {
    let everybody = site.settings().registrations == Registrations::Invitation;
    user.is_functional() && (everybody || may(site, user, Permissions::INVITE_USERS))
}

/// Makes an invite.
pub async fn make(site: &Site, by: &User, new: NewInvite) -> Result<Invite> {
    if !may_invite(site, by) {
        return Err(Refusal::Forbidden("invite people to this server").into());
    }
    let mut problems = Vec::new();
    if new.uses_most.is_some_and(|most| !(1..=limits::INVITE_USES_MOST).contains(&most)) {
        let most = limits::INVITE_USES_MOST;
        let problem = Problem::new("uses", format!("must be a number from 1 to {most}"));
        problems.push(problem.because("number").with(most));
    }
    if new.days.is_some_and(|days| !(1..=limits::INVITE_DAYS_MOST).contains(&days)) {
        let most = limits::INVITE_DAYS_MOST;
        let problem = Problem::new("days", format!("must be a number from 1 to {most}"));
        problems.push(problem.because("number").with(most));
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let now = site.now();
    if store::invites::count_open(&site.store, by.account_id, now).await? >= limits::INVITES_OPEN {
        return Err(Refusal::Forbidden("have more open invites; end some first").into());
    }
    let invite = Invite {
        id: site.id(),
        account_id: by.account_id,
        code: secrets::invite_code()?,
        uses: 0,
        uses_most: new.uses_most,
        expires_at: new.days.map(|days| now.plus_millis(days * DAY_MS)),
        follows_maker: new.follows_maker,
        created_at: now,
    };
    store::invites::insert(&site.store, &invite).await?;
    Ok(invite)
}

/// The invites that somebody may end, newest first, with their makers: their own, and for staff everybody's.
pub async fn list(site: &Site, by: &User) -> Result<Vec<(Invite, Account)>> {
    let found = if may(site, by, Permissions::MANAGE_INVITES) {
        store::invites::list_all(&site.store, limits::INVITES_SHOWN).await?
    } else {
        store::invites::list(&site.store, by.account_id, limits::INVITES_SHOWN).await?
    };
    let mut invites = Vec::with_capacity(found.len());
    for invite in found {
        let maker = store::accounts::get(&site.store, invite.account_id).await?;
        invites.push((invite, maker));
    }
    Ok(invites)
}

/// Ends an invite. Those who have come by it stay.
pub async fn end(site: &Site, by: &User, code: &str) -> Result<()> {
    let invite = store::invites::find(&site.store, code).await?;
    let may_end =
        |invite: &Invite| invite.account_id == by.account_id || may(site, by, Permissions::MANAGE_INVITES);
    let invite = invite.filter(may_end).ok_or(Refusal::NotFound)?;
    store::invites::end(&site.store, invite.id, site.now()).await?;
    Ok(())
}

/// The invite with this code and its maker, if it lets somebody in right now.
pub async fn find_open(site: &Site, code: &str) -> Result<Option<(Invite, Account)>> {
    let Some(invite) = store::invites::find(&site.store, code).await? else { return Ok(None) };
    if !invite.is_open(site.now()) {
        return Ok(None);
    }
    let user = store::users::find_by_account(&site.store, invite.account_id).await?;
    let maker = store::accounts::get(&site.store, invite.account_id).await?;
    let counts = user.is_some_and(|user| may_invite(site, &user)) && !maker.is_suspended();
    Ok(counts.then_some((invite, maker)))
}

/// Takes one place of an invite, in the transaction in which somebody joins.
pub(crate) async fn take(site: &Site, tx: &mut Tx, id: InviteId, by: AccountId) -> Result<()> {
    match store::invites::take(tx, id, by, site.now()).await? {
        true => Ok(()),
        false => Err(used_up()),
    }
}

/// What is said of an invite that lets nobody in.
pub(crate) fn used_up() -> crate::Error {
    Refusal::Invalid(vec![Problem::new("invite", "is used up or has ended").because("invite")]).into()
}
