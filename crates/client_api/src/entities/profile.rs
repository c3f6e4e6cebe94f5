//! Profile: a profile as its user edits it.

use model::Instance;
use serde::Serialize;
use social::{Credentials, FeaturedTagView, pictures::Urls};

use super::{FeaturedTag, account};

/// <https://docs.joinmastodon.org/entities/Profile/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Profile {
    pub id: String,
    pub display_name: String,
    /// As it was written.
    pub note: String,
    /// As HTML.
    pub formatted_note: String,
    pub fields: Vec<account::Field>,
    /// With values as HTML.
    pub formatted_fields: Vec<account::Field>,
    pub avatar: Option<String>,
    pub avatar_static: Option<String>,
    pub avatar_description: String,
    pub header: Option<String>,
    pub header_static: Option<String>,
    pub header_description: String,
    pub locked: bool,
    pub bot: bool,
    pub hide_collections: bool,
    pub discoverable: bool,
    pub indexable: bool,
    pub show_media: bool,
    pub show_media_replies: bool,
    pub show_featured: bool,
    pub attribution_domains: Vec<String>,
    pub featured_tags: Vec<FeaturedTag>,
}

impl Profile {
    /// What the user edits.
    pub fn new(instance: &Instance, credentials: &Credentials, tags: &[FeaturedTagView]) -> Self {
        let own = &credentials.view.account;
        let pictures = Urls::of(instance, own);
        Self {
            id: own.id.to_string(),
            display_name: own.display_name.clone(),
            note: own.note_text.clone(),
            formatted_note: own.note.clone(),
            fields: account::written_fields(&own.fields),
            formatted_fields: account::fields(&own.fields),
            avatar: pictures.avatar,
            avatar_static: pictures.avatar_still,
            avatar_description: own.pictures.avatar_description.clone(),
            header: pictures.header,
            header_static: pictures.header_still,
            header_description: own.pictures.header_description.clone(),
            locked: own.locked,
            bot: own.is_bot(),
            hide_collections: own.hide_collections,
            discoverable: own.discoverable,
            indexable: own.indexable,
            show_media: own.tabs.media,
            show_media_replies: own.tabs.media_replies,
            show_featured: own.tabs.featured,
            attribution_domains: own.attribution_domains.clone(),
            featured_tags: tags.iter().map(|tag| FeaturedTag::new(own, tag)).collect(),
        }
    }
}
