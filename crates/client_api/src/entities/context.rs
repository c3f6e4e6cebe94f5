//! Context: what stands before and after a status.

use model::Instance;
use serde::Serialize;
use social::{Thread, Viewer};

use super::Status;
use crate::json::Text;

/// <https://docs.joinmastodon.org/entities/Context/>, written out.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Context(Text);

impl Context {
    /// A thread as the viewer sees it.
    pub fn new(instance: &Instance, viewer: Viewer, thread: &Thread) -> Self {
        Self(Text::of_object(|object| {
            for (name, views) in [("ancestors", &thread.ancestors), ("descendants", &thread.descendants)] {
                object.field(name).list(views, |text, view| Status::write(text, instance, viewer, view));
            }
        }))
    }

    /// The text of it.
    pub(crate) fn into_text(self) -> Text {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::samples;

    #[test]
    fn a_context_has_every_key() {
        let thread = Thread {
            ancestors: vec![samples::status()],
            descendants: vec![samples::status()],
            is_cut: false,
        };
        let context =
            serde_json::to_value(Context::new(&samples::instance(), samples::viewer(), &thread)).unwrap();
        samples::assert_has_keys(&context, "GET /api/v1/statuses/{id}/context 200");
        assert_eq!(context["ancestors"][0]["content"], "<p>hello</p>");
    }
}
