//! Settings as those see them who may change them.

use serde::Serialize;
use social::settings::{Kind, SettingView};

/// A setting.
#[derive(Clone, Debug, Serialize)]
pub struct Setting {
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// What can be said there: `line`, `text`, `number`, `flag`, `words`, `choice`, `size` or `secret`.
    pub kind: &'static str,
    /// Its value, as text; of a secret, what nobody is to see is masked.
    pub value: String,
    /// Its value at first.
    pub default: String,
    /// The words of which it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choices: Option<&'static [&'static str]>,
    /// The least number that it can be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<usize>,
    /// The greatest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<usize>,
}

impl Setting {
    /// A setting as shown.
    pub fn new(view: &SettingView) -> Self {
        let kind = &view.setting.kind;
        let choices = if let Kind::Choice(words) = kind { Some(*words) } else { None };
        let range = if let Kind::Number(least, most) = kind { Some((*least, *most)) } else { None };
        Self {
            name: view.setting.name.to_owned(),
            about: view.setting.about.to_owned(),
            kind: kind.as_str(),
            value: view.value.clone(),
            default: view.default.clone(),
            choices,
            min: range.map(|(least, _)| least),
            max: range.map(|(_, most)| most),
        }
    }
}
