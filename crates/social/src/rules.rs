//! Rules: what everybody on this server agrees to.

use model::{Rule, RuleId, limits};

use crate::{Problem, Refusal, Result, Site};

/// All rules, oldest first.
pub async fn list(site: &Site) -> Result<Vec<Rule>> {
    Ok(store::rules::list(&site.store).await?)
}

/// Adds a rule.
pub async fn add(site: &Site, text: &str, hint: &str) -> Result<Rule> {
    let mut problems = Vec::new();
    if text.trim().is_empty() {
        problems.push(Problem::new("text", "can't be blank"));
    }
    if text.chars().count().max(hint.chars().count()) > limits::SETTING_LINE_CHARACTERS {
        let most = limits::SETTING_LINE_CHARACTERS;
        problems.push(Problem::new("text", format!("is too long (maximum is {most} characters)")));
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let rule = Rule { id: site.id(), text: text.trim().to_owned(), hint: hint.trim().to_owned() };
    store::rules::insert(&site.store, &rule).await?;
    Ok(rule)
}

/// Removes a rule.
pub async fn remove(site: &Site, id: RuleId) -> Result<()> {
    match store::rules::delete(&site.store, id).await? {
        true => Ok(()),
        false => Err(Refusal::NotFound.into()),
    }
}
