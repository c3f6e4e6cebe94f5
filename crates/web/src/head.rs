//! What a page tells programs that show a preview of it or list it: Open Graph, and data of schema.org.

use serde_json::Value;

/// What a page tells programs, beside its title and description.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    /// `og:type`
    pub(crate) kind: &'static str,
    /// What the page's picture shows.
    pub(crate) image_alt: Option<String>,
    /// Whether the picture is what the page is about.
    pub(crate) is_picture_large: bool,
    /// More of Open Graph: property and value.
    pub(crate) properties: Vec<(&'static str, String)>,
    /// JSON of schema.org that can stand within a page.
    pub(crate) data: Option<String>,
}

impl Default for Head {
    fn default() -> Self {
        Self { kind: "website", image_alt: None, is_picture_large: false, properties: Vec::new(), data: None }
    }
}

impl Head {
    /// With data of schema.org.
    pub(crate) fn with_data(self, data: &Value) -> Self {
        // Within a page, nothing may look like the end of the script.
        Self { data: Some(data.to_string().replace('<', "\\u003c")), ..self }
    }

    /// The form of a preview, as it was named first by Twitter.
    pub(crate) fn card(&self) -> &'static str {
        if self.is_picture_large { "summary_large_image" } else { "summary" }
    }
}
