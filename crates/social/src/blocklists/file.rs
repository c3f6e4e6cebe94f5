//! Blocklists as files, in the columns of Mastodon's.

use model::{BlocklistEntry, NeighbourBlock, Severity, limits};

use super::fires;
use crate::{Fault, Problem, Refusal, Result, Site, domain_blocks};

/// What stands above the columns.
const COLUMNS: [&str; 6] =
    ["#domain", "#severity", "#reject_media", "#reject_reports", "#public_comment", "#obfuscate"];

/// A line that makes no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Its number, from 1.
    pub line: usize,
    /// Why.
    pub message: String,
}

/// What was decided, as a file.
pub(super) fn write(blocks: &[NeighbourBlock]) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let fault = |error: csv::Error| Fault::caused_by("write a blocklist", error);
    writer.write_record(COLUMNS).map_err(fault)?;
    for block in blocks {
        let comment = block.public_comment.clone().unwrap_or_default();
        let cells = [
            block.domain.clone(),
            block.severity.as_str().to_owned(),
            block.reject_media.to_string(),
            block.reject_reports.to_string(),
            comment,
            block.obfuscate.to_string(),
        ];
        writer.write_record(cells).map_err(fault)?;
    }
    let bytes = writer.into_inner().map_err(|_| Fault::new("write a blocklist"))?;
    Ok(String::from_utf8(bytes).map_err(|error| Fault::caused_by("write a blocklist", error))?)
}

/// Reads a file: with the columns of Mastodon's in any order, with or without the signs before their names, or a domain a
/// line. Of a domain that stands there twice, the first line counts. Or what FIRES writes.
pub(super) fn read(site: &Site, text: &str) -> Result<(Vec<BlocklistEntry>, Vec<Wrong>)> {
    if fires::is_one(text) {
        return fires::read(site, text);
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let (mut entries, mut wrong): (Vec<BlocklistEntry>, Vec<Wrong>) = (Vec::new(), Vec::new());
    let mut seen = std::collections::HashSet::new();
    let mut columns: Option<Vec<String>> = None;
    for (at, record) in reader.records().enumerate() {
        let line = at + 1;
        let Ok(record) = record else {
            wrong.push(Wrong { line, message: "cannot be read".to_owned() });
            continue;
        };
        if columns.is_none() {
            let names: Vec<String> =
                record.iter().map(|name| name.trim_start_matches(['\u{feff}', '#']).to_lowercase()).collect();
            let has_names = names.iter().any(|name| name == "domain");
            columns = Some(if has_names { names } else { vec!["domain".to_owned()] });
            if has_names {
                continue;
            }
        }
        let of = |name: &str| {
            let at = columns.as_ref()?.iter().position(|column| column == name)?;
            record.get(at).map(str::trim).filter(|cell| !cell.is_empty())
        };
        let Some(domain) = of("domain").filter(|domain| !domain.starts_with('#')) else { continue };
        match entry(site, domain, of) {
            Ok(entry) if seen.insert(entry.domain.clone()) => entries.push(entry),
            Ok(_) => {}
            Err(message) => wrong.push(Wrong { line, message }),
        }
        if entries.len() > limits::BLOCKLIST_LINES {
            let most = limits::BLOCKLIST_LINES;
            let problem = Problem::new("csv", format!("has too many lines (maximum is {most})"));
            return Err(Refusal::Invalid(vec![problem]).into());
        }
    }
    Ok((entries, wrong))
}

fn entry<'a>(
    site: &Site,
    domain: &str,
    of: impl Fn(&str) -> Option<&'a str>,
) -> std::result::Result<BlocklistEntry, String> {
    if domain.contains('*') {
        return Err(format!("{domain} is hidden in part"));
    }
    let domain = domain_blocks::normalize(site, domain).map_err(|error| error.to_string())?;
    let severity = match of("severity") {
        None => Severity::Suspend,
        Some(word) => {
            Severity::parse(&word.to_lowercase()).ok_or_else(|| format!("{word} is no severity"))?
        }
    };
    let flag = |name: &str| {
        of(name).is_some_and(|word| matches!(word.to_lowercase().as_str(), "true" | "1" | "yes"))
    };
    let cut = |text: &str| text.chars().take(limits::COMMENT_CHARACTERS).collect();
    Ok(BlocklistEntry {
        domain,
        severity: severity.as_str().to_owned(),
        reject_media: flag("reject_media"),
        reject_reports: flag("reject_reports"),
        public_comment: of("public_comment").map(cut),
        obfuscate: flag("obfuscate"),
    })
}
