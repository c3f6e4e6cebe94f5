//! Context: what stands before and after a status.

use model::Instance;
use serde::Serialize;
use social::{StatusView, Thread, Viewer};

use super::Status;

/// <https://docs.joinmastodon.org/entities/Context/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Context {
    pub ancestors: Vec<Status>,
    pub descendants: Vec<Status>,
}

impl Context {
    /// A thread as the viewer sees it.
    pub fn new(instance: &Instance, viewer: Viewer, thread: &Thread) -> Self {
        let list =
            |views: &[StatusView]| views.iter().map(|view| Status::new(instance, viewer, view)).collect();
        Self { ancestors: list(&thread.ancestors), descendants: list(&thread.descendants) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::samples;

    #[test]
    fn a_context_has_every_key() {
        let thread = Thread { ancestors: vec![samples::status()], descendants: vec![samples::status()] };
        let context =
            serde_json::to_value(Context::new(&samples::instance(), samples::viewer(), &thread)).unwrap();
        samples::assert_has_keys(&context, "GET /api/v1/statuses/{id}/context 200");
        assert_eq!(context["ancestors"][0]["content"], "<p>hello</p>");
    }
}
