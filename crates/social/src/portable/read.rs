//! Reading a file that somebody brings: of Mastodon, of this server, or of whoever writes the same.

use model::{ImportLine, Portable, limits};

use crate::{Problem, Refusal, Result};

/// The lines of a file that is said to be of this kind, with its cells in our order.
pub(super) fn lines(kind: Portable, file: &[u8]) -> Result<Vec<ImportLine>> {
    if file.len() > limits::IMPORT_BYTES {
        return Err(refused("is too large", "file-large"));
    }
    let text = std::str::from_utf8(file).map_err(|_| refused("is not in UTF-8", "file-table"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut columns: Option<Vec<Option<usize>>> = None;
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| refused("is no list of comma-separated values", "file-table"))?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if columns.is_none() {
            columns = Some(places(kind, &record));
            if is_head(&record) {
                if !record.iter().any(|cell| cell.trim() == kind.headers()[0]) {
                    return Err(refused("is a list of something else", "file-other"));
                }
                continue;
            }
        }
        if lines.len() >= limits::IMPORT_LINES {
            return Err(refused("has too many lines", "file-many"));
        }
        let places = columns.iter().flatten();
        let cells = places.map(|place| place.and_then(|at| record.get(at)).map(clean).unwrap_or_default());
        lines.push(ImportLine { position: lines.len() as i64 + 1, cells: cells.collect(), problem: None });
    }
    if lines.is_empty() { Err(refused("is empty", "file-empty")) } else { Ok(lines) }
}

/// Whether the first line names the columns.
fn is_head(record: &csv::StringRecord) -> bool {
    let first = record.get(0).unwrap_or_default().trim();
    Portable::ALL.iter().any(|kind| kind.headers()[0] == first)
}

/// Where our columns stand in the file: as its first line says, or in our order.
fn places(kind: Portable, first: &csv::StringRecord) -> Vec<Option<usize>> {
    let find = |header: &&str| first.iter().position(|cell| cell.trim() == *header);
    match is_head(first) {
        true => kind.headers().iter().map(find).collect(),
        false => (0..kind.headers().len()).map(Some).collect(),
    }
}

/// A cell without the mark that keeps programs for tables from running it.
fn clean(cell: &str) -> String {
    let cell = cell.trim();
    let bare = cell.strip_prefix('\'').filter(|rest| super::is_formula(rest)).unwrap_or(cell);
    // PostgreSQL takes no zero.
    bare.chars().filter(|letter| *letter != '\0').take(limits::IMPORT_CELL_CHARACTERS).collect()
}

fn refused(message: &str, reason: &'static str) -> crate::Error {
    // Of the numbers that may be meant, a reason names one at most.
    let problem = Problem::new("file", message).because(reason).with(limits::IMPORT_LINES);
    Refusal::Invalid(vec![problem]).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(kind: Portable, file: &str) -> Vec<Vec<String>> {
        lines(kind, file.as_bytes()).unwrap().into_iter().map(|line| line.cells).collect()
    }

    #[test]
    fn columns_are_found_by_their_names_and_otherwise_by_their_order() {
        let named =
            "\u{feff}Account address,Languages,Show boosts\r\nbob@far.example,\"de, en\",false\r\n\r\n";
        assert_eq!(cells(Portable::Following, named), [["bob@far.example", "false", "", "de, en"]]);
        assert_eq!(cells(Portable::Following, "@bob@far.example"), [["@bob@far.example", "", "", ""]]);
        assert_eq!(cells(Portable::Lists, "\"a, b\",bob@far.example"), [["a, b", "bob@far.example"]]);
        assert_eq!(cells(Portable::Lists, "'=SUM(A1),bob"), [["=SUM(A1)", "bob"]]);
    }

    #[test]
    fn what_is_no_list_of_this_kind_is_refused() {
        for file in [&b""[..], b"\n\n", b"\xff\xfe", b"#domain\nfar.example"] {
            assert!(lines(Portable::Following, file).is_err(), "{file:?}");
        }
        let many = "bob@far.example\n".repeat(limits::IMPORT_LINES + 1);
        assert!(lines(Portable::Following, many.as_bytes()).is_err());
    }
}
