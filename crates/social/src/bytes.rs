//! Sizes as people write them: in steps of a thousand, as disks are sold.

use std::path::Path;

use model::limits;

/// What the letters after a number stand for, the largest first.
const UNITS: [(&str, u64); 3] = [("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000)];

/// Reads how much of the disk may be taken: `20 GB`, `500MB`.
pub fn read(text: &str) -> Result<u64, String> {
    let wrong = || "must be a size such as 20 GB".to_owned();
    let text = text.trim().to_ascii_uppercase();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number: u64 = text[..end].parse().map_err(|_| wrong())?;
    let (_, unit) = UNITS.into_iter().find(|(name, _)| *name == text[end..].trim()).ok_or_else(wrong)?;
    number
        .checked_mul(unit)
        .filter(|bytes| *bytes >= limits::DISK_BUDGET_BYTES_MIN)
        .ok_or_else(|| "must be 100 MB at least".to_owned())
}

/// Writes the same, in the largest unit without a remainder.
pub fn written(bytes: u64) -> String {
    let fits = UNITS.into_iter().find(|(_, unit)| bytes >= *unit && bytes.is_multiple_of(*unit));
    let (name, unit) = fits.unwrap_or(UNITS[2]);
    format!("{} {name}", bytes / unit)
}

/// The same in few digits, as people say it: `3.2 GB`.
pub fn rounded(bytes: i64) -> String {
    let bytes = bytes.max(0);
    match bytes {
        1_000_000_000.. => format!("{:.1} GB", bytes as f64 / 1e9),
        1_000_000.. => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} kB", bytes as f64 / 1e3),
    }
}

/// Bytes of a database in a data folder; none if it is elsewhere.
pub fn of_database(data: &Path) -> i64 {
    let entries = std::fs::read_dir(data).into_iter().flatten().flatten();
    let is_database = |entry: &std::fs::DirEntry| entry.file_name().to_string_lossy().contains(".sqlite");
    let bytes =
        entries.filter(is_database).filter_map(|entry| entry.metadata().ok()).map(|found| found.len());
    i64::try_from(bytes.sum::<u64>()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_written_as_disks_are_sold() {
        for (text, bytes, back) in [
            ("20 GB", 20_000_000_000, "20 GB"),
            ("1500gb", 1_500_000_000_000, "1500 GB"),
            (" 2 tb ", 2_000_000_000_000, "2 TB"),
            ("500MB", 500_000_000, "500 MB"),
        ] {
            assert_eq!(read(text), Ok(bytes), "{text}");
            assert_eq!(written(bytes), back);
        }
        for text in ["", "20", "GB", "99 MB", "-1 GB", "20 GiB", "99999999999999999999 GB", "20000000000 TB"]
        {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
