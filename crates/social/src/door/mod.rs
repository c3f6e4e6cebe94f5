//! The door: who may not join, or not without a yes; and from where nobody may do anything. What holds here holds on pages
//! and through apps.

mod age;
pub mod emails;
pub mod networks;
pub mod proof;
pub mod usernames;
pub(crate) mod watch;

use model::{ClientAddress, IpSeverity};

use crate::{Problem, Refusal, Result, Site, sign_up::Applicant};

/// What the door says of somebody who wishes to join.
#[derive(Debug, Default)]
pub(crate) struct Screening {
    /// What is in the way.
    pub(crate) problems: Vec<Problem>,
    /// Whether somebody must say yes, whatever the settings say.
    pub(crate) needs_yes: bool,
}

/// Looks at somebody who wishes to join.
pub(crate) async fn screen(site: &Site, applicant: &Applicant) -> Result<Screening> {
    let mut screening = Screening::default();
    match applicant.address.and_then(|address| networks::severity(site, address)) {
        Some(IpSeverity::NoAccess | IpSeverity::SignUpBlock) => {
            return Err(Refusal::Forbidden("join this server from there").into());
        }
        Some(IpSeverity::SignUpRequiresApproval) => screening.needs_yes = true,
        None => {}
    }
    emails::screen(site, applicant, &mut screening).await?;
    usernames::screen(site, applicant, &mut screening).await?;
    let years = site.settings().door.min_age;
    screening.problems.extend(age::problem(years, applicant.date_of_birth.as_deref(), site.now()));
    Ok(screening)
}

/// Whether somebody must say yes because whoever wishes to join did not do what is asked of browsers.
pub(crate) fn lacks_proof(site: &Site, applicant: &Applicant) -> Result<bool> {
    Ok(!proof::is_done(site, applicant.proof.as_ref())?)
}

/// Whether nothing at all is allowed from an address.
pub fn is_shut(site: &Site, address: ClientAddress) -> bool {
    networks::severity(site, address) == Some(IpSeverity::NoAccess)
}
