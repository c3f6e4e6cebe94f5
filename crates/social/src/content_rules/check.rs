//! What is wrong with a rule that somebody writes, all at once, and how it is kept.

use model::{Condition, LooksAt, RuleAction, limits};
use regex::RegexBuilder;

use super::{Draft, domains};
use crate::{Problem, Refusal, Result, statuses};

/// The rule as it is kept.
pub(super) fn check(draft: Draft) -> Result<Draft> {
    let mut problems = Vec::new();
    let name = draft.name.trim().to_owned();
    if name.is_empty() {
        problems.push(Problem::new("name", "can't be blank"));
    }
    for (field, text, most) in [
        ("name", &name, limits::CONTENT_RULE_NAME_CHARACTERS),
        ("notice", &draft.notice, limits::CONTENT_RULE_NOTICE_CHARACTERS),
    ] {
        if text.chars().count() > most {
            problems.push(Problem::new(field, format!("is too long (maximum is {most} characters)")));
        }
    }
    if draft.action == RuleAction::Ask && draft.looks_at != LooksAt::Local {
        let message = "can only be asking the author where the rule looks at local statuses";
        problems.push(Problem::new("action", message));
    }
    if draft.conditions.is_empty() || draft.conditions.len() > limits::CONDITIONS {
        problems.push(Problem::new("conditions", format!("must be from one to {}", limits::CONDITIONS)));
    }
    let conditions: Vec<Condition> = draft.conditions.into_iter().map(plain).collect();
    for (number, condition) in (1..).zip(&conditions) {
        if let Err(problem) = check_one(condition) {
            problems.push(Problem::new("conditions", format!("are wrong in number {number}: {problem}")));
        }
    }
    match problems.is_empty() {
        true => Ok(Draft { name, notice: draft.notice.trim().to_owned(), conditions, ..draft }),
        false => Err(Refusal::Invalid(problems).into()),
    }
}

/// A condition without what says nothing.
fn plain(condition: Condition) -> Condition {
    let trimmed = |entries: Vec<String>| -> Vec<String> {
        let mut kept: Vec<String> = Vec::with_capacity(entries.len());
        for entry in entries.iter().map(|entry| entry.trim()).filter(|entry| !entry.is_empty()) {
            if !kept.iter().any(|known| known == entry) {
                kept.push(entry.to_owned());
            }
        }
        kept
    };
    let lower = |entries: Vec<String>| trimmed(entries.iter().map(|entry| entry.to_lowercase()).collect());
    match condition {
        Condition::Words { words } => Condition::Words { words: trimmed(words) },
        Condition::Links { domains, at_least } => {
            // One that is none stays, so that it is said to be wrong.
            let plain = |domain: String| domains::plain(&domain).unwrap_or(domain);
            Condition::Links { domains: trimmed(domains.into_iter().map(plain).collect()), at_least }
        }
        Condition::Media { hashes } => Condition::Media { hashes: lower(hashes) },
        other => other,
    }
}

fn check_one(condition: &Condition) -> std::result::Result<(), String> {
    match condition {
        Condition::Words { words } => {
            some(words, "words")?;
            match words.iter().find(|word| markup::words::line(word).trim().is_empty()) {
                Some(word) => Err(format!("there is no word in {word:?}")),
                None => Ok(()),
            }
        }
        Condition::Pattern { pattern } => check_pattern(pattern),
        Condition::Links { domains, at_least } => {
            if domains.is_empty() && at_least.is_none() {
                return Err("domains or a number of links are needed".into());
            }
            if !domains.is_empty() {
                some(domains, "domains")?;
            }
            if let Some(other) = domains.iter().find(|domain| domains::plain(domain).is_none()) {
                return Err(format!("{other:?} is no domain"));
            }
            at_least.map_or(Ok(()), number)
        }
        Condition::Media { hashes } => {
            some(hashes, "hashes")?;
            let is_hash = |hash: &String| hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
            match hashes.iter().find(|hash| !is_hash(hash)) {
                Some(other) => Err(format!("{other:?} is no SHA-256 in hexadecimal digits")),
                None => Ok(()),
            }
        }
        Condition::NewAccounts { younger_than_hours } => number(*younger_than_hours),
        Condition::Mentions { at_least } => number(*at_least),
        Condition::Languages { languages, .. } => {
            some(languages, "languages")?;
            match languages.iter().find(|code| !statuses::is_language(code)) {
                Some(other) => Err(format!("{other:?} is no code of a language")),
                None => Ok(()),
            }
        }
        Condition::Secrets { kinds } if kinds.is_empty() => Err("kinds are needed".into()),
        Condition::Secrets { .. } => Ok(()),
    }
}

fn some(entries: &[String], what: &str) -> std::result::Result<(), String> {
    if entries.is_empty() {
        return Err(format!("{what} are needed"));
    }
    if entries.len() > limits::CONDITION_ENTRIES {
        return Err(format!("there are too many {what} (at most {})", limits::CONDITION_ENTRIES));
    }
    match entries.iter().any(|entry| entry.len() > limits::CONDITION_ENTRY_BYTES) {
        true => {
            Err(format!("one of the {what} is too long (at most {} bytes)", limits::CONDITION_ENTRY_BYTES))
        }
        false => Ok(()),
    }
}

fn number(given: i64) -> std::result::Result<(), String> {
    match (1..=limits::CONDITION_NUMBER).contains(&given) {
        true => Ok(()),
        false => Err(format!("the number must be from 1 to {}", limits::CONDITION_NUMBER)),
    }
}

/// Only what is read in time that grows with the text alone, and fits into so much memory.
fn check_pattern(pattern: &str) -> std::result::Result<(), String> {
    if pattern.is_empty() {
        return Err("a pattern is needed".into());
    }
    if pattern.len() > limits::PATTERN_BYTES {
        return Err(format!("the pattern is too long (at most {} bytes)", limits::PATTERN_BYTES));
    }
    match RegexBuilder::new(pattern).size_limit(limits::PATTERN_READY_BYTES).build() {
        Ok(ready) if ready.is_match("") => {
            Err("the pattern matches nothing at all, which is everywhere".into())
        }
        Ok(_) => Ok(()),
        // It shows the pattern, and marks where it is wrong.
        Err(error) => Err(format!("the pattern cannot be read: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(condition: Condition) -> Draft {
        Draft {
            name: "x".into(),
            looks_at: LooksAt::Everywhere,
            conditions: vec![condition],
            action: RuleAction::Hold,
            notice: String::new(),
            expires_at: None,
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused_with_its_place() {
        for (condition, part) in [
            (Condition::Words { words: vec!["!!".into()] }, "no word"),
            (Condition::Words { words: vec![" ".into()] }, "are needed"),
            (Condition::Pattern { pattern: "a(b".into() }, "unclosed group"),
            (Condition::Pattern { pattern: "(a|b)*".into() }, "everywhere"),
            (Condition::Pattern { pattern: r"(\w{1000}){1000}".into() }, "cannot be read"),
            (Condition::Pattern { pattern: r"(a)\1".into() }, "backreferences"),
            (Condition::Links { domains: vec![], at_least: None }, "are needed"),
            (Condition::Links { domains: vec!["not a domain".into()], at_least: None }, "no domain"),
            (Condition::Media { hashes: vec!["abc".into()] }, "SHA-256"),
            (Condition::Mentions { at_least: 0 }, "from 1"),
            (Condition::Languages { languages: vec!["English".into()], is_any_but: false }, "no code"),
            (Condition::Secrets { kinds: vec![] }, "are needed"),
        ] {
            let problem = check(draft(condition)).unwrap_err().to_string();
            assert!(problem.contains("number 1") && problem.contains(part), "{problem}");
        }
        let ask = Draft { action: RuleAction::Ask, ..draft(Condition::Mentions { at_least: 3 }) };
        assert!(check(ask).is_err());
    }

    #[test]
    fn what_is_written_untidily_is_kept_tidily() {
        let links = Condition::Links {
            domains: vec![" HTTPS://Shop.Example/ ".into(), "*.bücher.example".into()],
            at_least: None,
        };
        let kept = check(draft(links)).unwrap().conditions;
        let domains = vec!["shop.example".to_owned(), "xn--bcher-kva.example".to_owned()];
        assert_eq!(kept, [Condition::Links { domains, at_least: None }]);
        let words = Condition::Words { words: vec![" Casino ".into(), "Casino".into(), "".into()] };
        assert_eq!(
            check(draft(words)).unwrap().conditions,
            [Condition::Words { words: vec!["Casino".into()] }]
        );
    }
}
