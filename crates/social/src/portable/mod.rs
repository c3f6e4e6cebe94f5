//! What people take along from server to server: files that they download, and files that they bring. The files are those
//! of Mastodon, byte for byte where that matters.

pub mod export;
pub mod import;
mod prune;
mod read;

use model::{Account, Page, limits};

use crate::Site;

/// The first of many pages.
const FIRST: Page = Page::first(limits::PORTABLE_BATCH);

/// `alice@home.example`, also for those who live here: the file is read elsewhere.
fn address(site: &Site, account: &Account) -> String {
    let domain = account.domain.as_deref().unwrap_or(&site.instance.domain);
    format!("{}@{domain}", account.username)
}

/// An address as it is compared: without regard to case, and whole.
fn plain(site: &Site, address: &str) -> String {
    let bare = address.trim().trim_start_matches('@').to_lowercase();
    if bare.contains('@') { bare } else { format!("{bare}@{}", site.instance.domain.to_lowercase()) }
}

/// Whether a program for tables would take a cell for a formula.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}
