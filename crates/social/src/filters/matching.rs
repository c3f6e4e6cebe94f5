//! Matching: what the filters of a viewer find in a status. Filters are kept in memory, ready to compare.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use model::{AccountId, Filter, StatusId, Timestamp, limits};
use moka::sync::Cache;

use crate::{PollView, Result, Sheet, Site};

/// What a filter has found in a status.
#[derive(Clone, Debug)]
pub struct Match {
    /// The filter.
    pub filter: Arc<Filter>,
    /// The keywords that stand in the status.
    pub keywords: Vec<String>,
    /// The status itself, if the filter names it.
    pub status: Option<StatusId>,
}

/// The filters of those who looked lately.
#[derive(Debug)]
pub(crate) struct Filters {
    known: Cache<AccountId, Arc<Vec<Ready>>>,
    /// How often something was forgotten, so that nothing is kept that was read before.
    changes: AtomicU64,
}

impl Default for Filters {
    fn default() -> Self {
        Self { known: Cache::new(limits::FILTERS_KEPT), changes: AtomicU64::new(0) }
    }
}

impl Filters {
    /// The account's filters changed.
    pub(crate) fn forget(&self, account: AccountId) {
        self.changes.fetch_add(1, Ordering::AcqRel);
        self.known.invalidate(&account);
    }
}

/// A filter with its words folded.
#[derive(Debug)]
pub(crate) struct Ready {
    filter: Arc<Filter>,
    words: Vec<Word>,
}

#[derive(Debug)]
struct Word {
    folded: String,
    as_written: String,
    whole: bool,
}

/// The account's filters. Kept in memory until they change.
pub(crate) async fn of(site: &Site, account: AccountId) -> Result<Arc<Vec<Ready>>> {
    let filters = &site.filters;
    if let Some(known) = filters.known.get(&account) {
        return Ok(known);
    }
    let before = filters.changes.load(Ordering::Acquire);
    let list = store::filters::list(&site.store, account, limits::FILTERS).await?;
    let ready = Arc::new(list.into_iter().map(Ready::new).collect::<Vec<_>>());
    filters.known.insert(account, Arc::clone(&ready));
    if filters.changes.load(Ordering::Acquire) != before {
        filters.known.invalidate(&account);
    }
    Ok(ready)
}

/// What these filters find in a status.
pub(crate) fn find(ready: &[Ready], sheet: &Sheet, poll: Option<&PollView>, now: Timestamp) -> Vec<Match> {
    if ready.is_empty() {
        return Vec::new();
    }
    let text = searchable(sheet, poll);
    ready
        .iter()
        .filter(|ready| ready.filter.expires_at.is_none_or(|end| end > now))
        .filter_map(|ready| ready.find(&text, sheet.status.id))
        .collect()
}

/// Everything in a status that can be read, what its pictures show included, folded.
fn searchable(sheet: &Sheet, poll: Option<&PollView>) -> String {
    let status = &sheet.status;
    let mut text = format!("{}\n\n{}", status.spoiler_text, markup::plain::text(&status.content));
    for option in poll.iter().flat_map(|view| &view.poll.options) {
        text.push('\n');
        text.push_str(&option.title);
    }
    for description in sheet.attachments.iter().filter_map(|one| one.description.as_deref()) {
        text.push('\n');
        text.push_str(description);
    }
    text.to_lowercase()
}

impl Ready {
    fn new(filter: Filter) -> Self {
        let words = filter.keywords.iter().map(|word| Word {
            folded: word.keyword.trim().to_lowercase(),
            as_written: word.keyword.clone(),
            whole: word.whole_word,
        });
        Self { words: words.collect(), filter: Arc::new(filter) }
    }

    fn find(&self, text: &str, status: StatusId) -> Option<Match> {
        let keywords: Vec<String> = self
            .words
            .iter()
            .filter(|word| word.stands_in(text))
            .map(|word| word.as_written.clone())
            .collect();
        let status = self.filter.statuses.iter().find(|one| one.status_id == status).map(|one| one.status_id);
        (!keywords.is_empty() || status.is_some()).then(|| Match {
            filter: Arc::clone(&self.filter),
            keywords,
            status,
        })
    }
}

impl Word {
    /// A whole word ends where letters and digits do; where the keyword itself begins or ends with something else,
    /// nothing is asked of what stands beside it.
    fn stands_in(&self, text: &str) -> bool {
        if self.folded.is_empty() {
            return false;
        }
        let asks = |edge: Option<char>| self.whole && edge.is_some_and(is_letter);
        let (asks_before, asks_after) =
            (asks(self.folded.chars().next()), asks(self.folded.chars().next_back()));
        text.match_indices(&self.folded).any(|(start, found)| {
            let before = text[..start].chars().next_back();
            let after = text[start + found.len()..].chars().next();
            let is_edge = |asks: bool, beside: Option<char>| !asks || !beside.is_some_and(is_letter);
            is_edge(asks_before, before) && is_edge(asks_after, after)
        })
    }
}

fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(keyword: &str, whole: bool) -> Word {
        Word { folded: keyword.to_lowercase(), as_written: keyword.to_owned(), whole }
    }

    #[test]
    fn whole_words_stand_by_themselves_in_any_script() {
        let text = "die straße, größer als 3d-drucker! #news @bob_x 猫が好き".to_lowercase();
        for (keyword, whole, expected) in [
            ("Straße", true, true),
            ("stra", true, false),
            ("stra", false, true),
            ("größe", true, false),
            ("3d", true, true),
            ("#news", true, true),
            ("bob", true, false),
            ("猫", false, true),
            ("drucker!", true, true),
            ("", false, false),
        ] {
            assert_eq!(word(keyword, whole).stands_in(&text), expected, "{keyword}");
        }
    }
}
