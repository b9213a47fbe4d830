//! The rules of the overview: what is told, how much it matters, what comes next.

use super::*;

const DAY: i64 = 86_400_000;
/// 30 November 2026, noon.
const NOW: Timestamp = Timestamp(1_796_040_000_000);

fn healthy() -> AccountOverview {
    let card = smcb();
    AccountOverview {
        account: AccountId(1),
        address: "praxis@a.kim.telematik-test".into(),
        has_password: true,
        servers: [Service::Pop3, Service::Smtp].map(|service| ServerState { service, result: Some(Ok(())) }).to_vec(),
        last_fetch: Some(NOW),
        fetch_problem: None,
        next_fetch: None,
        waits_for_card: false,
        unread: 3,
        undecrypted: 0,
        on_server: OnServer { mails: 4, bytes: 4000, oldest: Some(Timestamp(NOW.0 - 89 * DAY)), ..OnServer::default() },
        connector: Some(ConnectorState {
            checked_at: Some(NOW),
            problem: None,
            link: Some(TiLink::Online),
            card: Some(card.clone()),
            terminal: "Anmeldung".into(),
            terminal_connected: true,
        }),
        card: BoundCard::of(&card),
        outbox: 0,
        outbox_attention: 0,
        entry: Some(OwnEntry {
            checked_at: NOW,
            found: true,
            name: "Praxis".into(),
            version: "1.5+".into(),
            large: true,
            agrees: Agreement::SameId,
        }),
    }
}

fn smcb() -> Card {
    Card {
        handle: "h".into(),
        kind: CardKind::SmcB,
        iccsn: "80276999990000000017".into(),
        holder: "Praxis".into(),
        expires: Day::parse("2031-02-28"),
        pin: PinStatus::Verified,
        left_tries: None,
        telematik_id: None,
        terminal: "CT-01".into(),
    }
}

fn connector(change: impl FnOnce(&mut ConnectorState)) -> AccountOverview {
    let mut row = healthy();
    if let Some(state) = &mut row.connector {
        change(state);
    }
    row
}

fn card(change: impl FnOnce(&mut Card)) -> AccountOverview {
    connector(|state| state.card.as_mut().map(change).unwrap_or_default())
}

fn entry(agrees: Agreement) -> AccountOverview {
    let mut row = healthy();
    if let Some(entry) = &mut row.entry {
        entry.agrees = agrees;
    }
    row
}

#[test]
fn all_well_is_green_and_says_nothing() {
    assert_eq!((healthy().findings(NOW), light(&[healthy()], NOW)), (vec![], Some(Level::Good)));
    assert_eq!(light(&[], NOW), None);
    // Stored mails that the server deletes soon are no loss.
    assert_eq!(OnServer::days_left(Timestamp(NOW.0 - 89 * DAY), NOW), 1);
}

#[test]
fn without_a_connector_nothing_of_it_is_told() {
    let row = AccountOverview { connector: None, card: None, ..healthy() };
    assert_eq!(row.findings(NOW), []);
}

#[test]
fn each_fault_has_its_colour_and_its_next_step() {
    let problem = |code| Problem::new(code, "");
    let down = |service| {
        let mut row = healthy();
        row.servers.retain(|s| s.service != service);
        row.servers.push(ServerState { service, result: Some(Err(problem("POP-CONNECT"))) });
        row
    };
    let mut fetch_failed = healthy();
    fetch_failed.fetch_problem = Some(problem("POP-AUTH"));
    let waiting = |days| {
        let mut row = healthy();
        row.on_server = OnServer { waiting: 1, oldest_waiting: Some(Timestamp(NOW.0 - days * DAY)), ..row.on_server };
        row
    };
    let expires = |text: &str| card(|c| c.expires = Day::parse(text));
    for (row, level, step) in [
        (down(Service::Pop3), Level::Bad, Step::TestConnection),
        (down(Service::Smtp), Level::Bad, Step::TestConnection),
        (down(Service::Directory), Level::Warning, Step::TestConnection),
        (fetch_failed, Level::Bad, Step::FetchNow),
        (AccountOverview { has_password: false, ..healthy() }, Level::Bad, Step::EnterPassword),
        (connector(|c| c.link = Some(TiLink::Outage)), Level::Bad, Step::AskAgain),
        (connector(|c| c.link = Some(TiLink::OfflineMode)), Level::Bad, Step::AskAgain),
        (connector(|c| c.problem = Some(problem("CONNECTOR-CONNECT"))), Level::Warning, Step::ConnectorSettings),
        (connector(|c| c.card = None), Level::Bad, Step::ChooseCard),
        (connector(|c| c.terminal_connected = false), Level::Warning, Step::AskAgain),
        (card(|c| c.pin = PinStatus::Verifiable), Level::Bad, Step::UnlockHelp),
        (card(|c| c.pin = PinStatus::Blocked), Level::Bad, Step::UnlockHelp),
        (card(|c| c.pin = PinStatus::Unused), Level::Bad, Step::UnlockHelp),
        (expires("2026-11-29"), Level::Bad, Step::ChooseCard),
        (expires("2026-12-05"), Level::Bad, Step::ChooseCard),
        (expires("2026-12-20"), Level::Warning, Step::ChooseCard),
        (expires("2027-02-20"), Level::Note, Step::ChooseCard),
        (AccountOverview { card: None, ..healthy() }, Level::Note, Step::ChooseCard),
        (AccountOverview { undecrypted: 2, ..healthy() }, Level::Warning, Step::ShowUndecrypted),
        (AccountOverview { outbox_attention: 1, ..healthy() }, Level::Warning, Step::ShowOutbox),
        (entry(Agreement::OtherName("MVZ".into())), Level::Warning, Step::CheckEntry),
        (entry(Agreement::OtherId { entry: "1-1".into(), card: "1-2".into() }), Level::Warning, Step::ChooseCard),
        (waiting(80), Level::Warning, Step::FetchNow),
        (waiting(88), Level::Bad, Step::FetchNow),
    ] {
        let found = row.findings(NOW);
        let [finding] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((finding.level(), finding.step()), (level, step), "{finding:?}");
        assert!(crate::i18n::has(finding.step().text_key()), "{finding:?}");
    }
    assert_eq!(waiting(70).findings(NOW), []);
    for agrees in [Agreement::Unknown, Agreement::SameName] {
        assert_eq!(entry(agrees).findings(NOW), []);
    }
}

#[test]
fn a_missing_hba_is_a_state_and_no_fault() {
    let mut row = connector(|c| c.card = None);
    row.card = Some(BoundCard { iccsn: "1".into(), kind: CardKind::Hba, holder: "Dr. Tannhorst".into() });
    for waits in [true, false] {
        row.waits_for_card = waits;
        assert_eq!(row.findings(NOW), [Finding::WaitsForCard]);
        assert_eq!(light(std::slice::from_ref(&row), NOW), Some(Level::Good));
    }
}

#[test]
fn a_silent_connector_hides_what_it_said_before() {
    let row = connector(|c| {
        c.problem = Some(Problem::new("CONNECTOR-TIMEOUT", ""));
        c.card = None;
        c.link = Some(TiLink::Outage);
    });
    assert!(matches!(row.findings(NOW).as_slice(), [Finding::ConnectorFailed(_)]));
}

#[test]
fn the_worst_account_decides_the_light_and_the_worst_finding_comes_first() {
    let worse = AccountOverview { undecrypted: 1, has_password: false, ..healthy() };
    assert_eq!(worse.findings(NOW).first(), Some(&Finding::PasswordMissing));
    assert_eq!(light(&[healthy(), worse], NOW), Some(Level::Bad));
    assert_eq!(light(&[healthy(), connector(|c| c.terminal_connected = false)], NOW), Some(Level::Warning));
    // Old mails do not keep the light amber for good.
    assert_eq!(light(&[AccountOverview { undecrypted: 1, outbox_attention: 1, ..healthy() }], NOW), Some(Level::Good));
}
