//! Pictures of writing, outbox, insurer answers, settings and first start: set `KIMPOST_PICTURES` to a folder.
//!
//! Without it nothing is drawn. All people, addresses and numbers are invented.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "invented facts of a test")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]
#[path = "support/ui_facts.rs"]
mod ui_facts;
#[path = "support/ui_overview.rs"]
mod ui_overview;

use std::path::PathBuf;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use kimpost::domain::account::{AccountSettings, ClientmodulLogin};
use kimpost::domain::address::Mailbox;
use kimpost::domain::answer::*;
use kimpost::domain::contact::{Contact, Suggestions};
use kimpost::domain::directory::*;
use kimpost::domain::ids::{AccountId, BlobId, MailId, RequestId};
use kimpost::domain::outgoing::*;
use kimpost::domain::problem::Problem;
use kimpost::domain::time::Day;
use kimpost::engine::command::{Command, Service};
use kimpost::engine::event::{Answer, AnswerDetail, Event, HandoverItem, TestStep};
use kimpost::i18n::{self, Language};
use kimpost::ui::model::{Ask, Asks, Model};
use kimpost::ui::theme::{self, ThemeChoice};
use kimpost::ui::{answers, compose, first_start, outbox, settings};
use ui_facts::at;

#[derive(Clone, Copy, PartialEq)]
enum Page {
    Compose,
    Outbox,
    Answers,
    Settings,
    First,
}

struct World {
    page: Page,
    model: Model,
    compose: compose::Compose,
    outbox: outbox::OutboxView,
    answers: answers::AnswersView,
    settings: settings::SettingsView,
    sent: Vec<Ask>,
    /// How an engine of invented facts answers; `None` leaves the question open.
    fails: bool,
}

impl World {
    fn frame(&mut self, ui: &mut egui::Ui) {
        let mut asks = Asks::default();
        let now = ui.input(|i| i.time);
        self.model.refresh(true, &mut asks);
        self.compose.receive(&mut self.model, now, &mut asks);
        self.answers.receive(&mut self.model);
        self.settings.receive(&mut self.model);
        let surface = theme::tokens(ui).surface;
        egui::CentralPanel::default().frame(egui::Frame::new().fill(surface)).show(ui, |ui| match self.page {
            Page::Compose => compose::show(ui, &self.model, &mut self.compose, &mut asks, true),
            Page::Outbox => drop(outbox::show(ui, &self.model, None, &mut self.outbox, &mut asks)),
            Page::Answers => drop(answers::show(ui, &self.model, &mut self.answers, &mut asks)),
            Page::Settings => drop(settings::show(ui, &self.model, &mut self.settings, &mut asks)),
            Page::First => drop(first_start::show(ui)),
        });
        for ask in asks.0 {
            let request = RequestId(self.sent.len() as u64);
            self.model.expect(request, ask.purpose.clone());
            if let Some(answer) = self.answer(&ask.command) {
                self.model.apply(Event::Answered { request, result: Ok(Box::new(answer)) });
            }
            self.sent.push(ask);
        }
    }

    fn answer(&self, command: &Command) -> Option<Answer> {
        Some(match command {
            Command::ListAccounts => Answer::Accounts(accounts()),
            Command::ListOutbox { .. } => Answer::Outbox(outbox_items()),
            Command::SuggestRecipients { .. } => Answer::Suggestions(Suggestions {
                contacts: vec![Contact {
                    address: "praxis.brandis@zahn-west.kim.telematik".into(),
                    name: "Zahnarztpraxis Brandis".into(),
                    about: "04109 Leipzig · Zahnarzt".into(),
                    check: DirectoryCheck::Found(KimVersion("1.5+".into())),
                    last_used: at(11, 2, 9, 0),
                    favourite: true,
                    ..Contact::default()
                }],
                groups: Vec::new(),
            }),
            Command::SearchDirectory { query, .. } if !query.text.is_empty() => hits(),
            Command::CheckRecipients { .. } => Answer::RecipientsChecked(Vec::new()),
            Command::SaveDraft(_) => Answer::DraftSaved { id: MailId(77), at: at(11, 12, 10, 41) },
            Command::ListAnswers(_) => Answer::Answers(Box::new(answer_page())),
            Command::OpenAnswer { .. } => Answer::AnswerDetail(answer_detail()),
            Command::ListHandovers => Answer::Handovers { folders: vec![], items: Vec::<HandoverItem>::new() },
            Command::Overview { .. } => ui_overview::rows(&accounts(), self.model.now),
            Command::ProbeConnector { .. } => ui_overview::cards(),
            Command::TestAccount { .. } => Answer::Tested(ladder(self.fails)),
            _ => return None,
        })
    }
}

fn accounts() -> Vec<kimpost::domain::account::Account> {
    let mut accounts = ui_facts::engine(0).0.borrow().accounts.clone();
    for account in &mut accounts {
        let settings: &mut AccountSettings = &mut account.settings;
        let address = settings.address.as_str().to_owned();
        for (server, port) in [(&mut settings.incoming, 995), (&mut settings.outgoing, 465)] {
            server.server = "192.168.0.22".into();
            server.port = port;
            server.pinned_sha256 = "3f9a07c2b81d44e09a6f51c7d2e8b043".repeat(2);
            let login = format!("{address}#mail.kim.telematik-test:{port}#Mandant1#KIMPOST#PC1#PRAXIS");
            server.login = ClientmodulLogin::new(&login).unwrap();
        }
        settings.directory.url = "ldaps://192.168.0.10:636".into();
        settings.connector.url = "https://192.168.0.10".into();
        account.has_password = true;
    }
    accounts
}

fn hits() -> Answer {
    let entry = |name: &str, zip: &str, city: &str, what: &str, addresses: &[(&str, &str)]| DirectoryEntry {
        name: name.into(),
        zip: zip.into(),
        city: city.into(),
        specialty: vec![what.into()],
        addresses: addresses
            .iter()
            .map(|(m, v)| DirectoryAddress { mail: (*m).into(), version: KimVersion((*v).into()), ..DirectoryAddress::default() })
            .collect(),
        ..DirectoryEntry::default()
    };
    Answer::Directory(DirectoryAnswer {
        complete: false,
        entries: vec![
            entry(
                "Dr. med. dent. Lena Brandt",
                "01129",
                "Dresden",
                "Kieferorthopädie",
                &[("lena.brandt@kfo-neustadt.kim.telematik", "1.5+"), ("praxis@kfo-neustadt.kim.telematik", "1.5")],
            ),
            entry("MVZ Brandenburger Tor", "10117", "Berlin", "Oralchirurgie", &[("post@mvz-btor.kim.telematik", "1.0")]),
        ],
    })
}

fn recipient(name: &str, address: &str, about: &str, check: DirectoryCheck, kind: RecipientKind) -> Recipient {
    Recipient { kind, address: address.into(), name: name.into(), about: about.into(), check }
}

fn draft() -> Draft {
    let mut draft = Draft::new(AccountId(1));
    let found = |v: &str| DirectoryCheck::Found(KimVersion(v.into()));
    draft.recipients = vec![
        recipient(
            "Dr. Jörg Weißhaupt",
            "weisshaupt@kfo-elbe.kim.telematik",
            "01067 Dresden · Kieferorthopädie",
            found("1.5+"),
            RecipientKind::To,
        ),
        recipient("MVZ Lindenau", "befund@mvz-lindenau.kim.telematik", "04177 Leipzig · Radiologie", found("1.5"), RecipientKind::To),
        recipient("", "alt@praxis-suess.kim.telematik", "", DirectoryCheck::NotFound, RecipientKind::Cc),
    ];
    draft.subject = "Rückfrage zum Befund vom 9. November".into();
    draft.text = "Sehr geehrter Herr Dr. Weißhaupt,\n\nanbei die Aufnahmen von gestern. Können Sie die Retention bis Freitag beurteilen?\n\nMit freundlichen Grüßen\nPraxis Dr. Beispiel".into();
    let file = |name: &str, media_type: &str, size| DraftAttachment {
        name: name.into(),
        media_type: media_type.into(),
        size,
        blob: BlobId(1),
        facts: Default::default(),
    };
    draft.attachments = vec![file("Röntgen_OPG.jpg", "image/jpeg", 11_800_000), file("Befund Müller.pdf", "application/pdf", 1_200_000)];
    draft
}

fn outbox_items() -> Vec<OutboxItem> {
    use OutgoingState as S;
    let status = |name: &str, address: &str, state, reply: &str| RecipientStatus {
        kind: RecipientKind::To,
        mailbox: Mailbox { name: name.into(), address: address.into() },
        state,
        reply: reply.into(),
        delivered_at: Some(at(11, 12, 10, 12)),
        read_at: None,
    };
    let item = |id, state, subject: &str, code: &str, detail: &str, recipients| OutboxItem {
        id: MailId(id),
        account: AccountId(1),
        state,
        subject: subject.into(),
        queued_at: at(11, 12, 10, 2 + id as u32),
        size: 1_240_000,
        recipients,
        next_try: None,
        problem_code: code.into(),
        problem_detail: detail.into(),
        attempts: 1,
        done: false,
        not_in_directory: vec![],
        eeb: None,
    };
    let mut waits = item(
        3,
        S::Queued,
        "Überweisung Frau Änne Muster",
        "SMTP-CONNECT",
        "192.168.0.22:465 connection refused",
        vec![status("MVZ Lindenau", "befund@mvz-lindenau.kim.telematik", S::Queued, "")],
    );
    waits.next_try = Some(at(11, 12, 10, 52));
    let no_certificate = "550 5.7.1 kein gültiges ENC-Zertifikat";
    vec![
        waits,
        item(
            1,
            S::Uncertain,
            "Befund und Röntgenaufnahme",
            "SMTP-CUT",
            "connection reset after DATA",
            vec![status("Dr. Jörg Weißhaupt", "weisshaupt@kfo-elbe.kim.telematik", S::Uncertain, "")],
        ),
        item(
            2,
            S::Refused,
            "Heil- und Kostenplan zur Kenntnis",
            "",
            "",
            vec![
                status("Dr. Lena Brandt", "lena.brandt@kfo-neustadt.kim.telematik", S::Delivered, ""),
                status("Praxis Süß", "alt@praxis-suess.kim.telematik", S::Refused, no_certificate),
            ],
        ),
    ]
}

fn number(tail: u32) -> ApplicationNumber {
    ApplicationNumber::parse(&format!("0991234562611{}{tail:015}", if tail % 3 == 2 { "PA" } else { "ZE" })).unwrap()
}

fn answer_rows() -> Vec<AnswerRow> {
    use Decision as D;
    let people =
        ["Änne Muster", "Jörg Beispiel", "Sophie Groß", "Karl-Heinz Öztürk", "Mia Straußberg", "Ben Test", "Ida Probst", "Ole Fuchs"];
    let decisions = [D::ApprovedChanged, D::Approved, D::Rejected, D::Pending, D::Query, D::Ended, D::Unclear, D::Error];
    let handovers = [
        Some(HandoverState::Pending),
        Some(HandoverState::Collected),
        Some(HandoverState::Written),
        None,
        Some(HandoverState::Failed),
        Some(HandoverState::Collected),
        None,
        None,
    ];
    use LineState as L;
    let states = [L::Open, L::TakenOver, L::TakenOver, L::Open, L::Error, L::TakenOver, L::Unassigned, L::Error];
    (0..8u32)
        .map(|n| AnswerRow {
            number: number(4711 + n),
            decision: decisions[n as usize],
            decided_on: if decisions[n as usize] == D::Pending { None } else { Day::new(2026, 11, 12 - n as u8) },
            reasons: vec![],
            explanation: String::new(),
            total: (n < 3 && n != 2).then_some(Cents(54_390 + i64::from(n) * 123_456)),
            insurer: ["Musterkasse Nord", "Beispiel-BKK", "Gesundkasse Süd"][n as usize % 3].into(),
            insurer_ik: "109999999".into(),
            patient: people[n as usize].into(),
            mail: MailId(1),
            request_mail: Some(MailId(2)),
            received: at(11, 12, 10, 0),
            runs: 1,
            handover: handovers[n as usize],
            last_result: None,
            answers: 1,
            state: states[n as usize],
            lapses_soon: n == 1,
            lapses_on: (n < 2).then(|| Day::new(2027, 5, 12 - n as u8)).flatten(),
        })
        .collect()
}

fn answer_page() -> AnswerPage {
    let rows = answer_rows();
    let mut counts = [0; 5];
    for row in &rows {
        counts[LineState::ALL.iter().position(|state| *state == row.state).unwrap()] += 1;
    }
    let insurers = vec![("109999999".to_owned(), "Musterkasse Nord".to_owned())];
    let areas = ["PA", "ZE"].map(str::to_owned).to_vec();
    AnswerPage { total: rows.len(), rows, counts, lapsing: 2, insurers, areas, broken: Vec::new() }
}

fn record(kind: EbzKind, allowances: &[(&str, u32, Option<i64>)], total: i64) -> EbzRecord {
    EbzRecord {
        kind,
        number: number(4711),
        decision: if kind == EbzKind::Request { Decision::Pending } else { Decision::ApprovedChanged },
        process: (kind == EbzKind::Answer).then(|| Reason { code: "10".into(), text: "Erstantwort".into() }),
        decided_on: Day::new(2026, 11, 12),
        ends_on: None,
        reasons: vec![Reason { code: "05".into(), text: "Gutachter befürwortet teilweise".into() }],
        explanation: "Der Ersatz des Zahnes 46 wird nach Gutachten nicht bezuschusst.".into(),
        allowance_rate: "75%".into(),
        hardship: Some(false),
        allowances: allowances
            .iter()
            .map(|(f, count, amount)| Allowance { finding: (*f).into(), count: *count, amount: amount.map(Cents) })
            .collect(),
        total: Some(Cents(total)),
        insurer_ik: "109999999".into(),
        practice_number: String::new(),
        insurer_name: "Musterkasse Nord".into(),
        patient: "Änne Muster".into(),
        message_id: None,
        mapping: "m/1".into(),
    }
}

fn answer_detail() -> AnswerDetail {
    let request = record(EbzKind::Request, &[("1.1", 2, None), ("2.2", 1, None), ("2.7", 3, None)], 184_500);
    let answer = record(EbzKind::Answer, &[("1.1", 1, Some(21_390)), ("2.2", 1, Some(33_000)), ("2.7", 3, Some(9_000))], 54_390);
    let run = |number, result, who: &str, reason: &str, handover| ProcessingRun {
        number,
        at: at(11, 12, 10, 40 + number),
        who: who.into(),
        reason: reason.into(),
        result,
        handover: Some(handover),
        handover_path: String::new(),
        notes: vec![],
    };
    AnswerDetail {
        request: Some((MailId(2), request)),
        answers: vec![(MailId(1), answer)],
        runs: vec![
            run(2, RunResult::AlreadyTakenOver, "Anna B.", "Plan nach Rücksicherung neu angelegt", HandoverState::Pending),
            run(1, RunResult::TakenOver, "", "", HandoverState::Pending),
        ],
        ..AnswerDetail::default()
    }
}

fn ladder(fails: bool) -> Vec<TestStep> {
    let step = |service, step, millis, detail: &str| TestStep { service, step, ok: true, millis, detail: detail.into(), problem: None };
    let mut steps = vec![
        step(Service::Pop3, "name", 1, "192.168.0.22"),
        step(Service::Pop3, "tcp", 3, ""),
        step(Service::Pop3, "tls", 14, "TLS 1.3"),
        step(Service::Pop3, "greeting", 2, "Clientmodul 1.5.3"),
        step(Service::Pop3, "capabilities", 2, "TOP UIDL SASL"),
        step(Service::Pop3, "login", 640, ""),
        step(Service::Smtp, "name", 1, "192.168.0.22"),
        step(Service::Smtp, "tcp", 2, ""),
    ];
    if fails {
        let last = steps.get_mut(5).unwrap();
        last.ok = false;
        last.problem = Some(Problem::new("POP-AUTH", "-ERR authentication failed"));
    }
    steps
}

fn window(page: Page, look: (ThemeChoice, [f32; 2], f32), fails: bool) -> Harness<'static, World> {
    let (choice, size, scale) = look;
    let theme = if choice == ThemeChoice::Dark { egui::Theme::Dark } else { egui::Theme::Light };
    let first = settings::Chosen::Stored(AccountId(1));
    let mut model = Model::default();
    model.now = ui_facts::now();
    let world = World {
        page,
        model,
        compose: compose::Compose::new(draft()),
        outbox: outbox::OutboxView::default(),
        answers: answers::AnswersView::default(),
        settings: settings::SettingsView::of_account(first),
        sent: vec![],
        fails,
    };
    Harness::builder()
        .with_size(size)
        .with_pixels_per_point(scale)
        .with_theme(theme)
        .with_max_steps(40)
        .with_context_setup(move |ctx| theme::install(ctx, choice))
        .wgpu()
        .build_ui_state(|ui, world: &mut World| world.frame(ui), world)
}

struct Album(PathBuf);

impl Album {
    fn take(&self, name: &str, h: &mut Harness<'static, World>) {
        h.run_steps(8);
        h.render().unwrap().save(self.0.join(format!("write-{name}.png"))).unwrap();
    }

    fn pages(&self, name: &str, look: (ThemeChoice, [f32; 2], f32)) {
        let mut h = window(Page::Compose, look, false);
        self.take(&format!("{name}-compose"), &mut h);
        let mut h = window(Page::Outbox, look, false);
        self.take(&format!("{name}-outbox"), &mut h);
        let mut h = window(Page::Answers, look, false);
        h.run_steps(3);
        h.state_mut().answers.chosen = Some(number(4711));
        self.take(&format!("{name}-answers"), &mut h);
        let mut h = window(Page::Settings, look, true);
        h.run_steps(3);
        h.get_by_label(&i18n::text("test-title")).click();
        self.take(&format!("{name}-settings"), &mut h);
        let mut h = window(Page::Settings, look, true);
        h.run_steps(3);
        h.get_by_label(&i18n::text("settings-tab-overview")).click();
        self.take(&format!("{name}-overview"), &mut h);
        let mut h = window(Page::First, look, false);
        self.take(&format!("{name}-first"), &mut h);
    }
}

#[test]
fn pictures_of_writing() {
    let Some(dir) = std::env::var_os("KIMPOST_PICTURES").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&dir).unwrap();
    let album = Album(dir);
    i18n::select(Language::German);
    let light = (ThemeChoice::Light, [1280.0, 800.0], 1.0);
    album.pages("light", light);
    album.pages("dark", (ThemeChoice::Dark, [1280.0, 800.0], 1.0));
    album.pages("150", (ThemeChoice::Light, [1024.0, 700.0], 1.5));

    let mut h = window(Page::Compose, light, false);
    h.run_steps(3);
    h.get_by(|n| n.role() == egui::Role::TextInput && n.label().as_deref() == Some("An")).focus();
    h.run_steps(2);
    h.get_by(|n| n.role() == egui::Role::TextInput && n.label().as_deref() == Some("An")).type_text("brand");
    h.run_steps(6);
    h.key_press(egui::Key::ArrowDown);
    album.take("light-compose-suggest", &mut h);
    let mut h = window(Page::Compose, light, false);
    h.run_steps(3);
    h.get_by_label("Senden").click();
    album.take("light-compose-issues", &mut h);
    let mut h = window(Page::Settings, light, false);
    h.state_mut().settings = settings::SettingsView::at(settings::Tab::Usage);
    album.take("light-handover", &mut h);
    let mut h = window(Page::Settings, light, false);
    h.state_mut().settings = settings::SettingsView::of_account(settings::Chosen::New);
    h.run_steps(3);
    h.get_by_label("Verbindung testen").click();
    album.take("light-settings-new", &mut h);

    i18n::select(Language::English);
    album.pages("en", light);
    i18n::select(Language::German);
}
