//! From the tree to a type, leniently: forms know only text, and apps send numbers and yes or no as text in JSON,
//! too. What does not fit is refused by the name of its field.

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Map, Value};

use crate::ApiError;

/// Reads the tree into a struct. Fields that are absent, `null` or, where they are optional, empty take their
/// default; fields of the tree that the struct does not know are left alone.
pub(super) fn read<T: DeserializeOwned>(tree: Map<String, Value>) -> Result<T, ApiError> {
    T::deserialize(Lenient(Value::Object(tree)))
        .map_err(|wrong| ApiError::invalid(wrong.field.unwrap_or("parameters"), wrong.message))
}

/// The parameters that say which part of a list is asked for.
const PARTS: [&str; 5] = ["limit", "offset", "max_id", "since_id", "min_id"];

/// What does not fit, and where.
#[derive(Debug)]
struct Wrong {
    field: Option<&'static str>,
    message: String,
}

impl Wrong {
    fn new(message: &str) -> Self {
        Self { field: None, message: message.to_owned() }
    }
}

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Wrong {}

impl de::Error for Wrong {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self { field: None, message: message.to_string() }
    }
}

/// A part of the tree.
struct Lenient(Value);

impl Lenient {
    /// Anything that is one word: text, a number, yes or no.
    fn text(self) -> Result<String, Wrong> {
        match self.0 {
            // Databases cannot keep NUL, so it becomes what HTML makes of it.
            Value::String(text) => Ok(text.replace('\0', "\u{FFFD}")),
            Value::Number(number) => Ok(number.to_string()),
            Value::Bool(yes) => Ok(yes.to_string()),
            Value::Null | Value::Array(_) | Value::Object(_) => Err(Wrong::new("must be text")),
        }
    }

    fn integer(self) -> Result<i64, Wrong> {
        let whole = |number: f64| (number.fract() == 0.0).then_some(number as i64);
        let number = match &self.0 {
            Value::Number(number) => number.as_i64().or_else(|| number.as_f64().and_then(whole)),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        number.ok_or_else(|| Wrong::new("must be a whole number"))
    }

    fn truth(self) -> Result<bool, Wrong> {
        // As in Rails, by which apps have learnt: there are words for no, and all others mean yes.
        let word = self.text()?.trim().to_ascii_lowercase();
        Ok(!matches!(word.as_str(), "false" | "0" | "off" | "f" | ""))
    }

    /// A list, a map numbered from 0 as some libraries write lists, or one item alone.
    fn items(self) -> Result<Vec<Value>, Wrong> {
        let items = match self.0 {
            Value::Array(items) => items,
            Value::Object(fields) => {
                let mut numbered: Vec<(u32, Value)> = Vec::with_capacity(fields.len());
                for (key, item) in fields {
                    numbered.push((key.parse().map_err(|_| Wrong::new("must be a list"))?, item));
                }
                numbered.sort_by_key(|(number, _)| *number);
                numbered.into_iter().map(|(_, item)| item).collect()
            }
            one => vec![one],
        };
        Ok(items.into_iter().filter(|item| !is_nothing(item)).collect())
    }
}

/// Whether a parameter that says which part of a list is asked for says nothing of use. Apps that have nothing to say
/// there send `undefined`, and are answered with the beginning.
fn is_no_part(name: &str, value: &Value) -> bool {
    let is_number = |text: &str| text.trim().parse::<i128>().is_ok();
    match value {
        Value::String(text) => PARTS.contains(&name) && !is_number(text),
        _ => false,
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

impl<'de> Deserializer<'de> for Lenient {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.0.deserialize_any(visitor).map_err(de::Error::custom)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_bool(self.truth()?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_i64(self.integer()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if is_nothing(&self.0) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_seq(Items(self.items()?.into_iter()))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        match self.0 {
            Value::Object(tree) => visitor.visit_map(Fields { names: fields.iter(), tree, value: None }),
            _ => Err(Wrong::new("must be a group of parameters")),
        }
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct newtype_struct
        tuple tuple_struct map enum identifier ignored_any
    }
}

/// The items of a list.
struct Items(std::vec::IntoIter<Value>);

impl<'de> SeqAccess<'de> for Items {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        self.0.next().map(|item| seed.deserialize(Lenient(item))).transpose()
    }
}

/// The fields that a struct knows and the tree has.
struct Fields {
    names: std::slice::Iter<'static, &'static str>,
    tree: Map<String, Value>,
    value: Option<(&'static str, Value)>,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Wrong> {
        for name in self.names.by_ref() {
            let said = self.tree.remove(*name).filter(|value| !value.is_null() && !is_no_part(name, value));
            if let Some(value) = said {
                self.value = Some((name, value));
                return seed.deserialize((*name).into_deserializer()).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        let (name, value) = self.value.take().ok_or_else(|| Wrong::new("has no value"))?;
        seed.deserialize(Lenient(value)).map_err(|wrong| Wrong { field: Some(name), ..wrong })
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Form {
        status: String,
        sensitive: bool,
        reblogs: Option<bool>,
        limit: Option<i64>,
        id: Vec<String>,
        language: Option<String>,
        poll: Option<Value>,
    }

    fn form(tree: Value) -> Result<Form, (u16, String)> {
        let Value::Object(tree) = tree else { panic!("not a map") };
        read(tree).map_err(|error| (error.status().as_u16(), format!("{error:?}")))
    }

    #[test]
    fn text_numbers_and_truth_are_read_in_every_spelling() {
        for yes in
            [json!(true), json!("true"), json!("1"), json!(1), json!("on"), json!("maybe"), json!("null")]
        {
            assert!(form(json!({ "sensitive": yes })).unwrap().sensitive, "{yes}");
        }
        for no in [json!(false), json!("false"), json!("0"), json!(0), json!("OFF"), json!(""), json!(null)] {
            assert!(!form(json!({ "sensitive": no })).unwrap().sensitive, "{no}");
        }
        assert_eq!(form(json!({ "limit": "5", "status": 7 })).unwrap().limit, Some(5));
        assert_eq!(form(json!({ "status": 7 })).unwrap().status, "7");
        assert_eq!(form(json!({ "status": "a\0b" })).unwrap().status, "a\u{FFFD}b");
    }

    #[test]
    fn nothing_is_nothing_however_it_is_said() {
        assert_eq!(form(json!({ "limit": "undefined" })).unwrap(), Form::default());
        let empty = json!({ "reblogs": "", "limit": "", "language": "", "poll": "", "id": "", "unknown": { "a": 1 } });
        assert_eq!(form(empty).unwrap(), Form::default());
        assert_eq!(form(json!({ "status": null, "id": [null, ""] })).unwrap(), Form::default());
    }

    #[test]
    fn lists_come_in_several_shapes() {
        for list in [json!(["1", 2]), json!({ "1": "2", "0": "1" })] {
            assert_eq!(form(json!({ "id": list })).unwrap().id, ["1", "2"]);
        }
        assert_eq!(form(json!({ "id": "1" })).unwrap().id, ["1"]);
    }

    #[test]
    fn what_does_not_fit_is_refused_by_name() {
        for (tree, words) in [
            (json!({ "status": { "a": 1 } }), "Status must be text"),
            (json!({ "status": ["a"] }), "Status must be text"),
            (json!({ "sensitive": {} }), "Sensitive must be text"),
            (json!({ "limit": 1.5 }), "Limit must be a whole number"),
            (json!({ "id": { "a": "1" } }), "Id must be a list"),
            (json!({ "id": [["1"]] }), "Id must be text"),
        ] {
            let (status, message) = form(tree.clone()).unwrap_err();
            assert_eq!(status, 422, "{tree}");
            assert!(message.contains(words), "{message}");
        }
    }
}
