//! Whether a file of sound or video has as many bytes as it says. Tools make the best of what breaks off, and nobody
//! would notice that half of it is missing.

use super::webm;
use crate::{boxes, sniff::Format};

/// Whether all that is announced is there. Frames of MP3 and AAC announce nothing.
#[must_use]
pub(crate) fn is_whole(bytes: &[u8], format: Format) -> bool {
    match format {
        Format::Mp4 | Format::Mov | Format::M4a => boxes::list(bytes, 0..bytes.len()).is_some(),
        Format::Webm => webm::is_whole(bytes),
        Format::Ogg => has_whole_pages(bytes),
        Format::Wav => is_riff_whole(bytes),
        _ => true,
    }
}

/// Pages of Ogg (RFC 3533, section 6): a table says how long each is.
fn has_whole_pages(mut rest: &[u8]) -> bool {
    /// Bytes before the table; the last of them says how long that is.
    const HEADER_BYTES: usize = 27;
    while let Some(header) = rest.get(..HEADER_BYTES) {
        let table = HEADER_BYTES + usize::from(header[HEADER_BYTES - 1]);
        let Some(lengths) = rest.get(HEADER_BYTES..table) else { return false };
        let length = table + lengths.iter().map(|length| usize::from(*length)).sum::<usize>();
        let Some(next) = rest.get(length..) else { return false };
        if !header.starts_with(b"OggS") {
            return false;
        }
        rest = next;
    }
    rest.is_empty()
}

/// The length stands at the start; recorders that do not know it write none, or the largest there is.
fn is_riff_whole(bytes: &[u8]) -> bool {
    let length = bytes.get(4..8).and_then(|length| length.try_into().ok()).map_or(0, u32::from_le_bytes);
    length == u32::MAX || length as usize <= bytes.len()
}
