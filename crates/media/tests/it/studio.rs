//! A folder in which one file is worked on, without a worker's walls.

use std::{fs, path::Path};

use media::{
    job::{File, Job, Made, Note, Purpose},
    refusal::{Problem, Refusal},
    tools::Tools,
    work,
};

/// A folder with what was made in it.
pub(crate) struct Studio {
    folder: tempfile::TempDir,
}

impl Studio {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn try_with(
        &self,
        bytes: &[u8],
        purpose: Purpose,
        tools: Tools,
    ) -> Result<(Made, Vec<Note>), Refusal> {
        fs::write(self.path().join("upload"), bytes).unwrap();
        let job = Job { purpose, input: "upload".to_owned(), tools };
        match work::work(self.path(), &job) {
            Ok(done) => Ok(done),
            Err(Problem::Refused(refusal)) => Err(refusal),
            Err(fault) => panic!("{fault}"),
        }
    }

    pub(crate) fn read(&self, file: &File) -> Vec<u8> {
        let bytes = fs::read(self.path().join(&file.name)).unwrap();
        assert_eq!(bytes.len() as u64, file.bytes);
        bytes
    }
}

/// What becomes of a picture, without any tool.
pub(crate) fn make(bytes: &[u8], purpose: Purpose) -> Result<(Studio, Made), Refusal> {
    let studio = Studio::new();
    let (made, _) = studio.try_with(bytes, purpose, Tools::default())?;
    Ok((studio, made))
}

/// Pixels of a picture that was made, with its size and channels.
pub(crate) fn pixels(bytes: &[u8]) -> (u32, u32, bool, Vec<u8>) {
    let format = media::sniff::sniff(bytes).unwrap();
    let opened = media::image::open(bytes.to_vec(), format, media::limits::IMAGE_PIXELS).unwrap();
    let picture = media::image::decode(&opened).unwrap();
    (picture.width, picture.height, picture.has_alpha, picture.pixels)
}

/// Whether bytes are among others.
pub(crate) fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
