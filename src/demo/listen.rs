//! Opens the listeners of all stand-ins and hands each connection to its server, plain or behind TLS. Invariant:
//! only 127.0.0.1; a connection's task ends with its listener.

use std::sync::Arc;

use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use super::wire::{Stream, Wire};
use super::world::World;
use super::{Error, HOST, clientmodul_pop3, clientmodul_smtp, connector, vzd};
use crate::domain::card::CallContext;

/// The kinds of servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shop {
    Pop3,
    Smtp,
    Vzd,
    Connector,
}

const ALL: [Shop; 4] = [Shop::Pop3, Shop::Smtp, Shop::Vzd, Shop::Connector];

/// The ports that were opened.
pub(super) struct Ports(Vec<(Shop, u16)>);

impl Ports {
    /// Port of a server; all four are always open.
    pub fn of(&self, shop: Shop) -> u16 {
        self.0.iter().find(|(s, _)| *s == shop).map_or(0, |(_, port)| *port)
    }
}

/// A self-signed identity.
pub(super) struct Tls {
    acceptor: TlsAcceptor,
    pub certificate_pem: String,
}

impl Tls {
    /// A new key and certificate for loopback.
    pub fn self_signed() -> Result<Self, Error> {
        let wrong = |e: &dyn std::fmt::Display| Error::Certificate(e.to_string());
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned(), HOST.to_owned()]).map_err(|e| wrong(&e))?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|e| wrong(&e))?
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .map_err(|e| wrong(&e))?;
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)), certificate_pem: made.cert.pem() })
    }
}

/// Opens one listener of each kind.
pub(super) async fn open_all(
    servers: &mut JoinSet<()>,
    world: &Arc<World>,
    context: &CallContext,
    tls: Option<&Tls>,
) -> Result<Ports, Error> {
    let mut ports = Vec::new();
    for shop in ALL {
        let listener = TcpListener::bind((HOST, 0)).await?;
        ports.push((shop, listener.local_addr()?.port()));
        servers.spawn(accept(shop, listener, Arc::clone(world), context.clone(), tls.map(|t| t.acceptor.clone())));
    }
    Ok(Ports(ports))
}

async fn accept(shop: Shop, listener: TcpListener, world: Arc<World>, context: CallContext, acceptor: Option<TlsAcceptor>) {
    let mut connections = JoinSet::new();
    let port = listener.local_addr().map_or(0, |a| a.port());
    let base = format!("{}://{HOST}:{port}", if acceptor.is_some() { "https" } else { "http" });
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let Ok((socket, _)) = accepted else {
                    // Out of descriptors: wait for connections to end instead of spinning.
                    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
                    continue;
                };
                socket.set_nodelay(true).ok();
                let (world, context, acceptor, base) = (Arc::clone(&world), context.clone(), acceptor.clone(), base.clone());
                connections.spawn(async move {
                    let stream: Box<dyn Stream> = match acceptor {
                        None => Box::new(socket),
                        Some(acceptor) => match acceptor.accept(socket).await {
                            Ok(stream) => Box::new(stream),
                            Err(_) => return,
                        },
                    };
                    serve(shop, stream, world, &context, &base).await;
                });
            }
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}

async fn serve(shop: Shop, stream: Box<dyn Stream>, world: Arc<World>, context: &CallContext, base: &str) {
    match shop {
        Shop::Pop3 => clientmodul_pop3::serve(Wire::new(stream), world).await,
        Shop::Smtp => clientmodul_smtp::serve(Wire::new(stream), world).await,
        Shop::Vzd => vzd::serve(stream, world).await,
        Shop::Connector => connector::serve(stream, context, base).await,
    }
}
