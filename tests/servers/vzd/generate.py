#!/usr/bin/env python3
"""Write an LDIF of fictitious VZD entries (flat view, dc=data,dc=vzd).

    generate.py COUNT [--seed N] [--out FILE] [--suffix kim.telematik-test]
                [--no-certs] [--curated]

COUNT   entries below the base (the base entry itself comes on top)
--seed  same seed and COUNT, same file (default 20261121)
--curated  begin with the hand-made cases of curated() (they count)

Standard library only. Names, addresses, telematikIDs, IK numbers and KIM
addresses are invented; places and postal codes are only roughly right. The
certificates are well-formed X.509 with a matching admission extension, but
their signature is noise: good for parsing, never for trust.
"""
import argparse
import base64
import datetime
import random
import sys
import unicodedata
import uuid

BASE = "dc=data,dc=vzd"
OID = "1.2.276.0.76.4."
PSC = "urn:psc:1.3.6.1.4.1.19376.3.276.1.5.4:"
PSC_OTHER = "urn:psc:1.3.6.1.4.1.19376.3.276.1.5.5:"

GIVEN = (
    "Anna Maria Ursula Monika Petra Sabine Renate Jürgen Günther Jörg Björn Sören Käthe "
    "Änne Özlem Ümit Ayşe Çiğdem Łukasz Zoë René François José Siân Thomas Michael Andreas "
    "Stefan Christian Martin Peter Wolfgang Klaus Dieter Heike Kerstin Nina Lena Emma Mia "
    "Paul Jonas Felix Lukas Maximilian Karl-Heinz Hans-Jürgen Anne-Kathrin Eva-Lotte "
    "Marie-Luise Klaus-Peter Nguyệt Dmitrij Olga Fatima Mohammed Elif Mehmet Ioannis Agnieszka"
).split()
FAMILY = (
    "Müller Schmidt Schneider Fischer Weber Meyer Meier Maier Mayer Wagner Becker Schulz Schulze "
    "Hoffmann Schäfer Schaefer Koch Bauer Richter Klein Wolf Schröder Schroeder Neumann Schwarz "
    "Zimmermann Braun Krüger Krueger Hofmann Hartmann Lange Schmitt Werner Krause Lehmann Köhler "
    "König Kaiser Fuchs Vogel Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke "
    "Groß Gross Weiß Weiss Öztürk Yılmaz Çelik Şahin Kowalska Nowak Łukasiewicz Nguyen Ćosić "
    "Größmann Süß Rößler Jäger Böhm Strauß O'Hara D'Angelo Ångström Øvergård Dvořák Özdemir"
).split()
PREFIX = ["von", "von der", "van den", "de", "zu", "Freifrau von", "Graf"]
TITLES = ["Dr. med.", "Dr.", "Dr. med. dent.", "Prof. Dr. med.", "PD Dr. med.", "Dipl.-Psych.",
          "Dr. rer. nat.", "Dr. med. (Univ. Padua)", "Prof. Dr. Dr. h. c."]
STREETS = ["Hauptstraße", "Bahnhofstraße", "Schillerstr.", "Am Markt", "Königsallee", "Goethestraße",
           "Alte Gasse", "Ringstraße", "Straße des Friedens", "Karl-Marx-Allee", "Großer Hof",
           "Münsterplatz", "An der Höhe", "Weiße Mauer", "Ludwig-Erhard-Ufer"]
# place, Land, first digits of the postal code
PLACES = [
    ("Berlin", "Berlin", "10"), ("Hamburg", "Hamburg", "20"), ("München", "Bayern", "80"),
    ("Köln", "Nordrhein-Westfalen", "50"), ("Frankfurt am Main", "Hessen", "60"),
    ("Frankfurt (Oder)", "Brandenburg", "15"), ("Stuttgart", "Baden-Württemberg", "70"),
    ("Düsseldorf", "Nordrhein-Westfalen", "40"), ("Dortmund", "Nordrhein-Westfalen", "44"),
    ("Essen", "Nordrhein-Westfalen", "45"), ("Leipzig", "Sachsen", "04"), ("Bremen", "Bremen", "28"),
    ("Dresden", "Sachsen", "01"), ("Hannover", "Niedersachsen", "30"), ("Nürnberg", "Bayern", "90"),
    ("Münster", "Nordrhein-Westfalen", "48"), ("Karlsruhe", "Baden-Württemberg", "76"),
    ("Mannheim", "Baden-Württemberg", "68"), ("Augsburg", "Bayern", "86"), ("Kiel", "Schleswig-Holstein", "24"),
    ("Lübeck", "Schleswig-Holstein", "23"), ("Erfurt", "Thüringen", "99"), ("Rostock", "Mecklenburg-Vorpommern", "18"),
    ("Mainz", "Rheinland-Pfalz", "55"), ("Saarbrücken", "Saarland", "66"), ("Halle (Saale)", "Sachsen-Anhalt", "06"),
    ("Magdeburg", "Sachsen-Anhalt", "39"), ("Würzburg", "Bayern", "97"), ("Göttingen", "Niedersachsen", "37"),
    ("Tübingen", "Baden-Württemberg", "72"), ("Neustadt an der Weinstraße", "Rheinland-Pfalz", "67"),
    ("Neustadt in Holstein", "Schleswig-Holstein", "23"), ("Bad Homburg v. d. Höhe", "Hessen", "61"),
    ("Sankt Augustin", "Nordrhein-Westfalen", "53"), ("Görlitz", "Sachsen", "02"), ("Plön", "Schleswig-Holstein", "24"),
]
KV = {"Berlin": "kvbe", "Hamburg": "kvhh", "Bayern": "kvb", "Hessen": "kvh", "Brandenburg": "kvbb",
      "Baden-Württemberg": "kvbw", "Sachsen": "kvs", "Bremen": "kvhb", "Niedersachsen": "kvn",
      "Schleswig-Holstein": "kvsh", "Thüringen": "kvt", "Mecklenburg-Vorpommern": "kvmv",
      "Rheinland-Pfalz": "kvrlp", "Saarland": "kvsl", "Sachsen-Anhalt": "kvsa", "Nordrhein-Westfalen": "kvwl"}
PROVIDERS = ["beispielnetz", "musterkim", "nordpost", "alpenmail", "praxisbote", "ti-kurier"]
VERSIONS = ["1.0"] * 2 + ["1.5"] * 5 + ["1.5+"] * 3
TAGS = ["eEB", "eAU", "Arztbrief", "EBZ", "DALE-UV", "KZVAbr", "LDT-Befund", "MDN", "eNachricht", "MIO"]
KASSEN_STEM = ["Musterkasse", "Gesundkasse", "Beispiel-BKK", "BKK Musterwerk", "IKK Handwerk", "Ortskasse",
               "Ersatzkasse Linde", "Betriebskasse Stahl & Söhne", "Krankenkasse Grüne Aue", "Landkasse",
               "BKK Überwald", "Seekasse", "Knappenkasse"]
KASSEN_AREA = ["", "Nord", "Süd", "Ost", "West", "Rhein-Ruhr", "Baden", "Franken", "Hessen/Thüringen", "Weser-Ems"]


# ---------------------------------------------------------------- DER, X.509

def tlv(tag, body):
    size = len(body)
    if size < 128:
        return bytes([tag, size]) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 128 + len(length)]) + length + body


def der_oid(dotted):
    parts = [int(p) for p in dotted.split(".")]
    out = bytearray()
    for number in [parts[0] * 40 + parts[1]] + parts[2:]:
        chunk = [number & 127]
        number >>= 7
        while number:
            chunk.append(128 | number & 127)
            number >>= 7
        out += bytes(reversed(chunk))
    return tlv(6, bytes(out))


def der_name(**rdn):
    ids = {"c": "2.5.4.6", "o": "2.5.4.10", "cn": "2.5.4.3"}
    return tlv(48, b"".join(
        tlv(49, tlv(48, der_oid(ids[k]) + tlv(12, v.encode()))) for k, v in rdn.items()))


# The generator point of P-256: a valid public key that belongs to nobody.
P256_G = bytes.fromhex(
    "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")
PROFESSION_TEXT = {}


def certificate(rng, name, telematik_id, profession, start, years=5):
    def utc(day):
        return tlv(23, day.strftime("%y%m%d%H%M%SZ").encode())
    admission = tlv(48, tlv(48, tlv(48, tlv(48, tlv(48,
        tlv(48, tlv(12, PROFESSION_TEXT.get(profession, "Test").encode()))
        + tlv(48, der_oid(profession))
        + tlv(19, telematik_id.encode("ascii", "replace")))))))
    extensions = tlv(0xA3, tlv(48,
        tlv(48, der_oid("2.5.29.15") + b"\x01\x01\xff" + tlv(4, tlv(3, b"\x03\x08")))
        + tlv(48, der_oid("1.3.36.8.3.3") + tlv(4, admission))))
    algorithm = tlv(48, der_oid("1.2.840.10045.4.3.2"))
    serial = rng.getrandbits(62) | 1 << 62
    body = tlv(48,
        tlv(0xA0, tlv(2, b"\x02")) + tlv(2, serial.to_bytes(9, "big").lstrip(b"\0"))
        + algorithm + der_name(c="DE", o="Testgeraet NOT-VALID", cn="VZD-Testdaten CA NOT-VALID")
        + tlv(48, utc(start) + utc(start + datetime.timedelta(days=365 * years + 1)))
        + der_name(c="DE", cn=name[:60])
        + tlv(48, tlv(48, der_oid("1.2.840.10045.2.1") + der_oid("1.2.840.10045.3.1.7"))
              + tlv(3, b"\0" + P256_G))
        + extensions)
    half = tlv(2, b"\x11" + rng.randbytes(31))
    return tlv(48, body + algorithm + tlv(3, b"\0" + tlv(48, half + half)))


# --------------------------------------------------------------------- LDIF

def line(name, value):
    if isinstance(value, bytes):
        text = f"{name}:: {base64.b64encode(value).decode()}"
    else:
        safe = value.isascii() and value.isprintable() and value[:1] not in (" ", ":", "<") \
            and not value.endswith(" ")
        text = f"{name}: {value}" if safe else \
            f"{name}:: {base64.b64encode(value.encode()).decode()}"
    parts = [text[:76]]
    for at in range(76, len(text), 75):
        parts.append(" " + text[at:at + 75])
    return "\n".join(parts) + "\n"


def slug(text):
    for a, b in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("ł", "l"), ("ı", "i"), ("ø", "o")):
        text = text.lower().replace(a, b)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    out = "".join(c if c.isalnum() else "-" for c in text)
    while "--" in out:
        out = out.replace("--", "-")
    return out.strip("-")[:40] or "kontakt"


def ik(region, number):
    """An invented IK: class 10 (insurer), region 99, with a real check digit."""
    digits = f"{region:02d}{number:04d}"
    total = 0
    for at, digit in enumerate(digits):
        product = int(digit) * (2 if at % 2 == 0 else 1)
        total += product // 10 + product % 10
    return f"10{digits}{total % 10}"


class Maker:
    def __init__(self, rng, suffix, certs):
        self.rng, self.suffix, self.certs = rng, suffix, certs
        self.serial = 0
        self.taken = set()

    def number(self):
        self.serial += 1
        return self.serial

    def address(self, local, provider=None):
        base = f"{local}@{provider or self.rng.choice(PROVIDERS)}.{self.suffix}"
        while base in self.taken:
            base = f"{local}{len(self.taken)}@{provider or self.rng.choice(PROVIDERS)}.{self.suffix}"
        self.taken.add(base)
        return base

    def entry(self, tid, profession, kind, display, place, *, person=None, title=None, org=None,
              special=(), domain=(), holder="", mails=(), style="both", certs=None, street=None, zip_code=None):
        """mails: list of (address, version or None, [tags])."""
        rng = self.rng
        uid = str(uuid.UUID(int=rng.getrandbits(128), version=4))
        town, land, zip_start = place
        changed = datetime.datetime(2021, 1, 1) + datetime.timedelta(seconds=rng.randrange(185_000_000))
        out = [("dn", f"uid={uid},{BASE}"), ("objectClass", "vzd-komleview"), ("objectClass", "top"),
               ("uid", uid), ("telematikID", tid), ("displayName", display), ("cn", display)]
        if person:
            out += [("sn", person[1]), ("givenName", person[0])]
        else:
            out += [("sn", display)]
        out += [("title", title or "-"), ("otherName", "-")]
        if org:
            out.append(("organization", org))
        out += [("street", street or f"{rng.choice(STREETS)} {rng.randrange(1, 180)}{rng.choice(['', '', 'a', ' b'])}"),
                ("postalCode", zip_code or zip_start + f"{rng.randrange(1000):03d}"), ("l", town),
                ("st", land), ("countryCode", "DE")]
        out += [("specialization", s) for s in special] + [("domainID", d) for d in domain]
        out += [("holder", holder or KV[land]), ("personalEntry", "true" if person else "false"),
                ("dataFromAuthority", rng.choice(["TRUE", "TRUE", "TRUE", "FALSE"])),
                ("entryType", str(kind)), ("professionOID", OID + profession if "." not in profession else profession)]
        for mail, version, tags in mails:
            out.append(("mail", mail))
            if version is None:
                continue
            if style in ("both", "komle"):
                out.append(("komLeData", f"{version},{mail}"))
            if style in ("both", "kim"):
                out.append(("kimData", f"{mail},{version}" + ("," + "|".join(tags) if tags else "")))
        out.append(("changeDateTime", changed.strftime("%Y-%m-%dT%H:%M:%S.%f") + "+01:00"))
        if self.certs:
            start = datetime.datetime(2023, 1, 1) + datetime.timedelta(days=rng.randrange(1300))
            for _ in range(1 if certs is None else certs):
                out.append(("userCertificate;binary",
                            certificate(rng, display, tid, OID + profession, start)))
        return out

    def mails(self, local, weights=(12, 66, 14, 8)):
        rng = self.rng
        count = rng.choices([0, 1, 2, 5], weights)[0]
        out = []
        for at in range(count):
            tags = rng.sample(TAGS, rng.choice([0, 0, 0, 1, 3]))
            version = None if count > 1 and rng.random() < 0.15 else rng.choice(VERSIONS)
            out.append((self.address(local if at == 0 else f"{local}-{at + 1}"), version, tags))
        return out

    def human(self):
        rng = self.rng
        given = rng.choice(GIVEN)
        if rng.random() < 0.15:
            given += " " + rng.choice(GIVEN)
        family = rng.choice(FAMILY)
        if rng.random() < 0.10:
            family += "-" + rng.choice(FAMILY)
        if rng.random() < 0.03:
            family = rng.choice(PREFIX) + " " + family
        return given, family

    def person(self, profession, prefix, special, chamber):
        given, family = self.human()
        title = self.rng.choice(TITLES) if self.rng.random() < 0.6 else None
        tid = f"{prefix}{self.number():09d}"
        return self.entry(tid, profession, 1, f"{family}, {given}", self.rng.choice(PLACES), person=(given, family),
                          title=title, special=[special] if special else (), holder=chamber,
                          org=f"Praxis {family}" if self.rng.random() < 0.3 else None,
                          mails=self.mails(slug(f"{given}.{family}"), (30, 58, 8, 4)),
                          style=self.rng.choice(["both", "both", "komle", "kim"]))

    def practice(self):
        given, family = self.human()
        rng = self.rng
        display = rng.choice([f"Praxis Dr. {given} {family}", f"Hausarztpraxis {family}", f"Dr. med. {given} {family}",
                              f"MVZ {family} GmbH", f"Gemeinschaftspraxis {family} & {rng.choice(FAMILY)}",
                              f"Augenzentrum {family}", f"Praxis für Kinderheilkunde {family}"])
        return self.entry(f"1-20{self.number():09d}", "50", 3, display, rng.choice(PLACES),
                          special=[PSC + rng.choice(["ALLG", "AUGE", "CHIR", "KIJU", "ORTH"])],
                          domain=[f"{rng.randrange(10**8, 10**9)}"], org=rng.choice([None, f"BAG {family}"]),
                          mails=self.mails(slug(display)), style=rng.choice(["both", "both", "komle", "kim"]))

    def dental(self):
        given, family = self.human()
        display = self.rng.choice([f"Zahnarztpraxis {given} {family}", f"Dr. {family} und Kollegen Zahnärzte",
                                   f"Praxis für Zahnheilkunde {family}", f"KFO {family}"])
        return self.entry(f"2-2{self.number():08d}", "51", 3, display, self.rng.choice(PLACES), special=[PSC + "MZKH"],
                          domain=[f"{self.rng.randrange(10**5, 10**6)}"], holder="kzvbw",
                          mails=self.mails(slug(display)))

    def therapy(self):
        given, family = self.human()
        return self.entry(f"1-20{self.number():09d}", "52", 3, f"Psychotherapeutische Praxis {given} {family}",
                          self.rng.choice(PLACES), domain=[f"{self.rng.randrange(10**8, 10**9)}"],
                          mails=self.mails(slug("psychotherapie-" + family)))

    def hospital(self):
        rng = self.rng
        place = rng.choice(PLACES)
        display = rng.choice([f"Klinikum {place[0]}", f"St.-Marien-Krankenhaus {place[0]}", f"Universitätsklinik {place[0]}",
                              f"Herz-Jesu-Hospital {place[0]}", f"Rehaklinik Höhenblick {place[0]}"])
        mails = [(self.address(slug(f"{d}-{place[0]}")), rng.choice(VERSIONS), []) for d in
                 rng.sample(["aufnahme", "radiologie", "chirurgie", "kardiologie", "labor", "entlassmanagement", "arztbriefe"],
                            rng.randrange(1, 7))]
        return self.entry(f"5-2{self.number():09d}", "53", 3, display, place, special=[PSC + "GESU"],
                          domain=["26" + f"{rng.randrange(10**6, 10**7)}"], holder="dktig", mails=mails)

    def pharmacy(self):
        rng = self.rng
        display = rng.choice(["Löwen-Apotheke", "Adler-Apotheke", "Stern-Apotheke", "Rosen-Apotheke", "Apotheke am Markt",
                              "Bären-Apotheke", "Engel-Apotheke", "Kreuz-Apotheke (Inh. Ümit Öztürk e. K.)"])
        return self.entry(f"3-{rng.randrange(10, 99)}.2.{self.number():010d}", "54", 3, display, rng.choice(PLACES),
                          special=[rng.choice(["10", "20", "30", "40", "50"])], holder="abda",
                          mails=self.mails(slug(display)))

    def care(self):
        given, family = self.human()
        return self.entry(f"10-67.245.{self.number():08d}", "245", 3, f"Ambulanter Pflegedienst {family}",
                          self.rng.choice(PLACES), domain=["46" + f"{self.rng.randrange(10**6, 10**7)}"],
                          holder="egbr", mails=self.mails(slug("pflege-" + family)))

    def insurer(self, at):
        name = f"{KASSEN_STEM[at % len(KASSEN_STEM)]} {KASSEN_AREA[at // len(KASSEN_STEM) % len(KASSEN_AREA)]}".strip()
        main = ik(99, at * 7 + 11)
        place = PLACES[at % len(PLACES)]
        mail = self.address("eau-" + slug(name), "kassennetz")
        return self.entry(f"8-01-{at + 1:010d}", "59", 5, name, place, org=f"{name} KdöR", holder="gkv-sv",
                          domain=[main] + [ik(99, at * 7 + 11 + n) for n in range(1, at % 3 + 1)],
                          mails=[(mail, "1.5+" if at % 4 else "1.0", ["eEB", "eAU"] if at % 5 == 0 else [])])

    def insurer_epa(self, at):
        name = f"{KASSEN_STEM[at % len(KASSEN_STEM)]} {KASSEN_AREA[at // len(KASSEN_STEM) % len(KASSEN_AREA)]}".strip()
        return self.entry(f"8-03-{at + 1:010d}", "273", 6, f"{name} ePA", PLACES[at % len(PLACES)], holder="gkv-sv",
                          org=name, domain=["98" + ik(99, at * 7 + 11)[2:]])


def curated(m):
    """Fixed cases that a test can name."""
    here = {p[0]: p for p in PLACES}
    s = m.suffix
    e = m.entry
    for at, town in enumerate(["Berlin", "Köln", "München", "Lübeck", "Frankfurt (Oder)", "Frankfurt am Main", "Plön"]):
        yield e(f"1-1000000{at:03d}", "30", 1, "Müller, Thomas", here[town], person=("Thomas", "Müller"),
                title="Dr. med." if at % 2 else None, holder="baek",
                mails=[(f"thomas.mueller{at}@musterkim.{s}", "1.5", [])] if at != 3 else [])
    yield e("1-20999000001", "50", 3, "Praxis Dr. Müller", here["Berlin"], special=[PSC + "ALLG"], domain=["720000001"],
            mails=[(f"praxis@mueller-berlin.{s}", "1.5+", [])])
    yield e("1-20999000002", "50", 3, "Praxis Dr. Mueller", here["Köln"], special=[PSC + "ALLG"], domain=["720000002"],
            mails=[(f"praxis@mueller-koeln.{s}", "1.0", [])])
    # several addresses, all version forms, one without a version (means 1.0)
    yield e("5-2999000001", "53", 3, "Klinikum Überall", here["Münster"], special=[PSC + "GESU"], domain=["260999001"],
            holder="dktig", certs=2, mails=[
                (f"aufnahme@klinikum-ueberall.{s}", "1.0", []), (f"radiologie@klinikum-ueberall.{s}", "1.5", ["Arztbrief"]),
                (f"arztbriefe@klinikum-ueberall.{s}", "1.5+", ["Arztbrief", "MIO"]),
                (f"alt@klinikum-ueberall.{s}", None, [])])
    yield e("5-2999000002", "53", 3, "Krankenhaus ohne Postfach", here["Görlitz"], special=[PSC + "GESU"], holder="dktig")
    yield e("5-2999000003", "53", 3, "Klinik mit vierzig Postfächern", here["Hannover"], holder="dktig",
            mails=[(f"station{n:02d}@viele-postfaecher.{s}", "1.5", []) for n in range(40)])
    # only one of the two structures
    yield e("1-20999000003", "50", 3, "Praxis nur komLeData", here["Bremen"], style="komle",
            mails=[(f"a@nur-komle.{s}", "1.5", [])])
    yield e("1-20999000004", "50", 3, "Praxis nur kimData", here["Bremen"], style="kim",
            mails=[(f"a@nur-kim.{s}", "1.5+", ["DALE-UV", "eEB"])])
    yield e("1-20999000005", "50", 3, "Praxis nur mail", here["Bremen"], mails=[(f"a@nur-mail.{s}", None, [])])
    yield e("1-20999000006", "50", 3, "Praxis mit unbekannter Version", here["Bremen"],
            mails=[(f"a@neue-version.{s}", "2.0", ["Zukunft"])])
    # characters that break careless filters and displays
    for at, name in enumerate(["Praxis (am Markt)", "Praxis *Stern*", "Praxis Rück\\Blick", "Praxis Ärzte & Söhne <GbR>",
                               "Praxis \"Zur Linde\"", "Praxis #1, Haus 2; Flur 3 = links + rechts",
                               "Praxis mit sehr langem Namen " + "für innere und äußere Angelegenheiten " * 5,
                               "Praxis Füße e\u0301te\u0301", "עברית-Praxis Löwe", "Praxis 😀 Lächeln"]):
        yield e(f"1-209990001{at:02d}", "50", 3, name.strip(), here["Erfurt"], mails=[(f"zeichen{at}@sonder.{s}", "1.5", [])])
    for at, (given, family, title) in enumerate([
            ("Anne-Kathrin", "Müller-Lüdenscheidt", "Dr. med."), ("Hans-Jürgen", "von der Größmann", "Prof. Dr. Dr. h. c."),
            ("Seán", "O'Hara", None), ("Łukasz", "Ćosić", "PD Dr. med."), ("Şebnem Ayşe", "Yılmaz", "Dr. med. dent."),
            ("Zoë", "D'Angelo-Süß", None), ("Björn", "Strauß", "Dr."), ("Bjoern", "Strauss", "Dr.")]):
        yield e(f"1-1999002{at:03d}", "30", 1, f"{family}, {given}", PLACES[at * 3], person=(given, family), title=title,
                holder="baek", mails=[(f"{slug(given)}.{slug(family)}{at}@alpenmail.{s}", "1.5", [])])
    yield e("2-01999000001", "31", 1, "Zahn, Käthe", here["Tübingen"], person=("Käthe", "Zahn"), title="Dr. med. dent.",
            holder="lzkbw", mails=[(f"kaethe.zahn@nordpost.{s}", "1.5+", ["EBZ", "KZVAbr"])])
    yield e("2-2999000001", "51", 3, "Zahnarztpraxis Käthe Zahn", here["Tübingen"], special=[PSC + "MZKH"], domain=["999001"],
            holder="kzvbw", mails=[(f"praxis@zahn-tuebingen.{s}", "1.5+", ["EBZ"])])
    yield e("3-99.2.9990000001", "54", 3, "Löwen-Apotheke", here["Lübeck"], special=["10"], holder="abda",
            mails=[(f"loewen@apo-luebeck.{s}", "1.5", [])])
    yield e("3-99.2.9990000002", "54", 3, "Löwen-Apotheke", here["Würzburg"], special=["10", "40"], holder="abda")
    yield e("4-9990000001", "45", 1, "Größmann, Nina", here["Kiel"], person=("Nina", "Größmann"), title="Dipl.-Psych.",
            holder="bptk", mails=[(f"nina.groessmann@praxisbote.{s}", "1.0", [])])
    for at in range(12):
        yield m.insurer(at)
    for at in (0, 5):
        yield m.insurer_epa(at)
    # an office that shares the main IK of insurer 0: the search must add entryType=5
    yield e("8-05-9990000001", "303", 4, "Ombudsstelle der Musterkasse", here["Berlin"], domain=[ik(99, 11)], holder="gkv-sv",
            mails=[(f"ombudsstelle@musterkasse.{s}", "1.5", [])])
    yield e("10-67.247.99900001", "247", 3, "Physiotherapie Sprungfeder", here["Rostock"], domain=["449990001"], holder="egbr",
            mails=[(f"info@sprungfeder.{s}", "1.5", [])])


for _code, _text in (("30", "Ärztin/Arzt"), ("31", "Zahnärztin/Zahnarzt"), ("45", "Psychotherapeut/-in"),
                     ("50", "Betriebsstätte Arzt"), ("51", "Zahnarztpraxis"), ("52", "Betriebsstätte Psychotherapeut"),
                     ("53", "Krankenhaus"), ("54", "Öffentliche Apotheke"), ("59", "Betriebsstätte Kostenträger"),
                     ("245", "Betriebsstätte Gesundheits-, Kranken- und Altenpflege"),
                     ("273", "ePA KTR-Zugriffsautorisierung")):
    PROFESSION_TEXT[OID + _code] = _text

INSURERS = 95


def bulk(m, count, first_insurer):
    insurers = max(0, min(INSURERS, count // 8 + first_insurer) - first_insurer)
    for at in range(insurers):
        yield m.insurer(first_insurer + at)
    kinds = [(34, lambda: m.person("30", "1-1", "urn:as:1.2.276.0.76.5.514:011001", "baek")),
             (9, lambda: m.person("31", "2-01", "urn:as:1.2.276.0.76.5.492:1", "bzaek")),
             (6, lambda: m.person("45", "4-", "urn:as:1.3.6.1.4.1.19376.3.276.1.5.11:183", "bptk")),
             (3, lambda: m.person("32", "3-10.3.", None, "abda")),
             (26, m.practice), (9, m.dental), (4, m.therapy), (4, m.pharmacy), (3, m.care), (1.2, m.hospital)]
    weights = [k[0] for k in kinds]
    for _ in range(count - insurers):
        yield m.rng.choices(kinds, weights)[0][1]()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--out")
    parser.add_argument("--suffix", default="kim.telematik-test")
    parser.add_argument("--no-certs", action="store_true")
    parser.add_argument("--curated", action="store_true")
    args = parser.parse_args()
    out = open(args.out, "w", encoding="ascii") if args.out else sys.stdout
    out.write("# fictitious test data, made by generate.py\n"
              f"dn: {BASE}\nobjectClass: top\nobjectClass: domain\ndc: data\n")
    maker = Maker(random.Random(args.seed), args.suffix, not args.no_certs)
    written = 0
    sources = ([curated(maker)] if args.curated else []) + [None]
    for source in sources:
        if source is None:
            source = bulk(maker, max(0, args.count - written), 12 if args.curated else 0)
        for attributes in source:
            if written == args.count:
                break
            grouped = {}
            for name, value in attributes:
                grouped.setdefault(name, []).append(value)
            out.write("\n" + "".join(line(k, v) for k, values in grouped.items() for v in values))
            written += 1
    if args.out:
        out.close()


if __name__ == "__main__":
    main()
