//! Rules made ready to compare: all words of all rules are looked for at once, and so are all patterns, in one pass over a
//! text. Without a live rule, nothing is done.

use std::{collections::HashSet, sync::Arc};

use aho_corasick::AhoCorasick;
use model::{
    Account, Attachment, Condition, ContentRule, Poll, SecretKind, Status, Timestamp, Visibility, limits,
};
use regex::{RegexSet, RegexSetBuilder};

use super::{domains, secrets::Finder};
use crate::search::index;

const HOUR_MS: i64 = 3_600_000;

/// A status with what rules look at.
#[derive(Clone, Copy)]
pub(crate) struct Case<'a> {
    pub(crate) author: &'a Account,
    pub(crate) status: &'a Status,
    /// How many people it names.
    pub(crate) mentions: usize,
    pub(crate) attachments: &'a [Attachment],
    pub(crate) poll: Option<&'a Poll>,
    /// When it was said.
    pub(crate) at: Timestamp,
}

/// A rule for which all conditions hold, and why each does.
#[derive(Clone, Debug)]
pub(crate) struct Match {
    pub(crate) rule: Arc<ContentRule>,
    pub(crate) because: Vec<String>,
}

/// Where a word or a pattern stands: the number of its rule, and that of its condition.
type Place = (usize, usize);

/// Rules that act, ready.
#[derive(Debug, Default)]
pub(crate) struct Ready {
    /// All rules as they are stored, to see whether they changed.
    stored: Vec<ContentRule>,
    live: Vec<Arc<ContentRule>>,
    words: Option<AhoCorasick>,
    word_places: Vec<(Place, String)>,
    patterns: Option<RegexSet>,
    pattern_places: Vec<Place>,
    secrets: Option<Finder>,
    looks_at_files: bool,
}

impl Ready {
    /// Those of the rules that act. What cannot be made ready was refused when it was written.
    pub(crate) fn new(stored: Vec<ContentRule>) -> Self {
        let live: Vec<Arc<ContentRule>> =
            stored.iter().filter(|rule| rule.is_live).cloned().map(Arc::new).collect();
        let mut ready = Self { stored, live, ..Self::default() };
        let mut patterns = Vec::new();
        for (number, rule) in ready.live.iter().enumerate() {
            for (place, condition) in rule.conditions.iter().enumerate() {
                let place = (number, place);
                match condition {
                    Condition::Words { words } => {
                        ready.word_places.extend(words.iter().map(|word| (place, word.clone())));
                    }
                    Condition::Pattern { pattern } => {
                        ready.pattern_places.push(place);
                        patterns.push(pattern.as_str());
                    }
                    Condition::Secrets { .. } => ready.secrets = Some(Finder::new()),
                    Condition::Media { .. } => ready.looks_at_files = true,
                    _ => {}
                }
            }
        }
        if !ready.word_places.is_empty() {
            let needles =
                ready.word_places.iter().map(|(_, word)| markup::words::needle(&markup::words::line(word)));
            ready.words = AhoCorasick::new(needles).ok();
        }
        if !patterns.is_empty() {
            ready.patterns = RegexSetBuilder::new(&patterns)
                .size_limit(limits::PATTERN_READY_BYTES * patterns.len())
                .dfa_size_limit(limits::PATTERN_LEARNT_BYTES)
                .build()
                .ok();
        }
        ready
    }

    /// Whether these are the rules that are stored.
    pub(crate) fn is_of(&self, stored: &[ContentRule]) -> bool {
        self.stored == stored
    }

    /// Whether nothing can be found.
    pub(crate) fn is_empty(&self) -> bool {
        self.live.is_empty()
    }

    /// Whether it must be known what the files of a status are.
    pub(crate) fn looks_at_files(&self) -> bool {
        self.looks_at_files
    }

    /// The rules for which all conditions hold. `hashes` tells what is known of the files of the status.
    pub(crate) fn find(&self, case: Case<'_>, hashes: &[String], now: Timestamp) -> Vec<Match> {
        let is_direct = case.status.visibility == Visibility::Direct;
        let looks = |rule: &ContentRule| {
            rule.acts_at(now)
                && rule.looks_at.includes(case.author.is_local())
                // What is said to a few is not read.
                && !(is_direct && rule.conditions.iter().any(Condition::reads))
        };
        if !self.live.iter().any(|rule| looks(rule)) {
            return Vec::new();
        }
        let found = Found::new(self, case, hashes);
        let matches = self.live.iter().enumerate().filter(|(_, rule)| looks(rule));
        matches.filter_map(|(number, rule)| found.check(number, rule)).collect()
    }
}

/// What was found in a status, for all rules at once.
struct Found<'a> {
    ready: &'a Ready,
    case: Case<'a>,
    hashes: &'a [String],
    text: String,
    words: HashSet<usize>,
    patterns: HashSet<Place>,
    /// Where its links lead, one for each.
    links: Vec<String>,
    /// The hosts of all that is marked as a link, that of people and tags, too.
    hosts: Vec<String>,
}

impl<'a> Found<'a> {
    fn new(ready: &'a Ready, case: Case<'a>, hashes: &'a [String]) -> Self {
        let mut text = index::text(case.status, case.poll, case.attachments);
        cut(&mut text);
        let mut words = HashSet::new();
        if let Some(all) = &ready.words {
            let line = markup::words::line(&text);
            words.extend(all.find_overlapping_iter(&line).map(|found| found.pattern().as_usize()));
        }
        let mut patterns = HashSet::new();
        if let Some(all) = &ready.patterns {
            patterns.extend(all.matches(&text).iter().map(|number| ready.pattern_places[number]));
        }
        let content = &case.status.content;
        let links = domains::of_links(content);
        let hosts = if case.author.is_local() { links.clone() } else { domains::of_all(content) };
        Self { ready, case, hashes, text, words, patterns, links, hosts }
    }

    fn check(&self, number: usize, rule: &Arc<ContentRule>) -> Option<Match> {
        let mut because = Vec::with_capacity(rule.conditions.len());
        for (place, condition) in rule.conditions.iter().enumerate() {
            because.push(self.holds((number, place), condition)?);
        }
        Some(Match { rule: Arc::clone(rule), because })
    }

    /// Why a condition holds, if it does. It is kept, so no secret stands in it, and nothing of a direct status.
    fn holds(&self, place: Place, condition: &Condition) -> Option<String> {
        match condition {
            Condition::Words { .. } => {
                let here = self.ready.word_places.iter().enumerate();
                let here = here.filter(|(number, (at, _))| *at == place && self.words.contains(number));
                listed("words", here.map(|(_, (_, word))| word.as_str()))
            }
            Condition::Pattern { .. } => {
                self.patterns.contains(&place).then(|| "the pattern matches".to_owned())
            }
            Condition::Links { domains, at_least } => self.links(domains, *at_least),
            Condition::Media { hashes } => {
                listed("files", hashes.iter().filter(|hash| self.hashes.contains(hash)).map(String::as_str))
            }
            Condition::NewAccounts { younger_than_hours } => {
                let author = self.case.author;
                // Of neighbours it counts since when they are known here, whatever their server says.
                let since = author.created_at.max(author.id.time());
                let hours = (self.case.at.as_millis() - since.as_millis()).div_euclid(HOUR_MS);
                (hours < *younger_than_hours).then(|| format!("the account is {} hours old", hours.max(0)))
            }
            Condition::Mentions { at_least } => {
                let count = self.case.mentions as i64;
                (count >= *at_least).then(|| format!("{count} people are named"))
            }
            Condition::Languages { languages, is_any_but } => {
                let language = self.case.status.language.as_deref()?;
                let is_among = crate::readers::is_wanted(languages, Some(language));
                (is_among != *is_any_but).then(|| format!("language: {language}"))
            }
            Condition::Secrets { kinds } => {
                let finder = self.ready.secrets.as_ref()?;
                let found = kinds.iter().filter(|kind| finder.finds(**kind, &self.text));
                listed("secrets", found.map(|kind| secret_name(*kind)))
            }
        }
    }

    fn links(&self, domains: &[String], at_least: Option<i64>) -> Option<String> {
        let wanted = at_least.unwrap_or(1).max(1);
        if domains.is_empty() {
            let count = self.links.len() as i64;
            return (count >= wanted).then(|| format!("{count} links"));
        }
        let is_wanted = |host: &&String| domains.iter().any(|domain| domains::is_below(host, domain));
        let found: Vec<&String> = self.hosts.iter().filter(is_wanted).collect();
        if (found.len() as i64) < wanted {
            return None;
        }
        listed("links", found.into_iter().map(String::as_str))
    }
}

/// The first few of what was found; nothing if nothing was.
fn listed<'a>(what: &str, found: impl Iterator<Item = &'a str>) -> Option<String> {
    let shown: Vec<&str> = found.take(limits::REASONS_SHOWN).collect();
    (!shown.is_empty()).then(|| format!("{what}: {}", shown.join(", ")))
}

fn secret_name(kind: SecretKind) -> &'static str {
    match kind {
        SecretKind::CardNumber => "a card number",
        SecretKind::Iban => "a bank account",
        SecretKind::PrivateKey => "a private key",
        SecretKind::AccessKey => "an access key",
    }
}

fn cut(text: &mut String) {
    if text.len() > limits::JUDGED_BYTES {
        text.truncate(text.floor_char_boundary(limits::JUDGED_BYTES));
    }
}
