//! Well-known addresses: WebFinger, host-meta and NodeInfo.

use activitypub::{
    nodeinfo::{self, NodeInfo},
    webfinger::{self, Handle, Resource},
};
use axum::{
    extract::{Query, State},
    http::{
        HeaderValue, StatusCode,
        header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use model::{Account, Registrations};
use serde::Deserialize;
use serde_json::json;

use crate::{Federation, documents};

/// Where the source is, for NodeInfo.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// What is asked about.
#[derive(Deserialize)]
pub(crate) struct Question {
    resource: Option<String>,
}

/// `GET /.well-known/webfinger?resource=`
pub(crate) async fn webfinger(
    State(federation): State<Federation>,
    Query(question): Query<Question>,
) -> Response {
    let Some(asked) = question.resource else {
        let reason = json!({"error": "name a resource, such as acct:alice@this.server"});
        return open((StatusCode::BAD_REQUEST, axum::Json(reason)).into_response());
    };
    open(match find(&federation, &asked).await {
        Ok(Some(answer)) => documents::typed("application/jrd+json; charset=utf-8", &answer),
        Ok(None) => documents::missing(),
        Err(fault) => documents::failed(fault),
    })
}

async fn find(federation: &Federation, asked: &str) -> social::Result<Option<serde_json::Value>> {
    let site = federation.site();
    let home = &site.instance.domain;
    let instance = Handle { username: site.instance.actor_name().to_owned(), host: home.clone() };
    let bare = asked.trim().trim_start_matches("acct:").trim_start_matches('@');
    if bare.eq_ignore_ascii_case(&format!("{}@{home}", instance.username))
        || bare == federation.instance_actor()
    {
        let page = site.instance.url("/");
        return Ok(Some(webfinger::answer(&instance, &federation.instance_actor(), &page, None)));
    }
    let found = match Resource::parse(asked) {
        None => None,
        Some(Resource::Handle(handle)) if !site.instance.is_home(&handle.host) => None,
        Some(Resource::Handle(handle)) => {
            social::accounts::find_by_handle(site, &handle.username, None).await?
        }
        Some(Resource::Url(url)) => match social::accounts::find_by_uri(site, &url).await? {
            None => social::accounts::find_by_url(site, &url).await?,
            found => found,
        },
    };
    let found = found.filter(|account: &Account| account.is_local() && !account.is_suspended());
    let Some(account) = found else { return Ok(None) };
    if !social::accounts::has_joined(site, &account).await? {
        return Ok(None);
    }
    let handle = Handle { username: account.username, host: home.clone() };
    let interact = site.instance.url("/authorize_interaction?uri=");
    Ok(Some(webfinger::answer(&handle, &account.uri, &account.url, Some(&interact))))
}

/// `GET /.well-known/host-meta`: Pleroma and its relatives look here first.
pub(crate) async fn host_meta(State(federation): State<Federation>) -> Response {
    let template = template(&federation);
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">\n  \
         <Link rel=\"lrdd\" template=\"{template}\"/>\n</XRD>\n"
    );
    open(([(CONTENT_TYPE, "application/xrd+xml; charset=utf-8")], body).into_response())
}

/// `GET /.well-known/host-meta.json`
pub(crate) async fn host_meta_json(State(federation): State<Federation>) -> Response {
    let template = template(&federation);
    open(axum::Json(json!({"links": [{"rel": "lrdd", "template": template}]})).into_response())
}

fn template(federation: &Federation) -> String {
    federation.site().instance.url("/.well-known/webfinger?resource={uri}")
}

/// `GET /.well-known/nodeinfo`
pub(crate) async fn nodeinfo_links(State(federation): State<Federation>) -> Response {
    let base = federation.site().instance.url("");
    open(axum::Json(nodeinfo::discovery(&base, &federation.instance_actor())).into_response())
}

/// `GET /nodeinfo/2.0`
pub(crate) async fn nodeinfo_2_0(State(federation): State<Federation>) -> Response {
    figures(&federation, "2.0").await
}

/// `GET /nodeinfo/2.1`
pub(crate) async fn nodeinfo_2_1(State(federation): State<Federation>) -> Response {
    figures(&federation, "2.1").await
}

async fn figures(federation: &Federation, version: &str) -> Response {
    let stats = match social::instance::stats(federation.site()).await {
        Ok(stats) => stats,
        Err(fault) => return documents::failed(fault),
    };
    let settings = federation.site().settings();
    let info = NodeInfo {
        version: federation.0.version.clone(),
        repository: REPOSITORY.to_owned(),
        users: stats.users,
        active_month: stats.active_month,
        active_half_year: stats.active_half_year,
        local_posts: stats.statuses,
        open_registrations: settings.registrations == Registrations::Open,
        node_name: match settings.title.as_str() {
            "" => federation.site().instance.domain.clone(),
            title => title.to_owned(),
        },
        node_description: settings.description.clone(),
    };
    let document = if version == "2.0" { info.v2_0() } else { info.v2_1() };
    let mut response = axum::Json(document).into_response();
    let profile =
        format!("application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/{version}#\"");
    if let Ok(value) = HeaderValue::from_str(&profile) {
        response.headers_mut().insert(CONTENT_TYPE, value);
    }
    open(response)
}

/// Scripts on any page may read these.
fn open(mut response: Response) -> Response {
    response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}
