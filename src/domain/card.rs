//! Cards of the Konnektor and the Aufrufkontext they are asked for with (gemSpec_Kon 4.1.1).
//!
//! Plain values. A card is known again by its ICCSN; the handle is worth something only while the card stays
//! inserted and is never kept.

use super::time::Day;

/// „Aufrufkontext": the three ids every Konnektor call carries, verbatim as in its information model.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct CallContext {
    pub mandant_id: String,
    pub client_system_id: String,
    pub workplace_id: String,
    /// Only for an HBA; empty otherwise.
    pub user_id: String,
}

/// Kind of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardKind {
    SmcB,
    HsmB,
    Hba,
    Egk,
    /// Any other word of the Konnektor, as written.
    Other(String),
}

impl CardKind {
    /// The Konnektor's word (`csc:CardType`).
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::SmcB => "SMC-B",
            Self::HsmB => "HSM-B",
            Self::Hba => "HBA",
            Self::Egk => "EGK",
            Self::Other(word) => word,
        }
    }

    /// Reads the Konnektor's word.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word {
            "SMC-B" => Self::SmcB,
            "HSM-B" => Self::HsmB,
            "HBA" | "HBA-qSig" => Self::Hba,
            "EGK" => Self::Egk,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// Unlock state of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinStatus {
    /// „freigeschaltet"
    Verified,
    /// „nicht freigeschaltet"
    Verifiable,
    Blocked,
    /// PIN protection is switched off: the card works without one.
    Disabled,
    /// Never put to use: it still has its transport PIN or none.
    Unused,
    Unknown,
}

impl PinStatus {
    /// Word of the command line's JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Verifiable => "verifiable",
            Self::Blocked => "blocked",
            Self::Disabled => "disabled",
            Self::Unused => "unused",
            Self::Unknown => "unknown",
        }
    }
}

/// A card in a terminal of the Konnektor.
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    /// Valid while the card stays inserted; never stored.
    pub handle: String,
    pub kind: CardKind,
    /// 20 digits; empty when the Konnektor does not tell it.
    pub iccsn: String,
    pub holder: String,
    pub expires: Option<Day>,
    pub pin: PinStatus,
    /// Tries left before the PIN is blocked, where the Konnektor tells it.
    pub left_tries: Option<u32>,
    /// Whose card it is, from its certificate. `None`: not read, or the Konnektor refused; empty: the card holds no such certificate.
    pub telematik_id: Option<String>,
    /// `CtId` of the terminal.
    pub terminal: String,
}

super::opaque_debug!(Card);

/// A card terminal.
#[derive(Clone, PartialEq, Eq)]
pub struct Terminal {
    /// `CtId`, as cards name it.
    pub id: String,
    /// The name staff gave it.
    pub name: String,
    pub connected: bool,
}

super::opaque_debug!(Terminal);

/// What the Konnektor says about its way to the TI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TiLink {
    Online,
    /// The tunnel to the TI is down.
    Outage,
    /// The Konnektor is set to work offline (MGM_LU_ONLINE); its LDAP proxy is off too.
    OfflineMode,
    /// It does not say; no reason for an alarm.
    Unknown,
}

impl TiLink {
    /// Whether mail can be expected to flow.
    #[must_use]
    pub const fn is_online(self) -> bool {
        matches!(self, Self::Online | Self::Unknown)
    }
}

/// Everything one question round to a Konnektor brought.
#[derive(Clone, PartialEq, Eq)]
pub struct ConnectorReport {
    pub link: TiLink,
    pub cards: Vec<Card>,
    /// Empty also when the Konnektor does not tell them.
    pub terminals: Vec<Terminal>,
    /// Maker, product and firmware.
    pub product: String,
}

super::opaque_debug!(ConnectorReport);

impl ConnectorReport {
    /// The card with this ICCSN, if it is inserted.
    #[must_use]
    pub fn card(&self, iccsn: &str) -> Option<&Card> {
        self.cards.iter().find(|card| !iccsn.is_empty() && card.iccsn == iccsn)
    }

    /// The terminal a card is in.
    #[must_use]
    pub fn terminal(&self, card: &Card) -> Option<&Terminal> {
        self.terminals.iter().find(|terminal| terminal.id == card.terminal)
    }
}

/// The card an account is bound to. Kind and holder are those seen when it was chosen, so that the settings can
/// name it while it is not inserted.
#[derive(Clone, PartialEq, Eq)]
pub struct BoundCard {
    pub iccsn: String,
    pub kind: CardKind,
    pub holder: String,
}

super::opaque_debug!(BoundCard);

impl BoundCard {
    /// The binding to an inserted card; `None` for one that does not tell its ICCSN.
    #[must_use]
    pub fn of(card: &Card) -> Option<Self> {
        (!card.iccsn.is_empty()).then(|| Self { iccsn: card.iccsn.clone(), kind: card.kind.clone(), holder: card.holder.clone() })
    }
}

/// How near the end of a card's certificate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expiry {
    /// More than 90 days, or unknown.
    Far,
    /// 31 to 90 days.
    Within90,
    /// 8 to 30 days.
    Within30,
    /// 0 to 7 days; the certificate is good on its last day.
    Within7,
    Over,
}

impl Expiry {
    /// The stage on a day.
    #[must_use]
    pub fn on(today: Day, expires: Option<Day>) -> Self {
        match expires.map(|day| today.days_until(day)) {
            None | Some(91..) => Self::Far,
            Some(31..=90) => Self::Within90,
            Some(8..=30) => Self::Within30,
            Some(0..=7) => Self::Within7,
            Some(..0) => Self::Over,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warns_90_30_and_7_days_before_the_end() {
        let today = Day::new(2026, 11, 30).unwrap();
        let stage = |y, m, d| Expiry::on(today, Day::new(y, m, d));
        assert_eq!(Expiry::on(today, None), Expiry::Far);
        for (day, expected) in [
            ((2027, 3, 1), Expiry::Far),
            ((2027, 2, 28), Expiry::Within90),
            ((2026, 12, 31), Expiry::Within90),
            ((2026, 12, 30), Expiry::Within30),
            ((2026, 12, 8), Expiry::Within30),
            ((2026, 12, 7), Expiry::Within7),
            ((2026, 11, 30), Expiry::Within7),
            ((2026, 11, 29), Expiry::Over),
        ] {
            assert_eq!(stage(day.0, day.1, day.2), expected, "{day:?}");
        }
    }

    #[test]
    fn a_card_without_iccsn_is_never_taken_for_another() {
        let card = |iccsn: &str| Card {
            handle: "h".into(),
            kind: CardKind::SmcB,
            iccsn: iccsn.into(),
            holder: String::new(),
            expires: None,
            pin: PinStatus::Unknown,
            left_tries: None,
            telematik_id: None,
            terminal: "CT-01".into(),
        };
        let report = ConnectorReport { link: TiLink::Online, cards: vec![card(""), card("1")], terminals: vec![], product: String::new() };
        assert!(report.card("").is_none() && report.card("2").is_none());
        assert_eq!(report.card("1").map(|c| c.iccsn.as_str()), Some("1"));
        assert!(BoundCard::of(&card("")).is_none());
    }
}
