//! Obtaining certificates from an authority that speaks ACME (RFC 8555), such as Let's Encrypt. One order at a time; what
//! fails is remembered over restarts, and never takes away the certificate that there is.

use std::{path::PathBuf, time::Duration};

use anyhow::{Context as _, anyhow, bail};
use instant_acme::{
    Account, AccountBuilder, AuthorizationStatus, ChallengeType, Identifier, NewAccount, NewOrder, Order,
    OrderStatus, RetryPolicy,
};
use model::Timestamp;
use social::Clock;

use super::{
    Certificates, Challenges, Validity, due_at,
    folder::{Attempts, Folder, KeptCertificate},
    schedule::pause,
};
use crate::limits;

/// Who issues certificates, and for what.
#[derive(Clone, Debug)]
pub struct Authority {
    /// Where the authority says how it is spoken to.
    pub directory: String,
    /// By what the authority itself is known, as PEM, if the public authorities do not know it.
    pub ca_file: Option<PathBuf>,
    /// An e-mail address at which the authority may write.
    pub contact: Option<String>,
}

/// Obtains and renews the certificate for some names.
#[derive(Debug)]
pub struct Acme {
    authority: Authority,
    names: Vec<String>,
    folder: Folder,
    challenges: Challenges,
    certificates: Certificates,
    clock: Clock,
}

impl Acme {
    /// Shows the certificate that is kept in the folder, if it counts for these names. Its like is obtained by `run_due`.
    pub fn open(
        authority: Authority,
        names: Vec<String>,
        folder: PathBuf,
        challenges: Challenges,
        certificates: Certificates,
        clock: Clock,
    ) -> anyhow::Result<Self> {
        let told = folder.display().to_string();
        let folder = Folder::open(folder).with_context(|| format!("use the folder {told}"))?;
        let acme = Self { authority, names, folder, challenges, certificates, clock };
        if let Some(kept) = acme.folder.certificate(&acme.names) {
            acme.certificates.show(kept.chain.as_bytes(), kept.key.as_bytes())?;
        }
        Ok(acme)
    }

    /// How long the certificate counts that is kept.
    pub fn validity(&self) -> Option<Validity> {
        let kept = self.folder.certificate(&self.names)?;
        super::read(kept.chain.as_bytes(), kept.key.as_bytes()).ok().map(|(_, validity)| validity)
    }

    /// When the authority is asked next.
    pub fn next_at(&self) -> Timestamp {
        let due =
            self.validity().map_or(Timestamp::from_millis(0), |validity| due_at(validity, self.chance()));
        due.max(self.folder.attempts().again_at())
    }

    /// Obtains a certificate if that is due; answers how long to wait until the next is.
    pub async fn run_due(&self) -> Duration {
        let now = self.clock.now();
        if now >= self.next_at() {
            self.attempt(now).await;
        }
        let wait = self.next_at().as_millis() - self.clock.now().as_millis();
        Duration::from_millis(wait.max(0).cast_unsigned())
    }

    async fn attempt(&self, now: Timestamp) {
        let failures = self.folder.attempts().failures;
        // Before it is asked: whoever is killed meanwhile must not ask again at once, again and again.
        self.note(failures + 1, now);
        let obtained = tokio::time::timeout(limits::ORDER_PATIENCE, self.obtain()).await;
        self.challenges.clear();
        match obtained.unwrap_or_else(|_| Err(anyhow!("the authority was not done in time"))) {
            Ok(validity) => {
                self.note(0, Timestamp::from_millis(0));
                let until = validity.ends_at.to_rfc3339_seconds();
                tracing::info!(names = self.names.join(", "), until, "a certificate was obtained");
            }
            Err(error) => {
                let (error, hours) = (format!("{error:#}"), pause(failures + 1).as_secs() / 60);
                let until = self.validity().map(|validity| validity.ends_at.to_rfc3339_seconds());
                tracing::error!(
                    error,
                    old_one_counts_until = until,
                    again_in_minutes = hours,
                    "no certificate could be obtained for {}; its name must lead to this machine, and ports 80 and 443 \
                     must be open",
                    self.names.join(", ")
                );
            }
        }
    }

    fn note(&self, failures: u32, now: Timestamp) {
        let wait = if failures == 0 { 0 } else { pause(failures).as_millis() as i64 };
        let attempts = Attempts { failures, again_at_ms: now.plus_millis(wait).as_millis() };
        if let Err(error) = self.folder.keep_attempts(&attempts) {
            let folder = self.folder.path().display();
            tracing::error!(%error, "it cannot be noted in {folder} when the authority was asked");
        }
    }

    /// Asks for one certificate, keeps it and shows it.
    pub async fn obtain(&self) -> anyhow::Result<Validity> {
        let account = self.account().await?;
        let names: Vec<Identifier> = self.names.iter().cloned().map(Identifier::Dns).collect();
        let order = account.new_order(&NewOrder::new(&names)).await;
        let mut order = order.context("order a certificate")?;
        self.prove(&mut order).await?;
        let patience = RetryPolicy::new().timeout(limits::ORDER_STEP_PATIENCE);
        if let Some(doubt) = doubt(&mut order, &patience).await? {
            bail!("the authority does not believe that the name is ours: {doubt}");
        }
        let key = order.finalize().await.context("ask for the certificate")?;
        let chain = order.poll_certificate(&patience).await.context("fetch the certificate")?;
        // Shown first: one that cannot be shown must not take the place of one that can.
        let validity = self.certificates.show(chain.as_bytes(), key.as_bytes())?;
        let kept = KeptCertificate { names: self.names.clone(), chain, key };
        self.folder.keep_certificate(&kept).context("keep the certificate")?;
        Ok(validity)
    }

    /// The account at the authority, made when there is none.
    async fn account(&self) -> anyhow::Result<Account> {
        let directory = &self.authority.directory;
        if let Some(credentials) = self.folder.account(directory) {
            let known = self.client()?.from_credentials(credentials).await;
            return known.with_context(|| format!("reach the authority at {directory}"));
        }
        let contact: Vec<String> =
            self.authority.contact.iter().map(|address| format!("mailto:{address}")).collect();
        let contact: Vec<&str> = contact.iter().map(String::as_str).collect();
        let new =
            NewAccount { contact: &contact, terms_of_service_agreed: true, only_return_existing: false };
        let made = self.client()?.create(&new, directory.clone(), None).await;
        let (account, credentials) =
            made.with_context(|| format!("make an account at the authority {directory}"))?;
        self.folder.keep_account(directory, credentials).context("keep the account at the authority")?;
        Ok(account)
    }

    fn client(&self) -> anyhow::Result<AccountBuilder> {
        let client = match &self.authority.ca_file {
            Some(path) => Account::builder_with_root(path),
            None => Account::builder(),
        };
        client.context("prepare to speak to the authority")
    }

    /// Lays out what the authority will look for under the names.
    async fn prove(&self, order: &mut Order) -> anyhow::Result<()> {
        let mut authorizations = order.authorizations();
        while let Some(authorization) = authorizations.next().await {
            let mut authorization = authorization.context("ask what to prove")?;
            match authorization.status {
                AuthorizationStatus::Valid => continue,
                AuthorizationStatus::Pending => {}
                other => bail!("the authority takes no proof now: {other:?}"),
            }
            let challenge = authorization.challenge(ChallengeType::Http01);
            let mut challenge = challenge.context("the authority does not look at port 80 (HTTP-01)")?;
            let answer = challenge.key_authorization().as_str().to_owned();
            self.challenges.answer(challenge.token.clone(), answer);
            challenge.set_ready().await.context("say that the proof is there")?;
        }
        Ok(())
    }

    /// The same for a certificate as long as it lives, so that a restart changes no plan.
    fn chance(&self) -> u8 {
        let kept = self.folder.certificate(&self.names);
        kept.map_or(0, |kept| social::secrets::hash(&kept.chain).first().copied().unwrap_or_default())
    }
}

/// Waits for the authority to look at the proof; answers what it says against it.
async fn doubt(order: &mut Order, patience: &RetryPolicy) -> anyhow::Result<Option<String>> {
    let otherwise = match order.poll_ready(patience).await {
        Ok(OrderStatus::Ready) => return Ok(None),
        Ok(_) => "it does not say why".to_owned(),
        Err(instant_acme::Error::Api(problem)) => problem.to_string(),
        Err(other) => return Err(other).context("wait for the authority to look at the proof"),
    };
    Ok(Some(why(order).await.unwrap_or(otherwise)))
}

/// What the authority says of each name.
async fn why(order: &mut Order) -> Option<String> {
    let mut told = Vec::new();
    let mut authorizations = order.authorizations();
    while let Some(Ok(mut authorization)) = authorizations.next().await {
        if authorization.refresh().await.is_err() {
            continue;
        }
        let name = authorization.identifier().to_string();
        let problems = authorization.challenges.iter().filter_map(|challenge| challenge.error.as_ref());
        told.extend(problems.map(|problem| format!("{name}: {problem}")));
    }
    (!told.is_empty()).then(|| told.join("; "))
}
