//! Videos and sounds, with ffmpeg behind the walls of a worker, and without.

use std::{fs, path::Path, process::Command, time::Duration};

use media::{
    child::{self, Program},
    job::{Job, Kind, Made, Note, Outcome, Purpose},
    refusal::Refusal,
    tools::Tools,
};

use crate::{
    files,
    studio::{Studio, contains},
};

/// ffmpeg, if it is here. With `FANFARE_TEST_FFMPEG` it has to be.
#[expect(clippy::print_stdout, reason = "whoever reads the test's output shall know that it proved nothing")]
pub(crate) fn tools() -> Option<Tools> {
    let tools = Tools::find(&std::env::var_os("PATH").unwrap_or_default());
    if tools.has_ffmpeg() && tools.advice().is_none() {
        return Some(tools);
    }
    assert!(
        std::env::var_os("FANFARE_TEST_FFMPEG").is_none(),
        "ffmpeg is not installed, but it was asked for"
    );
    println!("skipped: ffmpeg is not installed");
    None
}

/// The worker is this test program again, told to run this one test.
#[test]
fn worker() {
    if Path::new("job.json").exists() {
        std::process::exit(child::run(Path::new(".")));
    }
}

fn attend(studio: &Studio, bytes: &[u8], purpose: Purpose, tools: Tools) -> Outcome {
    fs::write(studio.path().join("upload"), bytes).unwrap();
    let job = Job { purpose, input: "upload".to_owned(), tools };
    child::prepare(studio.path(), &job).unwrap();
    let arguments = ["moving::worker", "--exact", "--nocapture"].map(Into::into).to_vec();
    let program = Program { file: std::env::current_exe().unwrap(), arguments };
    child::attend(&program, studio.path(), Duration::from_secs(120)).unwrap()
}

fn make(bytes: &[u8], tools: Tools) -> (Studio, Made, Vec<Note>) {
    make_for(Purpose::Attachment, bytes, tools)
}

fn make_for(purpose: Purpose, bytes: &[u8], tools: Tools) -> (Studio, Made, Vec<Note>) {
    let studio = Studio::new();
    let outcome = attend(&studio, bytes, purpose, tools);
    let walls = outcome.walls.unwrap();
    assert!(walls.limits && walls.calls, "{walls:?}");
    let made = outcome.result.unwrap_or_else(|refusal| panic!("{refusal}"));
    (studio, made, outcome.notes)
}

fn refusal(bytes: &[u8], tools: Tools) -> Refusal {
    attend(&Studio::new(), bytes, Purpose::Attachment, tools).result.unwrap_err()
}

/// A file that ffmpeg makes of these arguments.
fn film(tools: &Tools, arguments: &str, extension: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film").with_extension(extension);
    let mut command = Command::new(tools.ffmpeg.as_ref().unwrap());
    command
        .current_dir(folder.path())
        .args(["-v", "error", "-y"])
        .args(arguments.split_whitespace())
        .arg(&path);
    assert!(command.status().unwrap().success(), "{arguments}");
    fs::read(path).unwrap()
}

const PICTURE: &str = "-f lavfi -i testsrc2=size=320x180:rate=25:duration=2";
const SOUND: &str = "-f lavfi -i sine=frequency=440:duration=2";
const SECRETS: &str = "-metadata title=alices_title -metadata location=+52.5200+013.4050/ -metadata artist=alice \
    -metadata creation_time=2020-01-01T00:00:00Z";

#[test]
fn an_animated_gif_becomes_a_silent_video() {
    let Some(tools) = tools() else { return };
    let (studio, made, _) = make(&files::gif(101, 75, 5), tools);
    assert_eq!(made.kind, Kind::Gifv);
    assert_eq!(made.original.content_type, "video/mp4");
    assert_eq!((made.original.width, made.original.height), (100, 74));
    assert!(studio.read(&made.original).len() > 500);
    assert_eq!(made.small.unwrap().content_type, "image/jpeg");
    let meta = serde_json::to_value(&made.meta).unwrap();
    assert_eq!(meta["size"], "100x74");
    assert_eq!(meta["fps"], 10);
    assert!(meta["audio_encode"].is_null() && made.blurhash.is_some());
}

#[test]
fn a_worker_reads_pictures_of_every_kind() {
    let Some(tools) = tools() else { return };
    let exif = [b"Exif\0\0", &files::exif(6)[..]].concat();
    let pictures = [
        files::with_segments(&files::jpeg(300, 200), &[files::segment(0xE1, &exif)]),
        files::png(300, 200, true),
        files::gif(30, 20, 1),
        files::webp(300, 200, false, None),
        include_bytes!("samples/quarters.avif").to_vec(),
        include_bytes!("samples/quarters.heic").to_vec(),
    ];
    for bytes in pictures {
        let (studio, made, _) = make(&bytes, tools.clone());
        assert_eq!(made.kind, Kind::Image);
        assert!(studio.read(&made.original).len() > 100 && made.small.is_some());
    }
    let svg = attend(&Studio::new(), b"<svg/>", Purpose::Attachment, tools);
    assert_eq!((svg.result, svg.walls), (Err(Refusal::Unknown), None));
}

#[test]
fn a_webm_that_people_here_send_becomes_an_mp4_for_their_phones() {
    let Some(tools) = tools() else { return };
    let whole = film(&tools, &format!("{PICTURE} {SOUND} -c:v libvpx -c:a libvorbis {SECRETS}"), "webm");
    // As browsers record: to a place where nobody can go back to say how long it was.
    let recorded = format!("{PICTURE} -c:v libvpx-vp9 -live 1");
    for (bytes, kind) in [(whole, Kind::Video), (film(&tools, &recorded, "webm"), Kind::Gifv)] {
        let (studio, made, _) = make(&bytes, tools.clone());
        assert_eq!((made.kind, made.original.content_type.as_str()), (kind, "video/mp4"));
        assert!((1.8..2.3).contains(&made.meta.duration.unwrap()), "{:?}", made.meta);
        assert!(!contains(&studio.read(&made.original), b"alice") && made.small.is_some());
        assert!(!studio.path().join("original.webm").exists());
    }
    let long = "-f lavfi -i color=size=16x16:rate=1:duration=700 -c:v libvpx -deadline realtime";
    let long = film(&tools, long, "webm");
    let without = Tools { h264: None, ..tools.clone() };
    for (bytes, tools) in [(&long, tools), (&film(&without, &recorded, "webm"), without.clone())] {
        let (_, made, _) = make(bytes, tools);
        assert_eq!(made.original.content_type, "video/webm", "what cannot be converted stays");
    }
}

#[test]
fn what_browsers_play_is_kept_and_tells_nothing() {
    let Some(tools) = tools() else { return };
    let mp4 =
        film(&tools, &format!("{PICTURE} {SOUND} -c:v libx264 -pix_fmt yuv420p -c:a aac {SECRETS}"), "mp4");
    let mov =
        film(&tools, &format!("{PICTURE} {SOUND} -c:v libx264 -pix_fmt yuv420p -c:a aac {SECRETS}"), "mov");
    let webm = film(&tools, &format!("{PICTURE} {SOUND} -c:v libvpx-vp9 -c:a libopus {SECRETS}"), "webm");
    for (bytes, purpose, content_type) in [
        (mp4, Purpose::Attachment, "video/mp4"),
        (mov, Purpose::Attachment, "video/mp4"),
        (webm, Purpose::Remote, "video/webm"),
    ] {
        assert!(contains(&bytes, b"alice"));
        let (studio, made, _) = make_for(purpose, &bytes, tools.clone());
        assert_eq!(made.kind, Kind::Video);
        assert_eq!(made.original.content_type, content_type);
        let original = studio.read(&made.original);
        assert!(!contains(&original, b"alice") && !contains(&original, b"+52.52"), "{content_type}");
        assert!(!contains(&original, b"Lavf5"), "{content_type}");
        let meta = serde_json::to_value(&made.meta).unwrap();
        assert_eq!(meta["size"], "320x180");
        assert_eq!(meta["fps"], 25);
        assert_eq!(meta["audio_channels"], "mono");
        assert_eq!(meta["original"]["frame_rate"], "25/1");
        assert!(meta["length"].as_str().unwrap().starts_with("0:00:02."), "{meta}");
        assert!(meta["colors"]["background"].as_str().unwrap().starts_with('#'));
        assert_eq!((made.small.unwrap().width, made.blurhash.unwrap().len()), (320, 36));
    }
}

#[test]
fn what_browsers_do_not_play_is_encoded_anew() {
    let Some(tools) = tools() else { return };
    let large =
        "-f lavfi -i testsrc2=size=2000x1201:rate=100:duration=0.3 -c:v libvpx-vp9 -deadline realtime -f mp4";
    let (_, made, _) = make(&film(&tools, large, "mp4"), tools.clone());
    assert_eq!(made.kind, Kind::Gifv);
    assert_eq!(made.original.content_type, "video/mp4");
    assert!(
        u64::from(made.original.width) * u64::from(made.original.height) <= media::limits::TRANSCODED_PIXELS
    );
    assert_eq!(made.meta.fps, Some(60));
    let ten_bits = film(&tools, &format!("{PICTURE} -c:v libx264 -pix_fmt yuv420p10le"), "mp4");
    let (_, made, _) = make(&ten_bits, tools);
    assert_eq!((made.original.width, made.original.height), (320, 180));
}

#[test]
fn a_video_held_upright_stays_upright() {
    let Some(tools) = tools() else { return };
    let plain = film(&tools, &format!("{PICTURE} -c:v libx264 -pix_fmt yuv420p"), "mp4");
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plain.mp4"), plain).unwrap();
    let path = folder.path().join("plain.mp4");
    let turned = film(&tools, &format!("-i {} -c copy -metadata:s:v:0 rotate=90", path.display()), "mp4");
    let (_, made, _) = make(&turned, tools);
    assert_eq!((made.original.width, made.original.height), (180, 320));
    assert_eq!(made.small.as_ref().map(|small| (small.width, small.height)), Some((180, 320)));
    let (_, made, notes) = make(&turned, Tools::default());
    assert_eq!((made.original.width, made.original.height), (180, 320));
    assert_eq!(notes, [Note::Unseen, Note::NoPreview]);
}

#[test]
fn sounds_are_kept_or_become_mp3() {
    let Some(tools) = tools() else { return };
    let kept = [
        ("-c:a libmp3lame", "mp3", "audio/mpeg"),
        ("-c:a aac", "m4a", "audio/mp4"),
        ("-c:a libopus", "ogg", "audio/mpeg"),
        ("-c:a libvorbis -ac 2", "ogg", "audio/mpeg"),
        ("-c:a flac", "flac", "audio/mpeg"),
        ("-c:a pcm_s16le", "wav", "audio/mpeg"),
        ("-c:a aac", "aac", "audio/mp4"),
        ("-c:a aac", "mp4", "audio/mp4"),
        ("-c:a libopus", "webm", "audio/mpeg"),
    ];
    for (codec, extension, content_type) in kept {
        let (studio, made, _) =
            make(&film(&tools, &format!("{SOUND} {codec} {SECRETS}"), extension), tools.clone());
        assert_eq!(made.kind, Kind::Audio, "{extension}");
        assert_eq!(made.original.content_type, content_type, "{extension}");
        assert!(!contains(&studio.read(&made.original), b"alice"), "{extension}");
        let meta = serde_json::to_value(&made.meta).unwrap();
        assert!((1.8..2.3).contains(&meta["duration"].as_f64().unwrap()), "{extension}: {meta}");
        assert!(meta["audio_bitrate"].as_str().unwrap().ends_with(" Hz"));
    }
    let opus = film(&tools, &format!("{SOUND} -c:a libopus"), "ogg");
    let without = Tools { mp3: None, ..tools.clone() };
    for (purpose, tools) in [(Purpose::Remote, tools), (Purpose::Attachment, without)] {
        let (_, made, _) = make_for(purpose, &opus, tools);
        assert_eq!(made.original.content_type, "audio/ogg", "{purpose:?}: browsers play it");
    }
}

#[test]
fn a_cover_is_the_preview_of_a_sound() {
    let Some(tools) = tools() else { return };
    let folder = tempfile::tempdir().unwrap();
    let cover = folder.path().join("cover.jpg");
    fs::write(&cover, files::jpeg(300, 300)).unwrap();
    let arguments =
        format!("{SOUND} -i {} -map 0 -map 1 -c:v copy -c:a libmp3lame -id3v2_version 3", cover.display());
    let (_, made, _) = make(&film(&tools, &arguments, "mp3"), tools);
    assert_eq!(made.kind, Kind::Audio);
    assert_eq!(made.small.map(|small| (small.width, small.height)), Some((300, 300)));
    assert!(made.meta.colors.is_some() && made.blurhash.is_some());
}

#[test]
fn without_ffmpeg_videos_pass_and_tell_nothing_or_are_refused() {
    let Some(tools) = tools() else { return };
    let mp4 =
        film(&tools, &format!("{PICTURE} {SOUND} -c:v libx264 -pix_fmt yuv420p -c:a aac {SECRETS}"), "mp4");
    let webm = film(&tools, &format!("{PICTURE} {SOUND} -c:v libvpx-vp9 -c:a libopus {SECRETS}"), "webm");
    for (bytes, content_type) in [(&mp4, "video/mp4"), (&webm, "video/webm")] {
        let (studio, made, notes) = make(bytes, Tools::default());
        assert_eq!(made.original.content_type, content_type);
        let original = studio.read(&made.original);
        assert_eq!(original.len(), bytes.len());
        assert!(!contains(&original, b"alice") && !contains(&original, b"+52.52"), "{content_type}");
        assert_eq!((made.original.width, made.original.height), (320, 180));
        assert!((1.9..2.2).contains(&made.meta.duration.unwrap()));
        assert_eq!(notes, [Note::Unseen, Note::NoPreview]);
        // ffmpeg still reads it to the end.
        let (_, again, _) = make(&original, tools.clone());
        assert_eq!(again.kind, Kind::Video);
    }
    let hevc = film(&tools, &format!("{PICTURE} -c:v libx265 -x265-params log-level=error"), "mp4");
    assert!(matches!(refusal(&hevc, Tools::default()), Refusal::NeedsTool { .. }));
    let flac = film(&tools, &format!("{SOUND} -c:a flac"), "flac");
    let refused = refusal(&flac, Tools::default()).to_string();
    assert!(refused.contains("administrator has to install ffmpeg"), "{refused}");
    let mp3 = film(&tools, &format!("{SOUND} -c:a libmp3lame {SECRETS}"), "mp3");
    let (studio, made, _) = make(&mp3, Tools::default());
    assert!(!contains(&studio.read(&made.original), b"alice"));
}

#[test]
fn a_video_that_lies_or_breaks_off_is_refused() {
    let Some(tools) = tools() else { return };
    let mp4 = film(&tools, &format!("{PICTURE} {SOUND} -c:v libx264 -pix_fmt yuv420p -c:a aac"), "mp4");
    let webm = film(&tools, &format!("{PICTURE} -c:v libvpx-vp9"), "webm");
    let fast = film(&tools, &format!("{PICTURE} -c:v libx264 -pix_fmt yuv420p -movflags +faststart"), "mp4");
    let ogg = film(&tools, &format!("{SOUND} -c:a libopus"), "ogg");
    let flac = film(&tools, &format!("{SOUND} {SOUND} -filter_complex concat=v=0:a=1 -c:a flac"), "flac");
    for whole in [&mp4, &webm, &fast, &ogg, &flac] {
        for part in [20, 100, whole.len() / 10, whole.len() / 2] {
            for tools in [tools.clone(), Tools::default()] {
                let refused = refusal(&whole[..part], tools);
                assert!(
                    matches!(
                        refused,
                        Refusal::Damaged { .. }
                            | Refusal::Unknown
                            | Refusal::NothingInside
                            | Refusal::NeedsTool { .. }
                    ),
                    "{refused:?}"
                );
            }
        }
    }
    // A playlist behind a brand, a film whose frames lie in another file.
    let playlist = [&b"\0\0\0\x18ftypisom\0\0\0\0iso2avc1"[..], b"#EXTM3U\nfile:///etc/passwd\n"].concat();
    assert!(matches!(refusal(&playlist, tools), Refusal::Damaged { .. }));
    let at = mp4.windows(4).position(|four| four == b"url ").unwrap();
    let mut elsewhere = mp4;
    elsewhere[at + 7] = 0;
    assert!(matches!(refusal(&elsewhere, Tools::default()), Refusal::NeedsTool { .. }));
}
