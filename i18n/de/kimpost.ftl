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

problem-ACCESS = Dafür fehlt Ihnen die Berechtigung.
problem-ACCESS-advice = Bitten Sie Ihre Administration um die Berechtigung für dieses Konto.
problem-ACCOUNT-EXISTS = Für diese Adresse gibt es schon ein Konto.
problem-ACCOUNT-EXISTS-advice = Öffnen Sie das vorhandene Konto oder verwenden Sie eine andere Adresse.
problem-ACCOUNT-INVALID = Die Angaben zum Konto sind unvollständig.
problem-ACCOUNT-INVALID-advice = Ergänzen Sie die rot markierten Felder.
problem-ACCOUNT-PASSWORD = Für dieses Konto ist kein Passwort hinterlegt.
problem-ACCOUNT-PASSWORD-advice = Tragen Sie das Passwort in den Einstellungen des Kontos ein.
problem-ACCOUNT-USED = Mit diesem Konto wurden schon Nachrichten empfangen oder gesendet.
problem-ACCOUNT-USED-advice = Wählen Sie „nicht mehr zur Auswahl anbieten“, statt es zu löschen.
problem-ATTACH-NOT-A-FILE = Das ist keine Datei.
problem-ATTACH-NOT-A-FILE-advice = Wählen Sie eine Datei statt eines Ordners.
problem-ATTACH-TOO-LARGE = Die Datei ist zu groß für KIM ({ $detail }).
problem-ATTACH-TOO-LARGE-advice = Teilen Sie die Datei auf; KIM nimmt höchstens 500 MB.
problem-ATTACH-UNREADABLE = Die Datei lässt sich nicht lesen.
problem-ATTACH-UNREADABLE-advice = Prüfen Sie, ob sie noch vorhanden ist und ob ein anderes Programm sie sperrt.
problem-COMPOSE = Die Nachricht konnte nicht erstellt werden.
problem-COMPOSE-advice = Prüfen Sie Betreff, Empfänger und Anhänge und senden Sie erneut.
problem-CONNECTOR-ANSWER = Der Konnektor hat unverständlich geantwortet.
problem-CONNECTOR-ANSWER-advice = Prüfen Sie die Adresse des Konnektors; Details helfen Ihrem Dienstleister.
problem-CONNECTOR-AUTH = Der Konnektor hat die Anmeldung abgelehnt.
problem-CONNECTOR-AUTH-advice = Prüfen Sie Nutzername und Passwort für den Konnektor.
problem-CONNECTOR-CONNECT = Der Konnektor ist nicht erreichbar.
problem-CONNECTOR-CONNECT-advice = Prüfen Sie, ob er eingeschaltet ist und ob seine Adresse stimmt.
problem-CONNECTOR-FAULT = Der Konnektor meldet einen Fehler: { $detail }
problem-CONNECTOR-FAULT-advice = Prüfen Sie Mandant, Clientsystem und Arbeitsplatz im Aufrufkontext.
problem-CONNECTOR-NOT-SET = Es ist kein Konnektor eingetragen.
problem-CONNECTOR-NOT-SET-advice = Tragen Sie den Konnektor in den Einstellungen des Kontos ein.
problem-CONNECTOR-TIMEOUT = Der Konnektor antwortet nicht.
problem-CONNECTOR-TIMEOUT-advice = Versuchen Sie es in einigen Minuten erneut.
problem-CONNECTOR-TLS = Die gesicherte Verbindung zum Konnektor kam nicht zustande.
problem-CONNECTOR-TLS-advice = Prüfen Sie das Zertifikat des Konnektors in den Einstellungen.
problem-CONNECTOR-URL = Die Adresse des Konnektors ist nicht verwendbar.
problem-CONNECTOR-URL-advice = Tragen Sie sie in der Form https://192.0.2.10 ein.
problem-DISK-FULL = Der Datenträger ist voll.
problem-DISK-FULL-advice = Schaffen Sie Platz und versuchen Sie es erneut. Auf dem Server wurde nichts gelöscht.
problem-ENGINE-STOPPED = Kimpost wird gerade beendet.
problem-ENGINE-STOPPED-advice = Starten Sie Kimpost neu.
problem-FETCH-RUNNING = Für dieses Konto läuft schon ein Abruf.
problem-FETCH-RUNNING-advice = Warten Sie, bis er fertig ist.
problem-FORWARD-NOTHING-EMBEDDED = In dieser Nachricht steckt keine verschlüsselte Nachricht.
problem-FORWARD-NOTHING-EMBEDDED-advice = Weiterleiten an die eigene Adresse hilft nur bei nicht entschlüsselten Nachrichten.
problem-HANDOVER-FOLDER = Der Übergabeordner ist nicht erreichbar oder nicht beschreibbar.
problem-HANDOVER-FOLDER-advice = Prüfen Sie den Ordner und seine Rechte; die Übergabe wird nachgeholt.
problem-HANDOVER-NO-FILE = Diese Nachricht enthält keine Datei für die Praxissoftware.
problem-HANDOVER-NO-FILE-advice = Öffnen Sie die Nachricht und übernehmen Sie die Angaben von Hand.
problem-HANDOVER-WRITE = Die Übergabedatei konnte nicht geschrieben werden.
problem-HANDOVER-WRITE-advice = Prüfen Sie den Übergabeordner; die Übergabe wird nachgeholt.
problem-IMPORT-EMPTY = Die Datei ist leer.
problem-IMPORT-EMPTY-advice = Wählen Sie eine Datei mit einer Nachricht.
problem-IMPORT-NOT-MBOX = Die Datei ist kein mbox-Postfach.
problem-IMPORT-NOT-MBOX-advice = Prüfen Sie, ob die Endung zur Datei passt.
problem-IMPORT-PART = Ein Teil der Nachrichten konnte nicht eingelesen werden.
problem-IMPORT-PART-advice = Die Liste nennt jede Datei mit ihrem Grund.
problem-IMPORT-TOO-LARGE = Die Nachricht ist größer als 700 MB.
problem-IMPORT-TOO-LARGE-advice = So große Nachrichten gibt es in KIM nicht; prüfen Sie die Datei.
problem-IMPORT-WHICH-ACCOUNT = Zu welchem Konto die Nachricht gehört, ist nicht zu erkennen.
problem-IMPORT-WHICH-ACCOUNT-advice = Geben Sie das Konto an.
problem-INPUT-ACCOUNT-FILE = Die Kontodatei ist nicht verwendbar: { $detail }
problem-INPUT-ACCOUNT-FILE-advice = Berichtigen Sie die genannte Stelle.
problem-INPUT-ADDRESS = Das ist keine vollständige Adresse: { $detail }
problem-INPUT-ADDRESS-advice = Schreiben Sie sie in der Form name@anbieter.kim.telematik.
problem-INPUT-DIENSTKENNUNG = Die Dienstkennung ist leer oder enthält unerlaubte Zeichen.
problem-INPUT-DIENSTKENNUNG-advice = Wählen Sie eine Art aus der Liste.
problem-INPUT-DRAFT = Die Nachricht ist noch nicht vollständig.
problem-INPUT-DRAFT-advice = Berichtigen Sie die genannten Punkte.
problem-INPUT-EMPTY-SEARCH = Der Suchbegriff fehlt.
problem-INPUT-EMPTY-SEARCH-advice = Geben Sie mindestens zwei Buchstaben ein.
problem-INPUT-FD = Der angegebene Dateideskriptor lässt sich nicht lesen.
problem-INPUT-FD-advice = Übergeben Sie das Passwort über einen offenen Dateideskriptor, zum Beispiel 0 für die Standardeingabe.
problem-INPUT-FILE = Die Datei lässt sich nicht lesen: { $detail }
problem-INPUT-FILE-advice = Prüfen Sie Pfad und Rechte.
problem-INPUT-FINGERPRINT = Das ist kein SHA-256-Fingerabdruck.
problem-INPUT-FINGERPRINT-advice = Ein Fingerabdruck hat 64 Zeichen aus 0–9 und a–f.
problem-INPUT-KEY-VALUE = „{ $detail }“ ist keine Angabe der Form Name=Wert.
problem-INPUT-KEY-VALUE-advice = Schreiben Sie zum Beispiel language=de.
problem-INPUT-NO-ACCOUNT = Dieses Konto gibt es nicht: { $detail }
problem-INPUT-NO-ACCOUNT-advice = Mit „kimpost account list“ sehen Sie alle Konten.
problem-INPUT-NO-ATTACHMENT = Diesen Anhang gibt es nicht.
problem-INPUT-NO-ATTACHMENT-advice = Zählen Sie die Anhänge ab 0.
problem-INPUT-NO-RECIPIENT = Die Nachricht hat keinen Empfänger.
problem-INPUT-NO-RECIPIENT-advice = Tragen Sie mindestens eine Adresse unter „An“ ein.
problem-INPUT-NOT-KIM = Diese Adresse gehört nicht zu KIM: { $detail }
problem-INPUT-NOT-KIM-advice = Wählen Sie eine KIM-Adresse aus dem Verzeichnisdienst.
problem-INPUT-PREFIX = Die Dienstkennung fehlt.
problem-INPUT-PREFIX-advice = Geben Sie zum Beispiel EBZ oder EBZ;ANW an.
problem-INPUT-REASON = Die Begründung fehlt.
problem-INPUT-REASON-advice = Schreiben Sie kurz, warum die Antwort erneut übernommen wird.
problem-INPUT-SETTING = Diese Einstellung gibt es nicht: { $detail }
problem-INPUT-SETTING-advice = Mit „kimpost settings list“ sehen Sie, was gesetzt ist; die Anleitung nennt alle Namen.
problem-INPUT-SUBJECT = Der Betreff enthält einen Zeilenumbruch.
problem-INPUT-SUBJECT-advice = Schreiben Sie ihn in eine Zeile.
problem-INPUT-TWICE = Diese Adresse steht zweimal in der Nachricht: { $detail }
problem-INPUT-TWICE-advice = Entfernen Sie eine der beiden.
problem-INTERNAL = In Kimpost ist ein Fehler aufgetreten.
problem-INTERNAL-advice = Kopieren Sie die Details und melden Sie sie; Ihre Nachrichten sind gespeichert.
problem-KEY-DAMAGED = Die Schlüsseldatei des Profils ist beschädigt.
problem-KEY-DAMAGED-advice = Stellen Sie key.json aus einer Sicherung wieder her.
problem-KEY-MISSING = Der Schlüssel des Profils fehlt.
problem-KEY-MISSING-advice = Melden Sie den Schlüsselbund des Systems an oder geben Sie die Passphrase mit --passphrase-fd.
problem-KEY-TOO-SHORT = Die Passphrase ist zu kurz.
problem-KEY-TOO-SHORT-advice = Wählen Sie mindestens 12 Zeichen.
problem-KEY-WRONG = Die Passphrase ist falsch.
problem-KEY-WRONG-advice = Geben Sie sie noch einmal ein; die Daten bleiben unverändert.
problem-KEYRING = Der Schlüsselbund des Systems ist nicht verwendbar.
problem-KEYRING-advice = Schützen Sie das Profil mit einer Passphrase: --passphrase-fd.
problem-LDAP-ANSWER = Der Verzeichnisdienst hat unverständlich geantwortet.
problem-LDAP-ANSWER-advice = Versuchen Sie es erneut; Details helfen Ihrem Dienstleister.
problem-LDAP-CONNECT = Der Verzeichnisdienst ist nicht erreichbar.
problem-LDAP-CONNECT-advice = Prüfen Sie, ob der Konnektor online ist und ob die Adresse stimmt.
problem-LDAP-NOT-SET = Es ist kein Verzeichnisdienst eingetragen.
problem-LDAP-NOT-SET-advice = Tragen Sie die Adresse des VZD in den Einstellungen des Kontos ein.
problem-LDAP-OWN-ADDRESS = Die eigene Adresse steht nicht im Verzeichnisdienst.
problem-LDAP-OWN-ADDRESS-advice = Andere können Ihnen so nicht schreiben; prüfen Sie den Eintrag bei Ihrem KIM-Anbieter.
problem-LDAP-QUERY = Der Suchbegriff ist zu kurz.
problem-LDAP-QUERY-advice = Geben Sie mindestens zwei Buchstaben ein.
problem-LDAP-TIMEOUT = Der Verzeichnisdienst antwortet nicht.
problem-LDAP-TIMEOUT-advice = Grenzen Sie die Suche ein oder versuchen Sie es später erneut.
problem-LDAP-TLS = Die gesicherte Verbindung zum Verzeichnisdienst kam nicht zustande.
problem-LDAP-TLS-advice = Prüfen Sie das Zertifikat in den Einstellungen.
problem-LDAP-URL = Die Adresse des Verzeichnisdienstes ist nicht verwendbar.
problem-LDAP-URL-advice = Schreiben Sie sie in der Form ldap://192.0.2.10:389.
problem-MAIL-NO-RAW = Zu diesem Eintrag gibt es noch keine fertige Nachricht.
problem-MAIL-NO-RAW-advice = Senden Sie den Entwurf, dann lässt er sich speichern.
problem-NOT-FOUND = Diesen Eintrag gibt es nicht mehr.
problem-NOT-FOUND-advice = Aktualisieren Sie die Liste.
problem-POP-AUTH = Das Clientmodul hat Nutzername oder Passwort abgelehnt.
problem-POP-AUTH-advice = Prüfen Sie beide in den Einstellungen. Kimpost versucht es nicht von selbst noch einmal, damit das Postfach nicht gesperrt wird.
problem-POP-CERT-CHANGED = Das Clientmodul zeigt ein anderes Zertifikat als bisher.
problem-POP-CERT-CHANGED-advice = Fragen Sie nach, ob es erneuert wurde, und nehmen Sie es dann in den Einstellungen neu an.
problem-POP-CLEAR-TEXT = Ohne Verschlüsselung spricht Kimpost nur mit diesem Rechner.
problem-POP-CLEAR-TEXT-advice = Wählen Sie SSL/TLS oder STARTTLS.
problem-POP-CONNECT = Das Clientmodul antwortet nicht.
problem-POP-CONNECT-advice = Prüfen Sie, ob es läuft und ob Server und Port des Posteingangs stimmen.
problem-POP-IN-USE = Das Postfach wird gerade von einer anderen Station abgerufen.
problem-POP-IN-USE-advice = Kimpost versucht es beim nächsten Abruf erneut.
problem-POP-LOGIN = Das Clientmodul hat die Anmeldung abgelehnt, ohne den Grund zu nennen.
problem-POP-LOGIN-advice = Prüfen Sie nacheinander: Ist die Karte freigeschaltet? Ist der Konnektor online? Stimmen Nutzername und Passwort?
problem-POP-LOST = Die Verbindung zum Clientmodul ist abgebrochen.
problem-POP-LOST-advice = Rufen Sie erneut ab; schon empfangene Nachrichten sind gespeichert.
problem-POP-NAME = Der Server des Posteingangs wurde nicht gefunden.
problem-POP-NAME-advice = Prüfen Sie den Namen oder tragen Sie die IP-Adresse ein.
problem-POP-PROTOCOL = Das Clientmodul hat unverständlich geantwortet.
problem-POP-PROTOCOL-advice = Prüfen Sie Port und Verschlüsselung des Posteingangs.
problem-POP-REFUSED = Das Clientmodul hat den Abruf abgelehnt: { $detail }
problem-POP-REFUSED-advice = Rufen Sie später erneut ab; bleibt es dabei, hilft Ihr KIM-Anbieter.
problem-POP-STARTTLS = Das Clientmodul bietet kein STARTTLS an.
problem-POP-STARTTLS-advice = Wählen Sie SSL/TLS in den Einstellungen des Posteingangs.
problem-POP-TEMPORARY = Das Clientmodul kann gerade nicht abrufen: { $detail }
problem-POP-TEMPORARY-advice = Kimpost versucht es beim nächsten Abruf erneut.
problem-POP-TIMEOUT = Das Clientmodul antwortet nicht rechtzeitig.
problem-POP-TIMEOUT-advice = Rufen Sie erneut ab; hilft das nicht, erhöhen Sie das Timeout in den Einstellungen.
problem-POP-TLS = Die gesicherte Verbindung zum Clientmodul kam nicht zustande.
problem-POP-TLS-advice = Prüfen Sie Port und Verschlüsselung; abgelaufene Zertifikate werden nie hingenommen.
problem-POP-TOO-LARGE = Eine Nachricht ist größer als erlaubt.
problem-POP-TOO-LARGE-advice = Sie bleibt auf dem Server; fragen Sie den Absender.
problem-PRINT = Die Druckansicht konnte nicht erstellt werden.
problem-PRINT-advice = Speichern Sie die Nachricht und drucken Sie die Datei.
problem-PROFILE-EXISTS = In diesem Ordner liegt schon ein Profil.
problem-PROFILE-EXISTS-advice = Wählen Sie einen anderen Ordner; ein vorhandenes Profil wird nie überschrieben.
problem-PROFILE-IN-USE = Das Profil ist schon in Kimpost geöffnet.
problem-PROFILE-IN-USE-advice = Schließen Sie das andere Fenster oder arbeiten Sie dort weiter.
problem-PROFILE-IO = Der Profilordner ist nicht verwendbar: { $detail }
problem-PROFILE-IO-advice = Prüfen Sie Pfad und Rechte.
problem-PROFILE-MISSING = In diesem Ordner liegt kein Profil.
problem-PROFILE-MISSING-advice = Legen Sie es mit „kimpost init“ an.
problem-RECEIPT-NOT-ASKED = Für diese Nachricht ist keine Lesebestätigung offen.
problem-RECEIPT-NOT-ASKED-advice = Es ist nichts zu tun.
problem-RECEIPT-REFUSED = Diese Lesebestätigung darf nicht gesendet werden.
problem-RECEIPT-REFUSED-advice = Antworten Sie dem Absender, wenn er Bescheid wissen soll.
problem-REFETCH-GONE = Die Nachricht liegt nicht mehr auf dem Server.
problem-REFETCH-GONE-advice = Leiten Sie sie unverändert an die eigene Adresse weiter.
problem-SAVE = Die Datei konnte nicht gespeichert werden: { $detail }
problem-SAVE-advice = Wählen Sie einen anderen Ordner.
problem-SAVE-EXISTS = Die Datei gibt es schon.
problem-SAVE-EXISTS-advice = Wählen Sie einen anderen Namen; vorhandene Dateien werden nicht überschrieben.
problem-SAVE-NAME = Es ließ sich kein freier Dateiname finden.
problem-SAVE-NAME-advice = Wählen Sie einen leeren Ordner.
problem-SEND-STATE = Das ist im jetzigen Zustand der Nachricht nicht möglich.
problem-SEND-STATE-advice = Sehen Sie im Postausgang nach, wie sie steht.
problem-SEND-TOO-LARGE-FOR = Diese Adresse nimmt keine Nachrichten über 15 MB: { $detail }
problem-SEND-TOO-LARGE-FOR-advice = Verkleinern Sie die Anhänge oder entfernen Sie diese Adresse.
problem-SMTP-PARTIAL = Die Nachricht wurde nur an einen Teil der gewünschten Adressaten versendet, denn es konnten nicht für alle Empfänger gültige Verschlüsselungszertifikate ermittelt werden.
problem-SMTP-PARTIAL-advice = Der Postausgang nennt jeden Empfänger mit der Antwort des Clientmoduls.
problem-SMTP-UNCERTAIN = Ob die Nachricht angekommen ist, ist unklar: Die Verbindung brach ab, bevor das Clientmodul antwortete.
problem-SMTP-UNCERTAIN-advice = Warten Sie auf die Empfangsbestätigung oder entscheiden Sie im Postausgang.
problem-STORE-BUSY = Der Speicher ist gerade belegt.
problem-STORE-BUSY-advice = Versuchen Sie es gleich noch einmal.
problem-STORE-DAMAGED = Der Speicher des Profils ist beschädigt.
problem-STORE-DAMAGED-advice = Arbeiten Sie nicht weiter; stellen Sie das Profil aus einer Sicherung wieder her.
problem-STORE-IO = Lesen oder Schreiben ist fehlgeschlagen.
problem-STORE-IO-advice = Prüfen Sie den Datenträger des Profils. Auf dem Server wurde nichts gelöscht.
problem-STORE-KEY = Der Schlüssel passt nicht zu diesem Profil.
problem-STORE-KEY-advice = Prüfen Sie, ob Profil und Schlüssel zusammengehören; die Daten bleiben unverändert.
problem-STORE-NEWER = Das Profil wurde mit einer neueren Version von Kimpost geschrieben.
problem-STORE-NEWER-advice = Installieren Sie die neuere Version.
problem-STORE-READ-ONLY = Das Profil lässt sich nicht beschreiben.
problem-STORE-READ-ONLY-advice = Prüfen Sie die Rechte des Profilordners.
problem-TLS-SETTINGS = Die Zertifikatseinstellungen sind nicht verwendbar.
problem-TLS-SETTINGS-advice = Prüfen Sie die hinterlegte CA in den Einstellungen.
problem-USAGE = So lässt sich der Befehl nicht ausführen.
problem-USAGE-advice = „kimpost --help“ zeigt, wie er geschrieben wird.
problem-WINDOW = Das Fenster konnte nicht geöffnet werden: { $detail }
problem-WINDOW-advice = Starten Sie Kimpost mit --renderer glow oder --renderer wgpu.
problem-DEMO-START = Die Übungsumgebung konnte nicht gestartet werden: { $detail }
problem-DEMO-START-advice = Starten Sie Kimpost neu.
problem-LANGUAGE = Diese Sprache gibt es nicht.
problem-LANGUAGE-advice = Wählen Sie de oder en.
problem-SMTP-NAME = Der Server des Postausgangs wurde nicht gefunden.
problem-SMTP-NAME-advice = Prüfen Sie den Namen oder tragen Sie die IP-Adresse ein.
problem-SMTP-CONNECT = Das Clientmodul nimmt keine Nachrichten an.
problem-SMTP-CONNECT-advice = Prüfen Sie, ob es läuft und ob Server und Port des Postausgangs stimmen. Kimpost versucht es erneut.
problem-SMTP-TIMEOUT = Das Clientmodul antwortet beim Senden nicht rechtzeitig.
problem-SMTP-TIMEOUT-advice = Kimpost versucht es erneut; erhöhen Sie sonst das Timeout.
problem-SMTP-TLS = Die gesicherte Verbindung zum Postausgang kam nicht zustande.
problem-SMTP-TLS-advice = Prüfen Sie Port und Verschlüsselung.
problem-SMTP-CERT-CHANGED = Der Postausgang zeigt ein anderes Zertifikat als bisher.
problem-SMTP-CERT-CHANGED-advice = Fragen Sie nach, ob es erneuert wurde, und nehmen Sie es dann in den Einstellungen neu an.
problem-SMTP-STARTTLS = Der Postausgang bietet kein STARTTLS an.
problem-SMTP-STARTTLS-advice = Wählen Sie SSL/TLS in den Einstellungen.
problem-SMTP-CLEAR-TEXT = Ohne Verschlüsselung spricht Kimpost nur mit diesem Rechner.
problem-SMTP-CLEAR-TEXT-advice = Wählen Sie SSL/TLS oder STARTTLS.
problem-SMTP-AUTH = Adresse oder Passwort wurden beim Senden abgelehnt.
problem-SMTP-AUTH-advice = Prüfen Sie beide in den Einstellungen. Kimpost versucht es nicht von selbst noch einmal.
problem-SMTP-AUTH-TEMP = Das Clientmodul erreicht den KIM-Fachdienst nicht.
problem-SMTP-AUTH-TEMP-advice = Kimpost versucht es erneut; prüfen Sie sonst Konnektor und Internet.
problem-SMTP-LOGIN-FORMAT = Nutzername oder Aufrufkontext werden nicht angenommen.
problem-SMTP-LOGIN-FORMAT-advice = Übernehmen Sie den SMTP-Nutzernamen unverändert aus dem Clientmodul und prüfen Sie die Karte.
problem-SMTP-NO-AUTH = Der Postausgang bietet keine verwendbare Anmeldung an.
problem-SMTP-NO-AUTH-advice = Prüfen Sie Port und Verschlüsselung.
problem-SMTP-REFUSED = Das Clientmodul hat die Nachricht abgelehnt: { $detail }
problem-SMTP-REFUSED-advice = Berichtigen Sie Empfänger oder Inhalt und senden Sie erneut.
problem-SMTP-451 = Die Nachricht konnte nicht gesendet werden: { $detail }
problem-SMTP-451-advice = Nichts wurde versendet. Prüfen Sie Karte und Empfänger und senden Sie erneut.
problem-SMTP-421 = Das Clientmodul hat die Verbindung beendet.
problem-SMTP-421-advice = Kimpost versucht es erneut.
problem-SMTP-TEMPORARY = Das Clientmodul kann die Nachricht gerade nicht annehmen: { $detail }
problem-SMTP-TEMPORARY-advice = Kimpost versucht es erneut.
problem-SMTP-TOO-LARGE = Die Nachricht ist größer als erlaubt.
problem-SMTP-TOO-LARGE-advice = Verkleinern Sie die Anhänge.
problem-SMTP-QUOTA = Der Speicher für große Nachrichten ist voll.
problem-SMTP-QUOTA-advice = Warten Sie, bis alte Nachrichten abgelaufen sind, oder fragen Sie Ihren KIM-Anbieter.
problem-SMTP-SENDER-CERT = Für Ihre eigene Adresse gibt es kein gültiges Zertifikat im Verzeichnisdienst.
problem-SMTP-SENDER-CERT-advice = Prüfen Sie Karte und VZD-Eintrag bei Ihrem KIM-Anbieter.
problem-SMTP-LOST = Die Verbindung brach beim Senden ab; es wurde nichts versendet.
problem-SMTP-LOST-advice = Kimpost versucht es erneut.
problem-SMTP-PROTOCOL = Der Postausgang hat unverständlich geantwortet.
problem-SMTP-PROTOCOL-advice = Prüfen Sie Port und Verschlüsselung.
problem-SMTP-SOURCE = Die gespeicherte Nachricht ließ sich nicht lesen.
problem-SMTP-SOURCE-advice = Prüfen Sie den Datenträger des Profils.
problem-POP-LOGIN-FORMAT = Nutzername oder Passwort enthalten einen Zeilenumbruch.
problem-POP-LOGIN-FORMAT-advice = Übernehmen Sie beide noch einmal aus dem Clientmodul, ohne Zeilenumbruch.
problem-POP-NO-AUTH = Der Posteingang bietet keine verwendbare Anmeldung an.
problem-POP-NO-AUTH-advice = Prüfen Sie Port und Verschlüsselung des Posteingangs.
problem-SMTP-AUTH-METHOD = Das Clientmodul nimmt diese Art der Anmeldung nicht an.
problem-SMTP-AUTH-METHOD-advice = Prüfen Sie Port und Verschlüsselung des Postausgangs.
problem-SMTP-ENVELOPE = Absender oder Empfänger sind nicht verwendbar.
problem-SMTP-ENVELOPE-advice = Prüfen Sie die Adressen und senden Sie erneut.
problem-SMTP-LINE-BREAK = Die gespeicherte Nachricht enthält unerlaubte Zeilenenden.
problem-SMTP-LINE-BREAK-advice = Erstellen Sie die Nachricht neu; melden Sie den Fehler.
problem-SMTP-NOT-RECORDED = Der Stand des Versands konnte nicht gespeichert werden; es wurde nichts versendet.
problem-SMTP-NOT-RECORDED-advice = Prüfen Sie den Datenträger des Profils und senden Sie erneut.
problem-SMTP-RECIPIENTS = Das Clientmodul hat alle Empfänger abgelehnt: { $detail }
problem-SMTP-RECIPIENTS-advice = Prüfen Sie die Adressen im Verzeichnisdienst.
problem-SMTP-RECIPIENTS-TEMP = Das Clientmodul nimmt die Empfänger gerade nicht an: { $detail }
problem-SMTP-RECIPIENTS-TEMP-advice = Kimpost versucht es erneut.

## END problems

## BEGIN cli

## END cli

## BEGIN demo

## END demo
