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
field-number = Application number (Planantragsnummer)
field-process = Process
field-decided-on = Decided on
field-ends-on = Ends on
field-reason = Reason
field-explanation = Explanation
field-allowance-rate = Allowance rate
field-hardship = Hardship case
field-allowance = Finding × count, allowance
field-allowance-total = Total of allowances
field-kfo-rate = Orthodontic share
field-kfo-start = Entitled from quarter
field-insurer = Insurer
field-insurer-ik = Insurer number (IK)
field-practice-number = Practice number
field-practice = Practice
field-patient = Patient
field-birth-date = Date of birth
field-insured-number = Insured person's number (KVNR)
field-issued-on = Issued on
field-dentist-number = Dentist number
field-service = Service
field-costs = Total costs of treatment
field-error = Error
field-error-place = Place in the record
field-refers-to = Refers to
field-document-id = Document ID
field-eau-type = Type of certificate
field-unfit-from = Unfit for work from
field-unfit-until = Unfit for work until
field-asserted-on = Established on
field-cause = Cause (code)
field-diagnosis = Diagnosis
field-doctor = Doctor
field-doctor-number = Doctor number
field-valid-from = Valid from
field-valid-until = Valid until
field-certificate-kind = Kind of certificate
field-title = Title
field-date = Date
field-version = Version
field-address = Address
field-sender = Sender
field-section = Section
field-pdf = PDF beside it
field-record-kind = Record kind
field-lab-order = Lab order number
field-sender-order = Sender's order number
field-received-on = Received by the lab
field-test = Test
field-test-flagged = Flagged test
field-token = E-prescription token
field-task = E-prescription number
field-text = Text
field-root = Root element
field-namespace = Namespace
field-profile = Profile
field-author = Author
field-message-type = Message type
field-element = Content

# decisions
decision-approved = approved
decision-approved_changed = approved with changes
decision-rejected = rejected
decision-changed = approval changed
decision-ended = approval ended
decision-query = query
decision-error = error
decision-unclear = unclear
decision-pending = pending

# signatures
signature-absent = not signed
signature-intact = mathematically intact
signature-broken = altered
signature-unchecked = not checked

# kinds
kind-ebz-request = EBZ request
kind-ebz-request-long = Request to the insurer (EBZ)
kind-ebz-answer = EBZ answer
kind-ebz-answer-long = Answer of the insurer (EBZ)
kind-ebz-error = EBZ error
kind-ebz-error-long = Error message of the insurer (EBZ)
kind-ebz-query = EBZ query
kind-ebz-query-long = Query of the insurer (EBZ)
kind-eau = eAU
kind-eau-long = Electronic certificate of incapacity for work (eAU)
kind-eau-cancel = eAU cancellation
kind-eau-cancel-long = Cancellation of an eAU
kind-eau-error = eAU error
kind-eau-error-long = Error message of the insurer about an eAU
kind-eeb-request = eEB request
kind-eeb-request-long = Request for a substitute certificate (eEB)
kind-eeb-certificate = eEB
kind-eeb-certificate-long = Electronic substitute certificate (eEB)
kind-eeb-error = eEB error
kind-eeb-error-long = Error message of the insurer about an eEB
kind-letter = eArztbrief
kind-letter-long = Electronic doctor's letter (eArztbrief)
kind-lab = Lab
kind-lab-long = Lab data (LDT)
kind-prescription = E-prescription
kind-prescription-long = E-prescription: assignment or message
kind-billing-feedback = Feedback
kind-billing-feedback-long = Feedback on billing or quality data
kind-care = Care
kind-care-long = Care billing (PFL)
kind-fhir = FHIR
kind-fhir-long = FHIR document
kind-xml = XML
kind-xml-long = XML document of an unknown procedure
kind-unknown = Unknown
kind-unknown-long = Technical content that was not recognised

# blocks: why a content is not taken over by itself
payload-block-xml-too-large = The XML file is larger than 16 MiB and is not read.
payload-block-xml-charset = The file holds characters that do not fit its declared charset (first at byte { $detail }). Look at the raw data or ask the sender.
payload-block-xml-unknown-charset = The declared charset of the file is unknown or contradicts its beginning.
payload-block-xml-dtd = The XML file holds a document type definition (DTD). This is not allowed and may be an attack.
payload-block-xml-depth = The XML file is nested deeper than { $detail } levels and is not read.
payload-block-xml-too-many = The XML file has too many elements or attributes and is not read.
payload-block-xml-not-well-formed = The XML file is incomplete or broken (line { $detail }).
payload-block-cms-truncated = The signed attachment is cut off. Ask the sender to send it again.
payload-block-cms-malformed = The signed attachment is damaged and cannot be opened.
payload-block-cms-not-signed = The attachment is not a signed file; it may still be encrypted.
payload-block-cms-no-content = The signature stands alone: the signed file is missing in the mail.
payload-block-signature-broken = The signature does not fit the content: the content was altered.
payload-block-content-not-xml = The signed attachment holds no record. Open it as an attachment.
payload-block-form-unknown = The attachment does not have the form its name promises.
payload-block-not-loaded = The attachment is empty or too large to be read.
payload-block-no-content = The Dienstkennung announces data, but the mail holds none that can be read.
payload-block-not-recognised = The content does not visibly belong to this procedure. Check it and process it by hand.
payload-block-no-record = The file holds no known record.
payload-block-several-records = The mail holds several records that differ.
payload-block-field-missing = A mandatory value is missing: { $detail }.
payload-block-field-invalid = A value cannot be read: { $detail }.
payload-block-field-repeated = A value stands more than once in the record: { $detail }.
payload-block-number-length = The application number has { $detail } instead of 30 characters.
payload-block-number-month = The application number names month { $detail }, which does not exist.
payload-block-number-syntax = The application number holds characters in the wrong place.
payload-block-unclear = The answer holds an unknown code. Whether it approves is unclear.
payload-block-error-without-reference = The error message names neither an application number nor a mail.
payload-block-other-number = Answer and request have different application numbers.
payload-block-ik-mismatch = The answer comes from another insurer than the request went to (insurer numbers { $detail }).
payload-block-ik-missing = The answer names no insurer number (IK).
payload-block-test-data = The file is marked as test data.
payload-block-conflict = What the mail says about itself contradicts its content ({ $detail }).
payload-block-number-conflict = Subject or file name gives another application number than the content ({ $detail }).
payload-block-default-dienstkennung = The Dienstkennung of the EBZ is missing. Check the sender and process the answer by hand.
payload-block-letter-xml-missing = The letter is incomplete: its XML file is missing. It can only be assigned by hand.
payload-block-letter-pdf-missing = The letter is incomplete: its PDF file is missing.
payload-block-letter-several = The letter holds several PDF files instead of one.
payload-block-too-many-parts = The mail has more than { $detail } attachments; not all of them were checked.
payload-block-ldt-length = The length given in line { $detail } is wrong.
payload-block-ldt-line = Line { $detail } is not a line of an LDT file.

# notes
payload-note-bom = The file begins with a byte order mark (BOM), which the procedure does not provide for.
payload-note-newer-version = The file has version { $detail }, newer than the description at hand. Check the values.
payload-note-header-field = A value in the header of the file cannot be read: { $detail }.
payload-note-unknown-code = Unknown code: { $detail }.
payload-note-sum-differs = The sum given differs from the single amounts (together { $detail }).
payload-note-sum-computed = The sum was computed from the single amounts.
payload-note-end-date-missing = The approval ends, but the end date is missing.
payload-note-unsigned = The record is not signed.
payload-note-signature-unchecked = The method of the signature cannot be checked here.
payload-note-detached = The signature lies beside the signed file.
payload-note-conflict = { $detail } does not fit the content. The content counts.
payload-note-number-conflict = { $detail } gives another application number. The number in the record counts.
payload-note-unknown-message-type = Unknown message type of the Dienstkennung: { $detail }.
payload-note-eau-information = For information only: the person is not insured with this insurer.
payload-note-eau-virus = The virus filter of the insurer objected to the mail. Check your workplace.
payload-note-issue-count = The error message holds { $detail } errors instead of one.
payload-note-no-reference = The error message does not say what it refers to.
payload-note-ldt-no-report = The file holds no findings (record kind 8205).
payload-note-more-fields = Only the first { $detail } values are shown. The raw data hold everything.

## END payload

## BEGIN problems (problem-CODE and problem-CODE-advice)

problem-ACCESS = You do not have permission to do this.
problem-ACCESS-advice = Ask your administrator for permission on this account.
problem-ACCOUNT-EXISTS = There already is an account for this address.
problem-ACCOUNT-EXISTS-advice = Open the existing account or use another address.
problem-ACCOUNT-INVALID = The account settings are incomplete.
problem-ACCOUNT-INVALID-advice = Complete the fields marked in red.
problem-ACCOUNT-PASSWORD = No password is stored for this account.
problem-ACCOUNT-PASSWORD-advice = Enter the password in the account settings.
problem-ACCOUNT-USED = This account has already sent or received messages.
problem-ACCOUNT-USED-advice = Choose “no longer offer for selection” instead of deleting it.
problem-ATTACH-NOT-A-FILE = This is not a file.
problem-ATTACH-NOT-A-FILE-advice = Choose a file instead of a folder.
problem-ATTACH-TOO-LARGE = The file is too large for KIM ({ $detail }).
problem-ATTACH-TOO-LARGE-advice = Split the file; KIM takes at most 500 MB.
problem-ATTACH-UNREADABLE = The file cannot be read.
problem-ATTACH-UNREADABLE-advice = Check that it still exists and that no other program locks it.
problem-COMPOSE = The message could not be created.
problem-COMPOSE-advice = Check subject, recipients and attachments, then send again.
problem-CONNECTOR-ANSWER = The Konnektor gave an unintelligible answer.
problem-CONNECTOR-ANSWER-advice = Check the Konnektor address; the details help your service provider.
problem-CONNECTOR-AUTH = The Konnektor refused the login.
problem-CONNECTOR-AUTH-advice = Check user name and password for the Konnektor.
problem-CONNECTOR-CONNECT = The Konnektor cannot be reached.
problem-CONNECTOR-CONNECT-advice = Check that it is switched on and that its address is right.
problem-CONNECTOR-FAULT = The Konnektor reports an error: { $detail }
problem-CONNECTOR-FAULT-advice = Check Mandant, Clientsystem and workplace in the call context.
problem-CONNECTOR-NOT-SET = No Konnektor is set.
problem-CONNECTOR-NOT-SET-advice = Enter the Konnektor in the account settings.
problem-CONNECTOR-TIMEOUT = The Konnektor does not answer.
problem-CONNECTOR-TIMEOUT-advice = Try again in a few minutes.
problem-CONNECTOR-TLS = No secure connection to the Konnektor.
problem-CONNECTOR-TLS-advice = Check the Konnektor certificate in the settings.
problem-CONNECTOR-URL = The Konnektor address cannot be used.
problem-CONNECTOR-URL-advice = Enter it in the form https://192.0.2.10.
problem-DISK-FULL = The disk is full.
problem-DISK-FULL-advice = Free some space and try again. Nothing was deleted on the server.
problem-ENGINE-STOPPED = Kimpost is shutting down.
problem-ENGINE-STOPPED-advice = Start Kimpost again.
problem-FETCH-RUNNING = A fetch is already running for this account.
problem-FETCH-RUNNING-advice = Wait until it has finished.
problem-FORWARD-NOTHING-EMBEDDED = This message holds no encrypted message.
problem-FORWARD-NOTHING-EMBEDDED-advice = Forwarding to your own address only helps with undecrypted messages.
problem-HANDOVER-FOLDER = The hand-over folder cannot be reached or written.
problem-HANDOVER-FOLDER-advice = Check the folder and its permissions; the hand-over will be made up for.
problem-HANDOVER-NO-FILE = This message holds no file for the practice software.
problem-HANDOVER-NO-FILE-advice = Open the message and enter its data by hand.
problem-HANDOVER-WRITE = The hand-over file could not be written.
problem-HANDOVER-WRITE-advice = Check the hand-over folder; the hand-over will be made up for.
problem-IMPORT-EMPTY = The file is empty.
problem-IMPORT-EMPTY-advice = Choose a file that holds a message.
problem-IMPORT-NOT-MBOX = The file is no mbox mailbox.
problem-IMPORT-NOT-MBOX-advice = Check that the extension fits the file.
problem-IMPORT-PART = Some of the messages could not be imported.
problem-IMPORT-PART-advice = The list names every file with its reason.
problem-IMPORT-TOO-LARGE = The message is larger than 700 MB.
problem-IMPORT-TOO-LARGE-advice = KIM has no messages of this size; check the file.
problem-IMPORT-WHICH-ACCOUNT = It is unclear which account the message belongs to.
problem-IMPORT-WHICH-ACCOUNT-advice = Name the account.
problem-INPUT-ACCOUNT-FILE = The account file cannot be used: { $detail }
problem-INPUT-ACCOUNT-FILE-advice = Correct the place named.
problem-INPUT-ADDRESS = This is not a complete address: { $detail }
problem-INPUT-ADDRESS-advice = Write it in the form name@provider.kim.telematik.
problem-INPUT-DIENSTKENNUNG = The Dienstkennung is empty or holds forbidden characters.
problem-INPUT-DIENSTKENNUNG-advice = Choose a kind from the list.
problem-INPUT-DRAFT = The message is not complete yet.
problem-INPUT-DRAFT-advice = Correct the points named.
problem-INPUT-EMPTY-SEARCH = The search term is missing.
problem-INPUT-EMPTY-SEARCH-advice = Enter at least two letters.
problem-INPUT-FD = The file descriptor given cannot be read.
problem-INPUT-FD-advice = Pass the password on an open file descriptor, for instance 0 for standard input.
problem-INPUT-FILE = The file cannot be read: { $detail }
problem-INPUT-FILE-advice = Check path and permissions.
problem-INPUT-FINGERPRINT = This is no SHA-256 fingerprint.
problem-INPUT-FINGERPRINT-advice = A fingerprint has 64 characters out of 0–9 and a–f.
problem-INPUT-KEY-VALUE = “{ $detail }” does not have the form name=value.
problem-INPUT-KEY-VALUE-advice = Write for instance language=de.
problem-INPUT-NO-ACCOUNT = There is no such account: { $detail }
problem-INPUT-NO-ACCOUNT-advice = “kimpost account list” shows all accounts.
problem-INPUT-NO-ATTACHMENT = There is no such attachment.
problem-INPUT-NO-ATTACHMENT-advice = Attachments are counted from 0.
problem-INPUT-NO-RECIPIENT = The message has no recipient.
problem-INPUT-NO-RECIPIENT-advice = Enter at least one address under “To”.
problem-INPUT-NOT-KIM = This address does not belong to KIM: { $detail }
problem-INPUT-NOT-KIM-advice = Choose a KIM address from the directory.
problem-INPUT-PREFIX = The Dienstkennung is missing.
problem-INPUT-PREFIX-advice = Give for instance EBZ or EBZ;ANW.
problem-INPUT-REASON = The reason is missing.
problem-INPUT-REASON-advice = Say briefly why the answer is taken over again.
problem-INPUT-SETTING = There is no such setting: { $detail }
problem-INPUT-SETTING-advice = “kimpost settings list” shows what is set; the manual names all of them.
problem-INPUT-SUBJECT = The subject holds a line break.
problem-INPUT-SUBJECT-advice = Write it in one line.
problem-INPUT-TWICE = This address stands twice in the message: { $detail }
problem-INPUT-TWICE-advice = Remove one of them.
problem-INTERNAL = An error occurred inside Kimpost.
problem-INTERNAL-advice = Copy the details and report them; your messages are stored.
problem-KEY-DAMAGED = The key file of the profile is damaged.
problem-KEY-DAMAGED-advice = Restore key.json from a backup.
problem-KEY-MISSING = The key of the profile is missing.
problem-KEY-MISSING-advice = Unlock the system keyring or give the passphrase with --passphrase-fd.
problem-KEY-TOO-SHORT = The passphrase is too short.
problem-KEY-TOO-SHORT-advice = Choose at least 12 characters.
problem-KEY-WRONG = The passphrase is wrong.
problem-KEY-WRONG-advice = Enter it again; the data stay unchanged.
problem-KEYRING = The system keyring cannot be used.
problem-KEYRING-advice = Protect the profile with a passphrase: --passphrase-fd.
problem-LDAP-ANSWER = The directory gave an unintelligible answer.
problem-LDAP-ANSWER-advice = Try again; the details help your service provider.
problem-LDAP-CONNECT = The directory cannot be reached.
problem-LDAP-CONNECT-advice = Check that the Konnektor is online and that the address is right.
problem-LDAP-NOT-SET = No directory is set.
problem-LDAP-NOT-SET-advice = Enter the VZD address in the account settings.
problem-LDAP-OWN-ADDRESS = Your own address is not in the directory.
problem-LDAP-OWN-ADDRESS-advice = Others cannot write to you; check the entry with your KIM provider.
problem-LDAP-QUERY = The search term is too short.
problem-LDAP-QUERY-advice = Enter at least two letters.
problem-LDAP-TIMEOUT = The directory does not answer.
problem-LDAP-TIMEOUT-advice = Narrow the search or try again later.
problem-LDAP-TLS = No secure connection to the directory.
problem-LDAP-TLS-advice = Check the certificate in the settings.
problem-LDAP-URL = The directory address cannot be used.
problem-LDAP-URL-advice = Write it in the form ldap://192.0.2.10:389.
problem-MAIL-NO-RAW = There is no finished message for this entry yet.
problem-MAIL-NO-RAW-advice = Send the draft, then it can be saved.
problem-NOT-FOUND = This entry no longer exists.
problem-NOT-FOUND-advice = Refresh the list.
problem-POP-AUTH = The Clientmodul refused user name or password.
problem-POP-AUTH-advice = Check both in the settings. Kimpost does not try again by itself, so that the mailbox is not locked.
problem-POP-CERT-CHANGED = The Clientmodul shows another certificate than before.
problem-POP-CERT-CHANGED-advice = Ask whether it was renewed, then accept it anew in the settings.
problem-POP-CLEAR-TEXT = Without encryption Kimpost only speaks to this computer.
problem-POP-CLEAR-TEXT-advice = Choose SSL/TLS or STARTTLS.
problem-POP-CONNECT = The Clientmodul does not answer.
problem-POP-CONNECT-advice = Check that it is running and that server and port of incoming mail are right.
problem-POP-IN-USE = Another station is fetching this mailbox.
problem-POP-IN-USE-advice = Kimpost tries again at the next fetch.
problem-POP-LOGIN = The Clientmodul refused the login without giving a reason.
problem-POP-LOGIN-advice = Check one after the other: is the card unlocked, is the Konnektor online, are user name and password right?
problem-POP-LOST = The connection to the Clientmodul broke.
problem-POP-LOST-advice = Fetch again; messages already received are stored.
problem-POP-NAME = The server of incoming mail was not found.
problem-POP-NAME-advice = Check the name or enter the IP address.
problem-POP-PROTOCOL = The Clientmodul gave an unintelligible answer.
problem-POP-PROTOCOL-advice = Check port and encryption of incoming mail.
problem-POP-REFUSED = The Clientmodul refused the fetch: { $detail }
problem-POP-REFUSED-advice = Fetch again later; if it stays so, ask your KIM provider.
problem-POP-STARTTLS = The Clientmodul does not offer STARTTLS.
problem-POP-STARTTLS-advice = Choose SSL/TLS in the settings of incoming mail.
problem-POP-TEMPORARY = The Clientmodul cannot fetch right now: { $detail }
problem-POP-TEMPORARY-advice = Kimpost tries again at the next fetch.
problem-POP-TIMEOUT = The Clientmodul does not answer in time.
problem-POP-TIMEOUT-advice = Fetch again; if that does not help, raise the timeout in the settings.
problem-POP-TLS = No secure connection to the Clientmodul.
problem-POP-TLS-advice = Check port and encryption; expired certificates are never accepted.
problem-POP-TOO-LARGE = A message is larger than allowed.
problem-POP-TOO-LARGE-advice = It stays on the server; ask its sender.
problem-PRINT = The print view could not be made.
problem-PRINT-advice = Save the message and print the file.
problem-PROFILE-EXISTS = There already is a profile in this folder.
problem-PROFILE-EXISTS-advice = Choose another folder; an existing profile is never overwritten.
problem-PROFILE-IN-USE = The profile is already open in Kimpost.
problem-PROFILE-IN-USE-advice = Close the other window or go on working there.
problem-PROFILE-IO = The profile folder cannot be used: { $detail }
problem-PROFILE-IO-advice = Check path and permissions.
problem-PROFILE-MISSING = There is no profile in this folder.
problem-PROFILE-MISSING-advice = Make one with “kimpost init”.
problem-RECEIPT-NOT-ASKED = No read receipt is open for this message.
problem-RECEIPT-NOT-ASKED-advice = There is nothing to do.
problem-RECEIPT-REFUSED = This read receipt must not be sent.
problem-RECEIPT-REFUSED-advice = Reply to the sender if they should know.
problem-REFETCH-GONE = The message is no longer on the server.
problem-REFETCH-GONE-advice = Forward it unchanged to your own address.
problem-SAVE = The file could not be saved: { $detail }
problem-SAVE-advice = Choose another folder.
problem-SAVE-EXISTS = The file already exists.
problem-SAVE-EXISTS-advice = Choose another name; existing files are not overwritten.
problem-SAVE-NAME = No free file name was found.
problem-SAVE-NAME-advice = Choose an empty folder.
problem-SEND-STATE = This is not possible in the present state of the message.
problem-SEND-STATE-advice = See in the outbox how it stands.
problem-SEND-TOO-LARGE-FOR = This address takes no messages over 15 MB: { $detail }
problem-SEND-TOO-LARGE-FOR-advice = Make the attachments smaller or remove this address.
problem-SMTP-PARTIAL = The message was sent to only part of the recipients.
problem-SMTP-PARTIAL-advice = The outbox names every recipient with the answer of the Clientmodul.
problem-SMTP-UNCERTAIN = It is unclear whether the message arrived: the connection broke before the Clientmodul answered.
problem-SMTP-UNCERTAIN-advice = Wait for the delivery receipt or decide in the outbox.
problem-STORE-BUSY = The store is busy.
problem-STORE-BUSY-advice = Try again in a moment.
problem-STORE-DAMAGED = The store of the profile is damaged.
problem-STORE-DAMAGED-advice = Stop working; restore the profile from a backup.
problem-STORE-IO = Reading or writing failed.
problem-STORE-IO-advice = Check the disk of the profile. Nothing was deleted on the server.
problem-STORE-KEY = The key does not fit this profile.
problem-STORE-KEY-advice = Check that profile and key belong together; the data stay unchanged.
problem-STORE-NEWER = The profile was written by a newer version of Kimpost.
problem-STORE-NEWER-advice = Install the newer version.
problem-STORE-READ-ONLY = The profile cannot be written.
problem-STORE-READ-ONLY-advice = Check the permissions of the profile folder.
problem-TLS-SETTINGS = The certificate settings cannot be used.
problem-TLS-SETTINGS-advice = Check the CA in the settings.
problem-USAGE = The command cannot be run like this.
problem-USAGE-advice = “kimpost --help” shows how it is written.
problem-WINDOW = The window could not be opened: { $detail }
problem-WINDOW-advice = Start Kimpost with --renderer glow or --renderer wgpu.
problem-DEMO-START = The practice environment could not be started: { $detail }
problem-DEMO-START-advice = Start Kimpost again.
problem-LANGUAGE = There is no such language.
problem-LANGUAGE-advice = Choose de or en.
problem-SMTP-NAME = The server of outgoing mail was not found.
problem-SMTP-NAME-advice = Check the name or enter the IP address.
problem-SMTP-CONNECT = The Clientmodul takes no messages.
problem-SMTP-CONNECT-advice = Check that it is running and that server and port of outgoing mail are right. Kimpost tries again.
problem-SMTP-TIMEOUT = The Clientmodul does not answer in time while sending.
problem-SMTP-TIMEOUT-advice = Kimpost tries again; otherwise raise the timeout.
problem-SMTP-TLS = No secure connection to outgoing mail.
problem-SMTP-TLS-advice = Check port and encryption.
problem-SMTP-CERT-CHANGED = Outgoing mail shows another certificate than before.
problem-SMTP-CERT-CHANGED-advice = Ask whether it was renewed, then accept it anew in the settings.
problem-SMTP-STARTTLS = Outgoing mail does not offer STARTTLS.
problem-SMTP-STARTTLS-advice = Choose SSL/TLS in the settings.
problem-SMTP-CLEAR-TEXT = Without encryption Kimpost only speaks to this computer.
problem-SMTP-CLEAR-TEXT-advice = Choose SSL/TLS or STARTTLS.
problem-SMTP-AUTH = Address or password were refused while sending.
problem-SMTP-AUTH-advice = Check both in the settings. Kimpost does not try again by itself.
problem-SMTP-AUTH-TEMP = The Clientmodul cannot reach the KIM service.
problem-SMTP-AUTH-TEMP-advice = Kimpost tries again; otherwise check Konnektor and internet.
problem-SMTP-LOGIN-FORMAT = User name or call context are not accepted.
problem-SMTP-LOGIN-FORMAT-advice = Copy the SMTP user name unchanged from the Clientmodul and check the card.
problem-SMTP-NO-AUTH = Outgoing mail offers no usable login.
problem-SMTP-NO-AUTH-advice = Check port and encryption.
problem-SMTP-REFUSED = The Clientmodul refused the message: { $detail }
problem-SMTP-REFUSED-advice = Correct recipients or content and send again.
problem-SMTP-451 = The message could not be sent: { $detail }
problem-SMTP-451-advice = Nothing was sent. Check card and recipients, then send again.
problem-SMTP-421 = The Clientmodul closed the connection.
problem-SMTP-421-advice = Kimpost tries again.
problem-SMTP-TEMPORARY = The Clientmodul cannot take the message right now: { $detail }
problem-SMTP-TEMPORARY-advice = Kimpost tries again.
problem-SMTP-TOO-LARGE = The message is larger than allowed.
problem-SMTP-TOO-LARGE-advice = Make the attachments smaller.
problem-SMTP-QUOTA = The storage for large messages is full.
problem-SMTP-QUOTA-advice = Wait until old messages have expired, or ask your KIM provider.
problem-SMTP-SENDER-CERT = There is no valid certificate for your own address in the directory.
problem-SMTP-SENDER-CERT-advice = Check card and VZD entry with your KIM provider.
problem-SMTP-LOST = The connection broke while sending; nothing was sent.
problem-SMTP-LOST-advice = Kimpost tries again.
problem-SMTP-PROTOCOL = Outgoing mail gave an unintelligible answer.
problem-SMTP-PROTOCOL-advice = Check port and encryption.
problem-SMTP-SOURCE = The stored message could not be read.
problem-SMTP-SOURCE-advice = Check the disk of the profile.
problem-POP-LOGIN-FORMAT = User name or password hold a line break.
problem-POP-LOGIN-FORMAT-advice = Copy both again from the Clientmodul, without a line break.
problem-POP-NO-AUTH = Incoming mail offers no usable login.
problem-POP-NO-AUTH-advice = Check port and encryption of incoming mail.
problem-SMTP-AUTH-METHOD = The Clientmodul does not take this kind of login.
problem-SMTP-AUTH-METHOD-advice = Check port and encryption of outgoing mail.
problem-SMTP-ENVELOPE = Sender or recipients cannot be used.
problem-SMTP-ENVELOPE-advice = Check the addresses and send again.
problem-SMTP-LINE-BREAK = The stored message holds forbidden line ends.
problem-SMTP-LINE-BREAK-advice = Write the message anew; report the fault.
problem-SMTP-NOT-RECORDED = The state of sending could not be stored; nothing was sent.
problem-SMTP-NOT-RECORDED-advice = Check the disk of the profile and send again.
problem-SMTP-RECIPIENTS = The Clientmodul refused all recipients: { $detail }
problem-SMTP-RECIPIENTS-advice = Check the addresses in the directory.
problem-SMTP-RECIPIENTS-TEMP = The Clientmodul does not take the recipients right now: { $detail }
problem-SMTP-RECIPIENTS-TEMP-advice = Kimpost tries again.

## END problems

## BEGIN cli

## END cli

## BEGIN demo

## END demo
