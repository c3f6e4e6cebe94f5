//! Statements: plain SQL written once, with the few spellings that differ between the engines filled in.

use std::sync::OnceLock;

use crate::{Touch, Value, row::columns};

/// A statement that both engines take. The text is SQL with `$1, $2 …` and these fill-ins:
/// `{account a}` the columns of an entity with a table alias; `{in $1}` the numbers and `{words $1}` the words of a
/// list parameter; `{match f status_search $1}` that a row of an index for full text has the words of a query, and
/// `{vector $1}` the words of a row, both as `search` writes them.
#[derive(Debug)]
pub struct Sql {
    text: &'static str,
    /// What it changes, and which parameter has the id; 0 stands for all of the kind.
    touches: [Option<(Touch, usize)>; 2],
    sqlite: OnceLock<String>,
    postgres: OnceLock<String>,
}

impl Sql {
    /// A statement. Fails to compile when parameters do not first appear as `$1, $2, $3 …`, because SQLite
    /// numbers them by first appearance.
    pub const fn new(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        let (mut at, mut highest) = (0, 0);
        while at + 1 < bytes.len() {
            if bytes[at] == b'$' && bytes[at + 1].is_ascii_digit() {
                at += 1;
                let mut number = 0;
                while at < bytes.len() && bytes[at].is_ascii_digit() {
                    number = number * 10 + (bytes[at] - b'0') as usize;
                    at += 1;
                }
                assert!(number <= highest + 1, "parameters must first appear as $1, $2, $3");
                if number > highest {
                    highest = number;
                }
            } else {
                at += 1;
            }
        }
        Self { text, touches: [None; 2], sqlite: OnceLock::new(), postgres: OnceLock::new() }
    }

    /// The same, with what it changes: what is kept in memory of the one whose id is the `parameter`th is read anew.
    #[must_use]
    pub const fn touching(mut self, what: Touch, parameter: usize) -> Self {
        assert!(parameter > 0, "parameters are counted from 1");
        self.add(what, parameter);
        self
    }

    /// The same, with what it changes, whichever they are.
    #[must_use]
    pub const fn touching_all(mut self, what: Touch) -> Self {
        self.add(what, 0);
        self
    }

    /// The same, saying that nothing of what is kept in memory changes.
    #[must_use]
    pub const fn touching_nothing(self) -> Self {
        self
    }

    const fn add(&mut self, what: Touch, parameter: usize) {
        let place = if self.touches[0].is_none() { 0 } else { 1 };
        assert!(self.touches[place].is_none(), "a statement touches two kinds at most");
        self.touches[place] = Some((what, parameter));
    }

    /// What the statement changes, with these values.
    pub(crate) fn touched(&self, values: &[Value<'_>]) -> impl Iterator<Item = (Touch, Option<i64>)> {
        self.touches.iter().flatten().map(|(what, parameter)| {
            let value = parameter.checked_sub(1).and_then(|place| values.get(place));
            (*what, value.and_then(Value::as_int))
        })
    }

    /// The text for SQLite.
    pub fn for_sqlite(&self) -> &str {
        self.sqlite.get_or_init(|| {
            fill(self.text, |word, argument| match word {
                // The column that is called like its table stands for the whole row.
                "match" => argument.replacen(' ', ".", 1).replacen(' ', " MATCH ", 1),
                "vector" => argument.to_owned(),
                _ => format!("(SELECT value FROM json_each({argument}))"),
            })
        })
    }

    /// The text for PostgreSQL.
    pub fn for_postgres(&self) -> &str {
        self.postgres.get_or_init(|| {
            fill(self.text, |word, argument| match word {
                "match" => {
                    let (alias, parameter) = (argument.split(' ').next(), argument.split(' ').next_back());
                    let (alias, parameter) = (alias.unwrap_or_default(), parameter.unwrap_or_default());
                    format!("{alias}.words @@ {parameter}::text::tsquery")
                }
                "vector" => format!("{argument}::text::tsvector"),
                "in" => {
                    format!("(SELECT value::bigint FROM jsonb_array_elements_text({argument}::text::jsonb))")
                }
                _ => format!("(SELECT value FROM jsonb_array_elements_text({argument}::text::jsonb))"),
            })
        })
    }
}

/// Fills in entity columns, and what the engines spell differently.
fn fill(text: &str, spell: impl Fn(&str, &str) -> String) -> String {
    let mut filled = String::with_capacity(text.len() + 512);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (inside, tail) = after.split_once('}').expect("every { in a statement is closed");
        let (word, argument) = inside.split_once(' ').expect("a fill-in is a word and an argument");
        filled.push_str(before);
        if matches!(word, "in" | "words" | "match" | "vector") {
            filled.push_str(&spell(word, argument));
        } else {
            let names: Vec<String> = columns(word).map(|column| format!("{argument}.{column}")).collect();
            filled.push_str(&names.join(", "));
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

/// Every statement in a source file of this crate, for the test that prepares each of them against both engines.
/// Statements are only made by `Sql::new("…")`, so reading the sources finds them all.
pub fn statements_in(source: &str) -> Vec<Sql> {
    source
        .split("Sql::new(")
        .skip(1)
        .filter_map(|after| after.trim_start().strip_prefix('"'))
        .filter_map(|text| text.split_once('"'))
        .map(|(text, _)| Sql::new(Box::leak(text.replace("\\\\", "\\").into_boxed_str())))
        .collect()
}
