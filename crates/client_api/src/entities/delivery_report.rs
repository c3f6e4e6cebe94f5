//! Delivery report: how far a status of one's own has got. Ours, see `docs/develop/api.md`.

use model::Timestamp;
use serde::Serialize;
use social::deliveries::{Place, PlaceState};

/// How far a status has got, in servers.
#[derive(Clone, Debug, Serialize)]
pub struct DeliveryReport {
    /// To how many it went.
    pub total: i64,
    /// On how many it arrived.
    pub delivered: i64,
    /// On how many it is still waited for.
    pub waiting: i64,
    /// On how many it never will.
    pub given_up: i64,
    /// Those on which it has not arrived.
    pub servers: Vec<DeliveryPlace>,
}

/// A server on which a status has not arrived.
#[derive(Clone, Debug, Serialize)]
pub struct DeliveryPlace {
    /// The server.
    pub domain: String,
    /// `waiting` or `given_up`.
    pub state: &'static str,
    /// Why it was given up: `refused`, `missing`, `gone` or `unreachable`.
    pub reason: Option<String>,
    /// What the server answered.
    pub error: Option<String>,
    /// Since when the server takes nothing, or since when it was given up.
    pub since: Option<String>,
    /// When it is tried again.
    pub next_try_at: Option<String>,
}

impl From<social::deliveries::DeliveryReport> for DeliveryReport {
    fn from(report: social::deliveries::DeliveryReport) -> Self {
        Self {
            total: report.total,
            delivered: report.delivered,
            waiting: report.waiting,
            given_up: report.given_up,
            servers: report.places.into_iter().map(DeliveryPlace::from).collect(),
        }
    }
}

impl From<Place> for DeliveryPlace {
    fn from(place: Place) -> Self {
        let (state, reason, since, next_try_at) = match place.state {
            PlaceState::Waiting { since, next_try_at } => ("waiting", None, since, next_try_at),
            PlaceState::GivenUp { reason, at } => ("given_up", Some(reason), Some(at), None),
        };
        Self {
            domain: place.domain,
            state,
            reason,
            error: place.error,
            since: since.map(Timestamp::to_rfc3339_millis),
            next_try_at: next_try_at.map(Timestamp::to_rfc3339_millis),
        }
    }
}
