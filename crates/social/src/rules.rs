//! Rules: what everybody on this server agrees to.

use std::collections::BTreeMap;

use model::{AuditTarget, Permissions, Rule, RuleId, limits, rule::RuleWords};
use serde_json::{Value, json};

use crate::{Problem, Refusal, Result, Site, audit, staff::Staff};

/// All rules, in their order.
pub async fn list(site: &Site) -> Result<Vec<Rule>> {
    Ok(store::rules::list(&site.store).await?)
}

/// What is said of a rule.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The rule in a sentence.
    pub text: String,
    /// More about it.
    pub hint: String,
    /// The same in other languages.
    pub translations: BTreeMap<String, RuleWords>,
}

/// The rule with this id.
pub async fn existing(site: &Site, id: RuleId) -> Result<Rule> {
    Ok(store::rules::find(&site.store, id).await?.ok_or(Refusal::NotFound)?)
}

/// One rule, for whoever may change it.
pub async fn find(site: &Site, by: &Staff, id: RuleId) -> Result<Rule> {
    by.needs(Permissions::MANAGE_RULES)?;
    existing(site, id).await
}

/// Adds a rule after all others.
pub async fn add(site: &Site, by: &Staff, draft: Draft) -> Result<Rule> {
    by.needs(Permissions::MANAGE_RULES)?;
    let known = list(site).await?;
    if known.len() >= limits::RULES {
        return Err(Refusal::Conflict("this server has as many rules as it can have").into());
    }
    let last = known.last().map_or(0, |rule| rule.position);
    put(site, by, "create", None, rule(site.id(), last + 1, draft)?).await
}

/// Says a rule differently. It keeps its number, which reports name.
pub async fn change(site: &Site, by: &Staff, id: RuleId, draft: Draft) -> Result<Rule> {
    by.needs(Permissions::MANAGE_RULES)?;
    let old = existing(site, id).await?;
    let new = rule(id, old.position, draft)?;
    put(site, by, "update", Some(&old), new).await
}

/// Puts the rules into this order; those that are not named stay behind the others.
pub async fn arrange(site: &Site, by: &Staff, ids: &[RuleId]) -> Result<Vec<Rule>> {
    by.needs(Permissions::MANAGE_RULES)?;
    let mut rules = list(site).await?;
    let place = |id: RuleId| ids.iter().position(|known| *known == id).unwrap_or(ids.len());
    rules.sort_by_key(|rule| place(rule.id));
    let mut tx = site.store.begin().await?;
    for (position, rule) in (1..).zip(&mut rules) {
        rule.position = position;
        store::rules::put(&mut tx, rule).await?;
    }
    let order: Vec<&str> = rules.iter().map(|rule| rule.text.as_str()).collect();
    audit::record(site, &mut tx, by, "arrange", AuditTarget::named("rule", ""), json!({ "after": order }))
        .await?;
    tx.commit().await?;
    Ok(rules)
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
    let alike = before.iter().zip(&texts).take_while(|(rule, text)| rule.text == **text).count();
    let mut tx = site.store.begin().await?;
    for rule in &before[alike..] {
        store::rules::remove(&mut tx, rule.id, site.now()).await?;
    }
    let last = before[..alike].last().map_or(0, |rule| rule.position);
    for (place, text) in (last + 1..).zip(&texts[alike..]) {
        let draft = Draft { text: (*text).to_owned(), ..Draft::default() };
        store::rules::put(&mut tx, &rule(site.id(), place, draft)?).await?;
    }
    Ok(tx.commit().await?)
}

/// Removes a rule. Reports that name it still show it.
pub async fn remove(site: &Site, by: &Staff, id: RuleId) -> Result<()> {
    by.needs(Permissions::MANAGE_RULES)?;
    let old = existing(site, id).await?;
    let mut tx = site.store.begin().await?;
    store::rules::remove(&mut tx, id, site.now()).await?;
    let target = AuditTarget::new("rule", id.get(), old.text.clone());
    audit::record(site, &mut tx, by, "destroy", target, json!({ "before": said(&old) })).await?;
    Ok(tx.commit().await?)
}

async fn put(site: &Site, by: &Staff, action: &str, old: Option<&Rule>, new: Rule) -> Result<Rule> {
    let mut tx = site.store.begin().await?;
    store::rules::put(&mut tx, &new).await?;
    let target = AuditTarget::new("rule", new.id.get(), new.text.clone());
    let details = json!({ "before": old.map(said), "after": said(&new) });
    audit::record(site, &mut tx, by, action, target, details).await?;
    tx.commit().await?;
    Ok(new)
}

fn said(rule: &Rule) -> Value {
    json!({ "text": rule.text, "hint": rule.hint, "translations": rule.translations })
}

fn rule(id: RuleId, position: i64, draft: Draft) -> Result<Rule> {
    let trimmed = |text: &str| text.trim().to_owned();
    let mut translations = BTreeMap::new();
    for (language, words) in draft.translations {
        let words = RuleWords { text: trimmed(&words.text), hint: trimmed(&words.hint) };
        // A translation without words is taken back.
        if !words.text.is_empty() {
            translations.insert(language, words);
        }
    }
    let (text, hint) = (trimmed(&draft.text), trimmed(&draft.hint));
    let rule = Rule { id, text, hint, position, translations };
    check(&rule)?;
    Ok(rule)
}

fn check(rule: &Rule) -> Result<()> {
    let mut problems = Vec::new();
    if rule.text.is_empty() {
        problems.push(Problem::new("text", "can't be blank"));
    }
    let most = limits::SETTING_LINE_CHARACTERS;
    let is_long = |text: &str| text.chars().count() > most;
    if is_long(&rule.text) || is_long(&rule.hint) {
        problems.push(Problem::new("text", format!("is too long (maximum is {most} characters)")));
    }
    if rule.translations.values().any(|words| is_long(&words.text) || is_long(&words.hint)) {
        problems.push(Problem::new("translations", format!("must have at most {most} characters each")));
    }
    let is_code = |code: &String| {
        (2..=limits::LANGUAGE_CODE_BYTES).contains(&code.len())
            && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if rule.translations.len() > limits::RULE_TRANSLATIONS || !rule.translations.keys().all(is_code) {
        problems.push(Problem::new("translations", "must be by codes of languages, such as: de"));
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Refusal::Invalid(problems).into()),
    }
}
