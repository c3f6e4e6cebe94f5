//! The limits of this room: what is taken in, what comes out, and what the work may cost. Where Mastodon has a limit
//! that apps show to people, ours is the same (its version 4.5, `MediaAttachment` and `Attachmentable`).

/// Bytes of a picture that is attached.
pub const IMAGE_BYTES: u64 = 16 * 1024 * 1024;
/// Bytes of a video or a sound that is attached.
pub const VIDEO_BYTES: u64 = 99 * 1024 * 1024;
/// Bytes of an avatar or a header.
pub const AVATAR_BYTES: u64 = 8 * 1024 * 1024;
/// Bytes of a picture that stands for something else: of a link, or chosen for a video or a sound.
pub const PREVIEW_BYTES: u64 = 8 * 1024 * 1024;
/// Bytes of a custom emoji.
pub const EMOJI_BYTES: u64 = 256 * 1024;

/// Pixels of a picture that is taken in (7680x4320); asked before anything is allocated.
pub const IMAGE_PIXELS: u64 = 33_177_600;
/// Pixels along one side of a picture, whatever the other is.
pub const IMAGE_SIDE: u32 = 32_768;
/// Pixels of a picture as it is shown in full (3840x2160); a larger one is made smaller.
pub const ORIGINAL_PIXELS: u64 = 8_294_400;
/// Pixels of a preview (640x360).
pub const SMALL_PIXELS: u64 = 230_400;
/// Pixels of an animated GIF that becomes a video (1280x720); a larger one is made smaller.
pub const GIF_PIXELS: u64 = 921_600;
/// Pixels along both sides of an avatar.
pub const AVATAR_SIDE: u32 = 400;
/// Pixels of a header (1500x500).
pub const HEADER_PIXELS: u64 = 750_000;
/// Pixels of a custom emoji.
pub const EMOJI_PIXELS: u64 = 4_194_304;
/// Pixels of all frames of an animated avatar or header together, as each is made smaller.
pub const ANIMATION_PIXELS: u64 = 400_000_000;
/// Frames of an animated picture, as of a video.
pub const FRAMES: u64 = 36_000;

/// Pixels of a video that is taken in (3840x2160).
pub const VIDEO_PIXELS: u64 = 8_294_400;
/// Pixels of a video that is encoded anew (1920x1080); a larger one is made smaller.
pub const TRANSCODED_PIXELS: u64 = 2_073_600;
/// Frames a second of a video that is taken in.
pub const VIDEO_FRAME_RATE: f64 = 120.0;
/// Frames a second of a video that is encoded anew.
pub const TRANSCODED_FRAME_RATE: u32 = 60;
/// Seconds of a video that is encoded anew; how long that takes grows with it.
pub const TRANSCODED_SECONDS: f64 = 600.0;
/// Seconds of a video or a sound.
pub const SECONDS: f64 = 24.0 * 3600.0;
/// Streams in a file of sound or video.
pub const STREAMS: usize = 32;

/// Quality of a JPEG that is shown in full.
pub const JPEG_QUALITY: u8 = 88;
/// Quality of a JPEG that is a preview.
pub const SMALL_JPEG_QUALITY: u8 = 82;
/// Scans of a progressive JPEG: each goes over the whole picture again, and cameras write about ten.
pub const JPEG_SCANS: usize = 32;
/// Bytes of a colour profile that is kept; those of screens and cameras have fewer than 4 KB.
pub const ICC_BYTES: usize = 64 * 1024;
/// Bytes of a colour profile that a preview carries, too.
pub const SMALL_ICC_BYTES: usize = 4 * 1024;
/// Tags in a colour profile.
pub const ICC_TAGS: usize = 64;
/// Bytes that a decoder of PNG or WebP may hold besides the picture itself.
pub const DECODER_BYTES: usize = 256 * 1024 * 1024;
/// Boxes in one box of an MP4, AVIF or HEIC file.
pub const BOXES: usize = 100_000;
/// Items (tiles, thumbnails, properties) in an AVIF or HEIC file.
pub const HEIF_ITEMS: usize = 4_096;

/// Bytes of a job as it is handed over.
pub const JOB_BYTES: u64 = 64 * 1024;
/// Bytes of an outcome as it is handed back.
pub const OUTCOME_BYTES: u64 = 64 * 1024;
/// Bytes of what a tool reports about a file.
pub const REPORT_BYTES: u64 = 1024 * 1024;
/// Bytes of memory that a worker, and each tool that it starts, may hold.
pub const WORKER_MEMORY_BYTES: u64 = 512 * 1024 * 1024;
/// Bytes of a single file that a worker may write.
pub const WORKER_FILE_BYTES: u64 = 256 * 1024 * 1024;
/// Files that a worker may hold open.
pub const WORKER_FILES: u64 = 128;
/// How far a worker stands back behind everything else (`nice`).
pub const WORKER_NICE: i32 = 10;
/// Seconds of processor time for a picture, and for asking what is in a file.
pub const PICTURE_CPU_S: u64 = 60;
/// Seconds of processor time for a video that is encoded anew: ten minutes of it at 1080p take a slow core fifteen.
pub const VIDEO_CPU_S: u64 = 900;
/// Seconds after which the work on a picture is ended, busy or not.
pub const PICTURE_SECONDS: u64 = 90;
/// Seconds after which the work on a video or a sound is ended.
pub const VIDEO_SECONDS: u64 = 1_800;
