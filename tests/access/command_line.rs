//! The same through the command line: `access …`, signing in, exit codes, and the JSON that is a public contract.

use kimpost::cli::remote::{Request, run_here};
use kimpost::engine::Mode;
use serde_json::{Value, json};

use crate::PASSWORD;
use crate::support::{Desk, KH, Town, ZP, text_mail};

/// Calls of the command line against a running engine, as a window gets them.
struct Shell<'a> {
    desk: &'a Desk,
    /// `--password-fd` of the command.
    password: Option<&'static str>,
}

impl Shell<'_> {
    /// Exit code and JSON; somebody signs in with the password unless the name is empty.
    fn call(&self, name: &str, args: &str) -> (u8, Value) {
        let mut words = vec!["kimpost".to_owned()];
        if !name.is_empty() {
            words.extend(["--user".to_owned(), name.to_owned()]);
        }
        words.extend(args.split(' ').map(str::to_owned));
        words.push("--json".to_owned());
        let user_password = (!name.is_empty()).then(|| PASSWORD.to_owned());
        let request = Request {
            args: words,
            cwd: self.desk.files.path().to_owned(),
            password: self.password.map(str::to_owned),
            user_password,
            ..Request::default()
        };
        let response = run_here(&self.desk.engine, request);
        let text = String::from_utf8(response.stdout_bytes()).unwrap();
        (response.code, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    fn done(&self, name: &str, args: &str) -> Value {
        let (code, value) = self.call(name, args);
        assert_eq!(code, 0, "{name} {args}: {value}");
        value
    }

    fn fails(&self, name: &str, args: &str, exit: u8, code: &str) {
        let (got, value) = self.call(name, args);
        assert_eq!((got, value["error"]["code"].as_str()), (exit, Some(code)), "{name} {args}: {value}");
    }
}

/// Chris is admin, Anna reads, Ben edits; the reception holds both; nobody is signed in at the window.
fn staff(desk: &Desk) -> Shell<'_> {
    let shell = Shell { desk, password: Some(PASSWORD) };
    shell.done("", "access user add Chris --role admin");
    shell.done("Chris", "access user add Anna --role read");
    shell.done("Chris", "access user add Ben --role edit");
    shell.done("Chris", "access group add Empfang");
    for name in ["Anna", "Ben"] {
        shell.done("Chris", &format!("access member add group Empfang {name}"));
    }
    shell
}

#[test]
fn people_groups_and_grants_as_the_contract_says() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let shell = staff(&desk);
    shell.done("Chris", "access department add Röntgen");
    shell.done("Chris", "access mandant add Nord");
    shell.done("Chris", "access member add department röntgen ben");
    let users = shell.done("Chris", "access user list");
    assert_eq!(
        users,
        json!({"users": [
            {"name": "Anna", "role": "read", "groups": ["Empfang"], "departments": [], "mandants": []},
            {"name": "Ben", "role": "edit", "groups": ["Empfang"], "departments": ["Röntgen"], "mandants": []},
            {"name": "Chris", "role": "admin", "groups": [], "departments": [], "mandants": []},
        ]})
    );
    let groups = shell.done("Chris", "access group list");
    assert_eq!(groups, json!({"groups": [{"name": "Empfang", "members": ["Anna", "Ben"]}]}));
    assert_eq!(shell.done("Chris", "access mandant list"), json!({"mandants": [{"name": "Nord", "members": []}]}));
    let open = json!({"address": ZP, "restricted": false, "rules": []});
    assert_eq!(shell.done("Chris", &format!("access show {ZP}")), open);
    let granted = shell.done("Chris", &format!("access grant {ZP} --group Empfang --user ben --mandant Nord --rights read,send"));
    assert_eq!(
        granted,
        json!({"address": ZP, "restricted": true, "rules": [
            {"kind": "user", "name": "Ben", "rights": ["read", "send"]},
            {"kind": "group", "name": "Empfang", "rights": ["read", "send"]},
            {"kind": "mandant", "name": "Nord", "rights": ["read", "send"]},
        ]})
    );
    let more = shell.done("Chris", &format!("access grant {ZP} --user Ben --rights manage"));
    assert_eq!(more["rules"][0]["rights"], json!(["read", "send", "manage"]));
    let less = shell.done("Chris", &format!("access revoke {ZP} --user Ben --rights send --group Empfang"));
    assert_eq!(less["rules"][0], json!({"kind": "user", "name": "Ben", "rights": ["read", "manage"]}));
    assert_eq!(less["rules"][1]["rights"], json!(["read"]));
    assert_eq!(shell.done("Chris", &format!("access revoke {ZP} --user Ben --group Empfang --mandant Nord")), open);
    shell.fails("Chris", &format!("access grant {ZP} --user Niemand --rights read"), 2, "INPUT-NO-USER");
    shell.fails("Chris", &format!("access grant {ZP} --department Empfang --rights read"), 2, "INPUT-NO-GROUPING");
    shell.fails("Chris", "access grant niemand@x.kim.telematik-test --user Ben --rights read", 2, "INPUT-NO-ACCOUNT");
    shell.fails("Chris", "access user add ANNA --role read", 1, "ACCESS-NAME-TAKEN");
    shell.fails("Chris", "access user remove Chris", 1, "ACCESS-LAST-ADMIN");
    shell.fails("Chris", "access user set Chris --role edit", 1, "ACCESS-LAST-ADMIN");
    let renamed = shell.done("Chris", "access user set Anna --rename Annika --role edit");
    assert_eq!((renamed["users"][0]["name"].as_str(), renamed["users"][0]["role"].as_str()), (Some("Annika"), Some("edit")));
    let removed = shell.done("Chris", "access member remove group Empfang annika");
    assert_eq!(removed, json!({"groups": [{"name": "Empfang", "members": ["Ben"]}]}));
    assert_eq!(shell.done("Chris", "access user remove Annika")["users"].as_array().unwrap().len(), 2);
    assert_eq!(shell.done("Chris", "access group remove Empfang"), json!({"groups": []}));
}

#[test]
fn a_call_signs_in_itself_and_never_inherits_the_window() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let shell = Shell { desk: &desk, password: Some(PASSWORD) };
    shell.fails("Chris", "list", 2, "INPUT-NO-USER");
    shell.done("", "list");
    let shell = staff(&desk);
    crate::sign_in(&desk.engine, "Chris", PASSWORD).unwrap();
    shell.fails("", "list", 4, "SIGN-IN-NEEDED");
    shell.fails("Niemand", "list", 4, "SIGN-IN-WRONG");
    // The window stays where it was.
    assert_eq!(desk.accounts().len(), 1);
    let request = Request { args: ["kimpost", "list", "--user", "Chris"].map(str::to_owned).to_vec(), ..Request::default() };
    let response = run_here(&desk.engine, request);
    assert_eq!(response.code, 4, "a name without a password");
    assert!(response.stderr.contains("SIGN-IN-NEEDED"), "{}", response.stderr);
}

#[test]
fn every_command_keeps_to_role_and_rights() {
    let town = Town::empty();
    let desk = Desk::throw_away(Mode::CommandsOnly);
    for address in [ZP, KH] {
        desk.join(&town, address);
        town.put(address, &text_mail("a@moorburg.kim.telematik-test", address, "Befund", "Text\r\n"));
    }
    desk.fetch_well();
    let mail_of = |address: &str| {
        let filter = kimpost::domain::mail::MailFilter { accounts: vec![desk.id(address)], ..Default::default() };
        desk.list(filter).rows[0].id.to_string()
    };
    let (own, foreign) = ((ZP, mail_of(ZP)), (KH, mail_of(KH)));
    std::fs::write(desk.path("konto.toml"), town.account_file(ZP)).unwrap();
    let shell = staff(&desk);
    shell.done("Chris", &format!("access grant {ZP} --group Empfang --rights read,send"));
    shell.done("Chris", &format!("access grant {KH} --user Chris --rights read,send,manage"));
    // The weakest of read 0, edit 1, admin 2 who may; `{a}` an account, `{m}` a mail of it.
    let lines: &[(usize, &str)] = &[
        (0, "list --account {a}"),
        (0, "show {m}"),
        (0, "fetch --account {a}"),
        (0, "account show {a}"),
        (0, "directory search Praxis --account {a}"),
        (0, "cards --account {a}"),
        (0, "answers"),
        (0, "outbox list"),
        (0, "handover list"),
        (0, "settings list"),
        (1, "attachments {m} --save-to anhang"),
        (1, "export --format mbox --to {m}.mbox --account {a}"),
        (1, "reprocess {m} --reason fehlte"),
        (1, "send --account {a} --to t.mueller@moorburg.kim.telematik-test --subject x --queue-only"),
        (1, "forward-unchanged {m}"),
        (1, "outbox cancel {m}"),
        (1, "outbox flush"),
        (2, "account add --file konto.toml"),
        (2, "account remove {a}"),
        (2, "account test {a}"),
        (2, "settings set language=de"),
        (2, "handover set EBZ ."),
        (2, "access user list"),
        (2, "access show {a}"),
    ];
    for (needed, line) in lines {
        let of_nothing = line.replace("{a}", "niemand@x.kim.telematik-test").replace("{m}", "9999");
        for (role, name) in ["Anna", "Ben", "Chris"].iter().enumerate() {
            for ((address, mail), is_foreign) in [(&own, false), (&foreign, true)] {
                let args = line.replace("{a}", address).replace("{m}", mail);
                let outcome = |args: &str| {
                    let (exit, value) = shell.call(name, args);
                    (exit, value["error"]["code"].as_str().unwrap_or_default().to_owned())
                };
                let got = outcome(&args);
                let shown = format!("{name} {args}: {got:?}");
                if is_foreign && role < 2 && of_nothing != *line {
                    assert_eq!(got, outcome(&of_nothing), "{shown}");
                    assert_ne!(got.0, 0, "{shown}");
                } else if role < *needed {
                    assert_eq!(got, (4, "ACCESS".to_owned()), "{shown}");
                } else {
                    assert_ne!(got.0, 4, "{shown}");
                }
            }
        }
        shell.fails("", &line.replace("{a}", ZP).replace("{m}", &own.1), 4, "SIGN-IN-NEEDED");
    }
}

#[test]
fn the_audit_log_is_for_admins_and_tells_who_asked() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let shell = staff(&desk);
    let mail = {
        town.put(ZP, &text_mail("arzt@moorburg.kim.telematik-test", ZP, "Befund", "Text\r\n"));
        shell.done("Ben", "fetch");
        shell.done("Ben", "list")["rows"][0]["id"].as_i64().unwrap()
    };
    shell.done("Ben", &format!("show {mail}"));
    shell.fails("Ben", "audit", 4, "ACCESS");
    shell.fails("Anna", "audit verify", 4, "ACCESS");
    shell.fails("Chris", "audit --since gestern", 2, "INPUT-MOMENT");
    shell.fails("Chris", "audit --mail 9999", 1, "NOT-FOUND");
    let opened = shell.done("Chris", &format!("audit --mail {mail}"));
    let record = &opened["records"][0];
    assert_eq!(
        (record["person"].as_str(), record["action"].as_str(), record["mail"].as_i64(), record["result"].as_str()),
        (Some("Ben"), Some("mail-opened"), Some(mail), Some("ok"))
    );
    let all = shell.done("Chris", "audit --since 2020-01-01");
    let records = all["records"].as_array().unwrap();
    assert!(records.iter().any(|r| r["person"] == "Ben" && r["action"] == "audit-viewed" && r["result"] == "ACCESS"), "{all}");
    let numbers: Vec<i64> = records.iter().map(|r| r["number"].as_i64().unwrap()).collect();
    assert!(numbers.windows(2).all(|two| two[0] == two[1] + 1) && numbers.last() == Some(&1), "newest first, without gaps");
    let verified = shell.done("Chris", "audit verify");
    assert_eq!((verified["ok"].as_bool(), verified["first_bad"].is_null()), (Some(true), true));
    assert!(verified["records"].as_i64().unwrap() > numbers[0] && verified["head"].as_str().unwrap().len() == 64);
    assert_eq!(shell.done("Chris", "audit --since 2100-01-01"), json!({"records": []}));
}
