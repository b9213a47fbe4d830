### Kimpost. Whole sentences; keys in sections, one per part of the program. German is the source.

app-name = Kimpost

## BEGIN shell (window frame, side panel, list, search, preview)

## END shell

## BEGIN detail (detail dialog)

## END detail

## BEGIN compose (write, outbox)

## END compose

## BEGIN desk (insurer answers)

## END desk

## BEGIN settings (accounts, first start, test ladder)

## END settings

## BEGIN kim (results, classes, kinds, flags, notes)

## END kim

## BEGIN payload (fields, decisions, reasons, signatures)

# fields
field-number = Planantragsnummer
field-process = Vorgang
field-decided-on = Datum der Entscheidung
field-ends-on = Endet am
field-reason = Begründung
field-explanation = Erläuterung
field-allowance-rate = Zuschusshöhe
field-hardship = Härtefall
field-allowance = Befund × Anzahl, Festzuschuss
field-allowance-total = Summe der Festzuschüsse
field-kfo-rate = Zuschuss KFO
field-kfo-start = Anspruch ab Quartal
field-insurer = Krankenkasse
field-insurer-ik = Institutionskennzeichen
field-practice-number = Nummer der Praxis
field-practice = Praxis
field-patient = Patient
field-birth-date = Geburtsdatum
field-insured-number = Versichertennummer
field-issued-on = Ausgestellt am
field-dentist-number = Zahnarztnummer
field-service = Leistungsbeschreibung
field-costs = Behandlungskosten insgesamt
field-error = Fehler
field-error-place = Stelle im Datensatz
field-refers-to = Bezieht sich auf
field-document-id = Dokument-ID
field-eau-type = Art der Bescheinigung
field-unfit-from = Arbeitsunfähig seit
field-unfit-until = Arbeitsunfähig bis
field-asserted-on = Festgestellt am
field-cause = Ursache (Code)
field-diagnosis = Diagnose
field-doctor = Arzt
field-doctor-number = Arztnummer
field-valid-from = Gültig ab
field-valid-until = Gültig bis
field-certificate-kind = Art des Nachweises
field-title = Titel
field-date = Datum
field-version = Version
field-address = Anschrift
field-sender = Absender
field-section = Abschnitt
field-pdf = PDF dazu
field-record-kind = Satzart
field-lab-order = Auftragsnummer des Labors
field-sender-order = Auftragsnummer des Einsenders
field-received-on = Eingang im Labor
field-test = Test
field-test-flagged = Auffälliger Test
field-token = E-Rezept-Token
field-task = E-Rezept-Nummer
field-text = Text
field-root = Wurzelelement
field-namespace = Namensraum
field-profile = Profil
field-author = Autor
field-message-type = Nachrichtentyp
field-element = Inhalt

# decisions
decision-approved = genehmigt
decision-approved_changed = genehmigt mit Änderung
decision-rejected = abgelehnt
decision-changed = Genehmigung geändert
decision-ended = Genehmigung beendet
decision-query = Rückfrage
decision-error = Fehler
decision-unclear = unklar
decision-pending = offen

# signatures
signature-absent = ohne Signatur
signature-intact = mathematisch unversehrt
signature-broken = verändert
signature-unchecked = nicht geprüft

# kinds
kind-ebz-request = EBZ-Antrag
kind-ebz-request-long = Antrag an die Krankenkasse (EBZ)
kind-ebz-answer = EBZ-Antwort
kind-ebz-answer-long = Antwort der Krankenkasse (EBZ)
kind-ebz-error = EBZ-Fehler
kind-ebz-error-long = Fehlermeldung der Krankenkasse (EBZ)
kind-ebz-query = EBZ-Rückfrage
kind-ebz-query-long = Rückfrage der Krankenkasse (EBZ)
kind-eau = eAU
kind-eau-long = Elektronische Arbeitsunfähigkeitsbescheinigung (eAU)
kind-eau-cancel = eAU-Storno
kind-eau-cancel-long = Stornierung einer eAU
kind-eau-error = eAU-Fehler
kind-eau-error-long = Fehlermeldung der Krankenkasse zur eAU
kind-eeb-request = eEB-Anfrage
kind-eeb-request-long = Anfrage einer Ersatzbescheinigung (eEB)
kind-eeb-certificate = eEB
kind-eeb-certificate-long = Elektronische Ersatzbescheinigung (eEB)
kind-eeb-error = eEB-Fehler
kind-eeb-error-long = Fehlermeldung der Krankenkasse zur eEB
kind-letter = eArztbrief
kind-letter-long = Elektronischer Arztbrief
kind-lab = Labor
kind-lab-long = Labordaten (LDT)
kind-prescription = E-Rezept
kind-prescription-long = E-Rezept: Zuweisung oder Nachricht
kind-billing-feedback = Rückmeldung
kind-billing-feedback-long = Rückmeldung zu Abrechnung oder Qualitätssicherung
kind-care = Pflege
kind-care-long = Abrechnung in der Pflege (PFL)
kind-fhir = FHIR
kind-fhir-long = FHIR-Dokument
kind-xml = XML
kind-xml-long = XML-Dokument eines unbekannten Verfahrens
kind-unknown = Unbekannt
kind-unknown-long = Technischer Inhalt, der nicht erkannt wurde

# blocks: why a content is not taken over by itself
payload-block-xml-too-large = Die XML-Datei ist größer als 16 MiB und wird nicht gelesen.
payload-block-xml-charset = Die Datei enthält Zeichen, die nicht zum angegebenen Zeichensatz passen (erstes bei Byte { $detail }). Sehen Sie die Rohdaten an oder fragen Sie den Absender.
payload-block-xml-unknown-charset = Der angegebene Zeichensatz der Datei ist unbekannt oder widerspricht ihrem Anfang.
payload-block-xml-dtd = Die XML-Datei enthält eine Dokumenttypdefinition (DTD). Das ist nicht erlaubt und kann ein Angriff sein.
payload-block-xml-depth = Die XML-Datei ist tiefer als { $detail } Ebenen verschachtelt und wird nicht gelesen.
payload-block-xml-too-many = Die XML-Datei hat zu viele Elemente oder Attribute und wird nicht gelesen.
payload-block-xml-not-well-formed = Die XML-Datei ist unvollständig oder fehlerhaft (Zeile { $detail }).
payload-block-cms-truncated = Der signierte Anhang ist abgeschnitten. Bitten Sie den Absender, ihn erneut zu senden.
payload-block-cms-malformed = Der signierte Anhang ist beschädigt und lässt sich nicht öffnen.
payload-block-cms-not-signed = Der Anhang ist keine signierte Datei, vielleicht ist er noch verschlüsselt.
payload-block-cms-no-content = Die Signatur steht allein: Die signierte Datei fehlt in der E-Mail.
payload-block-signature-broken = Die Signatur passt nicht zum Inhalt: Der Inhalt wurde verändert.
payload-block-content-not-xml = Im signierten Anhang steht kein Datensatz. Öffnen Sie ihn als Anhang.
payload-block-form-unknown = Der Anhang hat nicht die Form, die sein Name verspricht.
payload-block-not-loaded = Der Anhang ist leer oder zu groß, um gelesen zu werden.
payload-block-no-content = Die Dienstkennung kündigt Daten an, aber in der E-Mail sind keine lesbaren.
payload-block-not-recognised = Der Inhalt gehört nicht erkennbar zu diesem Verfahren. Prüfen Sie ihn und verarbeiten Sie ihn von Hand.
payload-block-no-record = Die Datei enthält keinen bekannten Datensatz.
payload-block-several-records = Die E-Mail enthält mehrere Datensätze, die sich unterscheiden.
payload-block-field-missing = Eine Pflichtangabe fehlt: { $detail }.
payload-block-field-invalid = Eine Angabe ist nicht lesbar: { $detail }.
payload-block-field-repeated = Eine Angabe steht mehrfach im Datensatz: { $detail }.
payload-block-number-length = Die Planantragsnummer hat { $detail } statt 30 Zeichen.
payload-block-number-month = Die Planantragsnummer nennt den Monat { $detail }, den es nicht gibt.
payload-block-number-syntax = Die Planantragsnummer enthält Zeichen an falscher Stelle.
payload-block-unclear = Die Antwort enthält eine unbekannte Kennung. Ob genehmigt ist, ist unklar.
payload-block-error-without-reference = Die Fehlermeldung nennt weder Planantragsnummer noch E-Mail.
payload-block-other-number = Antwort und Antrag haben verschiedene Planantragsnummern.
payload-block-ik-mismatch = Die Antwort kommt von einer anderen Krankenkasse als der Antrag (Institutionskennzeichen { $detail }).
payload-block-ik-missing = Die Antwort nennt kein Institutionskennzeichen.
payload-block-test-data = Die Datei ist als Testdaten gekennzeichnet.
payload-block-conflict = Die Angaben zur E-Mail widersprechen ihrem Inhalt ({ $detail }).
payload-block-number-conflict = Betreff oder Dateiname nennt eine andere Planantragsnummer als der Inhalt ({ $detail }).
payload-block-default-dienstkennung = Die Dienstkennung für das EBZ fehlt. Prüfen Sie den Absender und verarbeiten Sie die Antwort von Hand.
payload-block-letter-xml-missing = Der Arztbrief ist unvollständig: Die XML-Datei fehlt. Eine Zuordnung ist nur von Hand möglich.
payload-block-letter-pdf-missing = Der Arztbrief ist unvollständig: Die PDF-Datei fehlt.
payload-block-letter-several = Der Arztbrief enthält mehrere PDF-Dateien statt einer.
payload-block-too-many-parts = Die E-Mail hat mehr als { $detail } Anhänge, es wurden nicht alle geprüft.
payload-block-ldt-length = Die Längenangabe in Zeile { $detail } stimmt nicht.
payload-block-ldt-line = Zeile { $detail } ist keine Zeile einer LDT-Datei.

# notes
payload-note-bom = Die Datei beginnt mit einer Bytereihenfolge-Marke (BOM), die das Verfahren nicht vorsieht.
payload-note-newer-version = Die Datei hat die Version { $detail }. Sie ist neuer als die bekannte Beschreibung, prüfen Sie die Angaben.
payload-note-header-field = Eine Angabe im Kopf der Datei ist nicht lesbar: { $detail }.
payload-note-unknown-code = Unbekannte Kennung: { $detail }.
payload-note-sum-differs = Die angegebene Summe weicht von den einzelnen Beträgen ab (zusammen { $detail }).
payload-note-sum-computed = Die Summe wurde aus den einzelnen Beträgen berechnet.
payload-note-end-date-missing = Die Genehmigung endet, aber das Enddatum fehlt.
payload-note-unsigned = Der Datensatz ist nicht signiert.
payload-note-signature-unchecked = Das Verfahren der Signatur kann hier nicht geprüft werden.
payload-note-detached = Die Signatur liegt neben der signierten Datei.
payload-note-conflict = { $detail } passt nicht zum Inhalt. Der Inhalt zählt.
payload-note-number-conflict = { $detail } nennt eine andere Planantragsnummer. Die Nummer im Datensatz zählt.
payload-note-unknown-message-type = Unbekannter Nachrichtentyp der Dienstkennung: { $detail }.
payload-note-eau-information = Nur ein Hinweis: Die Person ist nicht bei dieser Krankenkasse versichert.
payload-note-eau-virus = Der Virenfilter der Krankenkasse hat die E-Mail beanstandet. Prüfen Sie Ihren Arbeitsplatz.
payload-note-issue-count = Die Fehlermeldung enthält { $detail } statt einem Fehler.
payload-note-no-reference = Die Fehlermeldung nennt nicht, worauf sie sich bezieht.
payload-note-ldt-no-report = Die Datei enthält keinen Befund (Satzart 8205).
payload-note-more-fields = Es werden nur die ersten { $detail } Angaben gezeigt. Alles steht in den Rohdaten.

## END payload

## BEGIN problems (problem-CODE and problem-CODE-advice)

## END problems

## BEGIN cli

## END cli

## BEGIN demo

## END demo
