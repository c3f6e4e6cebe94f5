//! What the buttons for passkeys ask of a browser's device. The one script of these pages fetches it when a button is
//! pressed; what the device answers comes back with the form around the button, as if it had been typed.

use axum::{
    Extension, Json,
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::{StatusCode, header};
use model::ClientAddress;
use serde::Deserialize;
use serde_json::json;
use social::{
    Throttle,
    passkeys::{self, Asked, Purpose},
};

use crate::{Web, failure::Failure, forms::Posted, template, visitor::Visitor};

/// The form of a button says nothing that matters before the device has answered.
#[derive(Deserialize)]
pub(crate) struct Nothing {}

/// A visitor's browser, asked for something.
pub(crate) fn asked(visitor: &Visitor, purpose: Purpose) -> Asked<'_> {
    // A form is taken only from whoever has its secret, so there is one.
    Asked { browser: visitor.form_secret().unwrap_or_default(), purpose }
}

/// What the script hands to the device.
pub(crate) fn question(options: String) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    template::unkept((kind, options).into_response())
}

/// What the script shows instead.
pub(crate) fn problem(text: &str) -> Response {
    let said = (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "problem": text })));
    template::unkept(said.into_response())
}

/// Refuses to ask one more time where too much was tried from this address.
pub(crate) fn count_question(web: &Web, address: Option<Extension<ClientAddress>>) -> Result<(), Failure> {
    let network = address.map(|Extension(address)| address.network());
    let taken = web.site.throttles.take(web.site.now(), Throttle::SignInAddress, network);
    match taken.is_some_and(|allowance| allowance.is_exceeded) {
        true => Err(Failure::TooMany),
        false => Ok(()),
    }
}

/// `POST /auth/sign_in/passkey`
pub(crate) async fn begin(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    Posted { visitor, form: Nothing {} }: Posted<Nothing>,
) -> Result<Response, Failure> {
    count_question(&web, address)?;
    Ok(question(passkeys::ask(&web.site, asked(&visitor, Purpose::SignIn), None).await?))
}
