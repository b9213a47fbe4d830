//! Invented states of „Übersicht" and cards for pictures: one account in order, one with a locked card and a dead
//! server, one that waits for its HBA.
#![allow(dead_code, reason = "each test target uses its part")]
#![allow(clippy::unwrap_used, reason = "invented facts that are known to be there")]

use kimpost::domain::account::Account;
use kimpost::domain::card::{BoundCard, Card, CardKind, ConnectorReport, PinStatus, Terminal, TiLink};
use kimpost::domain::problem::Problem;
use kimpost::domain::time::{Day, Timestamp};
use kimpost::engine::command::Service;
use kimpost::engine::event::Answer;
use kimpost::engine::event::overview::{AccountOverview, Agreement, ConnectorState, OnServer, OwnEntry, ServerState};

fn card(kind: CardKind, number: &str, holder: &str, expires: &str, pin: PinStatus) -> Card {
    let terminal = if kind == CardKind::Hba { "CT-02" } else { "CT-01" };
    Card {
        handle: "h".into(),
        kind,
        iccsn: format!("802769999900000000{number}"),
        holder: holder.into(),
        expires: Day::parse(expires),
        pin,
        left_tries: (pin == PinStatus::Verifiable).then_some(3),
        telematik_id: None,
        terminal: terminal.into(),
    }
}

fn smcb(pin: PinStatus, expires: &str) -> Card {
    card(CardKind::SmcB, "17", "Zahnarztpraxis Dr. Beispiel", expires, pin)
}

fn hba() -> Card {
    card(CardKind::Hba, "25", "Dr. Anna Beispiel", "2030-09-30", PinStatus::Verifiable)
}

/// The cards of the Konnektor.
pub fn cards() -> Answer {
    let terminal = |id: &str, name: &str, connected| Terminal { id: id.into(), name: name.into(), connected };
    Answer::Cards(Box::new(ConnectorReport {
        link: TiLink::Online,
        cards: vec![smcb(PinStatus::Verified, "2026-12-01"), hba()],
        terminals: vec![terminal("CT-01", "Anmeldung", true), terminal("CT-02", "Sprechzimmer 1", false)],
        product: "Testraum Konnektor 5.51.2".into(),
    }))
}

/// A row per account, each in another state.
pub fn rows(accounts: &[Account], now: Timestamp) -> Answer {
    Answer::Overview(accounts.iter().enumerate().map(|(at, account)| row(at, account, now)).collect())
}

fn row(at: usize, account: &Account, now: Timestamp) -> AccountOverview {
    let bound = if at == 2 { hba() } else { smcb(PinStatus::Verified, "2031-02-28") };
    let inserted = match at {
        0 => Some(smcb(PinStatus::Verified, "2026-12-01")),
        1 => Some(smcb(PinStatus::Verifiable, "2031-02-28")),
        _ => None,
    };
    let down = || Err(Problem::new("POP-CONNECT", "connection refused"));
    let state = |service| ServerState { service, result: Some(if at == 1 && service == Service::Pop3 { down() } else { Ok(()) }) };
    let days = |days: i64| Timestamp(now.0 - days * 86_400_000);
    AccountOverview {
        account: account.id,
        address: account.settings.address.to_string(),
        has_password: true,
        servers: [Service::Pop3, Service::Smtp, Service::Directory].map(state).to_vec(),
        last_fetch: Some(Timestamp(now.0 - 120_000)),
        fetch_problem: None,
        next_fetch: Some(Timestamp(now.0 + 480_000)),
        waits_for_card: at == 2,
        unread: 12,
        undecrypted: usize::from(at == 1) * 2,
        on_server: OnServer { mails: 148, bytes: 12_400_000, oldest: Some(days(71)), waiting: 0, oldest_waiting: None },
        connector: Some(ConnectorState {
            checked_at: Some(now),
            problem: None,
            link: Some(TiLink::Online),
            card: inserted,
            terminal: "Anmeldung".into(),
            terminal_connected: true,
        }),
        card: BoundCard::of(&bound),
        outbox: at,
        outbox_attention: 0,
        entry: Some(OwnEntry {
            checked_at: now,
            found: true,
            name: "Zahnarztpraxis Dr. Beispiel".into(),
            version: "1.5+".into(),
            large: true,
            agrees: Agreement::SameId,
        }),
    }
}
