//! One's picture and banner.

use media::job::Purpose;
use model::{Account, Event, Instance, limits};

use crate::{
    Problem, Refusal, Result, Site,
    files::{file_at, file_url},
    profile,
    remote_files::{self, Shown},
    workshop::{self, Incoming, Kept},
};

/// Where people here find somebody's picture and banner, if they have any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Urls {
    /// The picture.
    pub avatar: Option<String>,
    /// The picture, which does not move.
    pub avatar_still: Option<String>,
    /// The banner.
    pub header: Option<String>,
    /// The banner, which does not move.
    pub header_still: Option<String>,
}

impl Urls {
    /// Those of an account: what is on another server is found here, too.
    pub fn of(instance: &Instance, account: &Account) -> Self {
        let Account { id, avatar_url, header_url, pictures, .. } = account;
        if account.is_local() {
            let now = |url: &Option<String>| url.as_deref().map(|url| found_now(instance, url));
            let still = |still: &Option<String>, url: &Option<String>| now(still).or_else(|| now(url));
            return Self {
                avatar: now(avatar_url),
                avatar_still: still(&pictures.avatar_still_url, avatar_url),
                header: now(header_url),
                header_still: still(&pictures.header_still_url, header_url),
            };
        }
        let here = |shown: Shown, url: &Option<String>, edition: u32, is_small| {
            let url = remote_files::url(instance, shown, id.get(), url.as_deref()?, is_small);
            // Apps keep pictures by their address, so that another has another.
            Some(if edition == 0 { url } else { format!("{url}?v={edition}") })
        };
        let (avatar, header) = (Shown::Avatar(*id), Shown::Header(*id));
        let (avatar_edition, header_edition) = (pictures.avatar_edition, pictures.header_edition);
        Self {
            avatar: here(avatar, avatar_url, avatar_edition, false),
            avatar_still: here(avatar, avatar_url, avatar_edition, true),
            header: here(header, header_url, header_edition, false),
            header_still: here(header, header_url, header_edition, true),
        }
    }
}

/// Where a picture of somebody here is found now: files may have had another host when it was chosen.
fn found_now(instance: &Instance, url: &str) -> String {
    file_at(url).map_or_else(|| url.to_owned(), |name| file_url(instance, name))
}

/// What somebody wants to be different; what is not said stays.
#[derive(Debug, Default)]
pub struct Pictures {
    /// The picture.
    pub avatar: Option<Incoming>,
    /// The banner.
    pub header: Option<Incoming>,
    /// What the picture shows.
    pub avatar_description: Option<String>,
    /// What the banner shows.
    pub header_description: Option<String>,
}

impl Pictures {
    fn check(&self) -> Result<()> {
        let most = limits::PICTURE_DESCRIPTION_CHARACTERS;
        let said = [
            ("avatar_description", &self.avatar_description),
            ("header_description", &self.header_description),
        ];
        let is_long = |text: &Option<String>| text.as_ref().is_some_and(|text| text.chars().count() > most);
        let problems: Vec<Problem> = said
            .into_iter()
            .filter(|(_, text)| is_long(text))
            .map(|(field, _)| Problem::new(field, format!("is too long (maximum is {most} characters)")))
            .collect();
        if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems).into()) }
    }
}

/// What somebody wants to be different, worked on: nothing refuses it any more.
#[derive(Default)]
pub(crate) struct Prepared {
    avatar: Option<Kept>,
    header: Option<Kept>,
    avatar_description: Option<String>,
    header_description: Option<String>,
}

/// Works on what somebody wants.
pub(crate) async fn prepare(site: &Site, wanted: Pictures) -> Result<Prepared> {
    wanted.check()?;
    Ok(Prepared {
        avatar: made(site, wanted.avatar, Purpose::Avatar, "avatar").await?,
        header: made(site, wanted.header, Purpose::Header, "header").await?,
        avatar_description: wanted.avatar_description,
        header_description: wanted.header_description,
    })
}

impl Prepared {
    /// Notes that the files are kept, and shows them on an account, which is not stored yet.
    pub(crate) async fn wear(self, site: &Site, tx: &mut store::Tx, account: &mut Account) -> Result<()> {
        for kept in [&self.avatar, &self.header].into_iter().flatten() {
            kept.note(site, tx).await?;
        }
        let (url, still) = (
            |kept: &Kept| file_url(&site.instance, &kept.original.name),
            |kept: &Kept| kept.still.as_ref().map(|still| file_url(&site.instance, &still.name)),
        );
        if let Some(kept) = &self.avatar {
            (account.avatar_url, account.pictures.avatar_still_url) = (Some(url(kept)), still(kept));
        }
        if let Some(kept) = &self.header {
            (account.header_url, account.pictures.header_still_url) = (Some(url(kept)), still(kept));
        }
        account.pictures.avatar_description =
            self.avatar_description.unwrap_or_else(|| account.pictures.avatar_description.clone());
        account.pictures.header_description =
            self.header_description.unwrap_or_else(|| account.pictures.header_description.clone());
        Ok(())
    }
}

async fn made(
    site: &Site,
    incoming: Option<Incoming>,
    purpose: Purpose,
    field: &'static str,
) -> Result<Option<Kept>> {
    match incoming {
        Some(incoming) => Ok(Some(workshop::made(site, incoming, purpose, field).await?)),
        None => Ok(None),
    }
}

/// Goes back to the picture that everybody has at first.
pub async fn remove_avatar(site: &Site, by: &Account) -> Result<()> {
    remove(site, by, |account| {
        account.avatar_url = None;
        account.pictures.avatar_still_url = None;
        account.pictures.avatar_description.clear();
    })
    .await
}

/// Goes back to the banner that everybody has at first.
pub async fn remove_header(site: &Site, by: &Account) -> Result<()> {
    remove(site, by, |account| {
        account.header_url = None;
        account.pictures.header_still_url = None;
        account.pictures.header_description.clear();
    })
    .await
}

async fn remove(site: &Site, by: &Account, change: impl FnOnce(&mut Account)) -> Result<()> {
    let mut tx = site.store.begin().await?;
    let old = profile::held(&mut tx, by.id).await?;
    let mut account = old.clone();
    change(&mut account);
    keep(site, &mut tx, &old, &account).await?;
    Ok(tx.commit().await?)
}

/// Stores the account, and removes the files that it shows no more.
async fn keep(site: &Site, tx: &mut store::Tx, old: &Account, new: &Account) -> Result<()> {
    if old == new {
        return Ok(());
    }
    store::accounts::update(&mut *tx, new).await?;
    drop_unseen(tx, old, new).await?;
    Ok(store::events::record(tx, site.id(), &Event::ProfileChanged { account_id: new.id }).await?)
}

/// Removes the files that an account shows no more.
pub(crate) async fn drop_unseen(tx: &mut store::Tx, old: &Account, new: &Account) -> Result<()> {
    for gone in shown(old).filter(|url| !shown(new).any(|kept| kept == *url)) {
        if let Some(name) = file_at(gone) {
            store::files::doom(&mut *tx, name).await?;
        }
    }
    Ok(())
}

fn shown(account: &Account) -> impl Iterator<Item = &str> {
    let all = [
        &account.avatar_url,
        &account.header_url,
        &account.pictures.avatar_still_url,
        &account.pictures.header_still_url,
    ];
    all.into_iter().flatten().map(String::as_str)
}
