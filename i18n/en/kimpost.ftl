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

kim-error-4001 = One recipient did not get the message: that KIM version takes no messages above 15 MB.
kim-error-4001-advice = Send a smaller message or choose another way.
kim-error-4002 = The large content could not be uploaded.
kim-error-4002-advice = Send the message again later.
kim-error-4003 = There is no unambiguous encryption certificate for one recipient.
kim-error-4003-advice = Look the recipient up in the directory again. If the error stays, tell the recipient in another way.
kim-error-4004 = The message could not be encrypted for all recipients and went only to the others.
kim-error-4004-advice = See who did not get it and check those addresses in the directory.
kim-error-4005 = One recipient has certificates with different Telematik-IDs.
kim-error-4005-advice = Tell the recipient, who must have the directory entry corrected.
kim-error-4006 = The large content of the message could not be downloaded.
kim-error-4006-advice = Fetch the message again later.
kim-error-4007 = The large content of the message could not be decrypted.
kim-error-4007-advice = Ask the sender to send the message again.
kim-error-4008 = The Clientmodul does not know the KIM version of this message.
kim-error-4008-advice = Have the Clientmodul updated, then fetch the message again.
kim-error-4009 = The key for decryption was not available. Usually the card (SMC-B or HBA) is not inserted or not unlocked.
kim-error-4009-advice = Insert the card, unlock it and fetch the message again.
kim-error-4010 = The message does not have the format of a KIM message.
kim-error-4010-advice = Ask the sender to send the message again.
kim-error-4011 = The Konnektor could not be reached.
kim-error-4011-advice = Check the Konnektor, then fetch the message again.
kim-error-4012 = The large content was damaged on the way: its checksum is wrong.
kim-error-4012-advice = Ask the sender to send the message again.
kim-error-4013 = The large content was downloaded too often and is blocked for a while.
kim-error-4013-advice = Fetch the message again later.
kim-error-4014 = Sender or recipients differ between the outside and the inside of the message.
kim-error-4014-advice = Open no attachments. Ask the sender in another way and tell your administrator.
kim-error-4015 = The list of recipients inside the message was changed.
kim-error-4015-advice = Open no attachments. Ask the sender in another way and tell your administrator.
kim-error-4016 = The certificate of the Clientmodul could not be renewed.
kim-error-4016-advice = Tell the provider of your Clientmodul before the certificate expires.
kim-error-4017 = The Clientmodul is older than the KIM version in the directory.
kim-error-4017-advice = Have the Clientmodul updated.
kim-error-4018 = The message is larger than 15 MB and your account takes no large messages.
kim-error-4018-advice = Enable large messages in the Clientmodul, then fetch the message again.
kim-error-vendor = The Clientmodul reports an error of its own vendor.
kim-error-vendor-advice = Read the text of the message and ask the vendor of the Clientmodul.
kim-error-unknown = The Clientmodul reports an error Kimpost does not know.
kim-error-unknown-advice = Read the text of the message and ask the provider of your Clientmodul.
kim-decryption-00 = Decrypted, according to the Clientmodul.
kim-decryption-01 = The key for decryption was not available. Usually the card (SMC-B or HBA) is not inserted or not unlocked.
kim-decryption-01-advice = Insert the card, unlock it and fetch the message again.
kim-decryption-02 = The message does not have the format of a KIM message.
kim-decryption-02-advice = Ask the sender to send the message again.
kim-decryption-03 = The Konnektor could not be reached.
kim-decryption-03-advice = Check the Konnektor, then fetch the message again.
kim-decryption-vendor = Decryption failed for a reason only the vendor of the Clientmodul knows.
kim-decryption-vendor-advice = Fetch the message again. If the error stays, ask the vendor.
kim-decryption-unknown = Kimpost does not know this decryption result: not confirmed.
kim-decryption-unknown-advice = If in doubt, ask the sender in another way.
kim-integrity-01 = Unchanged and validly signed, according to the Clientmodul.
kim-integrity-02 = According to the Clientmodul the content was changed after signing.
kim-integrity-02-advice = Open no attachments. Ask the sender in another way and tell your administrator.
kim-integrity-03 = According to the Clientmodul the signature is missing.
kim-integrity-03-advice = Open no attachments. Ask the sender in another way and tell your administrator.
kim-integrity-04 = According to the Clientmodul the signature cannot be read.
kim-integrity-04-advice = Open no attachments. Ask the sender in another way and tell your administrator.
kim-integrity-05 = According to the Clientmodul the sender's certificate is not valid, for instance expired.
kim-integrity-05-advice = Ask the sender in another way whether the message is genuine.
kim-integrity-06 = The signature could not be checked because of an error in the Konnektor.
kim-integrity-06-advice = If in doubt, ask the sender in another way.
kim-integrity-07 = Unchanged according to the Clientmodul; whether the sender's certificate is still valid could not be checked.
kim-integrity-07-advice = For important content ask the sender in another way.
kim-integrity-08 = According to the Clientmodul sender or recipients differ between outside and inside.
kim-integrity-08-advice = Open no attachments. Ask the sender in another way and tell your administrator.
kim-integrity-09 = According to the Clientmodul the list of recipients was changed.
kim-integrity-09-advice = Open no attachments. Ask the sender in another way and tell your administrator.
kim-integrity-vendor = The integrity check failed for a reason only the vendor of the Clientmodul knows.
kim-integrity-vendor-advice = Open no attachments. Ask the sender in another way and tell your administrator.
kim-integrity-unknown = Kimpost does not know this check result: not confirmed.
kim-integrity-unknown-advice = If in doubt, ask the sender in another way.
flag-from_name_is_address = The sender's name looks like another address.
flag-duplicate_from = The message names more than one sender.
flag-mixed_script_domain = The address holds characters that do not exist in KIM. It may imitate another one.
flag-not_kim_domain = The sender has no KIM address.
flag-reply_to_differs = The sender wants answers to another address. Kimpost answers the sender shown.
flag-link_text_mismatch = A link leads to another target than its text says.
flag-mdn_requested = The sender asks for a read receipt.
flag-mdn_to_differs = The read receipt is to go to another address than the sender's.
flag-dsn_failed = The message was not delivered to all recipients.
flag-kim_error = The Clientmodul reports an error.
flag-still_encrypted = The message is still encrypted.
flag-signature_valid = Validly signed, according to the Clientmodul.
warning-executable = This attachment is a program. It is not opened directly.
warning-macro = This attachment may hold macros. It is not opened directly.
warning-type_mismatch = The content does not fit the ending of the name.
warning-active_content = This attachment holds active content.
class-personal = Personal mail
class-technical = Technical mail
class-receipt = Receipt
class-notice = Notice
class-undecrypted = Not decrypted
note-depth-limit = The message is nested too deeply. Only its raw form is shown.
note-part-limit = The message has too many parts. Only its raw form is shown.
note-header-limit = The message has too many header lines. Only its raw form is shown.
note-read-error = The stored message could not be read completely: { $detail }
note-header-broken = The header lines are faulty; the rest is shown as text.
note-header-cut = The header lines are very long and shown shortened. The raw view has everything.
note-no-boundary = The structure of the message is missing; it is shown as text.
note-no-final-boundary = The end of the message is missing. It may be incomplete.
note-content-after-end = There is more content behind the end of the message. Only the raw view shows it.
note-kas-stub = The Clientmodul did not fetch the large content of this message.
note-html-simplified = The layout of this message is too complex; only its text is shown.
note-text-cut = The text is longer than 2 MB and shown shortened. The raw view has everything.
note-receipt-unreadable = The receipt in this message cannot be read.
note-repeated-from = The header line “From” occurs more than once.
note-repeated-subject = The header line “Subject” occurs more than once; the first is shown.
note-repeated-message-id = The header line “Message-ID” occurs more than once; the first counts.
note-no-date = The message has no valid date.
note-no-from = The message names no sender.

## END kim

## BEGIN payload (fields, decisions, reasons, signatures)

## END payload

## BEGIN problems (problem-CODE and problem-CODE-advice)

## END problems

## BEGIN cli

## END cli

## BEGIN demo

## END demo
