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

/// Makes these the rules, in this order. Those that stay keep their numbers, which reports name.
pub async fn replace(site: &Site, texts: &[String]) -> Result<()> {
    let texts: Vec<&str> = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    let mut problems = Vec::new();
    if texts.len() > limits::RULES {
        let problem = Problem::new("rules", format!("must be {} at most", limits::RULES));
        problems.push(problem.because("rules-many").with(limits::RULES));
    }
    if texts.iter().any(|text| text.chars().count() > limits::SETTING_LINE_CHARACTERS) {
        let most = limits::SETTING_LINE_CHARACTERS;
        let problem = Problem::new("rules", format!("must have at most {most} characters each"));
        problems.push(problem.because("long").with(most));
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let before = list(site).await?;
    // They are shown by age, so what begins alike can stay.
    let alike = before.iter().zip(&texts).take_while(|(rule, text)| rule.text == **text).count();
    let mut tx = site.store.begin().await?;
    for rule in &before[alike..] {
        store::rules::delete(&mut tx, rule.id).await?;
    }
    for text in &texts[alike..] {
        let rule = Rule { id: site.id(), text: (*text).to_owned(), hint: String::new() };
        store::rules::insert(&mut tx, &rule).await?;
    }
    Ok(tx.commit().await?)
}

/// Removes a rule.
pub async fn remove(site: &Site, id: RuleId) -> Result<()> {
    match store::rules::delete(&site.store, id).await? {
        true => Ok(()),
        false => Err(Refusal::NotFound.into()),
    }
}
