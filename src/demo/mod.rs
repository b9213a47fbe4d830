//! The demo's stand-ins on loopback: a Clientmodul (POP3 and SMTP), a VZD (LDAP) and a Konnektor (SOAP), filled with
//! invented mails that live on. They are strict where a real peer is, and share no protocol code with the client: a
//! shared bug would cancel out. Invariants: they bind to 127.0.0.1 only, run only when started, keep everything in
//! memory, and end with the [`Demo`] value.

mod card_certificate;
mod cast;
mod clientmodul;
mod clientmodul_pop3;
mod clientmodul_smtp;
mod connector;
mod day;
mod ebz;
mod eeb;
mod letter;
mod life;
mod listen;
mod mime;
mod pdf;
mod receipts;
mod seed;
mod smtp_syntax;
mod submission;
#[cfg(test)]
mod tests;
mod vzd;
mod wire;
mod world;

use std::sync::Arc;
use std::time::Duration;

use crate::domain::account::TlsMode;
use crate::domain::card::CallContext;
pub use day::PracticeFile;
use listen::{Shop, Tls};
use world::World;

/// Host every stand-in listens on.
const HOST: &str = "127.0.0.1";

/// Why the demo could not start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No free port on loopback, or no sockets at all.
    #[error("stand-in cannot listen on loopback: {0}")]
    Listen(#[from] std::io::Error),
    /// The self-signed certificate could not be made.
    #[error("stand-in certificate: {0}")]
    Certificate(String),
    /// A built-in mail is described wrongly.
    #[error("demo mail: {0}")]
    Seed(String),
}

/// How fast the world answers, counted from the moment SMTP took a mail over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Delivery, its notices, and the way back of a resent mail.
    pub delivery: Duration,
    /// Read receipts.
    pub reading: Duration,
    /// Answers of insurers and colleagues.
    pub answer: Duration,
}

impl Default for Pace {
    /// Seconds a person can wait for.
    fn default() -> Self {
        Self { delivery: Duration::from_secs(3), reading: Duration::from_secs(12), answer: Duration::from_secs(8) }
    }
}

/// What to start.
#[derive(Clone, Copy, Debug, Default)]
pub struct DemoOptions {
    pub pace: Pace,
    /// Also open listeners with implicit TLS and a self-signed certificate for `localhost` and `127.0.0.1`.
    pub with_tls: bool,
    /// Start with empty mailboxes and nothing sent; for tests.
    pub without_mails: bool,
}

/// Where a mail server of the demo listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    pub server: String,
    pub port: u16,
    pub tls: TlsMode,
}

/// A practice account of the demo. The password is made at start and opens nothing else.
#[derive(Clone)]
pub struct DemoAccount {
    pub address: String,
    pub sender_name: String,
    /// To be used byte for byte.
    pub pop3_login: String,
    pub smtp_login: String,
    pub password: String,
}

crate::domain::opaque_debug!(DemoAccount, DemoInfo);

/// The same servers once more with implicit TLS.
#[derive(Clone, Debug)]
pub struct TlsInfo {
    pub pop3: Endpoint,
    pub smtp: Endpoint,
    /// `ldaps://…`
    pub directory_url: String,
    /// `https://…`
    pub connector_url: String,
    /// The self-signed certificate, PEM.
    pub certificate_pem: String,
}

/// Everything a client must know to use the demo.
#[derive(Clone)]
pub struct DemoInfo {
    pub pop3: Endpoint,
    pub smtp: Endpoint,
    /// `ldap://127.0.0.1:port`
    pub directory_url: String,
    /// `http://127.0.0.1:port`
    pub connector_url: String,
    pub context: CallContext,
    pub accounts: Vec<DemoAccount>,
    /// Raw mails the accounts sent earlier (see their From), to be imported into Gesendet: POP3 has no such folder.
    pub sent: Vec<Vec<u8>>,
    /// What the dental practice's system drops on one day, dated today.
    pub day: Vec<PracticeFile>,
    /// Present with [`DemoOptions::with_tls`].
    pub tls: Option<TlsInfo>,
}

/// The running stand-ins; dropping the value ends them.
pub struct Demo {
    info: DemoInfo,
    _servers: tokio::task::JoinSet<()>,
    world: Arc<World>,
}

impl Demo {
    /// Fills the mailboxes and opens all listeners on free ports of 127.0.0.1; must be called inside a tokio runtime.
    ///
    /// # Errors
    /// [`Error`] when no port can be opened or no certificate made.
    pub async fn start(options: DemoOptions) -> Result<Self, Error> {
        let cast = cast::Cast::load();
        let context = CallContext {
            mandant_id: "Praxis01".to_owned(),
            client_system_id: "KimMail".to_owned(),
            workplace_id: "Anmeldung1".to_owned(),
            user_id: String::new(),
        };
        let accounts: Vec<DemoAccount> = cast.accounts().map(|person| account(person, &context)).collect();
        let (post, accepted) = tokio::sync::mpsc::unbounded_channel();
        let world = Arc::new(World::new(cast, options.pace, &accounts, post));
        let sent = if options.without_mails { Vec::new() } else { seed::plant(&world, chrono::Local::now())? };
        let day = day::files(&world.cast, &chrono::Local::now().format("%Y%m%d").to_string())?;
        let mut servers = tokio::task::JoinSet::new();
        servers.spawn(life::run(Arc::clone(&world), accepted));
        let plain = listen::open_all(&mut servers, &world, &context, None).await?;
        let tls = if options.with_tls {
            let tls = Tls::self_signed()?;
            let ports = listen::open_all(&mut servers, &world, &context, Some(&tls)).await?;
            Some(TlsInfo {
                pop3: endpoint(ports.of(Shop::Pop3), TlsMode::Tls),
                smtp: endpoint(ports.of(Shop::Smtp), TlsMode::Tls),
                directory_url: format!("ldaps://{HOST}:{}", ports.of(Shop::Vzd)),
                connector_url: format!("https://{HOST}:{}", ports.of(Shop::Connector)),
                certificate_pem: tls.certificate_pem,
            })
        } else {
            None
        };
        let info = DemoInfo {
            pop3: endpoint(plain.of(Shop::Pop3), TlsMode::None),
            smtp: endpoint(plain.of(Shop::Smtp), TlsMode::None),
            directory_url: format!("ldap://{HOST}:{}", plain.of(Shop::Vzd)),
            connector_url: format!("http://{HOST}:{}", plain.of(Shop::Connector)),
            context,
            accounts,
            sent,
            day,
            tls,
        };
        Ok(Self { info, _servers: servers, world })
    }

    /// Addresses, ports, logins and the mails to import.
    #[must_use]
    pub fn info(&self) -> &DemoInfo {
        &self.info
    }

    /// Puts a mail into a mailbox as RETR shall answer it; `false` when the address has none. For tests.
    pub fn put_mail(&self, address: &str, mail: Vec<u8>) -> bool {
        let known = self.world.has_mailbox(address);
        self.world.deliver(address, world::Delivery::of(mime::split(&mail).0.to_vec(), mail));
        known
    }

    /// How many mails a mailbox holds on the server. For tests.
    #[must_use]
    pub fn mails_in(&self, address: &str) -> usize {
        self.world.count(address)
    }
}

fn endpoint(port: u16, tls: TlsMode) -> Endpoint {
    Endpoint { server: HOST.to_owned(), port, tls }
}

fn account(person: &cast::Person, context: &CallContext) -> DemoAccount {
    let login = |port: u16| {
        format!(
            "{address}#mail.{host}:{port}#{}#{}#{}",
            context.mandant_id,
            context.client_system_id,
            context.workplace_id,
            address = person.address,
            host = cast::domain(&person.address)
        )
    };
    DemoAccount {
        address: person.address.clone(),
        sender_name: person.name.clone(),
        pop3_login: login(995),
        smtp_login: login(465),
        password: uuid::Uuid::new_v4().simple().to_string(),
    }
}
