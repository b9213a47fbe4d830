//! What is left of a Clientmodul's results where no Clientmodul wrote them (rule 32): an imported file, or a mail inside a mail,
//! may say anything.
//!
//! What speaks for the mail becomes „nicht bestätigt"; what speaks against it stays, so that a file never looks better than it
//! says. The codes stay as they are written, with a sentence that says what they are worth.

use super::{Decryption, Integrity, KimResults, MailFlag, ParsedMail};

/// The sentence of a good result that nobody vouches for.
const MEANING: &str = "kim-code-unconfirmed";
/// Results that speak for a mail, by the keys of their sentences (`kim::results`).
const GOOD: [&str; 3] = ["kim-decryption-00", "kim-integrity-01", "kim-integrity-07"];

impl Decryption {
    /// The same where nobody vouches for it.
    #[must_use]
    pub const fn unconfirmed(self) -> Self {
        match self {
            Self::Ok => Self::Unconfirmed,
            other => other,
        }
    }
}

impl Integrity {
    /// The same where nobody vouches for it.
    #[must_use]
    pub const fn unconfirmed(self) -> Self {
        match self {
            Self::Ok => Self::Unconfirmed { said_ok: true },
            Self::Unverifiable => Self::Unconfirmed { said_ok: false },
            other => other,
        }
    }
}

impl KimResults {
    fn unconfirmed(&mut self) {
        (self.decryption, self.integrity) = (self.decryption.unconfirmed(), self.integrity.unconfirmed());
        for code in self.codes.iter_mut().filter(|code| GOOD.contains(&code.meaning_key.as_str())) {
            MEANING.clone_into(&mut code.meaning_key);
            code.advice_key.clear();
        }
    }
}

impl ParsedMail {
    /// The same mail where nobody vouches for the results in its head.
    #[must_use]
    pub fn unconfirmed(mut self) -> Self {
        self.kim.unconfirmed();
        self.flags.retain(|flag| *flag != MailFlag::SignatureValid);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mail::KimCode;

    fn mail(integrity: Integrity, decryption: Decryption, key: &str) -> ParsedMail {
        let code = KimCode { code: "1".into(), meaning_key: key.into(), advice_key: format!("{key}-advice"), retry_helps: false };
        let kim = KimResults { decryption, integrity, codes: vec![code], ..KimResults::default() };
        ParsedMail { kim, flags: vec![MailFlag::SignatureValid, MailFlag::MdnRequested], ..ParsedMail::default() }
    }

    #[test]
    fn what_speaks_for_an_imported_mail_is_not_confirmed_and_what_speaks_against_it_stays() {
        use Decryption as D;
        use Integrity as I;
        for (before, key, after, meaning) in [
            ((I::Ok, D::Ok), "kim-integrity-01", (I::Unconfirmed { said_ok: true }, D::Unconfirmed), MEANING),
            ((I::Unverifiable, D::Ok), "kim-integrity-07", (I::Unconfirmed { said_ok: false }, D::Unconfirmed), MEANING),
            ((I::None, D::Ok), "kim-decryption-00", (I::None, D::Unconfirmed), MEANING),
            ((I::Failed, D::Failed), "kim-integrity-02", (I::Failed, D::Failed), "kim-integrity-02"),
            ((I::None, D::None), "kim-error-4009", (I::None, D::None), "kim-error-4009"),
        ] {
            let read = mail(before.0, before.1, key).unconfirmed();
            assert_eq!((read.kim.integrity, read.kim.decryption), after, "{key}");
            assert_eq!(read.flags, [MailFlag::MdnRequested]);
            let [code] = read.kim.codes.as_slice() else { panic!("{key}") };
            assert_eq!((code.code.as_str(), code.meaning_key.as_str()), ("1", meaning));
            assert_eq!(code.advice_key.is_empty(), meaning == MEANING);
        }
        assert!(crate::i18n::has(MEANING));
        assert!(GOOD.iter().all(|key| crate::i18n::has(key)), "a key of kim::results");
    }
}
