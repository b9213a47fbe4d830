//! Whether the servers of the accounts can be reached: a TCP connection that is closed at once, nothing is said.
//!
//! Several accounts at one Clientmodul share one try. Results are kept until the next round.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use tokio::task::JoinSet;

use super::command::Service;
use super::problem;
use super::world::lock;
use crate::domain::account::{AccountSettings, ServerSettings};
use crate::domain::problem::Problem;
use crate::net::{self, Endpoint};
use crate::{pop3, smtp};

/// A person who watches the overview waits no longer than this.
const LIMIT: Duration = Duration::from_secs(4);

/// A place to connect to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub service: Service,
    host: String,
    port: u16,
}

impl Place {
    /// The POP3, SMTP and LDAP servers of an account that are set; `directory` is the URL that counts for it.
    pub fn all(settings: &AccountSettings, directory: &str) -> Vec<Self> {
        let server = |service, s: &ServerSettings| Self { service, host: s.server.trim().to_owned(), port: s.port };
        let mut places = vec![server(Service::Pop3, &settings.incoming), server(Service::Smtp, &settings.outgoing)];
        places.extend(host_and_port(directory).map(|(host, port)| Self { service: Service::Directory, host, port }));
        places.retain(|place| !place.host.is_empty() && place.port != 0);
        places
    }

    /// Tries once.
    pub async fn try_it(&self) -> Result<(), Problem> {
        let server = ServerSettings { server: self.host.clone(), port: self.port, ..ServerSettings::default() };
        let endpoint = Endpoint::of(&server, &crate::domain::account::AccountOptions::default());
        let connect = async {
            let addresses = net::resolve(&endpoint).await?;
            net::connect(&endpoint, &addresses).await.map(drop)
        };
        let result = tokio::time::timeout(LIMIT, connect).await.unwrap_or(Err(net::Error::ConnectTimeout));
        result.map_err(|error| match self.service {
            Service::Pop3 => problem::of_pop3(&pop3::Error::Net(error)),
            Service::Smtp => problem::of_smtp(&smtp::Error::Net(error)),
            Service::Directory | Service::Connector => Problem::new("LDAP-CONNECT", error.to_string()),
        })
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

/// Computer and port of an LDAP address.
fn host_and_port(url: &str) -> Option<(String, u16)> {
    let (scheme, rest) = url.trim().split_once("://")?;
    let default = if scheme.eq_ignore_ascii_case("ldaps") { 636 } else { 389 };
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let (host, port) = match authority.strip_prefix('[') {
        Some(v6) => v6.split_once(']')?,
        None => authority.find(':').map_or((authority, ""), |at| authority.split_at(at)),
    };
    let port = if port.is_empty() { default } else { port.strip_prefix(':')?.parse().ok()? };
    (!host.is_empty()).then(|| (host.to_owned(), port))
}

/// The results of the last round.
#[derive(Default)]
pub struct Reached(Mutex<HashMap<Place, Result<(), Problem>>>);

impl Reached {
    /// Tries every place once, side by side, and keeps only these results. True when one differs from before.
    pub async fn try_all(&self, mut places: Vec<Place>) -> bool {
        places.sort_by(|a, b| (a.service.as_str(), &a.host, a.port).cmp(&(b.service.as_str(), &b.host, b.port)));
        places.dedup();
        let mut tries = JoinSet::new();
        for place in places {
            tries.spawn(async move {
                let result = place.try_it().await;
                (place, result)
            });
        }
        let fresh: HashMap<_, _> = tries.join_all().await.into_iter().collect();
        let mut kept = lock(&self.0);
        let changed = *kept != fresh;
        *kept = fresh;
        changed
    }

    /// The last result; `None` for a place that was not tried.
    pub fn get(&self, place: &Place) -> Option<Result<(), Problem>> {
        lock(&self.0).get(place).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::address::KimAddress;

    #[test]
    fn finds_computer_and_port_of_a_directory() {
        for (url, expected) in [
            ("ldap://192.0.2.1", Some(("192.0.2.1", 389))),
            ("ldaps://kon.intern", Some(("kon.intern", 636))),
            ("ldap+starttls://kon.intern:1389/dc=data", Some(("kon.intern", 1389))),
            ("ldap://[2001:db8::1]:390", Some(("2001:db8::1", 390))),
            ("ldap://", None),
            ("ldap://a:b", None),
            ("", None),
        ] {
            assert_eq!(host_and_port(url), expected.map(|(host, port): (&str, u16)| (host.to_owned(), port)), "{url}");
        }
    }

    #[tokio::test]
    async fn tells_open_from_closed_and_notices_a_change() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut settings = AccountSettings::new(KimAddress::parse("a@b.kim.telematik-test").unwrap());
        settings.incoming.server = "127.0.0.1".into();
        settings.incoming.port = listener.local_addr().unwrap().port();
        let places = Place::all(&settings, "");
        let [pop3] = places.as_slice() else { panic!("only POP3 is set: {places:?}") };
        let reached = Reached::default();
        assert_eq!(reached.get(pop3), None);
        assert!(reached.try_all(places.clone()).await);
        assert_eq!(reached.get(pop3), Some(Ok(())));
        assert!(!reached.try_all(places.clone()).await, "nothing changed");
        drop(listener);
        assert!(reached.try_all(places.clone()).await);
        assert_eq!(reached.get(pop3).and_then(Result::err).map(|p| p.code), Some("POP-CONNECT"));
    }
}
