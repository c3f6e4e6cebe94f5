//! The frame around every page, and answers made of templates.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use model::Instance;
use percent_encoding::{CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    Web, assets,
    client::Start,
    feed::Format,
    finish::{ForClient, WithScript},
    head::Head,
    limits,
    visitor::Visitor,
    words::Words,
};

/// What every page shows around its own content.
#[derive(Clone, Debug)]
pub(crate) struct Shell {
    pub(crate) title: String,
    /// What the server is called.
    pub(crate) name: String,
    pub(crate) style: String,
    pub(crate) image: String,
    /// The one address of this page.
    pub(crate) canonical: Option<String>,
    pub(crate) description: Option<String>,
    /// The document that other servers read instead.
    pub(crate) activity: Option<String>,
    /// Where readers of RSS and Atom find the same.
    pub(crate) feeds: Vec<FeedLink>,
    /// What programs are told that preview or list the page.
    pub(crate) head: Head,
    /// Where others ask how to embed what the page shows.
    pub(crate) oembed: Option<String>,
    /// Whether search engines may list the page.
    pub(crate) is_listed: bool,
    pub(crate) member: Option<Greeting>,
    /// What the web client starts from, on pages that it takes over.
    pub(crate) start: Option<Start>,
    /// The one script of a page that is not taken over by the client.
    pub(crate) script: Option<String>,
    /// What the page speaks with.
    pub(crate) words: Words,
}

/// A feed among the links of a page.
#[derive(Clone, Debug)]
pub(crate) struct FeedLink {
    pub(crate) kind: &'static str,
    pub(crate) title: String,
    /// What its form is called.
    pub(crate) name: &'static str,
    pub(crate) address: String,
}

/// Who is signed in, and the secret of the form for leaving.
#[derive(Clone, Debug)]
pub(crate) struct Greeting {
    pub(crate) username: String,
    pub(crate) csrf: String,
}

impl Shell {
    /// With this picture where the page is previewed, if there is one.
    pub(crate) fn pictured(self, picture: Option<String>) -> Self {
        Self { image: picture.unwrap_or(self.image), ..self }
    }

    /// The frame of a page with this title, in the language of its title.
    pub(crate) fn of(web: &Web, words: Words, title: &str) -> Self {
        let instance = &web.site.instance;
        Self {
            title: title.to_owned(),
            name: web.site.settings().name(&instance.domain).to_owned(),
            style: assets::style_path(),
            image: instance.url("/site/thumbnail.png"),
            canonical: None,
            description: None,
            activity: None,
            feeds: Vec::new(),
            head: Head::default(),
            oembed: None,
            is_listed: true,
            member: None,
            start: None,
            script: None,
            words,
        }
    }

    /// Keeps the page out of search engines.
    pub(crate) fn unlisted(mut self) -> Self {
        self.is_listed = false;
        self
    }

    /// Says what the page's one address is.
    pub(crate) fn at(mut self, address: String) -> Self {
        self.canonical = Some(address);
        self
    }

    /// Tells programs more that preview or list the page.
    pub(crate) fn headed(mut self, head: Head) -> Self {
        self.head = head;
        self
    }

    /// Says what the page is about, in a line.
    pub(crate) fn about(mut self, description: &str) -> Self {
        let line: String = description.split_whitespace().collect::<Vec<_>>().join(" ");
        self.description = Some(line.chars().take(limits::DESCRIPTION_CHARACTERS).collect());
        self
    }

    /// Names the document that other servers read instead.
    pub(crate) fn with_activity(mut self, uri: &str) -> Self {
        self.activity = Some(uri.to_owned());
        self
    }

    /// Names the feeds of what the page is about: `page` is its path.
    pub(crate) fn with_feeds(mut self, what: &str, page: &str) -> Self {
        let link = |format: Format| FeedLink {
            kind: format.media_type(),
            title: format!("{what} ({})", format.name()),
            name: format.name(),
            address: format!("{page}{}", format.suffix()),
        };
        self.feeds = Format::ALL.map(link).into();
        self
    }

    /// Names where others ask how to embed what stands at this address of ours.
    pub(crate) fn with_oembed(mut self, instance: &Instance, page: &str) -> Self {
        let page = utf8_percent_encode(page, NON_ALPHANUMERIC);
        self.oembed = Some(instance.url(&format!("/api/oembed?url={page}")));
        self
    }

    /// Lets the web client take over.
    pub(crate) fn with_client(mut self, start: Option<Start>) -> Self {
        self.start = start;
        self
    }

    /// Whether the page carries its first styles in itself, so that nothing has to wait for the sheets.
    pub(crate) fn is_styled(&self) -> bool {
        self.start.as_ref().is_some_and(|start| start.entry.first.is_some())
    }

    /// Brings the script that asks browsers for passkeys. The page must be drawn by `page_with_script`.
    pub(crate) fn with_passkeys(mut self) -> Self {
        self.script = Some(assets::passkeys_path());
        self
    }

    /// Greets a visitor who is signed in.
    pub(crate) fn seen_by(mut self, visitor: &Visitor) -> Self {
        self.member = visitor.member.as_ref().map(|member| Greeting {
            username: member.account.username.clone(),
            csrf: visitor.form_secret().unwrap_or_default().to_owned(),
        });
        self
    }
}

/// A page that says one thing.
#[derive(Template)]
#[template(path = "notice.html")]
pub(crate) struct Notice<'a> {
    pub(crate) shell: Shell,
    pub(crate) title: &'a str,
    pub(crate) explanation: &'a str,
}

/// An answer made of a template.
pub(crate) fn page(status: StatusCode, template: &impl Template) -> Response {
    let html = template.render().expect("a template is written into memory, which does not fail");
    (status, Html(html)).into_response()
}

/// The same, for a page with a script of its own.
pub(crate) fn page_with_script(status: StatusCode, template: &impl Template) -> Response {
    let mut response = page(status, template);
    response.extensions_mut().insert(WithScript);
    response
}

/// The same, where the web client takes over if the visitor is a member.
pub(crate) fn page_for_client(template: &impl Template, has_client: bool) -> Response {
    let mut response = page(StatusCode::OK, template);
    if has_client {
        response.extensions_mut().insert(ForClient);
    }
    response
}

/// Sends the browser elsewhere: to a path of ours or an app's address, which is left as the app registered it but
/// for letters that a header cannot hold.
pub(crate) fn found(target: &str) -> Response {
    let target = utf8_percent_encode(target, CONTROLS).to_string();
    match HeaderValue::from_str(&target) {
        Ok(location) => (StatusCode::FOUND, [(header::LOCATION, location)]).into_response(),
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// An answer with secrets, which no cache keeps.
pub(crate) fn unkept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}
