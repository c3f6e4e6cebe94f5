//! Archives: what somebody published, as servers tell each other, with the files of it, in the names and the places of
//! Mastodon's archives: `actor.json`, `outbox.json`, `likes.json`, `bookmarks.json`, and the media. Everything goes into
//! the file piece by piece.

use std::{fs::File, io::Write as _, path::PathBuf};

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use model::{Account, Status, StatusId};
use serde_json::{Value, json};
use social::{Error, Fault, Refusal, Viewer, archives, files};
use tokio::sync::mpsc;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{Federation, activities, limits};

/// Where media stand in an archive.
const MEDIA: &str = "media_attachments/files/";

/// What goes into the file next.
enum Piece {
    /// A file begins, and whether its words can be packed.
    File(String, bool),
    /// Some of what is in it.
    Bytes(Bytes),
}

/// Where pieces go. The file is written on a thread of its own, which waits for the disk.
struct Writer {
    pieces: mpsc::Sender<Piece>,
}

impl Writer {
    async fn put(&self, piece: Piece) -> social::Result<()> {
        // The thread says itself why it has ended.
        Ok(self.pieces.send(piece).await.map_err(|_| Fault::new("write an archive"))?)
    }

    async fn file(&self, name: impl Into<String>, is_text: bool) -> social::Result<()> {
        self.put(Piece::File(name.into(), is_text)).await
    }

    async fn say(&self, text: impl Into<Bytes>) -> social::Result<()> {
        self.put(Piece::Bytes(text.into())).await
    }

    /// The beginning of a collection; its items follow, each after a comma but the first.
    async fn collection(&self, name: &str) -> social::Result<()> {
        self.file(name, true).await?;
        let context = "https://www.w3.org/ns/activitystreams";
        let head = json!({ "@context": context, "id": name, "type": "OrderedCollection" }).to_string();
        self.say(format!("{},\"orderedItems\":[", head.trim_end_matches('}'))).await
    }

    async fn item(&self, item: &Value, is_first: bool) -> social::Result<()> {
        let comma = if is_first { "" } else { "," };
        self.say(format!("{comma}{item}")).await
    }

    async fn end(&self, count: usize) -> social::Result<()> {
        self.say(format!("],\"totalItems\":{count}}}")).await
    }
}

impl Federation {
    /// Makes the archive that has waited longest; answers whether there was one.
    pub async fn archive_due(&self) -> social::Result<usize> {
        let Some((archive, account, incoming)) = archives::begin(self.site()).await? else { return Ok(0) };
        let (sender, receiver) = mpsc::channel(limits::ARCHIVE_PIECES);
        let path = incoming.file();
        let thread = tokio::task::spawn_blocking(move || write(path, receiver));
        let filled = self.fill(&account, Writer { pieces: sender }).await;
        let written = thread.await.map_err(|error| Fault::caused_by("write an archive", error))?;
        written.map_err(|error| Fault::caused_by("write an archive", error))?;
        filled?;
        archives::finish(self.site(), &archive, &incoming).await?;
        Ok(1)
    }

    async fn fill(&self, account: &Account, writer: Writer) -> social::Result<()> {
        self.fill_actor(account, &writer).await?;
        let media = self.fill_outbox(account, &writer).await?;
        self.fill_addresses(account, &writer).await?;
        for name in media {
            self.fill_file(&writer, &name, format!("{MEDIA}{name}")).await?;
        }
        Ok(())
    }

    async fn fill_actor(&self, account: &Account, writer: &Writer) -> social::Result<()> {
        let portrait = self.portrait(account).await?;
        let fault = |error| Fault::caused_by("write a profile", error);
        let mut actor = serde_json::to_value(&portrait).map_err(fault)?;
        for (name, at) in
            [("outbox", "outbox.json"), ("likes", "likes.json"), ("bookmarks", "bookmarks.json")]
        {
            actor[name] = json!(at);
        }
        let pictures = archives::pictures(account);
        let places = [("icon", "avatar"), ("image", "header")];
        let mut kept = Vec::new();
        for (name, (key, place)) in pictures.into_iter().zip(places) {
            if let Some((name, (_, extension))) = name.and_then(|name| Some((name, name.rsplit_once('.')?))) {
                let place = format!("{place}.{extension}");
                actor[key]["url"] = json!(place);
                kept.push((name, place));
            }
        }
        writer.file("actor.json", true).await?;
        writer.say(actor.to_string()).await?;
        for (name, place) in kept {
            self.fill_file(writer, name, place).await?;
        }
        Ok(())
    }

    /// All that somebody published, oldest first; answers the names of its media.
    async fn fill_outbox(&self, account: &Account, writer: &Writer) -> social::Result<Vec<String>> {
        let (mut after, mut count, mut media) = (StatusId::new(0), 0, Vec::new());
        let store = &self.site().store;
        writer.collection("outbox.json").await?;
        loop {
            let most = StatusId::new(i64::MAX);
            let ids = store::clean_ups::old(store, account.id, after, most, limits::ARCHIVE_STATUSES).await?;
            let Some(last) = ids.last() else { break };
            after = *last;
            for status in store::statuses::list(store, &ids).await? {
                if let Some(mut activity) = self.retell(account, &status).await? {
                    media.extend(relocate(&mut activity));
                    writer.item(&activity, count == 0).await?;
                    count += 1;
                }
            }
        }
        writer.end(count).await?;
        media.sort_unstable();
        media.dedup();
        Ok(media)
    }

    /// A status as the activity that published it, unless it is gone by now.
    async fn retell(&self, by: &Account, status: &Status) -> social::Result<Option<Value>> {
        let shown = social::statuses::show(self.site(), Viewer::Account(by.id), status.id).await;
        let Some(view) = crate::outbox::found(shown)? else { return Ok(None) };
        let fault = |error| Fault::caused_by("write an activity", error);
        Ok(Some(match &view.reblog {
            None => {
                let create = activities::create::build(self, &view).await?;
                serde_json::to_value(&create).map_err(fault)?
            }
            Some(original) => {
                let (original, author) = (&original.status, &original.author.account);
                let announce = activities::announce::build(by, status, original, author, None);
                serde_json::to_value(&announce).map_err(fault)?
            }
        }))
    }

    /// Addresses of what somebody favourited and bookmarked.
    async fn fill_addresses(&self, account: &Account, writer: &Writer) -> social::Result<()> {
        let store = &self.site().store;
        for name in ["likes.json", "bookmarks.json"] {
            let (mut after, mut count) = (0, 0);
            writer.collection(name).await?;
            loop {
                let most = limits::ARCHIVE_STATUSES;
                let found = match name {
                    "likes.json" => store::archives::favourited(store, account.id, after, most).await?,
                    _ => store::archives::bookmarked(store, account.id, after, most).await?,
                };
                let Some((last, _)) = found.last() else { break };
                after = *last;
                for (_, uri) in &found {
                    writer.item(&json!(uri), count == 0).await?;
                    count += 1;
                }
            }
            writer.end(count).await?;
        }
        Ok(())
    }

    /// A file of ours; one that is gone meanwhile is left out. While the storage is away, the archive waits.
    async fn fill_file(&self, writer: &Writer, name: &str, place: String) -> social::Result<()> {
        let mut pieces = match self.pieces_of(name).await {
            Err(Error::Refusal(Refusal::NotFound)) => return Ok(()),
            pieces => pieces?,
        };
        writer.file(place, false).await?;
        while let Some(piece) = pieces.try_next().await.map_err(Error::from)? {
            writer.say(piece).await?;
        }
        Ok(())
    }

    async fn pieces_of(&self, name: &str) -> social::Result<files::Pieces> {
        let file = files::find(self.site(), name).await?;
        files::read(self.site(), &file, 0..file.bytes.cast_unsigned()).await
    }
}

/// Lets an activity name its media where they stand in the archive; answers the names of these files.
fn relocate(activity: &mut Value) -> Vec<String> {
    let mut names = Vec::new();
    let attachments = activity.pointer_mut("/object/attachment").and_then(Value::as_array_mut);
    for attachment in attachments.into_iter().flatten() {
        let name = attachment["url"].as_str().and_then(files::file_at).map(str::to_owned);
        if let Some(name) = name {
            attachment["url"] = json!(format!("{MEDIA}{name}"));
            names.push(name);
        }
    }
    names
}

/// Writes what comes into a file, until nothing comes any more.
fn write(path: PathBuf, mut pieces: mpsc::Receiver<Piece>) -> zip::result::ZipResult<()> {
    let mut archive = ZipWriter::new(File::create_new(path)?);
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    while let Some(piece) = pieces.blocking_recv() {
        match piece {
            Piece::File(name, is_text) => {
                archive.start_file(name, if is_text { packed } else { plain.large_file(true) })?;
            }
            Piece::Bytes(bytes) => archive.write_all(&bytes)?,
        }
    }
    archive.finish()?.sync_all()?;
    Ok(())
}
