//! Uploads: the line in which they wait, and what becomes of them. One that was acknowledged survives the end of the
//! process: its file lies in a folder of its own until it is ready or refused.

use std::{
    collections::HashMap,
    sync::{Arc, atomic::Ordering},
};

use media::job::{Kind, Purpose};
use model::{AccountId, Attachment, AttachmentId, AttachmentKind, AttachmentState, limits};
use tokio::task::JoinSet;

use crate::{
    Fault, Refusal, Result, Site, measurements,
    workshop::{self, Kept, Workshop},
};

/// How many uploads are worked on before this one, as it looks now.
pub async fn place_in_line(site: &Site, attachment: &Attachment) -> Result<usize> {
    let waiting = store::attachments::waiting(&site.store, limits::UPLOADS_LOOKED_AT).await?;
    let alike: Vec<Attachment> = waiting.into_iter().filter(|one| is_alike(one, attachment)).collect();
    let line = in_turn(&alike, &Running::new());
    Ok(line.iter().position(|id| *id == attachment.id).unwrap_or(0))
}

/// Whether two uploads wait for the same places.
fn is_alike(one: &Attachment, other: &Attachment) -> bool {
    (one.kind == AttachmentKind::Image) == (other.kind == AttachmentKind::Image)
}

/// Works on what was uploaded, several at once and nobody's before everybody else's, and removes files that nothing names
/// any more; answers how many there were. May be dropped at any time: what is not settled is done again.
pub async fn work_due(site: &Arc<Site>) -> Result<usize> {
    let Ok(workshop) = site.workshop() else { return Ok(0) };
    if !workshop.has_storage().await {
        return Ok(0);
    }
    let mut count = remove_doomed(site, &workshop).await?;
    let mut running = Running::new();
    let mut flights = JoinSet::new();
    loop {
        let waiting = store::attachments::waiting(&site.store, limits::UPLOADS_LOOKED_AT).await?;
        let idle: Vec<Attachment> =
            waiting.into_iter().filter(|one| !running.contains_key(&one.id)).collect();
        for id in in_turn(&idle, &running) {
            let Some(next) = idle.iter().find(|one| one.id == id).cloned() else { continue };
            // Working on it now would have to be done again.
            if !has_place(&next, &running) || workshop.is_storage_away() || !workshop.has_room() {
                continue;
            }
            running.insert(next.id, (next.account_id, next.kind));
            let (site, workshop) = (Arc::clone(site), Arc::clone(&workshop));
            flights.spawn(async move { (next.id, work_on(&site, &workshop, &next).await) });
        }
        tokio::select! {
            landed = flights.join_next() => {
                let Some(landed) = landed else { return Ok(count) };
                let (id, worked) = landed.map_err(|error| Fault::caused_by("work on an upload", error))?;
                running.remove(&id);
                let is_done = !is_put_off(&worked);
                if is_done {
                    worked?;
                    count += 1;
                }
                site.uploads_done.notify_waiters();
            }
            () = site.store.signalled(store::Signal::Uploads), if !flights.is_empty() => {}
        }
    }
}

/// Whether an upload waits for the storage.
fn is_put_off(worked: &Result<()>) -> bool {
    matches!(worked, Err(crate::Error::Refusal(Refusal::NotNow(_))))
}

/// What is being worked on.
type Running = HashMap<AttachmentId, (AccountId, AttachmentKind)>;

/// Whether an upload may be worked on beside what is: pictures do not wait for videos.
fn has_place(next: &Attachment, running: &Running) -> bool {
    let is_picture = |kind: AttachmentKind| kind == AttachmentKind::Image;
    let beside = running.values().filter(|(_, kind)| is_picture(*kind) == is_picture(next.kind)).count();
    beside < if is_picture(next.kind) { limits::PICTURES_AT_ONCE } else { limits::VIDEOS_AT_ONCE }
}

/// In which order uploads are worked on: each account's in turn, so that whoever sends twenty holds up nobody else.
fn in_turn(waiting: &[Attachment], running: &Running) -> Vec<AttachmentId> {
    let mut turns: HashMap<AccountId, usize> = HashMap::new();
    for (account, _) in running.values() {
        *turns.entry(*account).or_default() += 1;
    }
    let mut line: Vec<(usize, AttachmentId)> = waiting
        .iter()
        .map(|one| {
            let turn = turns.entry(one.account_id).or_default();
            *turn += 1;
            (*turn, one.id)
        })
        .collect();
    line.sort_unstable();
    line.into_iter().map(|(_, id)| id).collect()
}

async fn work_on(site: &Site, workshop: &Workshop, upload: &Attachment) -> Result<()> {
    let folder = workshop.job_folder(&upload.id.to_string());
    let result = match folder.is_dir() {
        true => {
            workshop.work(&folder, Purpose::Attachment).await?.result.map_err(|refusal| refusal.to_string())
        }
        // It was deleted meanwhile, or somebody cleared the folder away.
        false => Err("This file is no longer there.".to_owned()),
    };
    match result {
        Ok(made) => keep(site, upload, workshop.keep(site, &folder, made).await?).await?,
        Err(problem) => {
            let mut tx = site.store.begin().await?;
            store::attachments::fail(&mut tx, upload.id, &problem).await?;
            tx.commit().await?;
        }
    }
    workshop::remove(&folder);
    Ok(())
}

/// Notes what was made of an upload. A preview that its owner chose stays.
async fn keep(site: &Site, upload: &Attachment, kept: Kept) -> Result<()> {
    let mut tx = site.store.begin().await?;
    kept.note(site, &mut tx).await?;
    let made_small = kept.small.as_ref().map(|small| small.name.clone());
    let chosen = upload.small.is_some();
    let ready = Attachment {
        kind: kind(kept.made.kind),
        file: Some(kept.original.name.clone()),
        small: upload.small.clone().or_else(|| made_small.clone()),
        blurhash: if chosen { upload.blurhash.clone() } else { kept.made.blurhash.clone() },
        meta: if chosen {
            measurements::with_small(kept.meta().as_deref(), upload.meta.as_deref())
        } else {
            kept.meta()
        },
        ..upload.clone()
    };
    let is_there = store::attachments::ready(&mut tx, &ready).await?;
    let unused = match is_there {
        true => made_small.filter(|_| chosen).into_iter().collect(),
        false => [Some(&kept.original), kept.small.as_ref()]
            .into_iter()
            .flatten()
            .map(|file| file.name.clone())
            .collect::<Vec<_>>(),
    };
    for name in unused {
        store::files::doom(&mut tx, &name).await?;
    }
    tx.commit().await?;
    site.workshop()?.used.fetch_add(kept.bytes(), Ordering::Relaxed);
    Ok(())
}

/// What was made, as it is kept.
pub(crate) fn kind(made: Kind) -> AttachmentKind {
    match made {
        Kind::Image => AttachmentKind::Image,
        Kind::Gifv => AttachmentKind::Gifv,
        Kind::Video => AttachmentKind::Video,
        Kind::Audio => AttachmentKind::Audio,
    }
}

/// Removes files from the storage that nothing names any more; those that it does not let go of now stay doomed.
pub(crate) async fn remove_doomed(site: &Site, workshop: &Workshop) -> Result<usize> {
    let mut count = 0;
    for name in store::files::doomed(&site.store, site.now(), limits::FILES_REMOVED).await? {
        if workshop.heard(workshop.storage.remove(&name).await).is_err() {
            break;
        }
        store::files::removed(&site.store, &name).await?;
        count += 1;
    }
    Ok(count)
}

/// Removes uploads that nobody has published for a day.
pub(crate) async fn clear_away(site: &Site) -> Result<()> {
    let before = site.now().plus_millis(-limits::UPLOAD_KEPT_MS);
    for loose in store::attachments::loose(&site.store, before, limits::FILES_REMOVED).await? {
        let mut tx = site.store.begin().await?;
        store::attachments::delete(&mut tx, &loose).await?;
        tx.commit().await?;
        if let Ok(workshop) = site.workshop() {
            workshop::remove(&workshop.job_folder(&loose.id.to_string()));
        }
    }
    Ok(())
}

/// Removes what was left where files are worked on: the process ended while an upload arrived, or after the last word on
/// it and before its folder was gone. Nothing may be uploaded meanwhile.
pub async fn clear_left(site: &Site) -> Result<()> {
    let workshop = site.workshop()?;
    for name in workshop.job_folders() {
        if workshop::has_not_arrived(&name) || is_settled(site, &name).await? {
            workshop::remove(&workshop.job_folder(&name));
        }
    }
    Ok(())
}

/// Whether the last word is said on the upload that a folder is named after.
async fn is_settled(site: &Site, folder: &str) -> Result<bool> {
    let Ok(id) = folder.parse::<AttachmentId>() else { return Ok(false) };
    let found = store::attachments::find(&site.store, id).await?;
    Ok(found.is_none_or(|found| found.state != AttachmentState::Waiting))
}

#[cfg(test)]
mod tests {
    use model::Id;

    use super::*;

    fn upload(id: i64, account: i64) -> Attachment {
        Attachment {
            id: Id::new(id),
            account_id: Id::new(account),
            status_id: None,
            kind: AttachmentKind::Unknown,
            state: AttachmentState::Waiting,
            problem: None,
            file: None,
            small: None,
            remote_url: None,
            description: None,
            focus: None,
            blurhash: None,
            meta: None,
            seals: None,
        }
    }

    #[test]
    fn whoever_sends_many_holds_up_nobody_else() {
        let waiting: Vec<Attachment> =
            [(1, 7), (2, 7), (3, 7), (4, 8), (5, 9), (6, 8)].map(|(id, account)| upload(id, account)).into();
        let order =
            |running: &Running| in_turn(&waiting, running).into_iter().map(Id::get).collect::<Vec<_>>();
        assert_eq!(order(&Running::new()), [1, 4, 5, 2, 6, 3]);
        let one = (Id::new(7), AttachmentKind::Video);
        assert_eq!(order(&Running::from([(Id::new(0), one)])), [4, 5, 1, 6, 2, 3]);
    }

    #[test]
    fn pictures_do_not_wait_for_videos() {
        let of = |kind: AttachmentKind| Attachment { kind, ..upload(9, 9) };
        let videos = (0..10).map(|id| (Id::new(id), (Id::new(7), AttachmentKind::Video)));
        let running = Running::from_iter(videos);
        assert!(has_place(&of(AttachmentKind::Image), &running));
        assert!(
            !has_place(&of(AttachmentKind::Video), &running)
                && !has_place(&of(AttachmentKind::Audio), &running)
        );
    }
}
