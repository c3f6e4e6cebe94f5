//! What a browser sees: public pages, sign-in and the consent that apps ask for. Plain HTML and forms; none
//! of them needs a script.
//! Apps speak to `client_api`, other servers to `federation`.

mod assets;
mod authorize;
mod client;
mod consent;
mod cookies;
mod elsewhere;
mod failure;
mod feed;
mod finish;
mod first_run;
mod forgotten;
mod forms;
mod fresh;
mod head;
mod history;
mod interaction;
mod invitations;
pub mod limits;
mod others;
mod pages;
mod parts;
mod passkeys;
mod polls;
mod problems;
mod return_to;
mod routes;
mod second_factor;
mod settings;
mod severances;
mod sign_in;
mod sign_up;
mod strikes;
mod structured;
mod talks;
mod template;
mod text;
mod unsubscribe;
mod visitor;
mod words;

use std::sync::Arc;

use federation::Federation;
pub use routes::router;
use social::Site;

/// Which version of the program draws the pages.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What handlers work with. Cheap to clone.
#[derive(Clone)]
pub struct Web {
    /// The community.
    pub site: Arc<Site>,
    /// Who answers other servers that ask for a page's document.
    pub federation: Federation,
}
