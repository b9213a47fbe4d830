//! Every header name of KIM and of receipts, once, with the clause that defines it.
//!
//! Names are compared without case; nothing else in the program may spell them out.

/// A header that carries KIM meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KimHeader {
    /// `<Anwendung>;<Nachrichtentyp>;<Version>` (A_19488-02).
    Dienstkennung,
    /// `<product>;<version>` of the sending system (gematik/api-kim, Primaersystem).
    Sendersystem,
    /// Support address of the sending system's maker (gematik/api-kim, Primaersystem).
    Support,
    /// Code of the Clientmodul in an error mail, repeatable (A_20650).
    Fehlermeldung,
    /// Outcome of decryption (KOM-LE-A_2047).
    DecryptionResult,
    /// Outcome of the signature check (KOM-LE-A_2050, A_23165).
    IntegrityCheckResult,
    /// Marks a protected mail; a processed one does not show it (A_21390).
    KomLeVersion,
    /// Who wants a read receipt (RFC 8098 §2.1).
    DispositionNotificationTo,
    /// Made by a machine (RFC 3834 §5).
    AutoSubmitted,
    /// Envelope sender, set by the last hop (RFC 5321 §4.4, A_21236).
    ReturnPath,
}

impl KimHeader {
    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dienstkennung => "X-KIM-Dienstkennung",
            Self::Sendersystem => "X-KIM-Sendersystem",
            Self::Support => "X-KIM-Support",
            Self::Fehlermeldung => "X-KIM-Fehlermeldung",
            Self::DecryptionResult => "X-KIM-DecryptionResult",
            Self::IntegrityCheckResult => "X-KIM-IntegrityCheckResult",
            Self::KomLeVersion => "X-KOM-LE-Version",
            Self::DispositionNotificationTo => "Disposition-Notification-To",
            Self::AutoSubmitted => "Auto-Submitted",
            Self::ReturnPath => "Return-Path",
        }
    }
}
