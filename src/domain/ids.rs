//! Newtypes for the keys of stored things, so that an account can never be taken for a mail.

/// Defines a copyable newtype around a database key.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub struct $name(pub $inner);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id!(
    /// A KIM-E-Mail-Konto.
    AccountId(i64)
);
id!(
    /// A mail of any folder: received, outgoing or draft. Shown to people as `ID` on the command line.
    MailId(i64)
);
id!(
    /// A byte string in the store, kept in chunks: a raw mail or an attachment of a draft.
    BlobId(i64)
);
id!(
    /// A person of this profile.
    UserId(i64)
);
id!(
    /// A Mandant, department or group of people.
    GroupingId(i64)
);
id!(
    /// A group of the address book.
    ContactGroupId(i64)
);
id!(
    /// A person that letters are about, as far as their headers say.
    PatientId(i64)
);
id!(
    /// A question to the engine; the answer carries the same number.
    RequestId(u64)
);
