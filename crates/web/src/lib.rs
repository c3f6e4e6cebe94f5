//! What a browser sees: public pages, sign-in and the consent that apps ask for. Plain HTML and forms; none
//! of them needs a script.
//! Apps speak to `client_api`, other servers to `federation`.

mod assets;
mod authorize;
mod client;
mod consent;
mod cookies;
mod failure;
mod feed;
mod finish;
mod first_run;
mod forms;
mod fresh;
mod interaction;
mod invitations;
pub mod limits;
mod others;
mod pages;
mod parts;
mod problems;
mod return_to;
mod routes;
mod sign_in;
mod sign_up;
mod template;
mod text;
mod visitor;
mod words;

use std::sync::Arc;

use federation::Federation;
pub use routes::router;
use social::Site;

/// What handlers work with. Cheap to clone.
#[derive(Clone)]
pub struct Web {
    /// The community.
    pub site: Arc<Site>,
    /// Who answers other servers that ask for a page's document.
    pub federation: Federation,
}
