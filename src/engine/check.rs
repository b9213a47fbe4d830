//! „Verbindung testen": the rungs of POP3 and SMTP, then VZD and Konnektor where they are set.
//!
//! Climbs by the code that fetching and sending use; fetches, sends and changes nothing.

use std::sync::Arc;
use std::time::Instant;

use super::command::Service;
use super::event::{Answer, Event, TestStep};
use super::world::World;
use super::{accounts, cards, lookup, problem};
use crate::directory;
use crate::domain::account::{Account, AccountSettings, ClientmodulLogin};
use crate::domain::directory::DirectoryQuery;
use crate::domain::ids::{AccountId, RequestId};
use crate::domain::problem::{Problem, Severity};
use crate::domain::secret::Secret;
use crate::net::{self, Endpoint};
use crate::{pop3, smtp};

const OWN_ADDRESS_MISSING: &str = "LDAP-OWN-ADDRESS";
/// A login that is left out on purpose; neither good nor bad.
const LOGIN_NOT_TRIED: &str = "LOGIN-NOT-TRIED";
/// Problems that leave a rung green.
const HINTS: [&str; 2] = [OWN_ADDRESS_MISSING, "CONNECTOR-NO-CARDS"];

/// Collects the rungs and tells each at once.
struct Steps<'a> {
    world: &'a World,
    request: RequestId,
    all: Vec<TestStep>,
}

impl Steps<'_> {
    fn add(&mut self, service: Service, step: &'static str, millis: u64, result: Result<String, Problem>) {
        let (ok, detail, problem) = match result {
            Ok(detail) => (true, detail, None),
            // The server answers; that it does not know the own address or has no card is a hint.
            Err(problem) => (HINTS.contains(&problem.code), problem.detail.clone(), Some(problem)),
        };
        let step = TestStep { service, step, ok, millis, detail, problem };
        // A test that somebody else asked for is no news for the window.
        if self.world.is_of_window() {
            self.world.bus.tell(Event::TestStep { request: self.request, step: step.clone() });
        }
        self.all.push(step);
    }
}

/// What was typed and is not saved; the stored ones count where there is none.
pub struct Passwords {
    pub mailbox: Option<Secret>,
    pub connector: Option<Secret>,
}

/// Tests settings, saved or not.
pub async fn test(
    world: &Arc<World>,
    request: RequestId,
    id: Option<AccountId>,
    mut settings: AccountSettings,
    typed: Passwords,
) -> Result<Answer, Problem> {
    if let Some(id) = id {
        settings = world.read(move |store| store.add_client_keys(id, &mut settings).map(|()| settings)).await?;
    }
    let password = match (typed.mailbox, id) {
        (Some(password), _) => password,
        (None, Some(id)) => accounts::password(world, id).await?,
        (None, None) => return Err(Problem::new("ACCOUNT-PASSWORD", "")),
    };
    let mut steps = Steps { world, request, all: Vec::new() };
    let refused = pop3_rungs(&mut steps, &settings, &password).await;
    smtp_rungs(&mut steps, &settings, (!refused).then_some(&password)).await;
    if !settings.directory.url.is_empty() {
        directory_rungs(&mut steps, &settings).await;
    }
    if !settings.connector.url.is_empty() {
        let account = Account { id: id.unwrap_or(AccountId(0)), settings, has_password: true, last_fetch: None, messages: 0 };
        connector_rungs(&mut steps, world, &account, typed.connector).await;
    }
    Ok(Answer::Tested(steps.all))
}

/// True when SMTP must not try the same password: the login was refused, and the other one is for the same mailbox. Each refusal
/// brings the lock of the Fachdienst nearer (KOM-LE-A_2167), whatever caused it.
async fn pop3_rungs(steps: &mut Steps<'_>, settings: &AccountSettings, password: &Secret) -> bool {
    let endpoint = Endpoint::of(&settings.incoming, &settings.options);
    let mut refused = false;
    let mut report = |step: net::Step<pop3::Error>| {
        refused = matches!(&step.result, Err(error) if ["POP-AUTH", "POP-LOGIN"].contains(&error.code()));
        steps.add(Service::Pop3, step.step, step.millis, step.result.map_err(|e| problem::of_pop3(&e)));
    };
    pop3::check(&endpoint, &settings.incoming.login, password, &mut report).await;
    let mailbox = |login: &ClientmodulLogin| login.as_str().split('#').next().unwrap_or_default().trim().to_lowercase();
    refused && mailbox(&settings.incoming.login) == mailbox(&settings.outgoing.login)
}

/// Without a password all rungs but the login.
async fn smtp_rungs(steps: &mut Steps<'_>, settings: &AccountSettings, password: Option<&Secret>) {
    let endpoint = Endpoint::of(&settings.outgoing, &settings.options);
    let mut went_well = true;
    let mut report = |step: net::Step<smtp::Error>| {
        went_well &= step.result.is_ok();
        steps.add(Service::Smtp, step.step, step.millis, step.result.map_err(|e| problem::of_smtp(&e)));
    };
    let login = password.map(|password| (&settings.outgoing.login, password));
    smtp::check(&endpoint, login, &mut report).await;
    if went_well && password.is_none() {
        let not_tried = Problem::new(LOGIN_NOT_TRIED, "").severity(Severity::Info);
        steps.add(Service::Smtp, "login", 0, Err(not_tried));
    }
}

async fn directory_rungs(steps: &mut Steps<'_>, settings: &AccountSettings) {
    let started = Instant::now();
    let own = settings.address.to_string();
    let asked = async {
        let tls = lookup::tls_of_directory(settings.options.cert_policy, &settings.directory)?;
        let mut client = directory::Client::new(&settings.directory.url, Some(tls.config)).map_err(|e| problem::of_directory(&e))?;
        let connected = client.connect().await;
        connected.map_err(|e| problem::of_directory_line(&e, &client, &tls.seen))?;
        let query = DirectoryQuery { mail: own.clone(), limit: 5, ..DirectoryQuery::default() };
        client.search(&query).await.map_err(|e| problem::of_directory(&e))
    };
    let result = asked.await.and_then(|found| match found.entries.first() {
        Some(entry) => Ok(entry.name.clone()),
        None => Err(Problem::new(OWN_ADDRESS_MISSING, "").severity(Severity::Warning)),
    });
    steps.add(Service::Directory, "search", millis(started), result);
}

async fn connector_rungs(steps: &mut Steps<'_>, world: &World, account: &Account, password: Option<Secret>) {
    let started = Instant::now();
    let mut client = match cards::client(world, account, &account.settings.connector, password).await {
        Ok((client, _)) => client,
        Err(problem) => return steps.add(Service::Connector, "services", millis(started), Err(problem)),
    };
    let services = client.services().await.map(|s| s.product.clone()).map_err(|e| problem::of_connector(&e));
    let went_on = services.is_ok();
    steps.add(Service::Connector, "services", millis(started), services);
    if went_on {
        let started = Instant::now();
        let link = client.ti_link().await.map_err(|e| problem::of_connector(&e));
        let link = link.and_then(|link| if link.is_online() { Ok(String::new()) } else { Err(Problem::new("CONNECTOR-OFFLINE", "")) });
        steps.add(Service::Connector, "ti", millis(started), link);
        let started = Instant::now();
        let cards = client.cards().await.map_err(|e| problem::of_connector(&e));
        let words = cards.and_then(|cards| match cards.as_slice() {
            [] => Err(Problem::new("CONNECTOR-NO-CARDS", "").severity(Severity::Warning)),
            cards => Ok(cards.iter().map(|c| format!("{} {}", c.kind.as_str(), c.holder)).collect::<Vec<_>>().join(", ")),
        });
        steps.add(Service::Connector, "cards", millis(started), words);
    }
}

fn millis(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}
