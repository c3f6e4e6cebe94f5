//! What uploads cost: processor time of a worker from the file to the answer, its start included.
//! `cargo run --release -p media --example measure [FILE ...]`: these files, or some that are made for it.

use std::{fs, path::Path, process::Command, time::Instant};

use media::{
    child::{self, Program},
    job::{Job, Purpose},
    tools::Tools,
};

/// The processor's ticks a second that Linux counts in `/proc`.
const TICKS_PER_SECOND: f64 = 100.0;

fn main() {
    let arguments = std::env::args_os().skip(1).collect::<Vec<_>>();
    if let [word, folder] = &arguments[..]
        && word == "worker"
    {
        std::process::exit(child::run(Path::new(folder)));
    }
    let tools = Tools::find(&std::env::var_os("PATH").unwrap_or_default());
    if !arguments.is_empty() {
        for file in &arguments {
            let bytes = fs::read(file).expect("a file");
            report(&file.to_string_lossy(), &bytes, 5, Purpose::Attachment, &tools);
        }
        return;
    }
    let photo = photo(4_000, 3_000);
    let jpeg = jpeg(&photo, 4_000, 3_000);
    let sideways = turned(&jpeg);
    let screenshot = png(&screenshot(2_560, 1_440), 2_560, 1_440);
    let webp = webp(&photo[..2_000 * 1_500 * 3], 2_000, 1_500);
    report("a 12-megapixel JPEG", &jpeg, 10, Purpose::Attachment, &tools);
    report("the same, held upright", &sideways, 10, Purpose::Attachment, &tools);
    report(
        "an 8-megapixel JPEG",
        &self::jpeg(&photo[..3_300 * 2_500 * 3], 3_300, 2_500),
        10,
        Purpose::Attachment,
        &tools,
    );
    report("the first, as an avatar", &jpeg, 10, Purpose::Avatar, &tools);
    report("a screenshot, 2560x1440 PNG", &screenshot, 10, Purpose::Attachment, &tools);
    report("a 3-megapixel lossless WebP", &webp, 5, Purpose::Attachment, &tools);
    if !tools.has_ffmpeg() {
        return;
    }
    let source =
        "-f lavfi -i testsrc2=size=1920x1080:rate=30:duration=10 -f lavfi -i sine=frequency=440:duration=10";
    let h264 = film(
        &tools,
        &format!("{source} -c:v libx264 -preset veryfast -pix_fmt yuv420p -c:a aac"),
        "film.mp4",
    );
    // VP9 is for WebM; in MP4, not all browsers play it.
    let vp9 = "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 3M -c:a aac";
    let vp9 = film(&tools, &format!("{source} {vp9}"), "film.mp4");
    report("10 s of 1080p H.264", &h264, 3, Purpose::Attachment, &tools);
    report("10 s of 1080p VP9 in MP4, encoded anew", &vp9, 1, Purpose::Attachment, &tools);
}

#[expect(clippy::print_stdout, reason = "it is what this program is for")]
fn report(what: &str, bytes: &[u8], times: u32, purpose: Purpose, tools: &Tools) {
    let program =
        Program { file: std::env::current_exe().expect("has a path"), arguments: vec!["worker".into()] };
    let (started, cpu_before) = (Instant::now(), cpu_s());
    let mut made = None;
    for _ in 0..times {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("upload"), bytes).expect("a file");
        let job = Job { purpose, input: "upload".to_owned(), tools: tools.clone() };
        child::prepare(folder.path(), &job).expect("a job");
        let outcome = child::attend(&program, folder.path(), child::serving::patience(folder.path(), &job));
        made = Some(outcome.expect("a worker"));
    }
    let cpu_ms = (cpu_s() - cpu_before) * 1_000.0 / f64::from(times);
    let wall_ms = started.elapsed().as_secs_f64() * 1_000.0 / f64::from(times);
    let outcome = made.expect("at least one");
    let result = match outcome.result {
        Ok(made) => format!(
            "{} {}x{}, {} KB",
            made.original.content_type,
            made.original.width,
            made.original.height,
            made.original.bytes / 1024
        ),
        Err(refusal) => refusal.to_string(),
    };
    println!(
        "{what} ({} KB): {cpu_ms:.0} ms of processor time, {wall_ms:.0} ms -> {result}; walls {:?}",
        bytes.len() / 1024,
        outcome.walls,
    );
}

/// Seconds of processor time that children have taken (`cutime` and `cstime`, proc(5)).
fn cpu_s() -> f64 {
    let status = fs::read_to_string("/proc/self/stat").expect("Linux");
    let numbers = status.rsplit(") ").next().expect("a name in parentheses");
    let ticks: f64 = numbers.split(' ').skip(13).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    ticks / TICKS_PER_SECOND
}

/// Slow waves, edges, and noise as of a sensor.
fn photo(width: usize, height: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut pixels = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        for x in 0..width {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let noise = ((state >> 40 & 31) as f32 - 15.0) * 0.5;
            let edge = if (x / 160 + y / 120).is_multiple_of(3) { 25.0 } else { 0.0 };
            let light =
                128.0 + 60.0 * (x as f32 / 97.0).sin() + 40.0 * (y as f32 / 61.0).cos() + edge + noise;
            pixels.extend([light as u8, (light * 0.8 + 20.0) as u8, (200.0 - light * 0.5) as u8]);
        }
    }
    pixels
}

/// Lines of what could be words, on white.
fn screenshot(width: usize, height: usize) -> Vec<u8> {
    let is_ink = |x: usize, y: usize| {
        y % 24 < 14 && (x * 7 + y * 13 + x * y) % 11 < 3 && !(x / 90 + y / 24).is_multiple_of(5)
    };
    let ink = |x, y| if is_ink(x, y) { [30, 30, 40] } else { [250, 250, 252] };
    (0..height).flat_map(|y| (0..width).flat_map(move |x| ink(x, y))).collect()
}

fn jpeg(pixels: &[u8], width: u16, height: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 92);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    encoder.encode(pixels, width, height, jpeg_encoder::ColorType::Rgb).expect("a JPEG");
    bytes
}

/// With a note that the camera was turned.
fn turned(jpeg: &[u8]) -> Vec<u8> {
    let note = b"\xFF\xE1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    [&jpeg[..2], note, &jpeg[2..]].concat()
}

fn png(pixels: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a PNG");
    writer.write_image_data(pixels).expect("a PNG");
    writer.finish().expect("a PNG");
    bytes
}

fn webp(pixels: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image_webp::WebPEncoder::new(&mut bytes);
    encoder.encode(pixels, width, height, image_webp::ColorType::Rgb8).expect("a WebP");
    bytes
}

fn film(tools: &Tools, arguments: &str, name: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    let mut command = Command::new(tools.ffmpeg.as_ref().expect("ffmpeg"));
    command.args(["-v", "error", "-y"]).args(arguments.split_whitespace()).arg(&path);
    assert!(command.status().expect("ffmpeg").success(), "{arguments}");
    fs::read(path).expect("a film")
}
