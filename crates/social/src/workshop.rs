//! The workshop: where files are kept, and where what people send is made into what can be shown. The work is done by
//! workers, processes of their own, of which only a few run at once.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering},
    },
};

pub use media::limits;
use media::{
    child::{self, Program},
    job::{Job, Outcome, Purpose},
    refusal::{Problem, Refusal},
    sniff::Family,
    tools::Tools,
};
use model::AttachmentKind;
use store::{files::File, storage::Storage};
use tokio::sync::{Mutex, Semaphore};

use crate::{Fault, Result, Site, bytes, error::NO_ROOM, secrets};

/// The upload's name in a worker's folder.
const INPUT: &str = "upload";

/// What the names of folders begin with in which something is arriving.
const ARRIVING: &str = "in-";

/// Where files are kept, and how they are worked on.
#[derive(Debug)]
pub struct Workshop {
    /// Where files are kept.
    pub(crate) storage: Storage,
    /// Whether the storage did not answer when it was last asked.
    is_storage_away: AtomicBool,
    /// Where uploads wait and are worked on, on the same file system as files that are kept on this machine.
    folder: PathBuf,
    program: Program,
    tools: Toolbox,
    places_for_pictures: Arc<Semaphore>,
    places_for_videos: Arc<Semaphore>,
    /// Bytes that all files and the database may take together.
    budget: Budget,
    /// Bytes that all files take, as far as is known.
    pub(crate) used: AtomicI64,
    pub(crate) making_room: Mutex<()>,
    /// Bytes of the disk that are left free.
    kept_free: AtomicU64,
    is_full: AtomicBool,
    data: PathBuf,
}

/// How much of the disk may be taken.
#[derive(Clone, Copy, Debug)]
enum Budget {
    /// As much as there is.
    Endless,
    /// So many bytes, as the configuration says.
    Fixed(u64),
    /// What the settings say at the time.
    AsSet,
}

/// What the machine has to work with: looked for once, when it is first needed, since asking ffmpeg takes as long as all
/// the rest of a start.
#[derive(Clone, Debug)]
pub struct Toolbox {
    folders: OsString,
    found: Arc<OnceLock<Tools>>,
}

impl Toolbox {
    /// What is in these folders, written as in the variable `PATH`.
    pub fn in_folders(folders: OsString) -> Self {
        Self { folders, found: Arc::default() }
    }

    /// What was found. The first who asks waits for the programs to answer, and so do those who ask meanwhile.
    pub fn open(&self) -> &Tools {
        self.found.get_or_init(|| Tools::find(&self.folders))
    }
}

/// A file that arrives, in a folder of its own. Dropped before it is taken, it leaves nothing behind.
#[derive(Debug)]
pub struct Incoming {
    folder: PathBuf,
    is_kept: bool,
}

impl Incoming {
    /// Where to write what arrives.
    pub fn file(&self) -> PathBuf {
        self.folder.join(INPUT)
    }

    /// Where a worker puts what it makes of it.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keeps the folder under another name, whose owner removes it.
    pub(crate) fn keep_as(mut self, folder: &Path) -> Result<()> {
        let renamed = std::fs::rename(&self.folder, folder);
        renamed.map_err(|error| Fault::caused_by("keep an upload", error))?;
        self.is_kept = true;
        Ok(())
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.is_kept {
            remove(&self.folder);
        }
    }
}

/// What was made of a file: the names under which it is kept now.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) made: media::job::Made,
    pub(crate) original: File,
    pub(crate) small: Option<File>,
    pub(crate) still: Option<File>,
}

impl Workshop {
    /// A workshop in a data folder, with workers that are this program.
    pub fn new(data: &Path, program: Program, tools: Toolbox) -> std::io::Result<Self> {
        let folder = data.join("work");
        std::fs::create_dir_all(&folder)?;
        Ok(Self {
            storage: on_disk(data),
            is_storage_away: AtomicBool::new(false),
            folder,
            program,
            tools,
            // One more than uploads take, for files of other servers that somebody is looking at.
            places_for_pictures: Arc::new(Semaphore::new(model::limits::PICTURES_AT_ONCE + 1)),
            places_for_videos: Arc::new(Semaphore::new(model::limits::VIDEOS_AT_ONCE + 1)),
            budget: Budget::Endless,
            used: AtomicI64::new(0),
            making_room: Mutex::new(()),
            kept_free: AtomicU64::new(model::limits::DISK_FREE_BYTES),
            is_full: AtomicBool::new(false),
            data: data.to_owned(),
        })
    }

    /// The same, which takes no more than so many bytes of the disk.
    #[must_use]
    pub fn within(self, budget: Option<u64>) -> Self {
        Self { budget: budget.map_or(Budget::Endless, Budget::Fixed), ..self }
    }

    /// The same, which takes no more of the disk than the settings say.
    #[must_use]
    pub fn within_settings(self) -> Self {
        Self { budget: Budget::AsSet, ..self }
    }

    /// Whether the configuration says how much of the disk may be taken, so that a setting would say nothing.
    pub fn is_budget_fixed(&self) -> bool {
        matches!(self.budget, Budget::Fixed(_))
    }

    /// Bytes that all files and the database may take together.
    pub(crate) fn budget(&self, settings: &model::Settings) -> Option<u64> {
        match self.budget {
            Budget::Endless => None,
            Budget::Fixed(bytes) => Some(bytes),
            Budget::AsSet => Some(crate::settings::disk_budget(settings)),
        }
    }

    /// The same, which keeps files elsewhere.
    #[must_use]
    pub fn with_storage(self, storage: Storage) -> Self {
        Self { storage, ..self }
    }

    /// Whether the storage answers. It is asked only if it did not when something was wanted of it.
    pub(crate) async fn has_storage(&self) -> bool {
        !self.is_storage_away() || self.heard(self.storage.check().await).is_ok()
    }

    /// Whether the storage did not answer when it was last asked.
    pub(crate) fn is_storage_away(&self) -> bool {
        self.is_storage_away.load(Ordering::Relaxed)
    }

    /// Refuses what would be done in vain while the storage does not answer.
    pub fn expect_storage(&self) -> Result<()> {
        match self.is_storage_away() {
            true => Err(store::Error::Storage("it does not answer".to_owned()).into()),
            false => Ok(()),
        }
    }

    /// Remembers whether the storage answered.
    pub(crate) fn heard<T>(&self, answer: store::Result<T>) -> store::Result<T> {
        let problem = match &answer {
            Err(store::Error::Storage(problem)) => Some(problem),
            _ => None,
        };
        let was_away = self.is_storage_away.swap(problem.is_some(), Ordering::Relaxed);
        match problem {
            Some(problem) if !was_away => tracing::error!(
                problem,
                "the storage of files does not answer: uploads wait, and so does what is to be removed from it"
            ),
            None if was_away => tracing::info!("the storage of files answers again"),
            _ => {}
        }
        answer
    }

    /// Leaves so many bytes of the disk free.
    pub fn keep_free(&self, bytes: u64) {
        self.kept_free.store(bytes, Ordering::Relaxed);
    }

    /// Bytes that are missing on this machine's disk for what is to be left free.
    fn missing(&self) -> u64 {
        let kept_free = self.kept_free.load(Ordering::Relaxed);
        media::disk::free_bytes(&self.folder).map_or(0, |free| kept_free.saturating_sub(free))
    }

    /// Whether there is room to work in. The database needs some, too, and without it nobody could even post.
    pub(crate) fn has_room(&self) -> bool {
        let missing = self.missing();
        let was_full = self.is_full.swap(missing > 0, Ordering::Relaxed);
        match missing {
            0 if was_full => tracing::info!("there is room on the disk again"),
            1.. if !was_full => tracing::error!(
                missing,
                "the disk is almost full: nothing is uploaded, and nothing of other servers is kept, until there is room"
            ),
            _ => {}
        }
        missing == 0
    }

    /// Bytes that files of other servers should make room for, besides what the budget says.
    pub(crate) fn missing_beside_files(&self) -> i64 {
        let is_here = self.storage.is_folder();
        i64::try_from(self.missing()).unwrap_or(i64::MAX) * i64::from(is_here)
    }

    /// Bytes of a database in the data folder.
    pub(crate) fn database_bytes(&self) -> i64 {
        bytes::of_database(&self.data)
    }

    /// What the machine has to work with.
    pub fn tools(&self) -> &Toolbox {
        &self.tools
    }

    /// A place for a file that arrives.
    pub fn receive(&self) -> Result<Incoming> {
        if !self.has_room() {
            return Err(crate::Refusal::NotNow(NO_ROOM).into());
        }
        let folder = self.folder.join(format!("{ARRIVING}{}", secrets::file_name()?));
        std::fs::create_dir(&folder).map_err(|error| Fault::caused_by("make room for an upload", error))?;
        Ok(Incoming { folder, is_kept: false })
    }

    /// The names of the folders of jobs.
    pub(crate) fn job_folders(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    }

    /// The folder of a job that outlives the process.
    pub(crate) fn job_folder(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Works on the upload in a folder, behind walls; waits for a free place. What is wrong with the file is an outcome.
    pub(crate) async fn work(&self, folder: &Path, purpose: Purpose) -> Result<Outcome> {
        let places = match look(folder.join(INPUT)).await? {
            Ok(AttachmentKind::Image) | Err(_) => &self.places_for_pictures,
            Ok(_) => &self.places_for_videos,
        };
        let place = Arc::clone(places).acquire_owned().await;
        let (program, folder, tools) = (self.program.clone(), folder.to_owned(), self.tools.clone());
        let worked = tokio::task::spawn_blocking(move || {
            let job = Job { purpose, input: INPUT.to_owned(), tools: tools.open().clone() };
            child::prepare(&folder, &job)?;
            let outcome = child::attend(&program, &folder, child::serving::patience(&folder, &job));
            drop(place);
            outcome
        });
        let outcome = worked.await.map_err(|error| Fault::caused_by("wait for a worker", error))?;
        let outcome = outcome.map_err(|error| Fault::caused_by("start a worker", error))?;
        // Then it is not the file's fault.
        let is_cut_short = matches!(outcome.result, Err(Refusal::WorkerFailed | Refusal::TooMuchWork { .. }));
        if is_cut_short && !self.has_room() {
            return Err(crate::Refusal::NotNow(NO_ROOM).into());
        }
        Ok(outcome)
    }

    /// What a worker makes of a file that somebody sent and waits for. What is wrong with it is said of a field.
    pub(crate) async fn make(
        &self,
        incoming: &Incoming,
        purpose: Purpose,
        field: &'static str,
    ) -> Result<media::job::Made> {
        let made = self.work(&incoming.folder, purpose).await?.result;
        made.map_err(|refusal| {
            crate::Refusal::Invalid(vec![crate::Problem::new(field, tail(&refusal.to_string()))]).into()
        })
    }

    /// Takes what was made in a folder into the storage, where it is removed again unless it is noted.
    pub(crate) async fn keep(&self, site: &Site, folder: &Path, made: media::job::Made) -> Result<Kept> {
        let mut files = Vec::new();
        for file in [Some(&made.original), made.small.as_ref(), made.still.as_ref()].into_iter().flatten() {
            files.push((folder.join(&file.name), named(&folder.join(&file.name), file).await?));
        }
        let by = site.now().plus_millis(model::limits::FILE_NOTED_MS);
        let mut tx = site.store.begin().await?;
        for (_, file) in &files {
            store::files::announce(&mut tx, &file.name, by).await?;
        }
        tx.commit().await?;
        for (path, file) in &files {
            if let Err(error) = self.heard(self.storage.take(path, &file.name).await) {
                // The one that failed may be there all the same.
                self.doom(site, files.iter().map(|(_, file)| &file.name)).await?;
                return Err(error.into());
            }
        }
        let mut files = files.into_iter().map(|(_, file)| file);
        let mut next = |is_made: bool| if is_made { files.next() } else { None };
        let original = next(true).ok_or_else(|| Fault::new("nothing was made of a file"))?;
        let (small, still) = (next(made.small.is_some()), next(made.still.is_some()));
        Ok(Kept { made, original, small, still })
    }

    /// Takes a file that was made here into the storage, where it is removed again unless it is noted.
    pub(crate) async fn keep_whole(&self, site: &Site, path: &Path, extension: &str) -> Result<File> {
        let bytes = std::fs::metadata(path).map_err(|error| Fault::caused_by("measure a file", error))?.len();
        let made = path.to_owned();
        let digest = tokio::task::spawn_blocking(move || digest(&made)).await;
        let digest = digest
            .map_err(|error| Fault::caused_by("read a file", error))?
            .map_err(|error| Fault::caused_by("read a file", error))?;
        let name = format!("{}.{extension}", secrets::file_name()?);
        let file = File { name, bytes: i64::try_from(bytes).unwrap_or(i64::MAX), digest };
        let by = site.now().plus_millis(model::limits::FILE_NOTED_MS);
        let mut tx = site.store.begin().await?;
        store::files::announce(&mut tx, &file.name, by).await?;
        tx.commit().await?;
        self.heard(self.storage.take(path, &file.name).await)?;
        Ok(file)
    }

    /// Takes back what was kept and is not noted.
    pub(crate) async fn discard(&self, site: &Site, kept: &Kept) -> Result<()> {
        let files = [Some(&kept.original), kept.small.as_ref(), kept.still.as_ref()];
        self.doom(site, files.into_iter().flatten().map(|file| &file.name)).await
    }

    async fn doom(&self, site: &Site, names: impl Iterator<Item = &String>) -> Result<()> {
        let mut tx = site.store.begin().await?;
        for name in names {
            store::files::doom(&mut tx, name).await?;
        }
        Ok(tx.commit().await?)
    }
}

/// A picture that somebody sent, worked on while they wait, and kept.
pub(crate) async fn made(
    site: &Site,
    incoming: Incoming,
    purpose: Purpose,
    field: &'static str,
) -> Result<Kept> {
    let workshop = site.workshop()?;
    workshop.expect_storage()?;
    let made = workshop.make(&incoming, purpose, field).await?;
    workshop.keep(site, &incoming.folder, made).await
}

/// A sentence, to stand after the name of a field.
pub(crate) fn tail(sentence: &str) -> String {
    format!("cannot be used: {sentence}")
}

/// A file that was made, under the name that it is given.
async fn named(path: &Path, made: &media::job::File) -> Result<File> {
    let path = path.to_owned();
    let read = tokio::task::spawn_blocking(move || digest(&path)).await;
    let digest = read
        .map_err(|error| Fault::caused_by("read a file", error))?
        .map_err(|error| Fault::caused_by("read a file", error))?;
    let name = format!("{}.{}", secrets::file_name()?, made.extension);
    Ok(File { name, bytes: i64::try_from(made.bytes).unwrap_or(i64::MAX), digest })
}

/// Whether a folder is one in which something was arriving.
pub(crate) fn has_not_arrived(name: &str) -> bool {
    name.starts_with(ARRIVING)
}

/// Files in a data folder.
pub fn on_disk(data: &Path) -> Storage {
    Storage::folder(data.join("files"))
}

impl Kept {
    /// Notes what lies in the storage now.
    pub(crate) async fn note(&self, site: &Site, tx: &mut store::Tx) -> Result<()> {
        for file in [Some(&self.original), self.small.as_ref(), self.still.as_ref()].into_iter().flatten() {
            store::files::insert(&mut *tx, file, site.now()).await?;
        }
        Ok(())
    }

    /// Bytes of all files.
    pub(crate) fn bytes(&self) -> i64 {
        let all = [Some(&self.original), self.small.as_ref(), self.still.as_ref()];
        all.into_iter().flatten().map(|file| file.bytes).sum()
    }

    /// Pixels of a picture, from left to right and from top to bottom.
    pub(crate) fn size(&self) -> Option<(u32, u32)> {
        let original = self.made.meta.original.as_ref()?;
        Some((original.width?, original.height?))
    }

    /// Sizes and durations, as apps read them.
    pub(crate) fn meta(&self) -> Option<String> {
        serde_json::to_string(&self.made.meta).ok()
    }
}

/// What an upload is, by its first bytes: a picture, video or sound; or why it is none.
pub(crate) async fn look(path: PathBuf) -> Result<std::result::Result<AttachmentKind, Refusal>> {
    let looked = tokio::task::spawn_blocking(move || media::work::look(&path)).await;
    match looked.map_err(|error| Fault::caused_by("look at an upload", error))? {
        Ok(format) => Ok(Ok(match format.family() {
            Family::Picture => AttachmentKind::Image,
            Family::Video => AttachmentKind::Video,
            Family::Audio => AttachmentKind::Audio,
        })),
        Err(Problem::Refused(refusal)) => Ok(Err(refusal)),
        Err(fault @ Problem::Fault { .. }) => Err(Fault::caused_by("look at an upload", fault).into()),
    }
}

/// What people may upload, as content types by which apps call it: what this machine has the tools for.
pub async fn accepted(site: &Site) -> Result<Vec<&'static str>> {
    // Commands open a site without one, and answer nobody.
    let Ok(workshop) = site.workshop() else { return Ok(Vec::new()) };
    let tools = workshop.tools.clone();
    let asked = tokio::task::spawn_blocking(move || media::accepted::types(tools.open())).await;
    Ok(asked.map_err(|error| Fault::caused_by("ask for the tools of the machine", error))?)
}

/// Removes a folder with all that is in it.
pub(crate) fn remove(folder: &Path) {
    if let Err(error) = std::fs::remove_dir_all(folder)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(%error, folder = %folder.display(), "could not clear away a worker's folder");
    }
}

fn digest(path: &Path) -> std::io::Result<String> {
    use std::io::Read as _;
    let mut file = std::fs::File::open(path)?;
    let mut context = aws_lc_rs::digest::Context::new(&aws_lc_rs::digest::SHA256);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            read => context.update(&buffer[..read]),
        }
    }
    Ok(secrets::hex(context.finish().as_ref()))
}
