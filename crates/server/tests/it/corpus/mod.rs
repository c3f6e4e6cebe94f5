//! Real documents of some sixty implementations, delivered by a fake neighbour: nothing may break, and each becomes what
//! it became before. The documents lie beside the project; where they do not, the stories say nothing.

mod becoming;
mod documents;
mod stage;

use testkit::Neighbour;

use self::documents::{Document, adopted, documents};
use crate::with_site;

#[test]
fn no_real_document_breaks_the_inbox() {
    let documents = documents();
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        alice.follows(&bob.handle()).await;
        home.settle().await;
        if let Some(follow) = far.received().first() {
            bob.delivers(home, &bob.activity("Accept", 0, &follow.activity)).await;
        }
        for (number, Document { name, content }) in (1..).zip(&documents) {
            for delivered in [content.clone(), adopted(content, &bob, number)] {
                let answer = bob.delivers(home, &delivered).await;
                assert!(!answer.status.is_server_error(), "{name}: {}", answer.status);
            }
        }
        home.settle().await;
        let left = store::events::count(&home.site.store).await.unwrap();
        assert_eq!(left, 0, "every effect ran");
        if !documents.is_empty() {
            assert!(alice.home().await.len() > 10, "and many of them can be read");
        }
    });
}
