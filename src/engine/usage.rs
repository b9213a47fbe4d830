//! „KIM-Nutzung": what this workplace fetches, sends and begins its mails with; and which station an account is
//! worked on at. No mail is hidden by it: what is left on the server is counted, told, and fetched when the choice
//! widens (rule 18).

use std::sync::Arc;

use super::event::{Answer, Event};
use super::world::World;
use super::{accounts, answers};
use crate::domain::account::Account;
use crate::domain::ids::AccountId;
use crate::domain::mail::Dienstkennung;
use crate::domain::problem::Problem;
use crate::domain::usage::{self, KnownDienstkennung, Usage, UsageFacts, UsageIssue};
use crate::domain::watch;
use crate::kim;
use crate::store::{self, Error, Store};

/// Settings of it that may be set by key.
pub const KEYS: [&str; 6] = [
    store::usage::DIENSTKENNUNGEN,
    store::usage::SEND_EAU,
    store::usage::COLLECT_EAU,
    store::usage::COLLECT_TIME,
    store::usage::KIM_MARKER,
    store::usage::DEFAULT_DIENSTKENNUNG,
];

/// Everything that was set, and what it leaves on the servers.
pub async fn facts(world: &World) -> Result<Answer, Problem> {
    let (scope, person) = (world.scope(), world.who());
    let (mut usage, mut left) = world.read(|store| Ok((store.usage()?, store.left_on_server()?))).await?;
    usage.signatures.retain(|(account, _)| scope.allows(*account));
    left.retain(|left| scope.allows(left.account));
    Ok(Answer::Usage(Box::new(UsageFacts { usage, left, known: known(), person })))
}

/// The applications of the registry; their message types are chosen by typing.
fn known() -> Vec<KnownDienstkennung> {
    let of_application = kim::registry::entries().into_iter().filter(|entry| !entry.prefix.contains(';'));
    of_application.map(|e| KnownDienstkennung { prefix: e.prefix, word_de: e.long_de, word_en: e.long_en }).collect()
}

/// Saves all of it, or nothing when something is wrong.
pub async fn save(world: &World, usage: Usage) -> Result<Answer, Problem> {
    if let Some(issue) = usage.issues().into_iter().next() {
        return Err(match issue {
            UsageIssue::Prefix(at) => Problem::new("INPUT-PREFIX", usage.dienstkennungen.get(at).cloned().unwrap_or_default()),
            UsageIssue::DefaultDienstkennung => Problem::new("INPUT-DIENSTKENNUNG", usage.default_dienstkennung),
            UsageIssue::CollectTime => Problem::new("INPUT-TIME", usage.collect_time),
            UsageIssue::BlockName(at) => Problem::new("INPUT-BLOCK-NAME", (at + 1).to_string()),
            UsageIssue::TooLarge => Problem::new("INPUT-TOO-LONG", usage::MAX_TEXT.to_string()),
        });
    }
    world.commit(move |store| store.save_usage(&usage)).await?;
    world.bus.tell(Event::UsageChanged);
    // What waited for the switch goes on.
    world.watching.changed.notify_one();
    facts(world).await
}

/// Whether a value fits a key of [`KEYS`]; other keys are not judged here. An empty value forgets the setting.
pub fn check_setting(key: &str, value: &str) -> Result<(), Problem> {
    let fits = match key {
        store::usage::DIENSTKENNUNGEN => value.split(',').all(usage::is_prefix),
        store::usage::DEFAULT_DIENSTKENNUNG => usage::is_prefix(value),
        store::usage::COLLECT_TIME => watch::minutes_of_day(value).is_some(),
        store::usage::SEND_EAU | store::usage::COLLECT_EAU | store::usage::KIM_MARKER => matches!(value, store::usage::YES),
        _ => true,
    };
    if fits || value.is_empty() { Ok(()) } else { Err(Problem::new("INPUT-SETTING-VALUE", format!("{key}={value}"))) }
}

/// Which mails a fetch asks for.
#[derive(Clone, Default)]
pub struct Filter {
    /// Beginnings of Dienstkennungen; empty: everything.
    pub prefixes: Vec<String>,
    /// Notices about own mails too, whatever was chosen; not where a fetch was asked for one Dienstkennung.
    with_notices: bool,
}

/// What a fetch asks for: what was named for it, else what was chosen for this workplace.
pub async fn filter(world: &World, named: Vec<String>) -> Result<Filter, Problem> {
    let with_notices = named.is_empty();
    let prefixes = if with_notices { world.read(|store| store.chosen_dienstkennungen()).await? } else { named };
    Ok(Filter { prefixes: if usage::takes_everything(&prefixes) { Vec::new() } else { prefixes }, with_notices })
}

/// The Dienstkennung in an outer header, and whether the mail is fetched by the filter. Notices of Clientmodul and
/// Fachdienst about own mails carry none of an application and belong to whoever sent: of them nothing is remembered,
/// so the Dienstkennung is empty.
pub fn judge_header(header: &[u8], filter: &Filter) -> (String, bool) {
    let lines = kim::headers(&mut &*header);
    let value = |name: &str| lines.iter().find(|line| line.name.eq_ignore_ascii_case(name)).map(|line| line.value.trim());
    let dienstkennung = Dienstkennung(value("X-KIM-Dienstkennung").filter(|v| !v.is_empty()).unwrap_or(Dienstkennung::DEFAULT).to_owned());
    let is_report = value("Content-Type").is_some_and(|v| v.to_ascii_lowercase().starts_with("multipart/report"));
    let is_notice = is_report || value("X-KIM-Fehlermeldung").is_some();
    let wanted = usage::takes(&filter.prefixes, &dienstkennung) || is_notice && filter.with_notices;
    (if is_notice { String::new() } else { dienstkennung.0 }, wanted)
}

/// Whether a mail of this Dienstkennung may be sent from here.
///
/// # Errors
/// `EAU-OFF` for an eAU where their sending was not chosen.
pub async fn may_send(world: &World, dienstkennung: &str) -> Result<(), Problem> {
    let is_eau = Dienstkennung(dienstkennung.to_owned()).application().eq_ignore_ascii_case("eAU");
    if is_eau && !world.read(|store| store.usage()).await?.send_eau {
        return Err(Problem::new("EAU-OFF", ""));
    }
    Ok(())
}

/// Makes this program the processing station of an account, or no longer.
pub async fn set_station(world: &Arc<World>, id: AccountId, here: bool) -> Result<Answer, Problem> {
    world
        .commit(move |store| {
            let mut settings = store.account(id)?.settings;
            settings.options.processing_station = here;
            store.update_account(id, &settings)
        })
        .await?;
    tracing::info!(account = %id, here, "processing station changed");
    world.bus.tell(Event::AccountsChanged);
    if here {
        // What was to be handed over from here before waits no longer.
        answers::finish_handovers(world).await?;
    }
    accounts::saved(world, id).await
}

/// Whether this program may answer receipts and hand over for an account.
///
/// # Errors
/// `STATION-OTHER` where another station does.
pub fn require_station(account: &Account) -> Result<(), Problem> {
    if account.settings.options.processing_station { Ok(()) } else { Err(Problem::new("STATION-OTHER", "").of(account.id)) }
}

/// The text of a draft with the account's signature above what is quoted.
pub fn signed(store: &Store, account: AccountId, quoted: &str) -> Result<String, Error> {
    Ok(usage::with_signature(quoted, &store.signature(account)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_judged_by_its_dienstkennung_and_notices_belong_to_the_choice() {
        let filter = |with_notices| Filter { prefixes: vec!["EBZ".to_owned()], with_notices };
        for (header, expected) in [
            ("Subject: x\r\nX-KIM-Dienstkennung: ebz;ANW;2.0.0\r\n\r\n", ("ebz;ANW;2.0.0", true, true)),
            ("Subject: x\r\nX-KIM-Dienstkennung: eAU;Lieferung;V1.2\r\n\r\n", ("eAU;Lieferung;V1.2", false, false)),
            ("Subject: x\r\n\r\n", (Dienstkennung::DEFAULT, false, false)),
            ("Content-Type: multipart/report; report-type=delivery-status\r\n\r\n", ("", true, false)),
            ("X-KIM-Fehlermeldung: 4004\r\n\r\n", ("", true, false)),
        ] {
            let [(dienstkennung, chosen), (_, named)] = [true, false].map(|notices| judge_header(header.as_bytes(), &filter(notices)));
            assert_eq!((dienstkennung.as_str(), chosen, named), expected, "{header}");
        }
    }

    #[test]
    fn settings_by_key_are_checked() {
        for (key, value, fits) in [
            ("usage.dienstkennungen", "EBZ, KIM-Mail", true),
            ("usage.dienstkennungen", "EBZ,,", false),
            ("usage.send_eau", "yes", true),
            ("usage.send_eau", "ja", false),
            ("usage.send_eau", "", true),
            ("usage.collect_eau_at", "18:30", true),
            ("usage.collect_eau_at", "6 Uhr", false),
            ("usage.default_dienstkennung", "Größe", false),
            ("theme", "dark", true),
        ] {
            assert_eq!(check_setting(key, value).is_ok(), fits, "{key}={value}");
        }
    }
}
