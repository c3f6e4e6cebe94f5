//! The house: what whoever runs a server decides on the command line, for stories that are about something else.

use model::{Announcement, CustomEmoji, Rule};
use social::{
    Result, Staff,
    announcements::{self, NewAnnouncement, Publish},
    custom_emojis, rules,
};

use crate::Home;

impl Home {
    /// Adds a rule.
    pub async fn adds_rule(&self, text: &str, hint: &str) -> Rule {
        let draft = rules::Draft { text: text.to_owned(), hint: hint.to_owned(), ..rules::Draft::default() };
        rules::add(&self.site, &Staff::operator(&self.site), draft).await.expect("a rule")
    }

    /// Tells everybody something.
    pub async fn announces(&self, new: NewAnnouncement) -> Announcement {
        let by = Staff::operator(&self.site);
        announcements::make(&self.site, &by, new, Publish::Now).await.expect("it is announced")
    }

    /// Adds a custom emoji.
    pub async fn adds_emoji(
        &self,
        shortcode: &str,
        category: Option<&str>,
        picture: &[u8],
    ) -> Result<CustomEmoji> {
        let draft = custom_emojis::Draft::new(shortcode, category.map(str::to_owned));
        custom_emojis::add(&self.site, &Staff::operator(&self.site), draft, picture).await
    }
}
