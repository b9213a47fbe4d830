//! The parts of a Clientmodul's user name: named for a person to check, and put together as a help.
//!
//! Fields are joined by `#` in a fixed order (CM116 §3.3.2.2, §3.4.2.2). What a Clientmodul shows wins over all of
//! this: a login is stored and sent as it is, and nothing here ever changes one.

/// Which of the two logins it is; they differ behind the workplace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// „Posteingang", POP3.
    Incoming,
    /// „Postausgang", SMTP.
    Outgoing,
}

/// What a field of a login is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginField {
    Address,
    Fachdienst,
    Mandant,
    ClientSystem,
    Workplace,
    User,
    Konnektor,
    /// Behind the last field the specification knows.
    Unknown,
}

impl LoginField {
    /// Key of the name a person reads.
    #[must_use]
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Address => "login-part-address",
            Self::Fachdienst => "login-part-fachdienst",
            Self::Mandant => "login-part-mandant",
            Self::ClientSystem => "login-part-client-system",
            Self::Workplace => "login-part-workplace",
            Self::User => "login-part-user",
            Self::Konnektor => "login-part-konnektor",
            Self::Unknown => "login-part-unknown",
        }
    }
}

/// The first fields, the same in both directions.
const FIRST: [LoginField; 5] =
    [LoginField::Address, LoginField::Fachdienst, LoginField::Mandant, LoginField::ClientSystem, LoginField::Workplace];

/// The fields of a login with their meaning, in their order. A bare address has one.
///
/// A sixth field is the KonnektorId at SMTP by the specification; with a seventh behind it, or at POP3, it is the
/// UserId (some Clientmodule write both names alike).
#[must_use]
pub fn explain(login: &str, direction: Direction) -> Vec<(LoginField, &str)> {
    let parts: Vec<&str> = login.split('#').collect();
    let behind = match (direction, parts.len()) {
        (Direction::Outgoing, ..=6) => [LoginField::Konnektor, LoginField::Unknown],
        _ => [LoginField::User, LoginField::Konnektor],
    };
    let fields = FIRST.into_iter().chain(behind).chain(std::iter::repeat(LoginField::Unknown));
    fields.zip(parts).collect()
}

/// The workplace of a login: Mandant, Clientsystem, Arbeitsplatz and, where there is one, user. `None` for a plain name.
///
/// Two stations that use the same one block each other at the Konnektor.
#[must_use]
pub fn workplace(login: &str) -> Option<[&str; 4]> {
    let mut parts = login.split('#').skip(2);
    let (mandant, system, place) = (parts.next()?, parts.next()?, parts.next()?);
    Some([mandant, system, place, parts.next().filter(|user| *user != "*").unwrap_or_default()])
}

/// What both logins are made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoginParts {
    pub address: String,
    /// Name or IP address of the Fachdienst.
    pub fachdienst: String,
    pub incoming_port: String,
    pub outgoing_port: String,
    pub mandant: String,
    pub client_system: String,
    pub workplace: String,
    /// Only for a mailbox of an HBA.
    pub user: String,
    /// Only with several Konnektoren.
    pub konnektor: String,
}

impl LoginParts {
    /// Parts with the usual ports of a Fachdienst.
    #[must_use]
    pub fn new() -> Self {
        Self { incoming_port: "995".into(), outgoing_port: "465".into(), ..Self::default() }
    }

    /// What a login says, as far as it goes.
    #[must_use]
    pub fn of(login: &str, direction: Direction) -> Self {
        let mut parts = Self::new();
        for (field, text) in explain(login, direction) {
            let text = if text == "*" { "" } else { text }.to_owned();
            match field {
                LoginField::Address => parts.address = text,
                LoginField::Fachdienst => match text.rsplit_once(':') {
                    Some((host, port)) if direction == Direction::Incoming => {
                        (parts.fachdienst, parts.incoming_port) = (host.to_owned(), port.to_owned());
                    }
                    Some((host, port)) => (parts.fachdienst, parts.outgoing_port) = (host.to_owned(), port.to_owned()),
                    None => parts.fachdienst = text,
                },
                LoginField::Mandant => parts.mandant = text,
                LoginField::ClientSystem => parts.client_system = text,
                LoginField::Workplace => parts.workplace = text,
                LoginField::User => parts.user = text,
                LoginField::Konnektor => parts.konnektor = text,
                LoginField::Unknown => {}
            }
        }
        parts
    }

    /// The login by the specification; `None` while a needed part is missing or one holds a `#`.
    #[must_use]
    pub fn build(&self, direction: Direction) -> Option<String> {
        let port = match direction {
            Direction::Incoming => &self.incoming_port,
            Direction::Outgoing => &self.outgoing_port,
        };
        let mut fields =
            [&self.address, &self.fachdienst, port, &self.mandant, &self.client_system, &self.workplace].map(|part| part.trim());
        if fields.iter().any(|part| part.is_empty() || part.contains(['#', '\r', '\n', '\0'])) {
            return None;
        }
        let host_and_port = format!("{}:{}", self.fachdienst.trim(), port.trim());
        fields[1] = &host_and_port;
        let [address, fachdienst, _, mandant, client_system, workplace] = fields;
        let mut login = [address, fachdienst, mandant, client_system, workplace].join("#");
        let (user, konnektor) = (self.user.trim(), self.konnektor.trim());
        if [user, konnektor].iter().any(|part| part.contains(['#', '\r', '\n', '\0'])) {
            return None;
        }
        // An unused optional field before a used one is written `*` (A_21518-02); SMTP has no UserId.
        let behind = match (direction, user, konnektor) {
            (_, "", "") | (Direction::Outgoing, _, "") => Vec::new(),
            (Direction::Outgoing, _, konnektor) => vec![konnektor],
            (Direction::Incoming, user, "") => vec![user],
            (Direction::Incoming, "", konnektor) => vec!["*", konnektor],
            (Direction::Incoming, user, konnektor) => vec![user, konnektor],
        };
        for part in behind {
            login.push('#');
            login.push_str(part);
        }
        Some(login)
    }
}

#[cfg(test)]
mod tests {
    use super::Direction::{Incoming, Outgoing};
    use super::*;

    #[test]
    fn names_each_part() {
        use LoginField as F;
        let check = |login: &str, direction, expected: &[F]| {
            let found: Vec<_> = explain(login, direction).into_iter().map(|(field, _)| field).collect();
            assert_eq!(found, expected, "{login}");
        };
        check("a@b", Incoming, &FIRST[..1]);
        check("a@b#h:995#M#C#W", Incoming, &FIRST);
        let with = |more: &[F]| [&FIRST, more].concat();
        check("a@b#h:995#M#C#W#U", Incoming, &with(&[F::User]));
        check("a@b#h:995#M#C#W#*#K", Incoming, &with(&[F::User, F::Konnektor]));
        check("a@b#h:465#M#C#W#K", Outgoing, &with(&[F::Konnektor]));
        check("a@b#h:465#M#C#W#U#K#X", Outgoing, &with(&[F::User, F::Konnektor, F::Unknown]));
        assert_eq!(workplace("a@b#h:995#M#C#W#*#K"), Some(["M", "C", "W", ""]));
        assert_eq!(workplace("a@b"), None);
    }

    #[test]
    fn builds_both_logins_as_the_specification_writes_them() {
        let parts = LoginParts {
            address: "praxis@hrst.kim.telematik".into(),
            fachdienst: " mail.hrst.kim.telematik ".into(),
            mandant: "M1".into(),
            client_system: "KIMPOST".into(),
            workplace: "7".into(),
            ..LoginParts::new()
        };
        let check = |user: &str, konnektor: &str, pop3: &str, smtp: &str| {
            let parts = LoginParts { user: user.into(), konnektor: konnektor.into(), ..parts.clone() };
            let base = |port: u16| format!("praxis@hrst.kim.telematik#mail.hrst.kim.telematik:{port}#M1#KIMPOST#7");
            assert_eq!(parts.build(Incoming), Some(base(995) + pop3));
            assert_eq!(parts.build(Outgoing), Some(base(465) + smtp));
            let back = LoginParts::of(&(base(995) + pop3), Incoming);
            assert_eq!((back.user.as_str(), back.konnektor.as_str()), (user, konnektor));
        };
        check("", "", "", "");
        check("", "Konn_1", "#*#Konn_1", "#Konn_1");
        check("Arzt", "", "#Arzt", "");
        check("Arzt", "Konn_1", "#Arzt#Konn_1", "#Konn_1");
        assert_eq!(LoginParts { mandant: String::new(), ..parts.clone() }.build(Incoming), None);
        assert_eq!(LoginParts { mandant: "a#b".into(), ..parts }.build(Incoming), None);
    }
}
