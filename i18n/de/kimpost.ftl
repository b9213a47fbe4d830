### Kimpost. Whole sentences; keys in sections, one per part of the program. German is the source.

app-name = Kimpost

## BEGIN shell (window frame, side panel, list, search, preview)

date-yesterday = gestern
shell-saved-one = Gespeichert: { $detail }
shell-saved-many = { $count } Dateien gespeichert in { $folder }
status-undecrypted = nicht entschlüsselt
status-integrity-failed = verändert
status-kim-error = Fehlermeldung
status-unverifiable = nicht prüfbar
status-answered = beantwortet
status-forwarded = weitergeleitet
status-receipt-requested = Bestätigung erbeten
kind-short-undecrypted = Mail
kind-short-receipt = Quittung
kind-short-notice = Hinweis
kind-short-mail = Mail
kind-short-ebz-request = EBZ-Antrag
kind-short-ebz-answer = EBZ
kind-short-ebz-error = EBZ-Fehler
kind-short-ebz-query = EBZ-Frage
kind-short-eau = eAU
kind-short-eau-cancel = eAU-Storno
kind-short-eau-error = eAU-Fehler
kind-short-eeb-request = eEB-Antrag
kind-short-eeb-certificate = eEB
kind-short-eeb-error = eEB-Fehler
kind-short-letter = Brief
kind-short-lab = Labor
kind-short-prescription = Rezept
kind-short-billing-feedback = Abrechnung
kind-short-care = Pflege
kind-short-fhir = FHIR
kind-short-xml = XML

action-fetch = Abrufen
action-write = Neue Nachricht
action-search = Suchen
action-open = Öffnen
action-reply = Antworten
action-reply-all = Allen antworten
action-forward = Weiterleiten
action-trash = In den Papierkorb
action-restore = Wiederherstellen
action-undo = Rückgängig
action-toggle-read = Gelesen / ungelesen
action-technical = Nur Technische E-Mails
action-print = Drucken
action-save-as = Speichern unter …
action-forward-unchanged = Unverändert an eigene Adresse weiterleiten
action-refetch = Erneut abrufen
action-settings = Einstellungen
action-keys = Tastenkürzel
action-zoom-in = Größer
action-zoom-out = Kleiner
action-zoom-reset = Normale Größe
action-more = Mehr
keys-rows = Zeile wählen
keys-rows-keys = Pfeile, Pos1, Ende
keys-tabs = Nächster Reiter im Dialog
keys-tabs-keys = Strg+Tab
keys-folders = Ordner und Ansichten
keys-folders-keys = Strg+1 … 8
keys-back = Zurück, schließen
shell-preview-right = Vorschau: rechts
shell-preview-below = Vorschau: unten
shell-preview-off = Vorschau: aus
shell-search-hint = Suchen in allen Nachrichten …
shell-search-name = Suche
shell-search-everywhere = Gefunden in allen Ordnern
side-all-accounts = Alle Konten
side-answers = Kassenantworten
side-undecrypted = Nicht entschlüsselt
side-outbox-attention = { $count ->
    [one] eine Nachricht braucht Ihre Entscheidung
   *[other] { $count } Nachrichten brauchen Ihre Entscheidung
}
folder-inbox = Posteingang
folder-outbox = Postausgang
folder-sent = Gesendet
folder-drafts = Entwürfe
folder-trash = Papierkorb
filter-all = Alle
filter-personal = Persönliche
filter-technical = Technische E-Mails
filter-unread = nur ungelesene
list-new-pill = { $count ->
    [one] eine neue
   *[other] { $count } neue
}
list-retry = Erneut versuchen
column-from = Von
column-to = An
column-subject = Betreff
column-kind = Art
column-date = Datum
column-status = Status
row-unread = ungelesen
row-attachment = { $count ->
    [one] ein Anhang
   *[other] { $count } Anhänge
}
mail-no-subject = (ohne Betreff)
empty-inbox = Keine Nachrichten
empty-next-fetch = Der nächste Abruf ist um { $at }.
empty-fetch = Jetzt abrufen
empty-search = Nichts gefunden
empty-search-text = Gesucht wird in Betreff, Text, Personen, Namen von Anhängen und Planantragsnummern.
empty-search-clear = Suche beenden
empty-filter = Keine Nachrichten mit diesem Filter
empty-filter-clear = Alle zeigen
empty-undecrypted = Alles entschlüsselt
empty-undecrypted-text = Nachrichten, die das Clientmodul nicht entschlüsseln konnte, stehen hier.
empty-outbox = Nichts wartet auf den Versand
empty-sent = Noch nichts gesendet
empty-drafts = Keine Entwürfe
empty-drafts-text = Angefangene Nachrichten werden hier von selbst gespeichert.
empty-trash = Der Papierkorb ist leer
preview-none = Keine Nachricht ausgewählt
preview-none-text = Wählen Sie links eine Nachricht aus.
preview-several = { $count } Nachrichten ausgewählt
status-cancel = Abruf abbrechen
status-sending = Sende { $sent } von { $total }
status-last = Zuletzt abgerufen { $at }
status-never = Noch nicht abgerufen
status-last-and-next = { $last } · nächster Abruf { $next }
status-fetch-asking = Frage nach neuen Nachrichten …
status-fetch = Lade { $number } von { $total } · { $percent } %
problem-dismiss = Ausblenden
problem-copy = Details kopieren
problem-more = und { $count } weitere
undo-trash = { $count ->
    [one] In den Papierkorb verschoben.
   *[other] { $count } Nachrichten in den Papierkorb verschoben.
}
told-restored = Wiederhergestellt.
told-refetched = Erneut abgerufen.
told-forwarded = Unverändert weitergeleitet. Die lesbare Fassung kommt mit einem der nächsten Abrufe.
told-receipt-sent = Lesebestätigung wird gesendet.
question-cancel = Abbrechen
question-close = Schließen
link-question = Diesen Link im Browser öffnen?
link-open = Im Browser öffnen
link-copy = Link kopieren
link-mismatch = Ziel weicht vom Text ab
link-mismatch-text = Der Text zeigt „{ $shown }“, führt aber zu einer anderen Adresse.
discard-question = { $count ->
    [one] Diesen Entwurf löschen?
   *[other] { $count } Entwürfe löschen?
}
discard-text = Das lässt sich nicht rückgängig machen.
discard-do = Endgültig löschen
save-mail-title = Nachricht speichern
save-mail-name = Nachricht-{ $id }.eml
save-attachment-title = Anhang speichern
save-all-title = Ordner für alle Anhänge wählen
save-path-title = Wohin speichern?
save-path-text = Der Dateidialog des Systems ist nicht verfügbar. Geben Sie den Pfad ein; vorhandene Dateien werden nicht überschrieben.
save-path-name = Pfad
save-path-do = Speichern

## END shell

## BEGIN detail (detail dialog)

detail-title = Nachricht { $date }
detail-title-loading = Nachricht
detail-next = Nächste Nachricht
detail-previous = Vorige Nachricht
tab-message = Nachricht
tab-attachments = Anhänge
tab-attachments-count = Anhänge ({ $count })
tab-technical = Technische Daten
tab-history = Verlauf
tab-manual = manuelle Verarbeitung
head-to = An
head-cc = Kopie
head-reply-to = Antwort an
head-account = Konto
badge-decrypted = entschlüsselt
badge-integrity-ok = Signatur gültig
badge-integrity-unverifiable = Signatur nicht prüfbar
badge-integrity-failed = Signatur ungültig
body-empty = Diese Nachricht hat keinen Text.
body-quote-show = { $count ->
    [one] Zitat zeigen (eine Zeile)
   *[other] Zitat zeigen ({ $count } Zeilen)
}
body-quote-hide = Zitat ausblenden
body-links = Links in dieser Nachricht
attachment-message = Eingebettete Nachricht
attachment-save = { $name } speichern
attachment-report = Prüfbericht des Clientmoduls
attachments-none = Diese Nachricht hat keine Anhänge.
attachments-save-all = Alle speichern
advice-undecrypted = Diese Nachricht konnte nicht entschlüsselt werden
advice-undecrypted-text = Das Clientmodul nannte keinen Grund. Prüfen Sie, ob die Karte steckt und freigeschaltet ist, und rufen Sie die Nachricht dann erneut ab.
advice-refetch-hint = Hilft, sobald die Ursache behoben ist: Die Nachricht liegt noch auf dem Server.
advice-forward-hint = Schickt das Original Byte für Byte an Ihre eigene KIM-Adresse, damit das Clientmodul es noch einmal entschlüsselt.
advice-kim-error = Das Clientmodul meldet einen Fehler
advice-unverifiable = Die Signatur konnte nicht vollständig geprüft werden
advice-unverifiable-text = Der Inhalt ist unverändert; ob das Zertifikat noch gültig war, ließ sich nicht feststellen.
advice-integrity = Diese Nachricht wurde auf dem Weg verändert
advice-integrity-text = Verlassen Sie sich nicht auf den Inhalt. Fragen Sie beim Absender nach, bevor Sie danach handeln.
advice-open-embedded = Inhalt trotzdem ansehen
advice-embedded-head = Veränderter Inhalt, nicht vertrauenswürdig
advice-receipt = Der Absender bittet um eine Lesebestätigung.
advice-receipt-send = Lesebestätigung senden
advice-receipt-decline = Nicht senden
receipt-read = Gelesen von { $who }
receipt-failed = Nicht zugestellt
receipt-delivered = Zugestellt
dsn-failed = nicht zugestellt
dsn-delayed = verzögert
dsn-delivered = zugestellt
dsn-relayed = weitergereicht
history-recipients = Empfänger
history-delivered = zugestellt
history-read-at = gelesen
history-events = Ereignisse
history-empty = Noch keine Ereignisse.
history-by = { $what } · { $who }
history-thread = Weitere Nachrichten dieser Unterhaltung
manual-warning = Kassenantwort noch einmal übernehmen
manual-warning-text = Tun Sie dies nur, wenn die Übernahme nachweislich nicht funktioniert hat.
manual-what = Was übernommen wird
manual-file = Datei
manual-no-file = Inhalt der Nachricht
manual-number = Planantragsnummer
manual-decision = Entscheidung
manual-blocked = Hinweis
manual-where = Wohin
manual-no-folder = Noch kein Übergabeordner eingestellt. Die Übergabe wartet, bis einer gewählt ist.
manual-reason = Begründung
manual-reason-hint = zum Beispiel: Antwort fehlt im Patientenblatt
manual-reason-help = Bitte begründen Sie kurz, warum die Antwort noch einmal übernommen wird.
manual-do = Kassenantwort erneut übernehmen
manual-runs = Bisherige Übernahmen
run-taken-over = übernommen
run-already-taken-over = war schon übernommen
run-held-for-review = zur Prüfung angehalten
run-refused = nicht übernommen
run-handover-pending = Die Übergabedatei wartet auf einen Übergabeordner.
run-handover-written = Übergabedatei: { $path }
run-handover-collected = Vom Praxisprogramm abgeholt.
run-handover-failed = Die Übergabedatei konnte nicht geschrieben werden.
run-number = Nr. { $number }
run-by-itself = automatisch
run-reason = Begründung: { $reason }
technical-results = Ergebnisse des Clientmoduls
technical-decryption = Entschlüsselung
technical-decryption-ok = Laut Clientmodul entschlüsselt.
technical-decryption-failed = Laut Clientmodul nicht entschlüsselt.
technical-decryption-none = Das Clientmodul machte keine Angabe.
technical-integrity = Signatur
technical-integrity-ok = Laut Clientmodul gültig, der Inhalt ist unverändert.
technical-integrity-unverifiable = Laut Clientmodul unverändert; das Zertifikat konnte nicht geprüft werden.
technical-integrity-failed = Laut Clientmodul ungültig: Der Inhalt wurde verändert.
technical-integrity-none = Das Clientmodul machte keine Angabe.
technical-code = Code { $code }
technical-dienstkennung = Dienstkennung
technical-sender-system = Sendesystem
technical-support = Ansprechpartner
technical-size = Größe
technical-received = Abgerufen am
technical-on-server = Noch auf dem Server
technical-note = Hinweis
technical-headers = Alle Kopfzeilen
technical-raw = Quelltext zeigen
technical-copy-headers = Kopfzeilen kopieren
technical-back = Zurück
technical-find = Im Quelltext suchen
technical-copy = Kopieren
technical-earlier = Früherer Teil
technical-later = Späterer Teil
technical-window = { $from } bis { $to } von { $total }
word-yes = ja
word-no = nein

state-draft = Entwurf
state-cancelled = abgebrochen
state-read = gelesen
state-delivered = zugestellt
state-accepted = übergeben
state-queued = wartet
state-sending = wird gesendet
state-refused = abgelehnt
state-undeliverable = unzustellbar
state-uncertain = unklar

advice-flags = Bitte genau hinsehen

history-read = Gelesen
history-trash = In den Papierkorb verschoben
history-restored = Wiederhergestellt
history-queued = Zum Senden bereitgestellt
history-answered = Beantwortet
history-forwarded = Weitergeleitet
history-forwarded-unchanged = Unverändert an die eigene Adresse weitergeleitet
history-resolved-sent = Unklarer Versand: als gesendet abgelegt
history-resolved-resend = Unklarer Versand: nochmals gesendet
history-cancelled = Versand abgebrochen
history-saved = Gespeichert
history-printed = Gedruckt
history-reprocessed = Kassenantwort erneut übernommen, Nr. { $detail }
history-receipt-declined = Lesebestätigung nicht gesendet
history-receipt-sent = Lesebestätigung gesendet
history-accepted = Vom Clientmodul angenommen: { $detail }
history-not-sent = Nicht gesendet: { $detail }
history-uncertain = Versand unklar: { $detail }
history-readable-now = Lesbare Fassung eingetroffen
history-readable-copy = Lesbare Fassung eingetroffen
history-version = Weitere Fassung eingetroffen
history-version-arrived = Weitere Fassung eingetroffen
history-version-differs = Weitere Fassung mit anderem Inhalt eingetroffen

## END detail

## BEGIN compose (write, outbox)

# Window and fields

compose-title = Neue Nachricht
compose-title-reply = Antwort
compose-title-forward = Weiterleitung
compose-from = Von
compose-to = An
compose-cc = Cc
compose-add-cc = Cc
compose-add-cc-hint = Weitere Empfänger in Kopie
compose-subject = Betreff
compose-text = Nachricht
compose-kind = Art
compose-kind-other = Andere Dienstkennung
compose-kind-other-help = So, wie sie in der Beschreibung der Anwendung steht, zum Beispiel EBZ;ANT;2.0.0
compose-kind-plain = Nachricht
compose-kind-letter = eArztbrief
compose-kind-ebz = EBZ-Antrag
compose-kind-eau = eAU
compose-kind-lab = Laborbefund
compose-delivery-receipt = Empfangsbestätigung
compose-read-receipt = Lesebestätigung
compose-receipt-forced = Bei einer eAU ist die Empfangsbestätigung vorgeschrieben.

# Recipients

compose-recipient-hint = Name, Ort oder KIM-Adresse
compose-remove-recipient = { $name } entfernen
compose-recipient-gone = nicht im VZD
compose-recipient-gone-hint = Der Verzeichnisdienst kennt diese Adresse nicht oder nicht mehr.
compose-recipient-small = bis 15 MB
compose-recipient-small-hint = Dieser Empfänger nimmt keine Nachrichten über 15 MB an.
compose-recent = Zuletzt verwendet
compose-directory = Verzeichnisdienst (VZD)
compose-directory-searching = Der Verzeichnisdienst wird gefragt …
compose-directory-more = Mehr Treffer, bitte eingrenzen.
compose-directory-none = Niemand gefunden. Prüfen Sie die Schreibweise oder schreiben Sie die ganze Adresse.
compose-directory-failed = Der Verzeichnisdienst antwortet nicht. Sie können die ganze Adresse schreiben.
compose-suggestion-keys = ↑ ↓ wählen · Enter übernehmen · Esc schließen
compose-version = KIM { $version }
compose-refused = Das ist keine vollständige Adresse. Wählen Sie einen Vorschlag oder schreiben Sie die ganze KIM-Adresse.

# Attachments

compose-attach = Datei anhängen
compose-drop = Dateien hier ablegen
compose-attachments = Anhänge
compose-remove-file = { $name } entfernen
compose-file-adding = { $name } wird übernommen …
compose-file-failed = „{ $name }“ konnte nicht gelesen werden.
compose-size = { $size } von 15 MB
compose-size-large = { $size } MB, nur an Empfänger mit KIM-Version „+“
compose-path = Pfad der Datei
compose-path-help = Der Dateidialog steht hier nicht zur Verfügung. Schreiben Sie den Pfad.
compose-path-take = Übernehmen

# Foot

compose-send = Senden
compose-send-hint = Strg+Enter
compose-send-anyway = Trotzdem senden
compose-sending = Wird in den Postausgang gestellt …
compose-saved = Entwurf gespeichert { $time }
compose-unsaved = Noch nicht gespeichert
compose-save-failed = Der Entwurf konnte nicht gespeichert werden. Es wird erneut versucht.
compose-discard = Verwerfen
compose-discard-question = Diesen Entwurf endgültig verwerfen?
compose-discard-no = Weiterschreiben
compose-issues-stop = Bitte noch klären
compose-issues-odd = Bitte prüfen

# What is wrong or odd

compose-remedy-to = Zum Empfänger
compose-remedy-subject = Zum Betreff
compose-remedy-move = Nach „An“ verschieben
compose-remedy-remove = Empfänger entfernen
compose-remedy-kind = Art zurücksetzen
compose-issue-left = „{ $detail }“ ist noch kein Empfänger. Wählen Sie einen Vorschlag oder schreiben Sie die ganze Adresse.
compose-issue-files = Eine Datei wird noch übernommen. Einen Moment bitte.
compose-issue-forgotten = Der Text erwähnt einen Anhang, es ist aber keiner angehängt.
draft-issue-no-recipient = Es fehlt ein Empfänger.
draft-issue-no-to = Alle Empfänger stehen in „Cc“. Mindestens einer gehört in „An“.
draft-issue-bad-address = „{ $detail }“ ist keine gültige Adresse.
draft-issue-not-kim = { $detail } ist keine KIM-Adresse. KIM-Nachrichten gehen nur an KIM-Adressen.
draft-issue-twice = { $detail } steht doppelt in der Liste.
draft-issue-not-in-directory = { $detail } steht nicht im Verzeichnisdienst. Die Nachricht kommt dort vielleicht nicht an.
draft-issue-too-large-for = { $detail } nimmt keine Nachrichten über 15 MB an. Entfernen Sie Anhänge oder diesen Empfänger.
draft-issue-large-unknown = Ob { $detail } Nachrichten über 15 MB annimmt, ist nicht bekannt.
draft-issue-no-subject = Der Betreff ist leer.
draft-issue-subject-line-break = Der Betreff enthält einen Zeilenumbruch.
draft-issue-dienstkennung = Die Dienstkennung fehlt oder enthält Zeichen, die KIM nicht erlaubt.

# Outbox

outbox-title = Postausgang
outbox-empty = Alles ist verschickt.
outbox-empty-hint = Hier steht nur, was noch wartet oder Ihre Entscheidung braucht.
outbox-send-all = Alle jetzt senden
outbox-choose = Wählen Sie links eine Nachricht.
outbox-no-subject = (kein Betreff)
outbox-queued-at = Eingestellt { $time }
outbox-next-try = Nächster Versuch { $time }
outbox-attempts =
    { $count ->
        [one] 1 Versuch bisher
       *[other] { $count } Versuche bisher
    }
outbox-more =
    { $count ->
        [one] { $name } und 1 weitere Adresse
       *[other] { $name } und { $count } weitere Adressen
    }
outbox-recipients = Empfänger
outbox-send-now = Jetzt senden
outbox-take-back = Zurückholen
outbox-take-back-hint = Die Nachricht wird wieder zum Entwurf.
outbox-again = Erneut senden
outbox-again-hint = Nur an die Empfänger, die abgelehnt wurden.
outbox-resend = Nochmals senden
outbox-file-sent = Als gesendet ablegen
outbox-open = Nachricht öffnen
outbox-uncertain = Die Verbindung brach ab, nachdem die Nachricht ganz übertragen war, aber bevor das Clientmodul sie bestätigt hat. Fragen Sie den Empfänger oder warten Sie auf eine Bestätigung, denn ein zweites Senden kann doppelt ankommen.
outbox-refused = Das Clientmodul hat die Nachricht nicht angenommen. Sie ist nicht verschickt.
outbox-undeliverable = Die Nachricht war übergeben, konnte aber nicht zugestellt werden.
outbox-waits = Die Nachricht ist noch nicht verschickt. Sie wird von selbst wieder versucht.
outbox-no-certificate = Die Nachricht konnte nicht gesendet werden, weil für keinen Empfänger gültige Verschlüsselungszertifikate ermittelt werden konnten.
outbox-some-certificates = Die Nachricht wurde nur an einen Teil der gewünschten Adressaten versendet, denn es konnten nicht für alle Empfänger gültige Verschlüsselungszertifikate ermittelt werden.
outbox-words-of = Antwort des Clientmoduls
outbox-step-waits = wartet
outbox-step-queued = eingestellt
outbox-step-sending = wird gesendet
outbox-step-accepted = übergeben
outbox-step-delivered = zugestellt
outbox-step-read = gelesen
outbox-step-refused = abgelehnt
outbox-step-undeliverable = unzustellbar
outbox-step-uncertain = unklar
outbox-step-cancelled = abgebrochen
outbox-step-draft = Entwurf
outbox-told-back = Zurückgeholt. Die Nachricht liegt in den Entwürfen.
outbox-told-filed = Als gesendet abgelegt.
outbox-sent-bytes = { $sent } von { $total }

## END compose

## BEGIN desk (insurer answers)

answers-title = Kassenantworten (eHKP-Übersicht)
answers-search = Planantragsnummer einfügen
answers-search-label = Planantragsnummer
answers-search-help = Mindestens drei Zeichen der Nummer
answers-search-clear = Filter löschen
answers-open-only = nur offene
answers-count =
    { $count ->
        [one] 1 Antrag
       *[other] { $count } Anträge
    }
answers-col-number = Planantragsnummer
answers-col-number-short = Nummer
answers-col-patient = Patient
answers-col-insurer = Kasse
answers-col-area = Bereich
answers-col-decision = Entscheidung
answers-col-date = Datum
answers-col-amount = Betrag
answers-col-handover = Übergabe
answers-empty = Noch keine Kassenantworten.
answers-empty-hint = Anträge und Antworten erscheinen hier von selbst, sobald sie gesendet oder abgerufen sind.
answers-none = Kein Antrag passt zu „{ $number }“.
answers-none-hint = Kopieren Sie die Nummer aus dem Planfenster. Angehängter Text hinter einem Leerzeichen stört nicht.
answers-none-open = Kein Antrag ist offen.
answers-show-all = Alle zeigen
answers-choose = Wählen Sie einen Antrag, um Anfrage und Antwort zu vergleichen.
answers-handover-none = –
answers-handover-pending = offen
answers-handover-written = übergeben
answers-handover-collected = abgeholt
answers-handover-failed = fehlgeschlagen
answers-patient-unknown = Antrag nicht gefunden
answers-request = Antrag
answers-answer = Antwort der Kasse
answers-no-request = Der Antrag liegt nicht in diesem Profil.
answers-no-answer = Die Kasse hat noch nicht geantwortet.
answers-finding = Befund
answers-asked = beantragt
answers-granted = bewilligt
answers-allowance = Festzuschuss
answers-differs = weicht ab
answers-differences =
    { $count ->
        [one] 1 Abweichung vom Antrag
       *[other] { $count } Abweichungen vom Antrag
    }
answers-same = Alle Befunde wie beantragt
answers-total = Summe
answers-total-costs = Behandlungskosten
answers-decided-on = Entscheidung vom
answers-ends-on = Gültig bis
answers-process = Vorgang
answers-rate = Zuschusshöhe
answers-hardship = Härtefall
answers-yes = ja
answers-no = nein
answers-reasons = Begründung
answers-explanation = Erläuterung
answers-earlier =
    { $count ->
        [one] 1 frühere Antwort
       *[other] { $count } frühere Antworten
    }
answers-open-mail = Nachricht öffnen
answers-open-request = Antrag öffnen
answers-copy-number = Nummer kopieren
answers-runs = Übernahmen
answers-run-automatic = automatisch
answers-run-line = Nr. { $number } · { $time }
answers-run-taken-over = übernommen
answers-run-already-taken-over = bereits übernommen
answers-run-held-for-review = zur Prüfung angehalten
answers-run-refused = nicht übernommen
answers-no-runs = Noch keine Übernahme.
answers-reprocess = Kassenantwort erneut übernehmen
answers-reprocess-warning = Tun Sie dies nur, wenn die Übernahme nachweislich nicht korrekt funktioniert hat. Frühere Übernahmen bleiben erhalten.
answers-reason = Grund
answers-reason-hint = zum Beispiel: Plan wurde nach Rücksicherung neu angelegt
answers-reason-missing = Ein Grund ist nötig. Er steht später in der Liste der Übernahmen.
answers-reprocess-do = Jetzt erneut übernehmen
answers-reprocess-running = Wird übernommen …
answers-cancel = Abbrechen
answers-folder-missing = Kein Übergabeordner festgelegt
answers-folder-missing-hint = Antworten warten hier, bis Sie den Ordner Ihrer Praxissoftware nennen.
answers-folder-set = Ordner festlegen
answers-loading = Wird geladen …

## END desk

## BEGIN settings (accounts, first start, test ladder)

settings-title = Einstellungen
settings-accounts = KIM-E-Mail-Konten
settings-practice = Praxissoftware
settings-new-account = Neues Konto
settings-tab-account = KIM-E-Mail-Konto
settings-no-account = Noch kein Konto eingerichtet.
settings-retired = nicht mehr angeboten
settings-save = Speichern
settings-discard = Verwerfen
settings-saved = Gespeichert
settings-saving = Wird gespeichert …
settings-changed = Änderungen noch nicht gespeichert
settings-back = Zurück
settings-blocked =
    { $count ->
        [one] Ein Feld braucht noch eine Angabe
       *[other] { $count } Felder brauchen noch eine Angabe
    }
settings-leave-question = Die Änderungen an diesem Konto sind nicht gespeichert.
settings-remove = Konto entfernen
settings-remove-question = Dieses Konto endgültig entfernen?
settings-remove-no = Behalten

# Account form

account-section-account = Konto
account-section-incoming = Einstellungen Posteingang
account-section-outgoing = Einstellungen Postausgang
account-section-options = Optionen
account-section-fetch = Abruf
account-section-directory = Verzeichnisdienst (VZD)
account-section-connector = Konnektor
account-address = E-Mail-Adresse
account-address-help = Die KIM-Adresse, wie Ihr Anbieter sie vergeben hat
account-sender-name = Absendername
account-sender-name-help = Frei wählbar; so sehen Sie die Empfänger
account-password = Passwort
account-password-stored = Gespeichert. Nur ausfüllen, um es zu ändern
account-password-help = Das Passwort der KIM-Adresse
account-password-show = Passwort zeigen
account-password-hide = Passwort verbergen
account-login = Nutzername
account-login-help = Unverändert einfügen, wie das Clientmodul ihn anzeigt
account-server = Server
account-server-help = Name oder IP-Adresse des Computers mit dem Clientmodul
account-port = Port
account-tls = Verschlüsselung
account-tls-tls = SSL/TLS
account-tls-starttls = STARTTLS
account-tls-none = keine
account-same-server = Server und Verschlüsselung vom Posteingang übernehmen
account-clear-text = Ich habe verstanden: Passwort und Nachrichten gehen lesbar durch das Praxisnetz
account-clear-text-mark = unverschlüsselt
account-ignore-certificates = Zertifikatsfehler ignorieren
account-ignore-certificates-help = Nur selbst signierte Zertifikate und Namenskonflikte; das erste Zertifikat wird gemerkt
account-delivery-receipt = Empfangsbestätigung immer anfordern
account-read-receipt = Lesebestätigung immer anfordern
account-answer-receipts = angeforderte Lesebestätigungen automatisch beantworten
account-retired = nicht mehr zur Auswahl anbieten
account-retired-help = Das Konto verschwindet aus dem Kommunikationsfenster, seine Nachrichten bleiben
account-station = Diese Station verarbeitet
account-station-help = Nur eine Station beantwortet Bestätigungen, übergibt Kassenantworten und löscht auf dem Server
account-poll = Abrufintervall
account-minutes = Minuten
account-timeout = Timeout
account-seconds = Sekunden
account-keep = Speicherzeit auf Server
account-days = Tage
account-keep-never = nie löschen
account-keep-help = 0 löscht, sobald die Nachricht hier sicher gespeichert ist
account-directory-url = Adresse
account-directory-help = Zum Beispiel ldap://192.0.2.10:389 oder ldaps://192.0.2.10:636
account-connector-url = Adresse
account-connector-help = Zum Beispiel https://192.0.2.10; zeigt, ob die Karten freigeschaltet sind
account-mandant = MandantId
account-client-system = ClientsystemId
account-workplace = WorkplaceId
account-user = UserId
account-user-help = Nur für einen HBA
account-pin = Gemerktes Zertifikat
account-pin-copy = Fingerabdruck kopieren
account-issue-empty = Diese Angabe fehlt noch.
account-issue-not-kim = Das ist keine KIM-Adresse (…kim.telematik).
account-issue-address = Das ist keine vollständige Adresse.
account-issue-address-characters = Die Adresse enthält Zeichen, die nicht erlaubt sind.
account-issue-login-other-address = Der Nutzername enthält nicht die E-Mail-Adresse oben. Gehört er zu diesem Konto?
account-issue-login-blank = Am Anfang oder Ende steht ein Leerzeichen, vielleicht vom Kopieren.
account-issue-login-line-break = Der Nutzername enthält einen Zeilenumbruch. Fügen Sie ihn bitte noch einmal ein.
account-issue-server-characters = Bitte nur den Namen oder die IP-Adresse, ohne Schrägstrich, @ oder #.
account-issue-server-is-fachdienst = Das ist der Server des KIM-Anbieters. Hier gehört der Computer mit dem Clientmodul hin.
account-issue-port = Der Port ist eine Zahl von 1 bis 65535.
account-issue-clear-text = Ohne Verschlüsselung kann jeder im Netz mitlesen. Wählen Sie SSL/TLS oder bestätigen Sie unten.
account-issue-directory-url = Die Adresse beginnt mit ldap://, ldaps:// oder ldap+starttls://.
account-issue-connector-url = Die Adresse beginnt mit https:// oder http://.
account-issue-poll-interval = Zwischen 1 und 1440 Minuten.
account-issue-timeout = Zwischen 1 und 600 Sekunden.
account-issue-keep = Zwischen 0 und 3650 Tagen.
account-issue-password = Ohne Passwort kann das Konto nicht abgerufen werden.
account-trim = Leerzeichen entfernen

# Test ladder

test-title = Verbindung testen
test-running = Die Verbindung wird geprüft …
test-all-ok = Alles in Ordnung
test-failed =
    { $count ->
        [one] Ein Schritt ist fehlgeschlagen
       *[other] { $count } Schritte sind fehlgeschlagen
    }
test-intro = Prüft Schritt für Schritt, ob Clientmodul, Verzeichnisdienst und Konnektor antworten. Es wird nichts gesendet und nichts abgerufen.
test-again = Erneut testen
test-close = Schließen
test-service-pop3 = Posteingang (POP3)
test-service-smtp = Postausgang (SMTP)
test-service-directory = Verzeichnisdienst (VZD)
test-service-connector = Konnektor
test-step-name = Name auflösen
test-step-tcp = Verbinden
test-step-tls = Verschlüsselung
test-step-greeting = Begrüßung
test-step-capabilities = Fähigkeiten
test-step-login = Anmelden
test-step-search = Suchen
test-step-services = Dienste
test-step-cards = Karten
test-millis = { $millis } ms
test-skipped = nicht geprüft
test-waiting = folgt
test-ok = in Ordnung
test-not-ok = fehlgeschlagen
test-copy = Details kopieren
test-accept = Neues Zertifikat annehmen

# Hand-over folders

handover-title = Übergabeordner
handover-intro = Hier holt die Praxissoftware Kassenantworten und andere technische Inhalte ab. Jede Datei wird vollständig geschrieben, keine wird überschrieben.
handover-none = Noch kein Ordner festgelegt. Kassenantworten bleiben offen, bis einer feststeht.
handover-prefix = Dienstkennung
handover-prefix-help = Anfang der Dienstkennung, zum Beispiel EBZ für alle Kassenantworten
handover-folder = Ordner
handover-choose = Ordner wählen
handover-set = Festlegen
handover-remove = Entfernen
handover-remove-named = Ordner für { $prefix } entfernen
handover-pending =
    { $count ->
        [one] 1 Datei wartet auf die Übergabe
       *[other] { $count } Dateien warten auf die Übergabe
    }
handover-run = Jetzt übergeben
handover-absolute = Bitte den ganzen Pfad, zum Beispiel C:\Praxis\KIM oder /praxis/kim.

# First start

first-title = Willkommen bei Kimpost
first-subtitle = KIM-Nachrichten lesen, schreiben und übernehmen
first-account = Konto einrichten
first-account-help = Mit den Angaben, die das Clientmodul anzeigt. Dauert etwa drei Minuten.
first-demo = Übungsmodus
first-demo-help = Mit erfundenen Nachrichten alles ausprobieren. Ohne Verbindung zur TI.

## END settings

## BEGIN kim (results, classes, kinds, flags, notes)

## END kim

## BEGIN payload (fields, decisions, reasons, signatures)

## END payload

## BEGIN problems (problem-CODE and problem-CODE-advice)

## END problems

## BEGIN cli

## END cli

## BEGIN demo

## END demo
