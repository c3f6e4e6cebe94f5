//! The sitemap of pages.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{get, post},
};

use crate::{
    Web, assets, authorize, client, elsewhere, finish, first_run, forgotten, interaction, invitations,
    limits, others, pages, passkeys, second_factor, settings, severances, sign_in, sign_up, strikes,
    unsubscribe,
};

/// All pages. What no room answers is answered here, so this router must be the last one merged.
pub fn router(web: Web) -> Router {
    let finish = middleware::from_fn_with_state(web.clone(), finish::finish);
    Router::new()
        .route("/", get(pages::home::show))
        .route("/home", get(client::home))
        .route("/explore", get(pages::explore::show))
        .route("/directory", get(pages::explore::directory))
        .route("/remote_interaction", get(elsewhere::show))
        .route("/about", get(pages::about::show))
        .route("/rules", get(pages::about::find_rules))
        .route("/privacy-policy", get(pages::privacy_policy::show))
        .route("/terms-of-service", get(pages::terms_of_service::show))
        .route("/terms-of-service/{date}", get(pages::terms_of_service::of_date))
        .route("/@{handle}", get(pages::profile::show))
        .route("/@{handle}/followers", get(client::connections))
        .route("/@{handle}/following", get(client::connections))
        .route("/@{handle}/{id}", get(pages::status::show))
        .route("/@{handle}/{id}/embed", get(pages::embed::show))
        .route("/@{handle}/tagged/{tag}", get(pages::feeds::tagged))
        .route("/tags/{tag}", get(pages::tag::show))
        .route("/auth/sign_in", get(sign_in::show).post(sign_in::submit))
        .route("/auth/switch", post(others::switch))
        .route("/auth/sign_out", post(sign_in::leave))
        .route("/auth/sign_up", get(sign_up::show).post(sign_up::submit))
        .route("/signup", get(sign_up::find))
        .route("/invite/{code}", get(sign_up::show_invite))
        .route("/severed_relationships", get(severances::show))
        .route("/severed_relationships/{id}/{file}", get(severances::file))
        .route("/invites", get(invitations::show).post(invitations::make))
        .route("/invites/end", post(invitations::end))
        .merge(first_run::routes())
        .route("/auth/sign_in/passkey", post(passkeys::begin))
        .route("/auth/two_factor/passkey", post(second_factor::begin_passkey))
        .route("/auth/two_factor", get(second_factor::show).post(second_factor::submit))
        .route("/auth/password/new", get(forgotten::ask_password))
        .route("/auth/password", post(forgotten::send_password))
        .route("/auth/password/edit", get(forgotten::edit_password).post(forgotten::choose_password))
        .route("/auth/confirmation", get(forgotten::confirm).post(forgotten::send_confirmation))
        .route("/auth/confirmation/new", get(forgotten::ask_confirmation))
        .route("/auth/strikes", get(strikes::show).post(strikes::enter))
        .route("/auth/strikes/appeal", post(strikes::appeal))
        .route("/auth/strikes/answer", post(strikes::answer))
        .route("/unsubscribe/{token}", get(unsubscribe::show).post(unsubscribe::end))
        .route("/authorize_interaction", get(interaction::show).post(interaction::follow))
        .route("/oauth/authorize", get(authorize::ask).post(authorize::decide).delete(authorize::deny))
        // toot asks with a slash at the end.
        .route("/oauth/authorize/", get(authorize::ask))
        .route("/oauth/authorize/native", get(authorize::show_code))
        .merge(settings::router())
        .layer(DefaultBodyLimit::max(limits::FORM_BYTES))
        .route("/emoji/{id}/{name}", get(pages::emoji::show))
        .route("/emoji/{id}/{name}/still", get(pages::emoji::still))
        .route("/media/files/{name}", get(pages::file::show))
        .route("/media/remote/{kind}/{id}/{print}/{form}", get(pages::remote_file::show))
        .merge(client::screens())
        .merge(client::router())
        .merge(assets::router())
        .fallback(pages::missing)
        .layer(finish)
        .with_state(web)
}
