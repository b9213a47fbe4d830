//! An engine of invented facts for UI tests and pictures: answers commands at once and remembers them.
//!
//! All people, addresses and numbers are invented. Times are those of the local time zone, so that pictures
//! look the same everywhere.
#![allow(dead_code, reason = "each test target uses its part")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "invented facts that are known to be there")]

use std::cell::RefCell;
use std::rc::Rc;

use chrono::{Local, TimeZone};
use kimpost::domain::access::{AccessBook, User};
use kimpost::domain::account::{Account, AccountSettings};
use kimpost::domain::address::{KimAddress, Mailbox};
use kimpost::domain::answer::*;
use kimpost::domain::contact::{AddressBook, Contact};
use kimpost::domain::drawing::{DrawTask, Drawing, TextView};
use kimpost::domain::ids::{AccountId, MailId, RequestId, UserId};
use kimpost::domain::letter_count::LetterCount;
use kimpost::domain::mail::*;
use kimpost::domain::outgoing::{Draft, OutgoingState, RecipientKind, RecipientStatus};
use kimpost::domain::patient::LetterFacts;
use kimpost::domain::payload::*;
use kimpost::domain::problem::Problem;
use kimpost::domain::time::{Day, Timestamp};
use kimpost::domain::usage::UsageFacts;
use kimpost::engine::command::{Command, ContactCommand, DeskCommand, LetterCommand};
use kimpost::engine::event::{Answer, Event, HandoverItem, View};
use tokio::sync::mpsc;

pub fn at(month: u32, day: u32, hour: u32, minute: u32) -> Timestamp {
    Timestamp(Local.with_ymd_and_hms(2026, month, day, hour, minute, 0).unwrap().timestamp_millis())
}

/// The time of all tests: a Thursday morning.
pub fn now() -> Timestamp {
    at(11, 12, 10, 44)
}

/// Everybody's password.
pub const PASSWORD: &str = "geheim-12";

pub struct Engine {
    pub asked: Vec<Command>,
    pub mails: Vec<MailDetail>,
    pub accounts: Vec<Account>,
    /// Everybody's password is [`PASSWORD`].
    pub book: AccessBook,
    /// The contacts of whoever asks.
    pub contacts: Vec<Contact>,
    /// Letters that wait for a person, and the count of any quarter.
    pub letters: LetterFacts,
    pub letter_count: Option<LetterCount>,
    /// Who sits at the window.
    pub seat: Option<UserId>,
    next: u64,
    pub events: mpsc::UnboundedSender<Event>,
}

pub type Shared = Rc<RefCell<Engine>>;

/// An engine with `filler` more mails than the invented ones, and the end of its events.
pub fn engine(filler: usize) -> (Shared, mpsc::UnboundedReceiver<Event>) {
    let (events, receiver) = mpsc::unbounded_channel();
    let mut mails = invented();
    for n in 0..filler as i64 {
        let mut mail = mail(1000 + n, "labor@labor-sued.kim.telematik-test", "Labor Süd", &format!("Befund {n:06}"));
        mail.row.date = Timestamp(at(10, 1, 12, 0).0 - n * 60_000);
        mails.push(mail);
    }
    (
        Rc::new(RefCell::new(Engine {
            asked: Vec::new(),
            mails,
            accounts: accounts(),
            book: AccessBook::default(),
            contacts: Vec::new(),
            letters: LetterFacts::default(),
            letter_count: None,
            seat: None,
            next: 0,
            events,
        })),
        receiver,
    )
}

/// The closure the window sends its commands to.
pub fn sender(engine: &Shared) -> Box<dyn FnMut(Command) -> RequestId> {
    let engine = engine.clone();
    Box::new(move |command| engine.borrow_mut().take(command))
}

impl Engine {
    fn take(&mut self, command: Command) -> RequestId {
        self.next += 1;
        let request = RequestId(self.next);
        let answer = self.answer(&command);
        self.asked.push(command);
        let _ = self.events.send(Event::Answered { request, result: answer.map(Box::new) });
        request
    }

    pub fn tell(&self, event: Event) {
        self.events.send(event).unwrap();
    }

    /// The commands that are not questions for what is shown.
    pub fn acts(&self) -> Vec<&Command> {
        let shows = |c: &&Command| {
            !matches!(
                c,
                Command::ListMails(_)
                    | Command::CountFolders
                    | Command::ListAccounts
                    | Command::ListOutbox { .. }
                    | Command::ListHandovers
                    | Command::LoadUsage
                    | Command::ListEau
                    | Command::Overview { .. }
                    | Command::OpenMail { .. }
                    | Command::WhoAmI
                    | Command::ListAccess
            ) && !matches!(c, Command::Desk(command) if **command == DeskCommand::Waiting)
                && !matches!(c, Command::Letters(command) if matches!(**command, LetterCommand::Facts | LetterCommand::Count { .. }))
        };
        self.asked.iter().filter(shows).collect()
    }

    fn detail(&mut self, id: MailId) -> Option<&mut MailDetail> {
        self.mails.iter_mut().find(|m| m.row.id == id)
    }

    fn page(&self, f: &MailFilter) -> MailPage {
        let search = f.search.to_lowercase();
        let fits = |m: &&MailDetail| {
            let terms = m.payload.as_ref().map(|p| p.search_terms.join(" ")).unwrap_or_default();
            let text = format!("{} {} {} {terms}", m.row.subject, m.row.from.name, m.parsed.text).to_lowercase();
            (f.accounts.is_empty() || f.accounts.contains(&m.row.account))
                && (f.all_folders && m.row.folder != Folder::Trash || m.row.folder == f.folder)
                && (!f.unread_only || m.row.unread)
                && (!f.not_done_only || !m.row.work.done)
                && (!f.undecrypted_only || m.row.class == MailClass::Undecrypted)
                && (search.is_empty() || text.contains(&search))
        };
        let class = |m: &&MailDetail, k: ClassFilter| match k {
            ClassFilter::All => m.row.class != MailClass::Receipt,
            ClassFilter::Personal => m.row.class == MailClass::Personal,
            ClassFilter::Technical => m.row.class == MailClass::Technical,
        };
        let all: Vec<&MailDetail> = self.mails.iter().filter(fits).collect();
        let per_class =
            [ClassFilter::All, ClassFilter::Personal, ClassFilter::Technical].map(|k| all.iter().filter(|m| class(m, k)).count());
        let mut rows: Vec<MailRow> = all.iter().filter(|m| class(m, f.kind)).map(|m| m.row.clone()).collect();
        match f.sort {
            SortKey::Subject => rows.sort_by(|a, b| a.subject.cmp(&b.subject)),
            SortKey::From => rows.sort_by(|a, b| a.from.label().cmp(b.from.label())),
            _ => rows.sort_by_key(|r| r.date),
        }
        if !f.ascending {
            rows.reverse();
        }
        let total = rows.len();
        let rows = rows.into_iter().skip(f.offset).take(if f.limit == 0 { usize::MAX } else { f.limit }).collect();
        MailPage { total, rows, per_class, took_micros: 100 }
    }

    fn counts(&self, account: AccountId) -> FolderCounts {
        let n = |test: &dyn Fn(&MailRow) -> bool| self.mails.iter().filter(|m| m.row.account == account && test(&m.row)).count();
        FolderCounts {
            inbox_unread: n(&|r| r.folder == Folder::Inbox && r.unread),
            inbox_total: n(&|r| r.folder == Folder::Inbox),
            outbox: n(&|r| r.folder == Folder::Outbox),
            outbox_attention: n(&|r| r.state.is_some_and(OutgoingState::needs_attention)),
            sent: n(&|r| r.folder == Folder::Sent),
            drafts: n(&|r| r.folder == Folder::Drafts),
            trash: n(&|r| r.folder == Folder::Trash),
            undecrypted: n(&|r| r.class == MailClass::Undecrypted),
        }
    }

    fn session(&self) -> Answer {
        Answer::Session { session: Box::new(self.book.session(self.seat)), lock_minutes: 10 }
    }

    fn answer(&mut self, command: &Command) -> Result<Answer, Problem> {
        Ok(match command {
            Command::SignIn { name, password } => {
                let user = self.book.user_named(name).filter(|_| password.reveal() == PASSWORD);
                self.seat = Some(user.ok_or_else(|| Problem::new("SIGN-IN-WRONG", ""))?.id);
                self.session()
            }
            Command::SignOut => {
                self.seat = None;
                self.session()
            }
            Command::WhoAmI => self.session(),
            Command::ListAccess => Answer::Access(Box::new(self.book.clone())),
            Command::SetAccountAccess { account, before, after } => {
                if self.book.access_of(*account) != **before {
                    return Err(Problem::new("ACCESS-CHANGED", ""));
                }
                self.book.restricted.insert(*account, (**after).clone());
                Answer::Access(Box::new(self.book.clone()))
            }
            Command::AddUser { name, role, .. } => {
                let id = UserId(90 + self.book.users.len() as i64);
                self.book.users.push(User { id, name: name.clone(), role: *role, has_password: true });
                self.seat.get_or_insert(id);
                let _ = self.events.send(Event::AccessChanged);
                Answer::Access(Box::new(self.book.clone()))
            }
            Command::ListAccounts => Answer::Accounts(self.accounts.clone()),
            Command::CountFolders => Answer::Counts(self.accounts.iter().map(|a| (a.id, self.counts(a.id))).collect()),
            Command::ListMails(filter) => Answer::Mails(self.page(filter)),
            Command::OpenMail { mail, mark_read } => {
                let detail = self.detail(*mail).ok_or_else(|| Problem::new("STORE-READ", ""))?;
                detail.row.unread &= !mark_read;
                Answer::Mail(Box::new(detail.clone()))
            }
            Command::OpenEmbedded { .. } => {
                let mut inner = mail(900, "unbekannt@fremd.kim.telematik-test", "Praxis Fremd", "Arztbrief");
                inner.parsed.text = "Sehr geehrte Kolleginnen,\n\nbitte überweisen Sie auf das neue Konto.".into();
                Answer::Mail(Box::new(inner))
            }
            Command::ReadRaw { offset, .. } => {
                let text =
                    "Return-Path: <kasse@muster.kim.telematik-test>\r\nX-KIM-Dienstkennung: EBZ;ANW;2.0.0\r\nSubject: EBZ\r\n\r\nZeile\r\n";
                Answer::Bytes { offset: *offset, total: text.len() as u64, bytes: text.as_bytes().to_vec() }
            }
            Command::ViewAttachment { index, task, .. } => Answer::View(Box::new(shown(*index, *task)?)),
            Command::Contacts(command) if matches!(**command, ContactCommand::List(_)) => {
                let contacts = self.contacts.clone();
                Answer::AddressBook(AddressBook { total: contacts.len(), contacts, ..AddressBook::default() })
            }
            Command::Letters(command) => match (&**command, &self.letter_count) {
                (LetterCommand::Facts, _) => Answer::Letters(Box::new(self.letters.clone())),
                (LetterCommand::Count { .. }, Some(count)) => Answer::LetterCount(Box::new(count.clone())),
                _ => Answer::Done,
            },
            Command::ListOutbox { .. } => Answer::Outbox(Vec::new()),
            Command::ListEau => Answer::Eau(Box::default()),
            Command::ListWatch => Answer::Watch(Box::default()),
            Command::ListHandovers => Answer::Handovers { folders: folders(), items: Vec::<HandoverItem>::new() },
            Command::ListAnswers(_) => Answer::Answers(Box::default()),
            Command::Desk(command) if **command == DeskCommand::Waiting => Answer::Waiting(Vec::new()),
            Command::LoadUsage => Answer::Usage(Box::new(UsageFacts { person: ME.into(), ..UsageFacts::default() })),
            Command::Claim { mails, claim } => {
                for id in mails {
                    if let Some(m) = self.detail(*id) {
                        m.row.work.claimed_by = if *claim { ME.into() } else { String::new() };
                    }
                }
                self.tell(Event::MailsChanged);
                Answer::Done
            }
            Command::MarkDone { mails, done } => {
                for id in mails {
                    if let Some(m) = self.detail(*id) {
                        m.row.work.done = *done;
                    }
                }
                self.tell(Event::MailsChanged);
                Answer::Done
            }
            Command::MoveToTrash { mails } => {
                for id in mails {
                    if let Some(m) = self.detail(*id) {
                        m.row.folder = Folder::Trash;
                    }
                }
                self.tell(Event::MailsChanged);
                Answer::Done
            }
            Command::Restore { mails } => {
                for id in mails {
                    if let Some(m) = self.detail(*id) {
                        m.row.folder = Folder::Inbox;
                    }
                }
                self.tell(Event::MailsChanged);
                Answer::Done
            }
            Command::MarkUnread { mails, unread } => {
                for id in mails {
                    if let Some(m) = self.detail(*id) {
                        m.row.unread = *unread;
                    }
                }
                self.tell(Event::MailsChanged);
                Answer::Done
            }
            Command::PrepareReply { .. } | Command::PrepareForward { .. } | Command::OpenDraft { .. } => {
                Answer::Draft(Box::new(Draft::new(AccountId(1))))
            }
            Command::Reprocess { reason, .. } => {
                let mut run = run(2, RunResult::AlreadyTakenOver);
                run.reason.clone_from(reason);
                Answer::Run { run, answer: None }
            }
            _ => Answer::Done,
        })
    }
}

/// What is in an attachment: a letter of three pages, a picture, a text, and a file that cannot be shown.
fn shown(index: usize, task: DrawTask) -> Result<View, Problem> {
    let file = |name: &str| std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
    let drawn = |bytes| kimpost::render::draw(DrawTask { page: 0, ..task }, bytes).map_err(|e| Problem::new(e.code(), ""));
    match index {
        0 => drawn(file("tests/data/payload/arztbrief/arztbrief.pdf")).map(|d| View::Page(Drawing { pages: 3, page: task.page, ..d })),
        1 => drawn(file("assets/demo/ekg.png")).map(View::Page),
        2 => {
            let (text, cut) = kimpost::payload::arranged_xml(&file("assets/demo/arztbrief.xml"), 1 << 20).unwrap();
            Ok(View::Text(TextView { text, arranged: true, cut }))
        }
        _ => Err(Problem::new("DRAW-ENCRYPTED", "")),
    }
}

/// The person at the screen.
pub const ME: &str = "anna";

fn folders() -> Vec<(String, std::path::PathBuf)> {
    vec![("EBZ".into(), "/srv/praxis/kim/ebz".into())]
}

fn accounts() -> Vec<Account> {
    [("praxis@beispiel.kim.telematik-test", "Praxis Dr. Beispiel"), ("mvz@lindenau.kim.telematik-test", "MVZ Lindenau")]
        .into_iter()
        .enumerate()
        .map(|(i, (address, name))| {
            let mut settings = AccountSettings::new(KimAddress::parse(address).unwrap());
            settings.sender_name = name.into();
            let id = AccountId(i as i64 + 1);
            Account { id, settings, has_password: true, last_fetch: Some(at(11, 12, 10, 42)), messages: 60 }
        })
        .collect()
}

pub fn mail(id: i64, address: &str, name: &str, subject: &str) -> MailDetail {
    let from = Mailbox { name: name.into(), address: address.into() };
    let to = vec![Mailbox { name: "Praxis Dr. Beispiel".into(), address: "praxis@beispiel.kim.telematik-test".into() }];
    let row = MailRow {
        id: MailId(id),
        account: AccountId(1),
        account_address: "praxis@beispiel.kim.telematik-test".into(),
        folder: Folder::Inbox,
        date: at(11, 12, 9, 0),
        received: at(11, 12, 9, 2),
        from: from.clone(),
        to: to.clone(),
        subject: subject.into(),
        dienstkennung: "KIM-Mail;Default;V1.0".into(),
        class: MailClass::Personal,
        payload_kind: None,
        size: 18_400,
        attachments: 0,
        unread: false,
        answered: false,
        forwarded: false,
        decryption: Decryption::Ok,
        integrity: Integrity::Ok,
        state: None,
        receipt_requested: false,
        kim_error: false,
        work: kimpost::domain::work::Work::default(),
    };
    let kim = KimResults {
        decryption: Decryption::Ok,
        integrity: Integrity::Ok,
        sender_system: "Musterpraxis 12.4".into(),
        ..KimResults::default()
    };
    let parsed = ParsedMail {
        from: vec![from],
        to,
        subject: subject.into(),
        text: TEXT.into(),
        dienstkennung: Some(Dienstkennung(row.dienstkennung.clone())),
        kim,
        ..ParsedMail::default()
    };
    let header = |name: &str, value: &str| HeaderLine { name: name.into(), value: value.into() };
    MailDetail {
        headers: vec![
            header("Return-Path", "<>"),
            header("From", &format!("{name} <{address}>")),
            header("Date", "Thu, 12 Nov 2026 09:00:00 +0100"),
            header("X-KIM-Dienstkennung", "KIM-Mail;Default;V1.0"),
            header("X-KIM-DecryptionResult", "00"),
            header("Message-ID", "<4711.0815@beispiel.kim.telematik-test>"),
        ],
        row,
        parsed,
        blob: None,
        payload: None,
        runs: Vec::new(),
        recipients: Vec::new(),
        history: vec![HistoryLine { at: at(11, 12, 9, 2), who: "Anna Bergmann".into(), key: "history-read".into(), detail: String::new() }],
        thread: Vec::new(),
        on_server: true,
        versions: Vec::new(),
        eeb: None,
        patient: None,
    }
}

const TEXT: &str = "Sehr geehrte Frau Dr. Beispiel,\n\nvielen Dank für die Überweisung von Herrn Müller-Größ. Die Untersuchung ergab keinen auffälligen Befund; der Blutdruck war mit 128/82 mmHg im Normbereich. Wir empfehlen eine Kontrolle in sechs Monaten.\n\nDie Medikation kann unverändert fortgeführt werden. Bei Rückfragen erreichen Sie uns unter der bekannten Nummer.\n\nMit freundlichen Grüßen\nDr. med. Jörg Weißbach\n\n> Sehr geehrter Herr Kollege,\n> ich bitte um Mitbeurteilung des Patienten.\n> Mit bestem Dank im Voraus\n";

fn run(number: u32, result: RunResult) -> ProcessingRun {
    ProcessingRun {
        number,
        at: at(11, 12, 10, 42),
        who: if number == 1 { String::new() } else { "Anna Bergmann".into() },
        reason: String::new(),
        result,
        handover: Some(HandoverState::Written),
        handover_path: "/srv/praxis/kim/ebz/0991234562611ZE000000000004711.xml".into(),
        notes: Vec::new(),
    }
}

pub fn attachment(index: usize, name: &str, media_type: &str, size: u64) -> Attachment {
    Attachment {
        index,
        name: name.into(),
        save_name: name.into(),
        media_type: media_type.into(),
        description: String::new(),
        offset: 0,
        encoded_len: size,
        size,
        encoding: TransferEncoding::Base64,
        warnings: Vec::new(),
        is_signature_report: false,
        is_message: false,
    }
}

fn ebz(id: i64, number: &str, decision: Decision, subject: &str) -> MailDetail {
    let mut m = mail(id, "ebz@musterkasse-nord.kim.telematik-test", "Musterkasse Nord", subject);
    m.row.class = MailClass::Technical;
    m.row.payload_kind = Some(PayloadKind::EbzAnswer);
    m.row.dienstkennung = "EBZ;ANW;2.0.0".into();
    m.parsed.dienstkennung = Some(Dienstkennung("EBZ;ANW;2.0.0".into()));
    m.row.attachments = 1;
    m.parsed.attachments = vec![attachment(0, "EBZ_Antwort.xml.p7s", "application/pkcs7-mime", 9_412)];
    m.parsed.text = "Diese Nachricht enthält einen elektronischen Datensatz des EBZ-Verfahrens.".into();
    let field =
        |label: &str, value: &str| PayloadField { label_key: label.into(), value: value.into(), secret: false, word_key: String::new() };
    let mut payload = Payload::of_kind(PayloadKind::EbzAnswer);
    payload.file_name = "EBZ_Antwort.xml.p7s".into();
    payload.signature = SignatureState::Intact;
    payload.search_terms = vec![number.into()];
    payload.fields = vec![
        field("field-number", number),
        field("field-decided-on", "11.11.2026"),
        field("field-allowance-rate", "75 %"),
        field("field-allowance-total", "543,90 €"),
        field("field-insurer", "Musterkasse Nord"),
        field("field-explanation", "Der Festzuschuss gilt für sechs Monate ab dem Datum der Genehmigung."),
    ];
    payload.ebz = Some(EbzRecord {
        kind: EbzKind::Answer,
        number: ApplicationNumber::parse(number).unwrap(),
        decision,
        process: None,
        decided_on: Day::new(2026, 11, 11),
        ends_on: None,
        reasons: Vec::new(),
        explanation: String::new(),
        allowance_rate: "75%".into(),
        hardship: None,
        allowances: Vec::new(),
        total: Some(Cents(54390)),
        insurer_ik: "999999999".into(),
        practice_number: String::new(),
        insurer_name: "Musterkasse Nord".into(),
        patient: String::new(),
        message_id: None,
        mapping: "ebz/2".into(),
    });
    m.payload = Some(payload);
    m.runs = vec![run(1, RunResult::TakenOver)];
    m
}

fn undecrypted(id: i64) -> MailDetail {
    let mut m = mail(id, "klinik@nordstadt.kim.telematik-test", "Klinik Nordstadt", "Nachricht konnte nicht entschlüsselt werden");
    m.row.class = MailClass::Undecrypted;
    m.row.decryption = Decryption::Failed;
    m.row.integrity = Integrity::None;
    m.parsed.kim.decryption = Decryption::Failed;
    m.parsed.kim.still_protected = true;
    m.parsed.text = String::new();
    m.parsed.kim.codes = vec![KimCode {
        code: "4009".into(),
        meaning_key: "kim-error-4009".into(),
        advice_key: "kim-error-4009-advice".into(),
        retry_helps: true,
    }];
    m
}

fn invented() -> Vec<MailDetail> {
    let mut list = vec![
        ebz(1, "0991234562611ZE000000000004711", Decision::Approved, "EBZ-Antwort 0991234562611ZE000000000004711"),
        mail(2, "praxis@lindenau.kim.telematik-test", "MVZ Lindenau, Dr. Weißbach", "Rückfrage zum Befund Müller-Größ"),
        mail(3, "labor@labor-sued.kim.telematik-test", "Labor Süd GmbH", "Laborbefund Auftrag 260-4471"),
        undecrypted(4),
        ebz(5, "0991234562611PA000000000004712", Decision::Rejected, "EBZ-Antwort 0991234562611PA000000000004712"),
        mail(6, "eau@musterkasse-west.kim.telematik-test", "Musterkasse West", "eAU-Rückmeldung"),
        mail(7, "praxis@kaiser.kim.telematik-test", "Praxis Kaiser & Söhne", "Arztbrief Kardiologie, Kontrolle in sechs Monaten"),
        mail(8, "pflege@haus-abendsonne.kim.telematik-test", "Haus Abendsonne", "Verordnung häusliche Krankenpflege"),
        mail(9, "zahnarzt@weiss.kim.telematik-test", "Dr. Ines Weiß", "Überweisung Kieferorthopädie"),
        mail(10, "unbekannt@fremd.kim.telematik-test", "Praxis Fremd", "Neue Bankverbindung"),
        mail(11, "service@tele.kim.telematik-test", "TeleService", "Information zum Betrieb"),
        ebz(12, "0991234562610KF000000000004713", Decision::ApprovedChanged, "EBZ-Antwort 0991234562610KF000000000004713"),
        mail(13, "apotheke@rathaus.kim.telematik-test", "Rathaus-Apotheke", "Rückfrage zur Dosierung"),
        mail(14, "klinik@nordstadt.kim.telematik-test", "Klinik Nordstadt", "Entlassbrief"),
    ];
    let times = [(11, 12, 10, 42), (11, 12, 9, 14), (11, 12, 8, 51), (11, 12, 8, 20), (11, 11, 16, 5), (11, 11, 11, 30), (11, 10, 9, 0)];
    for (i, m) in list.iter_mut().enumerate() {
        let (month, day, hour, minute) = times.get(i).copied().unwrap_or((11, 16 - i as u32, 9, 30));
        m.row.date = at(month, day, hour, minute);
        m.row.unread = i < 4;
        m.row.account = AccountId(if i % 4 == 3 { 2 } else { 1 });
    }
    list[1].row.receipt_requested = true;
    list[1].row.attachments = 2;
    list[1].parsed.attachments =
        vec![attachment(0, "Befund_Müller-Größ.pdf", "application/pdf", 384_112), attachment(1, "EKG.jpg", "image/jpeg", 1_240_000)];
    list[13].row.attachments = 5;
    list[13].parsed.attachments = vec![
        attachment(0, "Entlassbrief mit einem sehr langen Namen, der nicht in die Liste passt.pdf", "application/pdf", 384_112),
        attachment(1, "EKG.png", "image/png", 1_240_000),
        attachment(2, "arztbrief.xml", "application/xml", 3_100),
        attachment(3, "Laborwerte.pdf", "application/pdf", 88_000),
        Attachment { is_signature_report: true, ..attachment(4, "Signaturpruefungsbericht.pdf", "application/pdf", 22_000) },
    ];
    list[2].parsed.links = vec![
        Link { text: "labor-sued.example".into(), target: "https://boese.example/login".into(), mismatch: true },
        Link { text: "Datei".into(), target: "file:///etc/passwd".into(), mismatch: false },
    ];
    list[2].row.class = MailClass::Technical;
    list[2].row.payload_kind = Some(PayloadKind::Lab);
    list[5].row.class = MailClass::Technical;
    list[5].row.payload_kind = Some(PayloadKind::Eau);
    list[6].row.answered = true;
    list[6].row.payload_kind = Some(PayloadKind::Letter);
    list[6].row.class = MailClass::Technical;
    list[8].row.forwarded = true;
    list[9].row.integrity = Integrity::Failed;
    list[9].parsed.kim.integrity = Integrity::Failed;
    list[9].parsed.text = String::new();
    list[9].parsed.embedded = Some(EmbeddedMail { offset: 0, len: 10, message_id: None, dienstkennung: None, encrypted: false });
    list[10].row.dienstkennung = "TeleX;Info;1.0".into();
    list[10].row.class = MailClass::Technical;
    list[13].row.integrity = Integrity::Unverifiable;
    let mut sent = mail(20, "praxis@beispiel.kim.telematik-test", "Praxis Dr. Beispiel", "Rückfrage Medikation");
    sent.row.folder = Folder::Outbox;
    sent.row.state = Some(OutgoingState::Uncertain);
    sent.row.to = vec![Mailbox::bare("klinik@nordstadt.kim.telematik-test")];
    sent.recipients = vec![RecipientStatus {
        kind: RecipientKind::To,
        mailbox: Mailbox::bare("klinik@nordstadt.kim.telematik-test"),
        state: OutgoingState::Uncertain,
        reply: "connection lost".into(),
        delivered_at: None,
        read_at: None,
    }];
    list.push(sent);
    for n in 0..2 {
        let mut draft = mail(30 + n, "praxis@beispiel.kim.telematik-test", "Praxis Dr. Beispiel", "Entwurf Befundanfrage");
        draft.row.folder = Folder::Drafts;
        list.push(draft);
    }
    list
}
