//! Scheduled status: a draft and its time.

use model::Instance;
use serde::Serialize;
use serde_json::{Value, json};
use social::schedule::Scheduled;

use super::MediaAttachment;

/// <https://docs.joinmastodon.org/entities/ScheduledStatus/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct ScheduledStatus {
    pub id: String,
    pub scheduled_at: String,
    pub params: Value,
    pub media_attachments: Vec<MediaAttachment>,
}

impl ScheduledStatus {
    /// A scheduled status as its author sees it.
    pub fn new(instance: &Instance, scheduled: &Scheduled) -> Self {
        let draft = &scheduled.draft;
        Self {
            id: scheduled.id.to_string(),
            scheduled_at: scheduled.scheduled_at.to_rfc3339_millis(),
            params: json!({
                "text": draft.text,
                "poll": draft.poll,
                "media_ids": (!draft.media.is_empty()).then(|| draft.media.iter().map(ToString::to_string).collect::<Vec<_>>()),
                "sensitive": draft.sensitive,
                "spoiler_text": draft.spoiler_text,
                "visibility": draft.visibility.map(model::Visibility::as_str),
                "language": draft.language,
                "in_reply_to_id": draft.in_reply_to_id.map(model::Id::get),
                "application_id": draft.application_id.map(model::Id::get),
                "scheduled_at": null,
                "idempotency": draft.idempotency_key,
                "with_rate_limit": false,
                "allowed_mentions": null,
                "quoted_status_id": draft.quoted_status_id.map(model::Id::get),
                "quote_approval_policy": draft.quote_policy.map(model::QuotePolicy::as_str),
                "local_only": draft.local_only,
            }),
            media_attachments: MediaAttachment::list(instance, &scheduled.attachments),
        }
    }
}

#[cfg(test)]
mod tests {
    use social::statuses::Draft;

    use super::*;
    use crate::entities::samples;

    #[test]
    fn a_scheduled_status_has_every_key() {
        let scheduled = Scheduled {
            id: model::Id::new(5),
            draft: Draft { text: "later".into(), ..Draft::default() },
            scheduled_at: model::Timestamp::from_millis(1_763_892_000_045),
            attachments: Vec::new(),
        };
        let shown = serde_json::to_value(ScheduledStatus::new(&samples::instance(), &scheduled)).unwrap();
        samples::assert_has_keys(&shown, "GET /api/v1/scheduled_statuses/{id} 200");
        assert_eq!(
            (&shown["params"]["text"], &shown["scheduled_at"]),
            (&json!("later"), &json!("2025-11-23T10:00:00.045Z"))
        );
    }
}
