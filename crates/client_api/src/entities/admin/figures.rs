//! Figures about the community: measures, dimensions and cohorts.

use serde::Serialize;
use social::figures::{self, Datum};

/// <https://docs.joinmastodon.org/entities/Admin_Measure/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Measure {
    pub key: String,
    pub unit: Option<&'static str>,
    pub total: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub human_value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_total: Option<String>,
    pub data: Vec<Day>,
}

/// How much there was on one day.
#[derive(Clone, Debug, Serialize)]
pub struct Day {
    pub date: String,
    pub value: String,
}

impl Measure {
    /// A measure as shown.
    pub fn new(measure: &figures::Measure) -> Self {
        let day = |(date, value): &(model::Timestamp, i64)| Day {
            date: date.to_rfc3339_seconds(),
            value: value.to_string(),
        };
        Self {
            key: measure.key.clone(),
            unit: measure.unit,
            total: measure.total.to_string(),
            human_value: measure.human_total.clone(),
            previous_total: measure.previous_total.map(|total| total.to_string()),
            data: measure.days.iter().map(day).collect(),
        }
    }
}

/// <https://docs.joinmastodon.org/entities/Admin_Dimension/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Dimension {
    pub key: String,
    pub data: Vec<Share>,
}

/// A share of a dimension.
#[derive(Clone, Debug, Serialize)]
pub struct Share {
    pub key: String,
    pub human_key: String,
    pub value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub human_value: Option<String>,
}

impl Dimension {
    /// A dimension as shown.
    pub fn new(dimension: &figures::Dimension) -> Self {
        let share = |datum: &Datum| Share {
            key: datum.key.clone(),
            human_key: datum.human_key.clone(),
            value: datum.value.clone(),
            unit: datum.unit,
            human_value: datum.human_value.clone(),
        };
        Self { key: dimension.key.clone(), data: dimension.data.iter().map(share).collect() }
    }
}

/// <https://docs.joinmastodon.org/entities/Admin_Cohort/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Cohort {
    pub period: String,
    pub frequency: &'static str,
    pub data: Vec<Retained>,
}

/// Those of a cohort who came back.
#[derive(Clone, Debug, Serialize)]
pub struct Retained {
    pub date: String,
    pub rate: f64,
    pub value: String,
}

impl Cohort {
    /// A cohort as shown.
    pub fn new(cohort: &figures::Cohort) -> Self {
        let retained = |one: &figures::Retained| Retained {
            date: one.period.to_rfc3339_millis(),
            rate: one.rate,
            value: one.count.to_string(),
        };
        Self {
            period: cohort.period.to_rfc3339_millis(),
            frequency: cohort.every.as_str(),
            data: cohort.retained.iter().map(retained).collect(),
        }
    }
}
