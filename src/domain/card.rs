//! Cards of the Konnektor and the Aufrufkontext they are asked for with (gemSpec_Kon 4.1.1).

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
    Disabled,
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
    pub iccsn: String,
    pub holder: String,
    pub expires: Option<Day>,
    pub pin: PinStatus,
}

super::opaque_debug!(Card);
