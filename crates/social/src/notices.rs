//! Notices: letters about the safety of an account, and to those who run the server. Each is written in the transaction of
//! what it tells of; where no mail is sent, none is.

use model::{
    Account, ClientAddress, LetterKind, Permissions, Report, ReportMessage, SoftwareUpdate, User, UserId,
    limits,
};
use store::Tx;

use crate::{
    Result, Site, Throttle,
    mail::{
        self, Letter,
        letters::{Note, write},
        words::Words,
    },
    roles, secrets,
};

/// Something about the safety of an account that its person is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice<'a> {
    /// There is another password.
    PasswordChanged,
    /// There is another address; the letter goes to this one, which it was before.
    EmailChanged {
        /// The address until now.
        before: &'a str,
    },
    /// There is to be another address, once somebody has shown that they read it.
    EmailChanging {
        /// The address that is to be.
        after: &'a str,
    },
    /// Signing in takes a second step from now on.
    TwoFactorOn,
    /// Signing in takes no second step any more.
    TwoFactorOff,
    /// There are other recovery codes.
    RecoveryCodes,
    /// A passkey was added.
    KeyAdded,
    /// A passkey was removed.
    KeyRemoved,
}

impl Notice<'_> {
    fn key(self) -> &'static str {
        match self {
            Self::PasswordChanged => "password-changed",
            Self::EmailChanged { .. } => "email-changed",
            Self::EmailChanging { .. } => "email-changing",
            Self::TwoFactorOn => "two-factor-on",
            Self::TwoFactorOff => "two-factor-off",
            Self::RecoveryCodes => "two-factor-codes",
            Self::KeyAdded => "two-factor-key-added",
            Self::KeyRemoved => "two-factor-key-removed",
        }
    }
}

/// Tells a user, as they are after the change, of something about the safety of their account.
pub async fn tell(site: &Site, tx: &mut Tx, user: &User, notice: Notice<'_>) -> Result<()> {
    if !mail::is_on(site) {
        return Ok(());
    }
    let username = store::accounts::get(&mut *tx, user.account_id).await?.username;
    let email = if let Notice::EmailChanging { after } = notice { after } else { user.email.as_str() };
    let (key, names) = (notice.key(), [("email", email)]);
    let note = Note { kind: LetterKind::Security, key, names: &names, with_advice: true };
    let mut letter = write(site, user, &username, &note);
    if let Notice::EmailChanged { before } = notice {
        letter.recipient = before.to_owned();
    }
    mail::queue(site, tx, letter).await
}

/// Notes from where somebody has signed in, and tells them if it is a browser or a network that was not used before. The
/// first time of all there is nothing to compare with.
pub async fn signed_in(
    site: &Site,
    user: UserId,
    user_agent: &str,
    address: Option<ClientAddress>,
) -> Result<()> {
    let browser = browser(user_agent);
    let network = address.map(|address| address.0.to_canonical().to_string()).unwrap_or_default();
    let neighbourhood = address.map(neighbourhood).unwrap_or_default();
    let mut tx = site.store.begin().await?;
    let is_first = store::known_places::count(&mut tx, user).await? == 0;
    let mut is_known = true;
    for place in [format!("browser {browser}"), format!("network {neighbourhood}")] {
        is_known &= store::known_places::note(&mut tx, user, &print(user, &place), site.now()).await?;
    }
    if !is_first && !is_known && mail::is_on(site) {
        let user = store::users::find(&mut tx, user).await?.ok_or(crate::Refusal::NotFound)?;
        let username = store::accounts::get(&mut tx, user.account_id).await?.username;
        let time = site.now().to_http_date();
        let shown: String = user_agent.chars().take(limits::BROWSER_CHARACTERS).collect();
        let names = [("time", time.as_str()), ("browser", &shown), ("network", &network)];
        let note = Note { kind: LetterKind::Security, key: "sign-in", names: &names, with_advice: true };
        mail::queue(site, &mut tx, write(site, &user, &username, &note)).await?;
    }
    Ok(tx.commit().await?)
}

/// What a browser calls itself, without its versions: those change with every update.
fn browser(user_agent: &str) -> String {
    user_agent.chars().filter(|letter| !letter.is_ascii_digit() && *letter != '.').collect()
}

/// The network of many: lines change their address, and their neighbours' are near.
fn neighbourhood(address: ClientAddress) -> String {
    match address.0.to_canonical() {
        std::net::IpAddr::V4(address) => format!("{:?}", &address.octets()[..3]),
        std::net::IpAddr::V6(address) => format!("{:?}", &address.octets()[..6]),
    }
}

/// What is kept of a place; it says nothing to whoever reads the database.
fn print(user: UserId, place: &str) -> Vec<u8> {
    secrets::hash(&format!("{user} {place}"))
}

/// Tells those who can say yes that somebody waits for it.
pub(crate) async fn tell_staff_of(site: &Site, tx: &mut Tx, applicant: &User) -> Result<()> {
    let allowance = site.throttles.take(site.now(), Throttle::WaitingLetters, 0);
    if !mail::is_on(site) || allowance.is_some_and(|allowance| allowance.is_exceeded) {
        return Ok(());
    }
    let name = store::accounts::get(&mut *tx, applicant.account_id).await?.username;
    for role in roles::with(site, Permissions::MANAGE_USERS) {
        for member in store::users::list_of_role(&mut *tx, role, limits::STAFF_TOLD).await? {
            let letter = waiting(site, tx, &member, &name, &applicant.reason).await?;
            mail::queue(site, tx, letter).await?;
        }
    }
    Ok(())
}

async fn waiting(site: &Site, tx: &mut Tx, member: &User, name: &str, reason: &str) -> Result<Letter> {
    let words = Words::of(site, member);
    let own = store::accounts::get(&mut *tx, member.account_id).await?.username;
    let reason = match reason.trim() {
        "" => words.fill("waiting-silent", &[]),
        said => said.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n"),
    };
    let mut draft = mail::letters::frame(site, &own);
    let server = draft.server().to_owned();
    let names = [("name", name), ("server", server.as_str()), ("reason", reason.as_str())];
    draft.subject = words.fill("waiting-subject", &names);
    draft.paragraphs.push(words.fill("waiting-text", &names));
    Ok(Letter::to(member, LetterKind::Waiting, draft.whole(site, words)))
}

/// Tells those who can say yes of something about the door: the words of `key`.
pub(crate) async fn tell_staff(
    site: &Site,
    tx: &mut Tx,
    key: &str,
    names: &[(&'static str, &str)],
) -> Result<()> {
    tell_each(site, tx, (Permissions::MANAGE_USERS, LetterKind::Waiting), key, names).await
}

/// Tells those who deal with reports that there is one.
pub(crate) async fn reported(site: &Site, tx: &mut Tx, report: &Report, target: &Account) -> Result<()> {
    let link = site.instance.url(&format!("/admin/reports/{}", report.id));
    let about = target.acct();
    let comment = quoted(&report.comment);
    let names = [("about", about.as_str()), ("text", &comment), ("link", &link)];
    tell_each(site, tx, (Permissions::MANAGE_REPORTS, LetterKind::Report), "report-new", &names).await
}

/// Tells those who answer appeals that there is one.
pub(crate) async fn appealed(site: &Site, tx: &mut Tx, by: &User, text: &str) -> Result<()> {
    let about = store::accounts::get(&mut *tx, by.account_id).await?.username;
    let (link, text) = (site.instance.url("/admin/appeals"), quoted(text));
    let names = [("about", about.as_str()), ("text", &text), ("link", &link)];
    tell_each(site, tx, (Permissions::MANAGE_APPEALS, LetterKind::Report), "appeal-new", &names).await
}

/// Tells those who take care of the machine that a newer version of the program is urgent.
pub(crate) async fn update_is_urgent(site: &Site, tx: &mut Tx, update: &SoftwareUpdate) -> Result<()> {
    let (console, version) = (site.instance.url("/admin"), update.version.as_str());
    let link = update.notes_url.as_deref().unwrap_or(&console);
    let names = [("version", version), ("link", link)];
    tell_each(site, tx, (Permissions::VIEW_DEVOPS, LetterKind::Report), "update-urgent", &names).await
}

/// Tells somebody what staff ask them about a report.
pub(crate) async fn asked(site: &Site, tx: &mut Tx, user: &User, text: &str) -> Result<()> {
    let username = store::accounts::get(&mut *tx, user.account_id).await?.username;
    let (link, text) = (site.instance.url("/settings/strikes"), quoted(text));
    let names = [("text", text.as_str()), ("link", &link)];
    let note = Note { kind: LetterKind::Strike, key: "talk-asked", names: &names, with_advice: false };
    mail::queue(site, tx, write(site, user, &username, &note)).await
}

/// Tells those who deal with reports that somebody answered what they asked.
pub(crate) async fn answered(site: &Site, tx: &mut Tx, by: &Account, message: &ReportMessage) -> Result<()> {
    let link = site.instance.url(&format!("/admin/reports/{}", message.report_id));
    let text = quoted(&message.text);
    let names = [("about", by.username.as_str()), ("text", &text), ("link", &link)];
    tell_each(site, tx, (Permissions::MANAGE_REPORTS, LetterKind::Report), "talk-answered", &names).await
}

fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
}

/// Writes the same to all who may do something.
async fn tell_each(
    site: &Site,
    tx: &mut Tx,
    (who, kind): (Permissions, LetterKind),
    key: &str,
    names: &[(&'static str, &str)],
) -> Result<()> {
    if !mail::is_on(site) {
        return Ok(());
    }
    for role in roles::with(site, who) {
        for member in store::users::list_of_role(&mut *tx, role, limits::STAFF_TOLD).await? {
            let username = store::accounts::get(&mut *tx, member.account_id).await?.username;
            let note = Note { kind, key, names, with_advice: false };
            mail::queue(site, tx, write(site, &member, &username, &note)).await?;
        }
    }
    Ok(())
}

/// Tells somebody that they are a member now.
pub(crate) async fn welcome(site: &Site, tx: &mut Tx, user: &User) -> Result<()> {
    let username = store::accounts::get(&mut *tx, user.account_id).await?.username;
    let link = site.instance.url("/auth/sign_in");
    let note =
        Note { kind: LetterKind::Approved, key: "approved", names: &[("link", &link)], with_advice: false };
    mail::queue(site, tx, write(site, user, &username, &note)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_update_makes_no_other_browser_and_another_line_next_door_no_other_network() {
        assert_eq!(browser("Firefox/128.0 (X11)"), browser("Firefox/140.2 (X11)"));
        assert_ne!(browser("Firefox/128.0"), browser("Chrome/128.0"));
        let network = |text: &str| neighbourhood(ClientAddress(text.parse().unwrap()));
        assert_eq!(network("203.0.113.9"), network("::ffff:203.0.113.77"));
        assert_ne!(network("203.0.113.9"), network("198.51.100.9"));
        assert_eq!(network("2001:db8:1:2::3"), network("2001:db8:1:9::4"));
    }
}
