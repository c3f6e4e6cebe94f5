//! Pages of lists: which part is asked for, and the `Link` header that leads to the parts before and after it.

use axum::{
    Json,
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, Uri, header, request::Parts};
use model::{Instance, Page};
use serde::Serialize;
use url::form_urlencoded;

use crate::{ApiError, json::Text};

/// Parameters that say which part of a list is asked for; links replace them.
const CURSORS: [&str; 3] = ["max_id", "since_id", "min_id"];

/// The part of a list that a request asks for, with what is needed to link to other parts.
#[derive(Debug)]
pub(crate) struct Paging {
    max_id: Option<i64>,
    since_id: Option<i64>,
    min_id: Option<i64>,
    limit: Option<i64>,
    path: String,
    /// The other parameters, as sent.
    rest: Vec<(String, String)>,
}

impl Paging {
    fn of(uri: &Uri) -> Self {
        let mut paging = Self {
            max_id: None,
            since_id: None,
            min_id: None,
            limit: None,
            path: uri.path().to_owned(),
            rest: Vec::new(),
        };
        for (name, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
            match name.as_ref() {
                "max_id" => paging.max_id = cursor(&value),
                "since_id" => paging.since_id = cursor(&value),
                "min_id" => paging.min_id = cursor(&value),
                "limit" => paging.limit = value.trim().parse().ok(),
                _ => {}
            }
            if !CURSORS.contains(&name.as_ref()) {
                paging.rest.push((name.into_owned(), value.into_owned()));
            }
        }
        paging
    }

    /// Whether the list is read from its start.
    pub(crate) fn is_start(&self) -> bool {
        self.max_id.is_none() && self.since_id.is_none() && self.min_id.is_none()
    }

    /// The window, with the list's default and greatest length.
    pub(crate) fn page(&self, lengths: (i64, i64)) -> Page {
        let limit = clamp(self.limit, lengths);
        Page { max_id: self.max_id, since_id: self.since_id, min_id: self.min_id, limit }
    }

    /// Whether everything is asked for at once, where that can be.
    pub(crate) fn wants_all(&self) -> bool {
        self.limit == Some(0)
    }

    /// A page of a list whose items come with the ids to page by.
    pub(crate) fn list<T>(&self, instance: &Instance, items: Vec<(i64, T)>) -> Listed<T> {
        let ids = items.iter().map(|(id, _)| *id);
        let link = match (ids.clone().max(), ids.min()) {
            (Some(newest), Some(oldest)) => HeaderValue::try_from(self.link(instance, newest, oldest)).ok(),
            _ => None,
        };
        Listed { link, items: items.into_iter().map(|(_, item)| item).collect() }
    }

    /// A page of a list that is written already; its items have these ids to page by.
    pub(crate) fn written(&self, instance: &Instance, ids: Vec<i64>, text: Text) -> Written {
        Written { link: self.link_to(instance, ids, ()).link, text }
    }

    /// Something that holds a list whose items have these ids to page by.
    pub(crate) fn link_to<T>(&self, instance: &Instance, ids: Vec<i64>, inside: T) -> Linked<T> {
        let list = self.list(instance, ids.into_iter().map(|id| (id, ())).collect());
        Linked { link: list.link, inside }
    }

    /// Links to what is older and newer. A page that is not full may still have an older one, since what the
    /// viewer may not see is left out, so there is a link until a page is empty.
    fn link(&self, instance: &Instance, newest: i64, oldest: i64) -> String {
        let to = |cursor: &str, id: i64| {
            let mut query = form_urlencoded::Serializer::new(String::new());
            let query = query.extend_pairs(&self.rest).append_pair(cursor, &id.to_string()).finish();
            instance.url(&format!("{}?{query}", self.path))
        };
        format!("<{}>; rel=\"next\", <{}>; rel=\"prev\"", to("max_id", oldest), to("min_id", newest))
    }
}

/// An id to page from. Numbers beyond what an id can be mean the end of the list; what is none, as the `undefined` of apps
/// that have not got one, means its beginning.
fn cursor(text: &str) -> Option<i64> {
    let digits = text.trim();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(i64::MAX))
}

/// The length asked for, if it is allowed; the nearest that is, otherwise.
pub(crate) fn clamp(limit: Option<i64>, (default, most): (i64, i64)) -> i64 {
    limit.unwrap_or(default).clamp(1, most)
}

impl<S: Send + Sync> FromRequestParts<S> for Paging {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        Ok(Self::of(&parts.uri))
    }
}

/// A page of a list, with links to the pages beside it.
pub(crate) struct Listed<T> {
    link: Option<HeaderValue>,
    items: Vec<T>,
}

impl<T: Serialize> IntoResponse for Listed<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.items).into_response();
        if let Some(link) = self.link {
            response.headers_mut().insert(header::LINK, link);
        }
        response
    }
}

/// A page of a list that is written already, with links to the pages beside it.
pub(crate) struct Written {
    link: Option<HeaderValue>,
    text: Text,
}

impl IntoResponse for Written {
    fn into_response(self) -> Response {
        let mut response = self.text.into_response();
        if let Some(link) = self.link {
            response.headers_mut().insert(header::LINK, link);
        }
        response
    }
}

/// Something that holds a page of a list, with links to the pages beside it.
pub(crate) struct Linked<T> {
    link: Option<HeaderValue>,
    inside: T,
}

impl<T: Serialize> IntoResponse for Linked<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.inside).into_response();
        if let Some(link) = self.link {
            response.headers_mut().insert(header::LINK, link);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paging(uri: &str) -> Paging {
        Paging::of(&uri.parse().unwrap())
    }

    fn home() -> Instance {
        Instance { domain: "home.example".into(), scheme: "https", media_host: None }
    }

    #[test]
    fn links_keep_what_was_asked_and_replace_the_cursors() {
        let paging =
            paging("http://evil.example/api/v1/timelines/tag/a%20b?limit=3&all[]=x%26y&max_id=9&min_id=1");
        let listed = paging.list(&home(), vec![(8, ()), (5, ()), (7, ())]);
        let base = "https://home.example/api/v1/timelines/tag/a%20b?limit=3&all%5B%5D=x%26y";
        let expected = format!("<{base}&max_id=5>; rel=\"next\", <{base}&min_id=8>; rel=\"prev\"");
        assert_eq!(listed.link.unwrap(), expected);
    }

    #[test]
    fn an_empty_page_leads_nowhere() {
        assert!(paging("/api/v1/favourites").list::<()>(&home(), Vec::new()).link.is_none());
    }

    #[test]
    fn windows_are_clamped_and_cursors_checked() {
        let lengths = (20, 40);
        for (query, limit) in
            [("", 20), ("limit=", 20), ("limit=x", 20), ("limit=0", 1), ("limit=-5", 1), ("limit=99", 40)]
        {
            assert_eq!(paging(&format!("/x?{query}")).page(lengths).limit, limit, "{query}");
        }
        let page = paging("/x?max_id=99999999999999999999999&since_id=&min_id=7").page(lengths);
        assert_eq!((page.max_id, page.since_id, page.min_id), (Some(i64::MAX), None, Some(7)));
        assert!(paging("/x?max_id=abc&since_id=undefined&min_id=-1").is_start());
    }
}
