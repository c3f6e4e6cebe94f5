//! Names with brackets, as Rails reads them: `id[]=1&id[]=2`, `poll[options][]=yes`, `source[privacy]=public`.

use serde_json::{Map, Value};
use url::form_urlencoded;

use crate::{ApiError, limits};

/// Reads a query or form into a tree of texts, lists and maps. Of a name given twice the last value counts.
pub(super) fn parse(text: &[u8]) -> Result<Map<String, Value>, ApiError> {
    let mut tree = Map::new();
    for (count, (name, value)) in form_urlencoded::parse(text).enumerate() {
        check_count(count)?;
        insert(&mut tree, &name, value.into_owned())?;
    }
    Ok(tree)
}

/// Refuses the parameter after the last that is allowed; `count` came before it.
pub(super) fn check_count(count: usize) -> Result<(), ApiError> {
    if count < limits::PARAMETERS {
        Ok(())
    } else {
        Err(ApiError::malformed("There are too many parameters"))
    }
}

/// Puts one value where its name says.
pub(super) fn insert(tree: &mut Map<String, Value>, name: &str, value: String) -> Result<(), ApiError> {
    let (head, keys) = split(name);
    if keys.len() > limits::BRACKETS {
        return Err(ApiError::malformed("The name of a parameter has too many brackets"));
    }
    let slot = tree.entry(head).or_insert(Value::Null);
    if place(slot, &keys, value) {
        Ok(())
    } else {
        Err(ApiError::malformed(format!("The parameter {head} is given in two ways that exclude each other")))
    }
}

/// `a[b][]` is `a` with `b` and an empty key. A name whose brackets do not match is one word.
fn split(name: &str) -> (&str, Vec<&str>) {
    let Some((head, rest)) = name.split_once('[').filter(|(head, _)| !head.is_empty()) else {
        return (name, Vec::new());
    };
    match rest.strip_suffix(']') {
        Some(inner) if inner.split("][").all(|key| !key.contains(['[', ']'])) => {
            (head, inner.split("][").collect())
        }
        _ => (name, Vec::new()),
    }
}

/// Answers whether there was room of the right kind.
fn place(slot: &mut Value, keys: &[&str], value: String) -> bool {
    let Some((key, rest)) = keys.split_first() else {
        let is_free = matches!(slot, Value::Null | Value::String(_));
        if is_free {
            *slot = Value::String(value);
        }
        return is_free;
    };
    if slot.is_null() {
        *slot = if key.is_empty() { Value::Array(Vec::new()) } else { Value::Object(Map::new()) };
    }
    match slot {
        Value::Array(items) if key.is_empty() => {
            // `media[][id]=1&media[][focus]=x&media[][id]=2`: a key that is there already begins the next item.
            let continues = match (rest.first(), items.last()) {
                (Some(next), Some(Value::Object(last))) => !last.contains_key(*next),
                _ => false,
            };
            if !continues {
                items.push(Value::Null);
            }
            items.last_mut().is_some_and(|last| place(last, rest, value))
        }
        Value::Object(fields) if !key.is_empty() => {
            place(fields.entry(*key).or_insert(Value::Null), rest, value)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn tree(text: &str) -> Value {
        Value::Object(parse(text.as_bytes()).unwrap())
    }

    #[test]
    fn brackets_make_lists_and_maps() {
        assert_eq!(tree("id[]=1&id%5B%5D=2&q=a+b%20c"), json!({ "id": ["1", "2"], "q": "a b c" }));
        assert_eq!(
            tree("poll[options][]=x&poll[options][]=y&poll[multiple]=true"),
            json!({ "poll": { "options": ["x", "y"], "multiple": "true" } })
        );
        assert_eq!(
            tree("m[][id]=1&m[][focus]=a&m[][id]=2"),
            json!({ "m": [{ "id": "1", "focus": "a" }, { "id": "2" }] })
        );
        assert_eq!(tree("f[0][name]=x"), json!({ "f": { "0": { "name": "x" } } }));
    }

    #[test]
    fn odd_names_are_words_and_the_last_value_counts() {
        assert_eq!(
            tree("a[b=1&[]=2&c]=3&d[[]]=4"),
            json!({ "a[b": "1", "[]": "2", "c]": "3", "d[[]]": "4" })
        );
        assert_eq!(tree("a=1&a=2&b"), json!({ "a": "2", "b": "" }));
    }

    #[test]
    fn what_contradicts_itself_or_goes_too_far_is_refused() {
        let deep = format!("a{}=1", "[b]".repeat(limits::BRACKETS + 1));
        let many = "a[]=1&".repeat(limits::PARAMETERS + 1);
        for bad in ["a=1&a[b]=2", "a[]=1&a[b]=2", "a[b]=1&a=2", &deep, &many] {
            assert_eq!(parse(bad.as_bytes()).unwrap_err().status(), 400, "{bad:.20}");
        }
        assert!(parse("a[]=1&".repeat(limits::PARAMETERS).as_bytes()).is_ok());
    }
}
