//! What „Übersicht" tells of each account, and the TI traffic light made of it. Plain values and rules, no I/O.
//!
//! A [`Finding`] is something a person should know; its level decides the colour, and [`Finding::step`] is the one
//! next step a window offers beside it. Nothing of a Konnektor appears for an account without one.

use crate::domain::card::{BoundCard, Card, CardKind, Expiry, PinStatus, TiLink};
use crate::domain::ids::AccountId;
use crate::domain::problem::{Problem, Severity};
use crate::domain::time::{Day, Timestamp};
use crate::engine::command::Service;

/// How long a Fachdienst keeps a mail when nothing else is known (`dataTimeToLive`, 10 to 365 days, default 90).
pub const ASSUMED_DAYS_ON_SERVER: i64 = 90;
/// Mails that are not here yet are warned about this many days before the server deletes them.
const DAYS_LEFT_WARN: i64 = 14;
const DAYS_LEFT_ERROR: i64 = 3;

/// Everything known about one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountOverview {
    pub account: AccountId,
    pub address: String,
    pub has_password: bool,
    /// Servers that are set, in the order of the test ladder; the Konnektor is not among them.
    pub servers: Vec<ServerState>,
    pub last_fetch: Option<Timestamp>,
    /// Why the last fetch of this run failed.
    pub fetch_problem: Option<Problem>,
    pub next_fetch: Option<Timestamp>,
    /// Bound to an HBA that is not inserted: the fetch rests until it is. No fault.
    pub waits_for_card: bool,
    pub unread: usize,
    pub undecrypted: usize,
    pub on_server: OnServer,
    /// `None`: no Konnektor is set.
    pub connector: Option<ConnectorState>,
    pub card: Option<BoundCard>,
    /// Mails that wait to be sent, and those of them or of the sent ones that need a person.
    pub outbox: usize,
    pub outbox_attention: usize,
    /// The own entry in the VZD; `None` where no directory is set or it was not checked yet.
    pub entry: Option<OwnEntry>,
}

/// Whether a server can be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerState {
    pub service: Service,
    /// `None`: not tried yet.
    pub result: Option<Result<(), Problem>>,
}

/// What lies on the POP3 server, from the last listing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OnServer {
    pub mails: usize,
    pub bytes: u64,
    /// When the oldest was first seen; it may have arrived earlier.
    pub oldest: Option<Timestamp>,
    /// Those not stored here in readable form: left for others, parked, or still encrypted.
    pub waiting: usize,
    pub oldest_waiting: Option<Timestamp>,
}

impl OnServer {
    /// Days until the server deletes the first of something seen first at `oldest`, by the assumed retention.
    #[must_use]
    pub fn days_left(oldest: Timestamp, now: Timestamp) -> i64 {
        ASSUMED_DAYS_ON_SERVER - oldest.days_until(now)
    }
}

/// The last round of questions to the Konnektor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectorState {
    /// `None`: not asked yet.
    pub checked_at: Option<Timestamp>,
    pub problem: Option<Problem>,
    /// What it said; from an earlier round when the last one failed.
    pub link: Option<TiLink>,
    /// The card the account is bound to, if it is inserted.
    pub card: Option<Card>,
    /// Name of the terminal the card is in.
    pub terminal: String,
    pub terminal_connected: bool,
}

/// The own entry in the VZD, as it was found last.
#[derive(Clone, PartialEq, Eq)]
pub struct OwnEntry {
    pub checked_at: Timestamp,
    /// The VZD knows the address.
    pub found: bool,
    pub name: String,
    /// KIM version; one that ends in `+` takes and sends large mails.
    pub version: String,
    pub large: bool,
    pub agrees: Agreement,
}

crate::domain::opaque_debug!(OwnEntry);

/// Whether the own entry belongs to the card of the account.
#[derive(Clone, PartialEq, Eq)]
pub enum Agreement {
    /// No card is known to compare with.
    Unknown,
    /// The same Telematik-ID.
    SameId,
    /// The Telematik-ID of the card is not known; the names agree.
    SameName,
    /// As before, and the names differ; that of the card.
    OtherName(String),
    /// Two Telematik-IDs: what others encrypt for this entry, this card cannot open.
    OtherId { entry: String, card: String },
}

crate::domain::opaque_debug!(Agreement);

/// How much something matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Good,
    /// Worth knowing; no colour.
    Note,
    Warning,
    Bad,
}

/// Something a person should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    PasswordMissing,
    Unreachable(Service),
    FetchFailed(Problem),
    WaitsForCard,
    TiOutage,
    TiOffline,
    ConnectorFailed(Problem),
    NoCardChosen,
    CardMissing,
    CardLocked { left_tries: Option<u32> },
    CardBlocked,
    CardUnused,
    CardExpired,
    CardExpires { days: i64, stage: Expiry },
    TerminalOff,
    Undecrypted(usize),
    DaysLeft(i64),
    Outbox(usize),
    EntryMissing,
    EntryDiffers,
    EntryOfOtherCard,
    NoLargeMails,
}

/// The next step offered beside a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    EnterPassword,
    TestConnection,
    FetchNow,
    AskAgain,
    ConnectorSettings,
    ChooseCard,
    UnlockHelp,
    ShowUndecrypted,
    ShowOutbox,
    CheckEntry,
}

impl Step {
    /// Key of the button's word.
    #[must_use]
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::EnterPassword => "overview-step-password",
            Self::TestConnection => "overview-step-test",
            Self::FetchNow => "overview-step-fetch",
            Self::AskAgain => "overview-step-again",
            Self::ConnectorSettings => "overview-step-connector",
            Self::ChooseCard => "overview-step-choose-card",
            Self::UnlockHelp => "overview-step-unlock",
            Self::ShowUndecrypted => "overview-step-undecrypted",
            Self::ShowOutbox => "overview-step-outbox",
            Self::CheckEntry => "overview-step-entry",
        }
    }
}

impl Finding {
    /// How much it matters.
    #[must_use]
    pub fn level(&self) -> Level {
        match self {
            Self::Unreachable(Service::Directory) | Self::ConnectorFailed(_) | Self::TerminalOff => Level::Warning,
            Self::FetchFailed(problem) => match problem.severity {
                Severity::Error => Level::Bad,
                Severity::Warning => Level::Warning,
                Severity::Info => Level::Note,
            },
            Self::WaitsForCard | Self::NoCardChosen | Self::NoLargeMails => Level::Note,
            Self::CardExpires { stage: Expiry::Within90, .. } => Level::Note,
            Self::CardExpires { stage: Expiry::Within7, .. } => Level::Bad,
            Self::CardExpires { .. } | Self::Undecrypted(_) | Self::Outbox(_) => Level::Warning,
            Self::EntryMissing | Self::EntryDiffers | Self::EntryOfOtherCard => Level::Warning,
            Self::DaysLeft(days) if *days > DAYS_LEFT_ERROR => Level::Warning,
            _ => Level::Bad,
        }
    }

    /// Whether it is about the way to the TI, and not about single mails or an entry that others maintain: only that
    /// colours the traffic light, or it would be amber for good.
    #[must_use]
    pub const fn is_about_ti(&self) -> bool {
        !self.is_about_entry() && !matches!(self, Self::Undecrypted(_) | Self::Outbox(_))
    }

    /// Whether it is about the own entry in the VZD.
    #[must_use]
    pub const fn is_about_entry(&self) -> bool {
        matches!(self, Self::EntryMissing | Self::EntryDiffers | Self::EntryOfOtherCard | Self::NoLargeMails)
    }

    /// The next step.
    #[must_use]
    pub const fn step(&self) -> Step {
        match self {
            Self::PasswordMissing => Step::EnterPassword,
            Self::Unreachable(_) => Step::TestConnection,
            Self::FetchFailed(_) | Self::DaysLeft(_) => Step::FetchNow,
            Self::TiOutage | Self::TiOffline | Self::TerminalOff => Step::AskAgain,
            Self::ConnectorFailed(_) => Step::ConnectorSettings,
            Self::NoCardChosen | Self::CardMissing | Self::CardExpired | Self::CardExpires { .. } | Self::EntryOfOtherCard => {
                Step::ChooseCard
            }
            Self::WaitsForCard | Self::CardLocked { .. } | Self::CardBlocked | Self::CardUnused => Step::UnlockHelp,
            Self::Undecrypted(_) => Step::ShowUndecrypted,
            Self::Outbox(_) => Step::ShowOutbox,
            Self::EntryMissing | Self::EntryDiffers | Self::NoLargeMails => Step::CheckEntry,
        }
    }
}

impl AccountOverview {
    /// Everything worth telling, the worst first.
    #[must_use]
    pub fn findings(&self, now: Timestamp) -> Vec<Finding> {
        let mut found = Vec::new();
        if !self.has_password {
            found.push(Finding::PasswordMissing);
        }
        let down = self.servers.iter().filter(|s| matches!(s.result, Some(Err(_)))).map(|s| s.service);
        found.extend(down.clone().map(Finding::Unreachable));
        // A fetch that failed because its server is gone says nothing new; nor does one without a password.
        let server_is_gone = down.clone().any(|service| service == Service::Pop3);
        if let Some(problem) = self.fetch_problem.as_ref().filter(|p| !server_is_gone && p.code != "ACCOUNT-PASSWORD") {
            found.push(Finding::FetchFailed(problem.clone()));
        }
        if self.waits_for_card {
            found.push(Finding::WaitsForCard);
        }
        if let Some(connector) = &self.connector {
            self.connector_findings(connector, now, &mut found);
        }
        if self.undecrypted > 0 {
            found.push(Finding::Undecrypted(self.undecrypted));
        }
        let left = self.on_server.oldest_waiting.map(|oldest| OnServer::days_left(oldest, now));
        if let Some(days) = left.filter(|days| *days <= DAYS_LEFT_WARN) {
            found.push(Finding::DaysLeft(days.max(0)));
        }
        if self.outbox_attention > 0 {
            found.push(Finding::Outbox(self.outbox_attention));
        }
        match &self.entry {
            Some(entry) if !entry.found => found.push(Finding::EntryMissing),
            Some(OwnEntry { agrees: Agreement::OtherId { .. }, .. }) => found.push(Finding::EntryOfOtherCard),
            Some(OwnEntry { agrees: Agreement::OtherName(_), .. }) => found.push(Finding::EntryDiffers),
            Some(entry) if !entry.large => found.push(Finding::NoLargeMails),
            _ => {}
        }
        found.sort_by_key(|finding| std::cmp::Reverse(finding.level()));
        found
    }

    fn connector_findings(&self, connector: &ConnectorState, now: Timestamp, found: &mut Vec<Finding>) {
        if let Some(problem) = &connector.problem {
            // What it said before may be over; only that it is silent is certain.
            found.push(Finding::ConnectorFailed(problem.clone()));
            return;
        }
        match connector.link {
            Some(TiLink::Outage) => found.push(Finding::TiOutage),
            Some(TiLink::OfflineMode) => found.push(Finding::TiOffline),
            Some(TiLink::Online | TiLink::Unknown) | None => {}
        }
        if connector.link.is_none() {
            return;
        }
        let Some(bound) = &self.card else {
            found.push(Finding::NoCardChosen);
            return;
        };
        match &connector.card {
            Some(card) => card_findings(card, connector.terminal_connected, now, found),
            // A doctor's own card goes home with the doctor.
            None if bound.kind == CardKind::Hba => {
                if !self.waits_for_card {
                    found.push(Finding::WaitsForCard);
                }
            }
            None => found.push(Finding::CardMissing),
        }
    }

    /// The worst level of what is about the TI.
    #[must_use]
    pub fn level(&self, now: Timestamp) -> Level {
        self.findings(now).iter().filter(|f| f.is_about_ti()).map(Finding::level).max().unwrap_or(Level::Good)
    }
}

fn card_findings(card: &Card, terminal_connected: bool, now: Timestamp, found: &mut Vec<Finding>) {
    if !terminal_connected {
        found.push(Finding::TerminalOff);
    }
    match card.pin {
        PinStatus::Verifiable => found.push(Finding::CardLocked { left_tries: card.left_tries }),
        PinStatus::Blocked => found.push(Finding::CardBlocked),
        PinStatus::Unused => found.push(Finding::CardUnused),
        PinStatus::Verified | PinStatus::Disabled | PinStatus::Unknown => {}
    }
    let Some(today) = Day::of(now) else { return };
    match (Expiry::on(today, card.expires), card.expires) {
        (Expiry::Over, _) => found.push(Finding::CardExpired),
        (Expiry::Far, _) | (_, None) => {}
        (stage, Some(day)) => found.push(Finding::CardExpires { days: today.days_until(day), stage }),
    }
}

/// The TI traffic light: the worst of all accounts that are offered. `None` while nothing is known.
#[must_use]
pub fn light(rows: &[AccountOverview], now: Timestamp) -> Option<Level> {
    rows.iter().map(|row| row.level(now)).max().map(|level| if level == Level::Note { Level::Good } else { level })
}

#[cfg(test)]
mod tests;
