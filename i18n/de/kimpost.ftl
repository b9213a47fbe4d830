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

kim-error-4001 = Ein Empfänger bekam die Nachricht nicht: Seine KIM-Version nimmt keine Nachrichten über 15 MB an.
kim-error-4001-advice = Senden Sie ihm eine kleinere Nachricht oder wählen Sie einen anderen Weg.
kim-error-4002 = Der große Inhalt konnte nicht hochgeladen werden.
kim-error-4002-advice = Senden Sie die Nachricht später noch einmal.
kim-error-4003 = Für einen Empfänger gibt es kein eindeutiges Verschlüsselungszertifikat.
kim-error-4003-advice = Suchen Sie den Empfänger neu im Verzeichnis. Bleibt der Fehler, informieren Sie den Empfänger auf anderem Weg.
kim-error-4004 = Die Nachricht konnte nicht für alle Empfänger verschlüsselt werden und ging nur an die übrigen.
kim-error-4004-advice = Sehen Sie nach, wer sie nicht bekam, und prüfen Sie diese Adressen im Verzeichnis.
kim-error-4005 = Ein Empfänger hat Zertifikate mit verschiedenen Telematik-IDs.
kim-error-4005-advice = Informieren Sie den Empfänger; er muss seinen Eintrag im Verzeichnis berichtigen lassen.
kim-error-4006 = Der große Inhalt der Nachricht konnte nicht heruntergeladen werden.
kim-error-4006-advice = Rufen Sie die Nachricht später erneut ab.
kim-error-4007 = Der große Inhalt der Nachricht ließ sich nicht entschlüsseln.
kim-error-4007-advice = Bitten Sie den Absender, die Nachricht noch einmal zu senden.
kim-error-4008 = Das Clientmodul kennt die KIM-Version dieser Nachricht nicht.
kim-error-4008-advice = Lassen Sie das Clientmodul aktualisieren und rufen Sie die Nachricht danach erneut ab.
kim-error-4009 = Der Schlüssel zum Entschlüsseln war nicht verfügbar. Meist ist die Karte (SMC-B oder HBA) nicht gesteckt oder nicht freigeschaltet.
kim-error-4009-advice = Stecken Sie die Karte, schalten Sie sie frei und rufen Sie die Nachricht erneut ab.
kim-error-4010 = Die Nachricht hat nicht das Format einer KIM-Nachricht.
kim-error-4010-advice = Bitten Sie den Absender, die Nachricht noch einmal zu senden.
kim-error-4011 = Der Konnektor war nicht erreichbar.
kim-error-4011-advice = Prüfen Sie den Konnektor und rufen Sie die Nachricht danach erneut ab.
kim-error-4012 = Der große Inhalt wurde unterwegs beschädigt: Die Prüfsumme stimmt nicht.
kim-error-4012-advice = Bitten Sie den Absender, die Nachricht noch einmal zu senden.
kim-error-4013 = Der große Inhalt wurde zu oft heruntergeladen und ist vorübergehend gesperrt.
kim-error-4013-advice = Rufen Sie die Nachricht später erneut ab.
kim-error-4014 = Absender oder Empfänger stimmen außen und innen nicht überein.
kim-error-4014-advice = Öffnen Sie keine Anhänge. Fragen Sie den Absender auf anderem Weg und informieren Sie Ihre Administration.
kim-error-4015 = Die Liste der Empfänger in der Nachricht wurde verändert.
kim-error-4015-advice = Öffnen Sie keine Anhänge. Fragen Sie den Absender auf anderem Weg und informieren Sie Ihre Administration.
kim-error-4016 = Das Zertifikat des Clientmoduls konnte nicht erneuert werden.
kim-error-4016-advice = Informieren Sie den Dienstleister Ihres Clientmoduls, bevor das Zertifikat abläuft.
kim-error-4017 = Das Clientmodul ist älter als die KIM-Version, die im Verzeichnis steht.
kim-error-4017-advice = Lassen Sie das Clientmodul aktualisieren.
kim-error-4018 = Die Nachricht ist größer als 15 MB, und Ihr Konto nimmt große Nachrichten nicht an.
kim-error-4018-advice = Schalten Sie im Clientmodul den Empfang großer Nachrichten ein und rufen Sie die Nachricht danach erneut ab.
kim-error-vendor = Das Clientmodul meldet einen eigenen Fehler seines Herstellers.
kim-error-vendor-advice = Lesen Sie den Text der Nachricht und fragen Sie den Hersteller des Clientmoduls.
kim-error-unknown = Das Clientmodul meldet einen Fehler, den Kimpost nicht kennt.
kim-error-unknown-advice = Lesen Sie den Text der Nachricht und fragen Sie den Dienstleister Ihres Clientmoduls.
kim-decryption-00 = Laut Clientmodul entschlüsselt.
kim-decryption-01 = Der Schlüssel zum Entschlüsseln war nicht verfügbar. Meist ist die Karte (SMC-B oder HBA) nicht gesteckt oder nicht freigeschaltet.
kim-decryption-01-advice = Stecken Sie die Karte, schalten Sie sie frei und rufen Sie die Nachricht erneut ab.
kim-decryption-02 = Die Nachricht hat nicht das Format einer KIM-Nachricht.
kim-decryption-02-advice = Bitten Sie den Absender, die Nachricht noch einmal zu senden.
kim-decryption-03 = Der Konnektor war nicht erreichbar.
kim-decryption-03-advice = Prüfen Sie den Konnektor und rufen Sie die Nachricht danach erneut ab.
kim-decryption-vendor = Die Entschlüsselung ist fehlgeschlagen, aus einem Grund, den nur der Hersteller des Clientmoduls kennt.
kim-decryption-vendor-advice = Rufen Sie die Nachricht erneut ab. Bleibt der Fehler, fragen Sie den Hersteller.
kim-decryption-unknown = Kimpost kennt das Ergebnis der Entschlüsselung nicht: nicht bestätigt.
kim-decryption-unknown-advice = Fragen Sie im Zweifel den Absender auf anderem Weg.
kim-integrity-01 = Laut Clientmodul unverändert und gültig signiert.
kim-integrity-02 = Laut Clientmodul wurde der Inhalt nach dem Signieren verändert.
kim-integrity-02-advice = Öffnen Sie keine Anhänge. Fragen Sie den Absender auf anderem Weg und informieren Sie Ihre Administration.
kim-integrity-03 = Laut Clientmodul fehlt die Signatur.
kim-integrity-03-advice = Öffnen Sie keine Anhänge. Fragen Sie den Absender auf anderem Weg und informieren Sie Ihre Administration.
kim-integrity-04 = Laut Clientmodul ist die Signatur nicht lesbar.
kim-integrity-04-advice = Öffnen Sie keine Anhänge. Fragen Sie den Absender auf anderem Weg und informieren Sie Ihre Administration.
kim-integrity-05 = Laut Clientmodul ist das Zertifikat des Absenders nicht gültig, zum Beispiel abgelaufen.
kim-integrity-05-advice = Fragen Sie den Absender auf anderem Weg, ob die Nachricht von ihm ist.
kim-integrity-06 = Die Signatur konnte wegen eines Fehlers im Konnektor nicht geprüft werden.
kim-integrity-06-advice = Fragen Sie im Zweifel den Absender auf anderem Weg.
kim-integrity-07 = Laut Clientmodul unverändert; ob das Zertifikat des Absenders noch gilt, war nicht prüfbar.
kim-integrity-07-advice = Fragen Sie bei wichtigen Angaben den Absender auf anderem Weg.
kim-integrity-08 = Laut Clientmodul stimmen Absender oder Empfänger außen und innen nicht überein.
kim-integrity-08-advice = Öffnen Sie keine Anhänge. Fragen Sie den Absender auf anderem Weg und informieren Sie Ihre Administration.
kim-integrity-09 = Laut Clientmodul wurde die Liste der Empfänger verändert.
kim-integrity-09-advice = Öffnen Sie keine Anhänge. Fragen Sie den Absender auf anderem Weg und informieren Sie Ihre Administration.
kim-integrity-vendor = Die Prüfung der Unversehrtheit ist fehlgeschlagen, aus einem Grund, den nur der Hersteller des Clientmoduls kennt.
kim-integrity-vendor-advice = Öffnen Sie keine Anhänge. Fragen Sie den Absender auf anderem Weg und informieren Sie Ihre Administration.
kim-integrity-unknown = Kimpost kennt dieses Prüfergebnis nicht: nicht bestätigt.
kim-integrity-unknown-advice = Fragen Sie im Zweifel den Absender auf anderem Weg.
flag-from_name_is_address = Der Name des Absenders sieht aus wie eine andere Adresse.
flag-duplicate_from = Die Nachricht nennt mehr als einen Absender.
flag-mixed_script_domain = Die Adresse enthält Zeichen, die es bei KIM nicht gibt. Sie kann eine andere vortäuschen.
flag-not_kim_domain = Der Absender hat keine KIM-Adresse.
flag-reply_to_differs = Der Absender wünscht Antworten an eine andere Adresse. Kimpost antwortet dem angezeigten Absender.
flag-link_text_mismatch = Ein Link zeigt auf ein anderes Ziel, als sein Text angibt.
flag-mdn_requested = Der Absender bittet um eine Lesebestätigung.
flag-mdn_to_differs = Die Lesebestätigung soll an eine andere Adresse als die des Absenders gehen.
flag-dsn_failed = Die Nachricht wurde nicht allen Empfängern zugestellt.
flag-kim_error = Das Clientmodul meldet einen Fehler.
flag-still_encrypted = Die Nachricht ist noch verschlüsselt.
flag-signature_valid = Laut Clientmodul gültig signiert.
warning-executable = Dieser Anhang ist ein Programm. Er wird nicht direkt geöffnet.
warning-macro = Dieser Anhang kann Makros enthalten. Er wird nicht direkt geöffnet.
warning-type_mismatch = Der Inhalt passt nicht zur Endung des Namens.
warning-active_content = Dieser Anhang enthält aktive Inhalte.
class-personal = Persönliche E-Mail
class-technical = Technische E-Mail
class-receipt = Quittung
class-notice = Hinweis
class-undecrypted = Nicht entschlüsselt
note-depth-limit = Die Nachricht ist zu tief verschachtelt. Sie wird nur im Rohformat angezeigt.
note-part-limit = Die Nachricht hat zu viele Teile. Sie wird nur im Rohformat angezeigt.
note-header-limit = Die Nachricht hat zu viele Kopfzeilen. Sie wird nur im Rohformat angezeigt.
note-read-error = Die gespeicherte Nachricht konnte nicht vollständig gelesen werden: { $detail }
note-header-broken = Die Kopfzeilen sind fehlerhaft; der Rest wird als Text angezeigt.
note-header-cut = Die Kopfzeilen sind sehr lang und werden gekürzt angezeigt. Die Rohansicht enthält alles.
note-no-boundary = Die Gliederung der Nachricht fehlt; sie wird als Text angezeigt.
note-no-final-boundary = Das Ende der Nachricht fehlt. Sie kann unvollständig sein.
note-content-after-end = Hinter dem Ende der Nachricht steht weiterer Inhalt. Er ist nur in der Rohansicht zu sehen.
note-kas-stub = Der große Inhalt dieser Nachricht wurde vom Clientmodul nicht abgeholt.
note-html-simplified = Die Formatierung dieser Nachricht ist zu verschachtelt; nur der Text wird angezeigt.
note-text-cut = Der Text ist länger als 2 MB und wird gekürzt angezeigt. Die Rohansicht enthält alles.
note-receipt-unreadable = Die Bestätigung in dieser Nachricht ist nicht lesbar.
note-repeated-from = Die Kopfzeile „From“ kommt mehrmals vor.
note-repeated-subject = Die Kopfzeile „Subject“ kommt mehrmals vor; die erste wird angezeigt.
note-repeated-message-id = Die Kopfzeile „Message-ID“ kommt mehrmals vor; die erste gilt.
note-no-date = Die Nachricht hat kein gültiges Datum.
note-no-from = Die Nachricht nennt keinen Absender.

## END kim

## BEGIN payload (fields, decisions, reasons, signatures)

## END payload

## BEGIN problems (problem-CODE and problem-CODE-advice)

## END problems

## BEGIN cli

## END cli

## BEGIN demo

## END demo
