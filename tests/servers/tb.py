#!/usr/bin/env python3
"""Real mail servers on 127.0.0.1 for tests: Dovecot (POP3, LMTP, SASL) and Postfix (SMTP).

  tb.py up   [--dir DIR] [--users FILE] [--port NAME=N ...] [--no-vzd] [--no-tls-matrix] [--quiet]
  tb.py down --dir DIR [--keep]
  tb.py seed --dir DIR --to ADDRESS --from FOLDER [--count N] [--age-step SECONDS]
  tb.py wait --dir DIR --to ADDRESS --count N [--timeout S]   until the mailbox holds N mails
  tb.py count|clear --dir DIR --to ADDRESS
  tb.py queue --dir DIR                                        what Postfix still holds
Standard library only. Needs root (Dovecot and Postfix drop their rights themselves).
"""
import argparse, json, os, re, shutil, signal, socket, sqlite3, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.realpath(__file__))
DOMAIN = "test.kim.telematik"
# address, password, login that a Clientmodul would show (None: any 'address#...' and the bare address do)
SUFFIX = "#127.0.0.1:995#Mandant1#KimMail#PC1"
USERS = [
    ("praxis", "geheim#1:2", None), ("klinik", "Paßwort mit Leer & Ümlaut €", None),
    ("kasse", "kasse", None), ("labor", "labor", None), ("leer", "leer", None),
    ("viele", "viele", None), ("gross", "gross", None), ("station", "station", None), ("ebz", "ebz", None),
    ("zahn", "zahn", None), ("kasse-nord", "nord", None), ("kasse-berg", "berg", None), ("kasse-mitte", "mitte", None),
    ("exakt", "exakt", "exakt@" + DOMAIN + "#mail.tm.kim.telematik:995#Mandant1#KimMail#PC1#PRAXIS"),
    ("Praxis.Nachname.123456789", "elefant", None),
    ("sehr-langer-name." + "x" * 40, "lang", None),
]
# recipients with a fate (see README)
FATES = {
    "unbekannt": "550 5.1.1 <unbekannt@%s>: Empfaenger unbekannt" % DOMAIN,
    "spaeter": "450 4.2.0 <spaeter@%s>: bitte spaeter noch einmal" % DOMAIN,
    "gesperrt": "554 5.7.1 <gesperrt@%s>: Annahme verweigert" % DOMAIN,
}
LATER = {"voll": "voll:", "haengt": "haengt:"}       # accepted first, then bounced / delayed and bounced
RELAYED = ["labor"]       # delivered by LMTP: the DSN says 'relayed' instead of 'delivered'
NAMES = ["pop3", "pop3_tls_only", "pop3s", "smtp", "smtp_starttls", "smtps", "smtps_clientcert"]
SBIN = "/usr/lib/postfix/sbin"

def die(m):
    print("testbed: " + m, file=sys.stderr); sys.exit(1)

def free_ports(n):
    socks = []
    for _ in range(n):
        s = socket.socket(); s.bind(("127.0.0.1", 0)); socks.append(s)
    out = [s.getsockname()[1] for s in socks]
    for s in socks: s.close()
    return out

def write(path, text, mode=0o644):
    with open(path, "w", encoding="utf-8") as f: f.write(text)
    os.chmod(path, mode)

def maildir(d, addr):
    local, _, dom = addr.partition("@")
    return os.path.join(d, "mail", (dom or DOMAIN).lower(), local.lower())

def load_users(path):
    if not path: return [("%s@%s" % (l, DOMAIN), p, x) for l, p, x in USERS]
    return [(u["address"], u["password"], u.get("login")) for u in json.load(open(path, encoding="utf-8"))]

def dovecot_conf(d, p):
    write(d + "/dovecot/sql.conf", """driver = sqlite
connect = %s/dovecot/users.db
default_pass_scheme = PLAIN
password_query = SELECT address AS user, password FROM users WHERE (login IS NOT NULL AND login = '%%u') OR (login IS NULL AND address = lower(substr('%%u', 1, instr('%%u' || '#', '#') - 1))) LIMIT 1
user_query = SELECT 'x' AS x FROM users WHERE address = lower('%%u')
iterate_query = SELECT address AS user FROM users
""" % d, 0o644)
    write(d + "/dovecot/dovecot.conf", """
base_dir = {d}/dovecot/run
state_dir = {d}/dovecot/state
instance_name = kim-testbed
log_path = {d}/log/dovecot.log
auth_verbose = yes
protocols = pop3 lmtp
listen = 127.0.0.1
default_login_user = dovenull
default_internal_user = dovecot
# user names of a Clientmodul hold # : and upper case; the standard setting refuses them
auth_username_chars =
auth_username_format = %u
auth_mechanisms = plain login
auth_failure_delay = 0 secs
disable_plaintext_auth = no
mail_location = maildir:{d}/mail/%Ld/%Ln
mail_uid = mail
mail_gid = mail
first_valid_uid = 8
first_valid_gid = 8
mail_fsync = never
maildir_very_dirty_syncs = yes
mail_max_userip_connections = 1000
pop3_uidl_format = %08Xu%08Xv
pop3_lock_session = {lock}
ssl = yes
ssl_cert = <{d}/tls/selfsigned.pem
ssl_key = <{d}/tls/selfsigned.key
ssl_min_protocol = TLSv1.2
ssl_dh =
passdb {{
  driver = sql
  args = {d}/dovecot/sql.conf
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={d}/mail/%Ld/%Ln allow_all_users=yes
}}
local 127.0.0.2 {{
  # a server that offers only STLS until the connection is secure
  ssl = required
  disable_plaintext_auth = yes
}}
service pop3-login {{
  inet_listener pop3 {{
    address = 127.0.0.1
    port = {p[pop3]}
  }}
  inet_listener pop3_tls_only {{
    address = 127.0.0.2
    port = {p[pop3_tls_only]}
  }}
  inet_listener pop3s {{
    address = 127.0.0.1
    port = {p[pop3s]}
    ssl = yes
  }}
  service_count = 0
  process_limit = 4
  client_limit = 500
}}
service pop3 {{
  process_limit = 200
}}
service lmtp {{
  unix_listener {d}/dovecot/lmtp {{
    mode = 0666
  }}
}}
service auth {{
  unix_listener {d}/dovecot/auth {{
    mode = 0666
  }}
  unix_listener auth-userdb {{
    mode = 0600
  }}
}}
service anvil {{
  # no growing delays after failed logins
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  unix_listener stats-reader {{
    mode = 0600
  }}
}}
protocol lmtp {{
  postmaster_address = postmaster@{dom}
}}
""".format(d=d, p=p, dom=DOMAIN, lock="no"))

def postfix_conf(d, p, users):
    c = d + "/postfix/conf"
    write(c + "/main.cf", """
compatibility_level = 3.6
queue_directory = {d}/postfix/queue
data_directory = {d}/postfix/data
command_directory = /usr/sbin
daemon_directory = {sbin}
meta_directory = /etc/postfix
shlib_directory = /usr/lib/postfix
mail_owner = postfix
setgid_group = postdrop
multi_instance_name = postfix-kimtestbed
syslog_name = kimtestbed
maillog_file = {d}/log/postfix.log
maillog_file_prefixes = {d}/log
maillog_file_permissions = 0644
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.{dom}
mydomain = {dom}
myorigin = {dom}
mydestination =
mynetworks =
alias_maps =
alias_database =
local_recipient_maps =
local_transport = error:5.1.1 no local users
virtual_mailbox_domains = {dom}
virtual_mailbox_maps = texthash:{c}/mailboxes
virtual_mailbox_base = {d}/mail
virtual_minimum_uid = 8
virtual_uid_maps = static:8
virtual_gid_maps = static:8
virtual_transport = virtual
transport_maps = texthash:{c}/transport
default_transport = error:5.1.2 Domain nicht Teil des Testbeds
relay_transport = error:5.1.2 Domain nicht Teil des Testbeds
disable_dns_lookups = yes
smtpd_peername_lookup = no
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {d}/dovecot/auth
smtpd_sasl_security_options = noanonymous
smtpd_sasl_authenticated_header = no
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = check_recipient_access texthash:{c}/fates, reject_unlisted_recipient, permit_sasl_authenticated, reject
smtpd_reject_unlisted_recipient = yes
unknown_virtual_mailbox_reject_code = 550
smtpd_delay_reject = no
smtpd_helo_required = yes
smtpd_tls_cert_file = {d}/tls/selfsigned.pem
smtpd_tls_key_file = {d}/tls/selfsigned.key
smtpd_tls_CAfile = {d}/tls/ca.pem
smtpd_tls_session_cache_database =
smtpd_tls_loglevel = 1
tls_random_source = dev:/dev/urandom
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
smtpd_error_sleep_time = 0
smtpd_soft_error_limit = 1000
smtpd_hard_error_limit = 1000
smtpd_junk_command_limit = 10000
default_process_limit = 30
message_size_limit = 734003200
mailbox_size_limit = 0
virtual_mailbox_limit = 0
queue_minfree = 0
smtputf8_enable = yes
lmtp_destination_recipient_limit = 50
lmtp_destination_concurrency_limit = 10
voll_destination_recipient_limit = 1
haengt_destination_recipient_limit = 1
queue_run_delay = 3s
minimal_backoff_time = 3s
maximal_backoff_time = 6s
maximal_queue_lifetime = 45s
bounce_queue_lifetime = 45s
delay_warning_time = 5s
default_database_type = texthash
in_flow_delay = 0
""".format(d=d, c=c, sbin=SBIN, dom=DOMAIN))
    write(c + "/mailboxes", "".join("%s %s/\n" % (a.lower(), os.path.relpath(maildir(d, a), d + "/mail")) for a, _, _ in users) +
          "".join("%s@%s ok\n" % (x, DOMAIN) for x in LATER))
    write(c + "/fates", "".join("%s@%s %s\n" % (k, DOMAIN, v) for k, v in FATES.items()))
    write(c + "/transport", "".join("%s@%s %s\n" % (k, DOMAIN, v) for k, v in LATER.items()) +
          "".join("%s@%s lmtp:unix:%s/dovecot/lmtp\n" % (k, DOMAIN, d) for k in RELAYED))
    write(d + "/postfix/voll.sh", "#!/bin/sh\ncat >/dev/null\necho '5.2.2 Postfach voll'\nexit 69\n", 0o755)
    write(d + "/postfix/haengt.sh", "#!/bin/sh\ncat >/dev/null\necho '4.4.1 Fachdienst nicht erreichbar'\nexit 75\n", 0o755)
    rows = [
        ("127.0.0.1:%d inet n - n - - smtpd" % p["smtp"], ["smtpd_tls_security_level=none"]),
        ("127.0.0.1:%d inet n - n - - smtpd" % p["smtp_starttls"], ["smtpd_tls_security_level=may", "smtpd_tls_auth_only=yes"]),
        ("127.0.0.1:%d inet n - n - - smtpd" % p["smtps"], ["smtpd_tls_wrappermode=yes", "smtpd_tls_security_level=encrypt"]),
        ("127.0.0.1:%d inet n - n - - smtpd" % p["smtps_clientcert"], ["smtpd_tls_wrappermode=yes", "smtpd_tls_security_level=encrypt", "smtpd_tls_req_ccert=yes", "smtpd_tls_ask_ccert=yes"]),
        ("pickup unix n - n 60 1 pickup", []), ("cleanup unix n - n - 0 cleanup", []),
        ("qmgr unix n - n 3 1 qmgr", []), ("tlsmgr unix - - n 1000? 1 tlsmgr", []),
        ("rewrite unix - - n - - trivial-rewrite", []), ("bounce unix - - n - 0 bounce", []),
        ("defer unix - - n - 0 bounce", []), ("trace unix - - n - 0 bounce", []),
        ("verify unix - - n - 1 verify", []), ("flush unix n - n 1000? 0 flush", []),
        ("proxymap unix - - n - - proxymap", []), ("proxywrite unix - - n - 1 proxymap", []),
        ("smtp unix - - n - - smtp", []), ("relay unix - - n - - smtp", []),
        ("showq unix n - n - - showq", []), ("error unix - - n - - error", []),
        ("retry unix - - n - - error", []), ("discard unix - - n - - discard", []),
        ("local unix - n n - - local", []), ("virtual unix - n n - - virtual", []),
        ("lmtp unix - - n - - lmtp", []),
        ("voll unix - n n - - pipe", [None, "flags=q user=nobody argv=%s/postfix/voll.sh" % d]),
        ("haengt unix - n n - - pipe", [None, "flags=q user=nobody argv=%s/postfix/haengt.sh" % d]), ("anvil unix - - n - 1 anvil", []),
        ("scache unix - - n - 1 scache", []), ("postlog unix-dgram n - n - 1 postlogd", []),
    ]
    write(c + "/master.cf", "".join(r + "\n" + ("  " + os_[1] + "\n" if os_[:1] == [None] else "".join("  -o %s\n" % o for o in os_)) for r, os_ in rows))

def banner(host, port, tls=False, timeout=1.0):
    import ssl
    try:
        s = socket.create_connection((host, port), timeout)
        if tls:
            c = ssl.create_default_context(); c.check_hostname = False; c.verify_mode = ssl.CERT_NONE
            s = c.wrap_socket(s)
        b = s.recv(200); s.close()
        return b[:1] in (b"+", b"2")
    except OSError:
        return False

def alive(pid):
    try:
        os.kill(pid, 0)
        return open("/proc/%d/stat" % pid).read().rsplit(")", 1)[1].split()[0] != "Z"
    except (OSError, IndexError):
        return False

def start_time(pid):
    try: return open("/proc/%d/stat" % pid).read().rsplit(")", 1)[1].split()[19]
    except OSError: return None

def log_error(d, text):
    """Ends a start that failed: shows the logs, stops what already runs, keeps the folder for a look."""
    for n in ("dovecot.log", "postfix.log", "start.log"):
        try: print("--- " + n + "\n" + open(d + "/log/" + n, errors="replace").read()[-3000:], file=sys.stderr)
        except OSError: pass
    if os.path.exists(d + "/state.json"):
        down(argparse.Namespace(dir=d, keep=True))
    die(text)

def up(a):
    if os.geteuid() != 0: die("up needs root")
    for prog in ("dovecot", "postfix", "openssl"):
        if not shutil.which(prog, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin"):
            die("%s is missing: run install.sh first" % prog)
    d = os.path.realpath(a.dir) if a.dir else tempfile.mkdtemp(prefix="kimtb.")
    if os.path.exists(d + "/state.json"): die("%s is already in use (down.sh first)" % d)
    if len(d) > 60: die("the path of --dir is too long for unix sockets: " + d)
    for sub in ("", "/log", "/tls", "/mail", "/dovecot", "/dovecot/run", "/dovecot/state",
                "/postfix", "/postfix/conf", "/postfix/queue", "/postfix/data"):
        os.makedirs(d + sub, exist_ok=True); os.chmod(d + sub, 0o755)
    t0 = time.time()
    shutil.chown(d + "/mail", "mail", "mail"); shutil.chown(d + "/postfix/data", "postfix")
    users = load_users(a.users)
    given = dict(x.split("=", 1) for x in a.port)
    p = {n: int(given[n]) if n in given else f for n, f in zip(NAMES, free_ports(len(NAMES)))}
    if subprocess.run([HERE + "/certs.sh", d + "/tls"]).returncode: log_error(d, "certs.sh failed")
    db = sqlite3.connect(d + "/dovecot/users.db")
    db.execute("CREATE TABLE users(address TEXT PRIMARY KEY, password TEXT, login TEXT)")
    db.executemany("INSERT INTO users VALUES(?,?,?)", [(x.lower(), y, z) for x, y, z in users])
    db.commit(); db.close(); os.chmod(d + "/dovecot/users.db", 0o644)
    for addr, _, _ in users:
        m = maildir(d, addr)
        for s in ("", "/cur", "/new", "/tmp"): os.makedirs(m + s, exist_ok=True)
        for s in ("/cur", "/new", "/tmp", ""): shutil.chown(m + s, "mail", "mail")
        shutil.chown(os.path.dirname(m), "mail", "mail")
    dovecot_conf(d, p); postfix_conf(d, p, users)
    state = {"dir": d, "pids": {}}
    def save(): write(d + "/state.json", json.dumps(state))
    save()
    slog = open(d + "/log/start.log", "ab")
    if subprocess.run(["/usr/sbin/dovecot", "-c", d + "/dovecot/dovecot.conf"], stdout=slog, stderr=slog,
                      stdin=subprocess.DEVNULL).returncode: log_error(d, "dovecot did not start")
    pc = d + "/postfix/conf"
    if subprocess.run(["/usr/sbin/postfix", "-c", pc, "start"], stdout=slog, stderr=slog,
                      stdin=subprocess.DEVNULL).returncode: log_error(d, "postfix did not start")
    fronts = {}
    if not a.no_tls_matrix:
        t = d + "/tls/"
        lines = []
        certs = ["good", "selfsigned", "selfca", "selfwrong", "selfcn", "selfv1", "selfexpired", "selfnotyet",
                 "selfbadsig", "wrongname", "unknownca", "expired", "notyet", "expiredunknown", "revoked",
                 "badsig", "weak1024"]
        for proto, to in (("pop3s", p["pop3"]), ("smtps", p["smtp"])):
            for c in certs:
                lines.append({"name": proto + "_" + c, "cert": t + c + ".pem", "key": t + c + ".key", "to": to})
            lines.append({"name": proto + "_clientcert", "cert": t + "good.pem", "key": t + "good.key", "to": to, "client_ca": t + "ca.pem"})
            lines.append({"name": proto + "_tls11", "cert": t + "good.pem", "key": t + "good.key", "to": to, "min": "1.0", "max": "1.1"})
            lines.append({"name": proto + "_tls12", "cert": t + "good.pem", "key": t + "good.key", "to": to, "max": "1.2"})
        write(d + "/tls/fronts.spec", "".join(json.dumps(l) + "\n" for l in lines))
        pr = subprocess.Popen([sys.executable, HERE + "/tlsfront.py", "--spec", d + "/tls/fronts.spec", "--out", d + "/tls/fronts.json"],
                              stdout=slog, stderr=slog, stdin=subprocess.DEVNULL, start_new_session=True)
        state["pids"]["tlsfront"] = pr.pid
    save()
    end = time.time() + a.timeout
    def wait(ok, what):
        while not ok():
            if time.time() > end: log_error(d, "not ready in time: " + what)
            time.sleep(0.05)
    def pidfile(path):
        try: return int(open(path).read().split()[0])
        except (OSError, ValueError, IndexError): return None
    wait(lambda: pidfile(d + "/dovecot/run/master.pid"), "dovecot's pid file")
    wait(lambda: pidfile(d + "/postfix/queue/pid/master.pid"), "postfix's pid file")
    state["pids"]["dovecot"] = pidfile(d + "/dovecot/run/master.pid")
    state["pids"]["postfix"] = pidfile(d + "/postfix/queue/pid/master.pid")
    for n in NAMES:
        if n == "smtps_clientcert": continue
        h = "127.0.0.2" if n == "pop3_tls_only" else "127.0.0.1"
        wait(lambda: banner(h, p[n], n.endswith("s") and n in ("pop3s", "smtps")), n)
    if not a.no_tls_matrix:
        wait(lambda: os.path.exists(d + "/tls/fronts.json"), "TLS fronts")
        fronts = json.load(open(d + "/tls/fronts.json"))
    state["start"] = {k: start_time(v) for k, v in state["pids"].items()}
    out = {"dir": d, "host": "127.0.0.1", "host_tls_only": "127.0.0.2", "domain": DOMAIN, "ports": p,
           "tls_matrix": fronts, "tls_dir": d + "/tls", "ca": d + "/tls/ca.pem", "crl": d + "/tls/crl.pem",
           "logs": d + "/log", "faultproxy": HERE + "/faultproxy.py", "tlsfront": HERE + "/tlsfront.py",
           "users": [{"address": x.lower(), "password": y, "login": z or x + SUFFIX, "maildir": maildir(d, x)} for x, y, z in users],
           "fates": {"reject_550": "unbekannt@" + DOMAIN, "defer_450": "spaeter@" + DOMAIN,
                     "reject_554": "gesperrt@" + DOMAIN, "bounce_later": "voll@" + DOMAIN,
                     "delay_then_bounce": "haengt@" + DOMAIN,
                     "dsn_relayed": "labor@" + DOMAIN}}
    vzd = os.path.join(HERE, "vzd", "slapd-up.sh")
    if not a.no_vzd:
        out["vzd"] = start_vzd(vzd, d, state)
    save()
    write(d + "/env.json", json.dumps(out, indent=1, ensure_ascii=False))
    sh = lambda v: "'" + str(v).replace("'", "'\\''") + "'"
    e = ["KIMTB_DIR=" + sh(d), "KIMTB_HOST=127.0.0.1", "KIMTB_CA=" + sh(out["ca"])]
    e += ["KIMTB_PORT_%s=%d" % (k.upper(), v) for k, v in p.items()]
    e += ["KIMTB_TLS_%s=%d" % (k.upper(), v) for k, v in fronts.items()]
    for i, u in enumerate(out["users"]):
        e += ["KIMTB_USER%d_%s=%s" % (i, k.upper(), sh(u[k])) for k in ("address", "login", "password")]
    if isinstance(out.get("vzd"), dict):
        e += ["KIMTB_VZD_%s=%s" % (re.sub(r"\W", "_", k).upper(), sh(v)) for k, v in out["vzd"].items() if isinstance(v, (str, int))]
    write(d + "/env.sh", "\n".join(e) + "\n")
    if a.quiet: print(d)
    else: print(json.dumps({"dir": d, "env_json": d + "/env.json", "env_sh": d + "/env.sh", "ports": p,
                            "vzd": out.get("vzd"), "ready_after_s": round(time.time() - t0, 2)}))

def start_vzd(script, d, state):
    """vzd/slapd-up.sh stays in the foreground and prints 'READY key=value ...' when slapd answers."""
    path = d + "/log/vzd.log"
    pr = subprocess.Popen([script, "--no-stdin"], stdout=open(path, "ab"), stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, start_new_session=True)
    end = time.time() + 90
    while time.time() < end:
        m = re.search(r"^READY (.*)$", open(path, errors="replace").read(), re.M)
        if m:
            state["pids"]["vzd"] = pr.pid
            state["start"]["vzd"] = start_time(pr.pid)
            return dict(x.split("=", 1) for x in m.group(1).split() if "=" in x)
        if pr.poll() is not None:
            print(open(path, errors="replace").read()[-3000:], file=sys.stderr)
            log_error(d, "slapd-up.sh ended with %d; see %s" % (pr.returncode, path))
        time.sleep(0.1)
    pr.terminate()
    log_error(d, "slapd-up.sh was not ready in time; see %s" % path)

def down(a):
    d = os.path.realpath(a.dir)
    try: state = json.load(open(d + "/state.json"))
    except OSError: die("nothing is running in " + d)
    pids = {}
    for k, pid in state["pids"].items():
        if pid and alive(pid) and (not state.get("start") or state["start"].get(k) == start_time(pid)):
            pids[k] = pid
            try: os.kill(pid, signal.SIGTERM)
            except OSError: pass
    end = time.time() + 10
    while time.time() < end and any(alive(x) for x in pids.values()): time.sleep(0.05)
    for k, pid in pids.items():
        if alive(pid): print("testbed: %s (%d) does not end, killing it" % (k, pid), file=sys.stderr); os.kill(pid, signal.SIGKILL)
    os.unlink(d + "/state.json")
    if not a.keep:
        time.sleep(0.2)
        shutil.rmtree(d, ignore_errors=True)
        if os.path.exists(d): time.sleep(0.5); shutil.rmtree(d, ignore_errors=True)
    print(json.dumps({"stopped": sorted(pids), "removed": not a.keep}), file=sys.stderr)

def seed(a):
    import pwd
    d = os.path.realpath(a.dir); m = maildir(d, a.to); pw = pwd.getpwnam("mail")
    if not os.path.isdir(m): die("no mailbox " + a.to)
    files = sorted(os.path.join(r, f) for r, _, fs in os.walk(getattr(a, "from")) for f in fs if f.lower().endswith(".eml"))
    if not files: die("no .eml files in " + getattr(a, "from"))
    n = a.count or len(files); t0 = time.time(); base = time.time() - n * a.age_step; tag = "%d.%d" % (os.getpid(), int(t0 * 1000))
    cache = {}
    for i in range(n):
        src = files[i % len(files)]
        b = cache.get(src)
        if b is None:
            b = open(src, "rb").read()
            if len(cache) < 500 and len(b) < 100000: cache[src] = b
        if i >= len(files):          # repeated ones get their own Message-ID
            b = re.sub(rb"(?im)^(message-id:\s*<)", lambda x: x.group(1) + b"w%d." % i, b, count=1)
        lf = b.replace(b"\r\n", b"\n"); when = base + i * a.age_step
        name = "%d.M%06dP%s.seed,S=%d,W=%d" % (when, i % 1000000, tag, len(lf), len(lf) + lf.count(b"\n"))
        path = m + "/new/" + name
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(fd, lf) if len(lf) < 1 << 30 else None
        os.fchown(fd, pw.pw_uid, pw.pw_gid); os.close(fd); os.utime(path, (when, when))
    print(json.dumps({"seeded": n, "to": a.to, "seconds": round(time.time() - t0, 2)}))

def mails(d, addr):
    m = maildir(os.path.realpath(d), addr)
    return [os.path.join(m, s, f) for s in ("new", "cur") for f in os.listdir(os.path.join(m, s))]

def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sp = ap.add_subparsers(dest="cmd", required=True)
    u = sp.add_parser("up"); u.add_argument("--dir"); u.add_argument("--users"); u.add_argument("--port", action="append", default=[])
    u.add_argument("--no-vzd", action="store_true"); u.add_argument("--no-tls-matrix", action="store_true")
    u.add_argument("--timeout", type=float, default=30); u.add_argument("--quiet", action="store_true", help="print only the folder")
    x = sp.add_parser("down"); x.add_argument("--dir", required=True); x.add_argument("--keep", action="store_true")
    s = sp.add_parser("seed"); s.add_argument("--dir", required=True); s.add_argument("--to", required=True)
    s.add_argument("--from", required=True); s.add_argument("--count", type=int); s.add_argument("--age-step", type=float, default=1.0)
    for n in ("wait", "count", "clear"):
        c = sp.add_parser(n); c.add_argument("--dir", required=True); c.add_argument("--to", required=True)
        if n == "wait": c.add_argument("--count", type=int, required=True); c.add_argument("--timeout", type=float, default=30)
    q = sp.add_parser("queue"); q.add_argument("--dir", required=True)
    a = ap.parse_args()
    if a.cmd in ("up", "down", "seed"): globals()[a.cmd](a)
    elif a.cmd == "queue": sys.exit(subprocess.run(["/usr/sbin/postqueue", "-c", os.path.realpath(a.dir) + "/postfix/conf", "-j"]).returncode)
    elif a.cmd == "count": print(len(mails(a.dir, a.to)))
    elif a.cmd == "clear":
        for f in mails(a.dir, a.to): os.unlink(f)
    else:
        end = time.time() + a.timeout
        while len(mails(a.dir, a.to)) < a.count:
            if time.time() > end: die("only %d of %d mails in %s" % (len(mails(a.dir, a.to)), a.count, a.to))
            time.sleep(0.05)

main()
