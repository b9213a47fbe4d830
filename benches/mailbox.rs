//! The figures we promise, side by side with mpop (which only writes files) on the same Dovecot in one run.
//!
//! `tests/bench.sh` starts the servers, makes the mails and runs this in a release build. Without `KIMTB_DIR` there
//! is nothing to measure against, and it says so. It prints ratios and asserts nothing about them.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::panic,
    reason = "a measuring program may stop loudly and must print"
)]

mod support;

use std::path::Path;
use std::time::{Duration, Instant};

use kimpost::domain::mail::{MailFilter, SortKey};
use kimpost::domain::outgoing::{DirectoryCheck, Draft, OutgoingState, Recipient, RecipientKind};
use kimpost::engine::command::Command;
use kimpost::engine::event::Answer;
use support::{Bed, Client, Random, at, best, peak_mib, reset_peak, resident_mib, row};

/// Mails of the big mailbox and bytes of the big mail, as the promise names them.
const MAILS: usize = 10_000;
const BIG_BYTES: u64 = 500 << 20;
/// Runs of what is short, or where a single run says little.
const RUNS: usize = 5;
const MANY_RUNS: usize = 3;
const BIG_RUNS: usize = 2;

fn main() {
    let Some(bed) = Bed::find() else { return };
    let many = std::env::var("KIMPOST_BENCH_MAILS").ok().and_then(|n| n.parse().ok()).unwrap_or(MAILS);
    let big = std::env::var("KIMPOST_BENCH_BIG").ok().and_then(|n| n.parse().ok()).unwrap_or(BIG_BYTES);
    if many > 0 {
        mailbox(&bed, many);
    }
    if big > 0 {
        big_mail(&bed, big);
    }
}

fn mailbox(bed: &Bed, count: usize) {
    let source = bed.work().join("mails");
    let bytes = make_mails(&source, count);
    bed.seed("viele@test.kim.telematik", &source, count);
    println!("\n{count} mails, {} MB", bytes / 1_000_000);
    let peer_out = bed.work().join("mpop");
    // In turns: how long mpop takes depends on what the file system just did.
    let (mut peer, mut own) = (Duration::MAX, Duration::MAX);
    for run in 1..MANY_RUNS {
        let (out, profile) = (bed.work().join(format!("mpop-{run}")), bed.work().join(format!("profile-{run}")));
        peer = peer.min(bed.mpop("viele@test.kim.telematik", "viele", &out));
        let client = Client::new(&profile, bed.settings("viele@test.kim.telematik"), "viele");
        own = own.min(client.fetch().0);
        client.stop();
        for dir in [out, profile] {
            std::fs::remove_dir_all(dir).unwrap();
        }
    }
    peer = peer.min(bed.mpop("viele@test.kim.telematik", "viele", &peer_out));
    let before = resident_mib();
    let client = Client::new(&bed.big_profile(), bed.settings("viele@test.kim.telematik"), "viele");
    reset_peak();
    let (time, result) = client.fetch();
    own = own.min(time);
    assert_eq!(result.new, count);
    row("fetch, read, index, store durably", "1.5", own, peer, "mpop");
    println!("  memory without a window: {} MiB at the peak, {before} MiB before (goal: 120)", peak_mib());
    let (own, result) = best(RUNS, || client.fetch());
    assert_eq!(result.new, 0);
    let (peer, ()) = best(RUNS, || (bed.mpop("viele@test.kim.telematik", "viele", &peer_out), ()));
    row("poll with nothing new", "1.2", own, peer, "mpop");
    search(&client, count);
    client.stop();
}

/// Times inside the engine, typed letter by letter as a person would.
fn search(client: &Client, count: usize) {
    let mut times: Vec<f64> = Vec::new();
    for word in ["befund", "müller", "0991234562611ZE", "rückfrage zum", "labor", "4711", "möwe", "termin 2026"] {
        for end in word.char_indices().map(|(at, c)| at + c.len_utf8()) {
            let filter = MailFilter { search: word[..end].to_owned(), limit: 200, ..MailFilter::default() };
            let Answer::Mails(page) = client.ask(Command::ListMails(filter)) else { panic!() };
            times.push(page.took_micros as f64 / 1000.0);
        }
    }
    times.sort_unstable_by(f64::total_cmp);
    let (half, most, worst) = (at(&times, 0.5), at(&times, 0.99), at(&times, 1.0));
    println!("  search while typing in {count} mails: p50 {half:.1} ms, p99 {most:.1} ms, worst {worst:.1} ms (goal: p99 16)");
    let filter = MailFilter { sort: SortKey::Subject, limit: 200, offset: count / 2, ..MailFilter::default() };
    let Answer::Mails(page) = client.ask(Command::ListMails(filter)) else { panic!() };
    println!("  a page from the middle, by subject: {:.1} ms", page.took_micros as f64 / 1000.0);
}

fn big_mail(bed: &Bed, bytes: u64) {
    let source = bed.work().join("big");
    make_big(&source, bytes);
    bed.seed("gross@test.kim.telematik", &source, 1);
    println!("\none mail of {} MiB", bytes >> 20);
    // Each run of mpop fetches it anew, each of ours into a new profile.
    let mut run = 0;
    let mut fresh = |name: &str| {
        run += 1;
        bed.work().join(format!("{name}-{run}"))
    };
    let mut above_idle = 0;
    let (mut peer, mut own) = (Duration::MAX, Duration::MAX);
    for last in (0..BIG_RUNS).rev() {
        let out = fresh("mpop-big");
        peer = peer.min(bed.mpop("gross@test.kim.telematik", "gross", &out));
        std::fs::remove_dir_all(out).unwrap();
        let dir = fresh("profile-big");
        let client = Client::new(&dir, bed.settings("gross@test.kim.telematik"), "gross");
        let (before, ()) = (resident_mib(), reset_peak());
        let (time, result) = client.fetch();
        assert_eq!(result.new, 1);
        own = own.min(time);
        above_idle = above_idle.max(peak_mib().saturating_sub(before));
        if last == 0 {
            row("fetch", "2", own, peer, "mpop");
            println!("  memory above idle: {above_idle} MiB (goal: 64)");
            open_save_send(bed, &client, before);
        }
        client.stop();
        std::fs::remove_dir_all(dir).unwrap();
    }
}

/// What a person does with the big mail afterwards; only memory has a goal.
fn open_save_send(bed: &Bed, client: &Client, idle: u64) {
    let measured = |what: &str, work: &mut dyn FnMut()| {
        reset_peak();
        let started = Instant::now();
        work();
        println!("  {what}: {:.2} s, {} MiB above idle (goal: 64)", started.elapsed().as_secs_f64(), peak_mib().saturating_sub(idle));
    };
    let Answer::Mails(page) = client.ask(Command::ListMails(MailFilter { limit: 1, ..MailFilter::default() })) else { panic!() };
    let mail = page.rows[0].id;
    measured("open", &mut || drop(client.ask(Command::OpenMail { mail, mark_read: true })));
    let saved = bed.work().join("saved");
    let mut file = None;
    measured("save its attachment", &mut || {
        let Answer::Files(mut files) = client.ask(Command::SaveAttachments { mail, index: None, dir: saved.clone() }) else { panic!() };
        file = files.pop();
    });
    let path = file.unwrap().path;
    let mut draft = Draft::new(client.account);
    draft.subject = "CT-Serie".into();
    draft.text = "Anbei.".into();
    draft.recipients = vec![Recipient {
        kind: RecipientKind::To,
        address: "kasse@test.kim.telematik".into(),
        name: String::new(),
        about: String::new(),
        check: DirectoryCheck::Unknown,
    }];
    measured("attach it to a new mail", &mut || {
        let Answer::AttachmentAdded(added) = client.ask(Command::AddAttachment { path: path.clone() }) else { panic!() };
        draft.attachments.push(added);
    });
    measured("compose the mail and queue it", &mut || {
        client.ask(Command::Queue { draft: Box::new(draft.clone()), directory_check: false, send_now: false });
    });
    measured("submit it to Postfix", &mut || {
        let Answer::Outbox(items) = client.ask(Command::FlushOutbox) else { panic!() };
        assert_eq!(items.first().map(|item| item.state), Some(OutgoingState::Accepted));
    });
    measured("throw a draft with it away", &mut || {
        let Answer::AttachmentAdded(added) = client.ask(Command::AddAttachment { path: path.clone() }) else { panic!() };
        let draft = Draft { id: None, attachments: vec![added], ..draft.clone() };
        let Answer::DraftSaved { id, .. } = client.ask(Command::SaveDraft(Box::new(draft))) else { panic!() };
        client.ask(Command::DiscardDraft { mail: id });
    });
}

/// Mails of 2 to 200 kB with words, numbers and attachments, from a fixed seed; returns their bytes.
fn make_mails(dir: &Path, count: usize) -> u64 {
    std::fs::create_dir_all(dir).unwrap();
    let mut random = Random(0x5eed);
    let words =
        ["Befund", "Rückfrage", "Müller", "Termin", "Labor", "Überweisung", "Möwe", "Patient", "Anlage", "Kontrolle", "Grüße", "Praxis"];
    let mut total = 0;
    for n in 0..count {
        let kib = 2 + random.below(81);
        let text: String = (0..60).map(|_| words[random.below(words.len())]).collect::<Vec<_>>().join(" ");
        let mut mail = format!(
            "Message-ID: <bench-{n}@kimpost.invalid>\r\nDate: Mon, 16 Nov 2026 09:14:05 +0100\r\nFrom: =?utf-8?q?MVZ_M=C3=BCller?= <mvz{}@test.kim.telematik>\r\n\
             To: viele@test.kim.telematik\r\nSubject: {} {n} 0991234562611ZE{n:015}\r\nX-KIM-Dienstkennung: KIM-Mail;Default;V1.0\r\n\
             X-KIM-DecryptionResult: 00\r\nX-KIM-IntegrityCheckResult: 01\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b{n}\"\r\n\r\n\
             --b{n}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n--b{n}\r\n\
             Content-Type: application/pdf; name=\"befund{n}.pdf\"\r\nContent-Disposition: attachment; filename=\"befund{n}.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n",
            random.below(200),
            words[random.below(words.len())],
        );
        for _ in 0..kib * 1024 / 78 {
            mail.extend((0..76).map(|_| char::from(b'A' + u8::try_from(random.below(26)).unwrap())));
            mail.push_str("\r\n");
        }
        mail.push_str(&format!("--b{n}--\r\n"));
        total += mail.len() as u64;
        std::fs::write(dir.join(format!("{n:05}.eml")), mail).unwrap();
    }
    total
}

fn make_big(dir: &Path, bytes: u64) {
    use std::io::Write;
    std::fs::create_dir_all(dir).unwrap();
    let mut file = std::io::BufWriter::new(std::fs::File::create(dir.join("big.eml")).unwrap());
    write!(
        file,
        "Message-ID: <big@kimpost.invalid>\r\nDate: Mon, 16 Nov 2026 09:14:05 +0100\r\nFrom: klinik@test.kim.telematik\r\nTo: gross@test.kim.telematik\r\n\
         Subject: CT-Serie\r\nMIME-Version: 1.0\r\nContent-Type: application/dicom; name=\"serie.dcm\"\r\nContent-Disposition: attachment; filename=\"serie.dcm\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n"
    )
    .unwrap();
    let line = [b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0".as_slice(), b"\r\n"].concat();
    for _ in 0..bytes / line.len() as u64 {
        file.write_all(&line).unwrap();
    }
}
