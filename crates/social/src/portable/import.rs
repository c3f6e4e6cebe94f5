//! Bringing a list: it is read at once, and its lines are worked on by and by. Whoever asks other servers about them
//! stands above this room and hands what was found to [`done`].

use model::{
    Account, AccountId, Import, ImportId, ImportLine, ImportProblem, Portable, RepliesPolicy, Status, limits,
};

use super::{export, plain, prune, read};
use crate::{
    Error, Problem, Refusal, Result, Site, accounts, blocks, bookmarks, domain_blocks, follows, lists, mutes,
};

/// Takes a file in.
pub async fn bring(
    site: &Site,
    me: &Account,
    kind: Portable,
    overwrites: bool,
    file: &[u8],
) -> Result<Import> {
    let lines = read::lines(kind, file)?;
    let known = store::imports::list(&site.store, me.id, limits::IMPORTS_SHOWN).await?;
    let waiting = known.iter().filter(|import| import.finished_at.is_none()).count();
    if waiting >= limits::IMPORTS_WAITING {
        let problem = Problem::new("file", "must wait for those before it").because("file-waiting");
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    let import = Import {
        id: site.id(),
        account_id: me.id,
        kind,
        overwrites,
        is_pruned: false,
        lines_total: lines.len() as i64,
        lines_done: 0,
        lines_failed: 0,
        created_at: site.now(),
        finished_at: None,
    };
    let mut tx = site.store.begin().await?;
    store::imports::insert(&mut tx, &import, &lines).await?;
    tx.commit().await?;
    Ok(import)
}

/// What somebody brought lately, newest first.
pub async fn list(site: &Site, me: AccountId) -> Result<Vec<Import>> {
    Ok(store::imports::list(&site.store, me, limits::IMPORTS_SHOWN).await?)
}

/// One of these, with the lines that came to nothing.
pub async fn show(site: &Site, me: AccountId, id: ImportId) -> Result<(Import, Vec<ImportLine>)> {
    let import = store::imports::find(&site.store, me, id).await?.ok_or(Refusal::NotFound)?;
    let failed = store::imports::failed(&site.store, id, limits::IMPORT_LINES as i64).await?;
    Ok((import, failed))
}

/// The lines that came to nothing as a file, which can be brought again.
pub async fn failures(site: &Site, me: AccountId, id: ImportId) -> Result<(Import, String)> {
    let (import, failed) = show(site, me, id).await?;
    let lines: Vec<Vec<String>> = failed.into_iter().map(|line| line.cells).collect();
    let file = export::write(import.kind, &lines)?;
    Ok((import, file))
}

/// Imports that wait, each with who brought it and its next lines. What is to go has gone before its first line.
pub async fn due(site: &Site) -> Result<Vec<(Import, Account, Vec<ImportLine>)>> {
    let mut due = Vec::new();
    for import in store::imports::waiting(&site.store, limits::IMPORTS_AT_ONCE).await? {
        let me = store::accounts::get(&site.store, import.account_id).await?;
        if me.is_suspended() {
            store::imports::finish(&site.store, import.id, site.now()).await?;
            continue;
        }
        if import.overwrites && !import.is_pruned {
            prune::run(site, &me, &import).await?;
        }
        let lines = store::imports::lines(&site.store, import.id, 0, limits::IMPORT_LINES_AT_ONCE).await?;
        if lines.is_empty() {
            store::imports::finish(&site.store, import.id, site.now()).await?;
        }
        due.push((import, me, lines));
    }
    Ok(due)
}

/// What a line names, for whoever can find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named<'a> {
    /// Somebody, anywhere.
    Account(&'a str),
    /// A status at an address.
    Status(&'a str),
    /// Nothing that must be found.
    Nothing,
}

/// What was found.
#[derive(Clone, Debug)]
pub enum Found {
    /// Somebody.
    Account(Box<Account>),
    /// A status.
    Status(Box<Status>),
    /// Nothing, or nothing was needed.
    Nothing,
}

/// What a line names.
pub fn named(kind: Portable, line: &ImportLine) -> Named<'_> {
    let cell = |at: usize| line.cells.get(at).map_or("", String::as_str).trim_start_matches('@');
    match kind {
        Portable::Following | Portable::Blocks | Portable::Mutes => Named::Account(cell(0)),
        Portable::Lists => Named::Account(cell(1)),
        Portable::Bookmarks => Named::Status(cell(0)),
        Portable::DomainBlocks => Named::Nothing,
    }
}

/// A line was looked at, and this is what it names: does what it says, and notes what came of it.
pub async fn done(site: &Site, import: &Import, me: &Account, line: &ImportLine, found: Found) -> Result<()> {
    let problem = match apply(site, import, me, line, found).await {
        Ok(problem) => problem,
        Err(Error::Refusal(Refusal::NotFound)) => Some(ImportProblem::NotFound),
        Err(Error::Refusal(Refusal::NotNow(why))) => return Err(Refusal::NotNow(why).into()),
        Err(Error::Refusal(_)) => Some(ImportProblem::Refused),
        Err(fault) => return Err(fault),
    };
    let mut tx = site.store.begin().await?;
    store::imports::line_done(&mut tx, import.id, line.position, problem).await?;
    Ok(tx.commit().await?)
}

async fn apply(
    site: &Site,
    import: &Import,
    me: &Account,
    line: &ImportLine,
    found: Found,
) -> Result<Option<ImportProblem>> {
    let cell = |at: usize| line.cells.get(at).map_or("", String::as_str);
    let is_blank = match named(import.kind, line) {
        Named::Account(text) | Named::Status(text) => text.is_empty(),
        Named::Nothing => cell(0).is_empty(),
    };
    if is_blank {
        return Ok(Some(ImportProblem::Unreadable));
    }
    match (import.kind, found) {
        (Portable::DomainBlocks, _) => domain_blocks::block(site, me, cell(0)).await?,
        (Portable::Bookmarks, Found::Status(status)) => {
            bookmarks::bookmark(site, me, status.id).await?;
        }
        (Portable::Following, Found::Account(target)) => follow(site, me, &target, line).await?,
        (Portable::Blocks, Found::Account(target)) => blocks::block(site, me, target.id, None).await?,
        (Portable::Mutes, Found::Account(target)) => {
            mutes::mute(site, me, target.id, truth(cell(1)).unwrap_or(true), None).await?;
        }
        (Portable::Lists, Found::Account(target)) => enlist(site, me, cell(0), &target).await?,
        _ => return Ok(Some(ImportProblem::NotFound)),
    }
    Ok(None)
}

async fn follow(site: &Site, me: &Account, target: &Account, line: &ImportLine) -> Result<()> {
    let cell = |at: usize| line.cells.get(at).map_or("", String::as_str);
    let languages: Vec<String> =
        cell(3).split(',').map(|code| code.trim().to_owned()).filter(|code| !code.is_empty()).collect();
    let choice = follows::Choice {
        reblogs: truth(cell(1)),
        notify: truth(cell(2)),
        languages: (!languages.is_empty()).then_some(languages),
    };
    follows::follow(site, me, target.id, choice, None).await
}

/// Puts somebody on a list, which is made if there is none of that name. Whoever is on a list must be followed.
async fn enlist(site: &Site, me: &Account, title: &str, target: &Account) -> Result<()> {
    let known = lists::list(site, me.id).await?.into_iter().find(|list| list.title == title);
    let list = match known {
        Some(list) => list,
        None => {
            let wish = lists::Wish {
                title: title.to_owned(),
                replies_policy: RepliesPolicy::List,
                is_exclusive: false,
            };
            lists::create(site, me.id, wish).await?
        }
    };
    let is_followed = follows::find(site, me.id, target.id).await?.is_some()
        || follows::find_request(site, me.id, target.id).await?.is_some();
    if target.id != me.id && !is_followed {
        follows::follow(site, me, target.id, follows::Choice::default(), None).await?;
    }
    let is_member = lists::with(site, me.id, target.id).await?.iter().any(|it| it.id == list.id);
    match is_member {
        true => Ok(()),
        false => lists::add(site, me, list.id, &[target.id]).await,
    }
}

/// What other servers write for yes and no.
fn truth(cell: &str) -> Option<bool> {
    match cell.to_ascii_lowercase().as_str() {
        "true" | "1" | "t" | "yes" => Some(true),
        "false" | "0" | "f" | "no" => Some(false),
        _ => None,
    }
}

/// Somebody who lives here, or whom this server knows, by their address; for lines about those nobody need ask for.
pub async fn known(site: &Site, address: &str) -> Result<Option<Account>> {
    let whole = plain(site, address);
    let Some((name, domain)) = whole.split_once('@') else { return Ok(None) };
    accounts::find_by_handle(site, name, Some(domain)).await
}
