//! JSON put together from parts: what everybody sees of a status or an account is written once and copied for each who
//! looks, with what only they see beside it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, header};
use serde::{Serialize, Serializer, ser};
use serde_json::value::RawValue;

/// A text of JSON: one value, once it is whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text(Vec<u8>);

impl Text {
    /// A text that has room for about so many bytes.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    /// An object as it is sent.
    pub(crate) fn of_object(fill: impl FnOnce(&mut Object<'_>)) -> Self {
        let mut text = Self::default();
        text.object(fill);
        text
    }

    /// Writes an entity.
    pub(crate) fn value(&mut self, entity: &(impl Serialize + ?Sized)) {
        serde_json::to_writer(&mut self.0, entity)
            .expect("our own types turn into JSON, and memory takes it");
    }

    /// Writes what was written before.
    pub(crate) fn written(&mut self, value: &RawValue) {
        self.0.extend_from_slice(value.get().as_bytes());
    }

    /// Takes over what another text says.
    pub(crate) fn take(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
    }

    /// Writes an object.
    pub(crate) fn object(&mut self, fill: impl FnOnce(&mut Object<'_>)) {
        self.0.push(b'{');
        fill(&mut Object { text: self, is_empty: true });
        self.0.push(b'}');
    }

    /// Writes a list.
    pub(crate) fn list<T>(&mut self, items: impl IntoIterator<Item = T>, mut item: impl FnMut(&mut Self, T)) {
        self.0.push(b'[');
        for (number, one) in items.into_iter().enumerate() {
            if number > 0 {
                self.0.push(b',');
            }
            item(self, one);
        }
        self.0.push(b']');
    }

    /// Writes a list of what others made. One thing over which the program stumbles is left out, since it must not
    /// cost those who read the rest.
    pub(crate) fn hardy_list<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut item: impl FnMut(&mut Self, T),
    ) {
        self.0.push(b'[');
        let mut is_empty = true;
        for one in items {
            let before = self.0.len();
            if !is_empty {
                self.0.push(b',');
            }
            if catch_unwind(AssertUnwindSafe(|| item(self, one))).is_ok() {
                is_empty = false;
            } else {
                self.0.truncate(before);
                tracing::error!(
                    "one thing made the program stumble and is left out of a list; please report it"
                );
            }
        }
        self.0.push(b']');
    }

    /// The text itself.
    pub(crate) fn into_string(self) -> String {
        String::from_utf8(self.0).expect("JSON is written in UTF-8")
    }
}

/// An object that is being written.
pub(crate) struct Object<'a> {
    text: &'a mut Text,
    is_empty: bool,
}

impl Object<'_> {
    /// Begins a field; its value is written next. The name must need no escapes.
    pub(crate) fn field(&mut self, name: &'static str) -> &mut Text {
        self.separate();
        let text = &mut self.text.0;
        text.push(b'"');
        text.extend_from_slice(name.as_bytes());
        text.extend_from_slice(b"\":");
        self.text
    }

    /// Takes over all fields of an object that was written before.
    pub(crate) fn fields_of(&mut self, object: &RawValue) {
        let fields = object.get().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let fields = fields.expect("what is taken over is an object");
        if !fields.is_empty() {
            self.separate();
            self.text.0.extend_from_slice(fields.as_bytes());
        }
    }

    fn separate(&mut self) {
        if !self.is_empty {
            self.text.0.push(b',');
        }
        self.is_empty = false;
    }
}

impl IntoResponse for Text {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.0));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response
    }
}

/// For entities that hold one: what is asked for rarely need not be put together by hand.
impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.clone().into_string()).map_err(ser::Error::custom)?.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{json, value::to_raw_value};

    use super::*;

    #[test]
    fn what_makes_us_stumble_is_left_out() {
        let write = |bad: &[i32]| {
            let mut text = Text::default();
            text.hardy_list([1, 2, 3], |text, number| {
                text.value(&number);
                assert!(!bad.contains(&number), "S-168: on purpose");
            });
            text.into_string()
        };
        for (bad, list) in
            [(&[][..], "[1,2,3]"), (&[1], "[2,3]"), (&[2], "[1,3]"), (&[3, 1], "[2]"), (&[1, 2, 3], "[]")]
        {
            assert_eq!(write(bad), list, "S-168: the rest of a list");
        }
    }

    #[test]
    fn parts_make_one_value() {
        let made = to_raw_value(&json!({ "name": "a \"b\"" })).unwrap();
        let empty = to_raw_value(&json!({})).unwrap();
        let text = Text::of_object(|object| {
            object.fields_of(&empty);
            object.fields_of(&made);
            object.field("numbers").list([1, 2], |text, number| text.value(&number));
            object.field("inside").object(|inside| inside.field("same").written(&made));
            object.field("nothing").list([(); 0], |_, ()| {});
            object.field("empty").object(|_| {});
        });
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&text.clone().into_string()).unwrap(),
            json!({ "name": "a \"b\"", "numbers": [1, 2], "inside": { "same": { "name": "a \"b\"" } }, "nothing": [],
                    "empty": {} })
        );
        assert_eq!(serde_json::to_string(&text).unwrap(), text.into_string());
    }
}
