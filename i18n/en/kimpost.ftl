### Kimpost. Whole sentences; keys in sections, one per part of the program. German is the source.

app-name = Kimpost

## BEGIN shell (window frame, side panel, list, search, preview)

date-yesterday = Yest.
shell-saved-one = Saved: { $detail }
shell-saved-many = { $count } files saved in { $folder }
status-undecrypted = not decrypted
status-integrity-failed = altered
status-kim-error = error message
status-unverifiable = not verifiable
status-answered = answered
status-forwarded = forwarded
status-receipt-requested = receipt requested
kind-short-undecrypted = Mail
kind-short-receipt = Receipt
kind-short-notice = Notice
kind-short-mail = Mail
kind-short-ebz-request = EBZ request
kind-short-ebz-answer = EBZ
kind-short-ebz-error = EBZ error
kind-short-ebz-query = EBZ query
kind-short-eau = eAU
kind-short-eau-cancel = eAU cancel
kind-short-eau-error = eAU error
kind-short-eeb-request = eEB request
kind-short-eeb-certificate = eEB
kind-short-eeb-error = eEB error
kind-short-letter = Letter
kind-short-lab = Lab
kind-short-prescription = Prescription
kind-short-billing-feedback = Billing
kind-short-care = Care
kind-short-fhir = FHIR
kind-short-xml = XML

action-fetch = Fetch
action-write = New message
action-search = Search
action-open = Open
action-reply = Reply
action-reply-all = Reply to all
action-forward = Forward
action-trash = Move to trash
action-restore = Restore
action-undo = Undo
action-toggle-read = Read / unread
action-technical = Technical mails only
action-print = Print
action-save-as = Save as …
action-forward-unchanged = Forward unchanged to own address
action-refetch = Fetch again
action-settings = Settings
action-keys = Keyboard shortcuts
action-zoom-in = Larger
action-zoom-out = Smaller
action-zoom-reset = Normal size
action-more = More
keys-rows = Choose a row
keys-rows-keys = Arrows, Home, End
keys-tabs = Next tab in a dialog
keys-tabs-keys = Ctrl+Tab
keys-folders = Folders and views
keys-folders-keys = Ctrl+1 … 8
keys-back = Back, close
shell-preview-right = Preview: right
shell-preview-below = Preview: below
shell-preview-off = Preview: off
shell-search-hint = Search all messages …
shell-search-name = Search
shell-search-everywhere = Found in all folders
side-all-accounts = All accounts
side-answers = Insurer answers
side-undecrypted = Not decrypted
side-outbox-attention = { $count ->
    [one] one message needs your decision
   *[other] { $count } messages need your decision
}
folder-inbox = Inbox
folder-outbox = Outbox
folder-sent = Sent
folder-drafts = Drafts
folder-trash = Trash
filter-all = All
filter-personal = Personal
filter-technical = Technical mails
filter-unread = unread only
list-new-pill = { $count ->
    [one] one new
   *[other] { $count } new
}
list-retry = Try again
column-from = From
column-to = To
column-subject = Subject
column-kind = Kind
column-date = Date
column-status = Status
row-unread = unread
row-attachment = { $count ->
    [one] one attachment
   *[other] { $count } attachments
}
mail-no-subject = (no subject)
empty-inbox = No messages
empty-next-fetch = The next fetch is at { $at }.
empty-fetch = Fetch now
empty-search = Nothing found
empty-search-text = The search covers subject, text, people, attachment names and application numbers.
empty-search-clear = End search
empty-filter = No messages with this filter
empty-filter-clear = Show all
empty-undecrypted = Everything is decrypted
empty-undecrypted-text = Messages that the Clientmodul could not decrypt appear here.
empty-outbox = Nothing waits to be sent
empty-sent = Nothing sent yet
empty-drafts = No drafts
empty-drafts-text = Messages you began are saved here by themselves.
empty-trash = The trash is empty
preview-none = No message selected
preview-none-text = Choose a message from the list.
preview-several = { $count } messages selected
status-cancel = Cancel fetching
status-sending = Sending { $sent } of { $total }
status-last = Last fetched { $at }
status-never = Not fetched yet
status-last-and-next = { $last } · next fetch { $next }
status-fetch-asking = Asking for new messages …
status-fetch = Loading { $number } of { $total } · { $percent } %
problem-dismiss = Dismiss
problem-copy = Copy details
problem-more = and { $count } more
undo-trash = { $count ->
    [one] Moved to trash.
   *[other] { $count } messages moved to trash.
}
told-restored = Restored.
told-refetched = Fetched again.
told-forwarded = Forwarded unchanged. The readable version arrives with one of the next fetches.
told-receipt-sent = The read receipt is being sent.
question-cancel = Cancel
question-close = Close
link-question = Open this link in the browser?
link-open = Open in browser
link-copy = Copy link
link-mismatch = Target differs from its text
link-mismatch-text = The text shows “{ $shown }” but leads to another address.
discard-question = { $count ->
    [one] Delete this draft?
   *[other] Delete { $count } drafts?
}
discard-text = This cannot be undone.
discard-do = Delete for good
save-mail-title = Save message
save-mail-name = Message-{ $id }.eml
save-attachment-title = Save attachment
save-all-title = Choose a folder for all attachments
save-path-title = Save where?
save-path-text = The system's file dialog is not available. Enter the path; existing files are not overwritten.
save-path-name = Path
save-path-do = Save

## END shell

## BEGIN detail (detail dialog)

detail-title = Message { $date }
detail-title-loading = Message
detail-next = Next message
detail-previous = Previous message
tab-message = Message
tab-attachments = Attachments
tab-attachments-count = Attachments ({ $count })
tab-technical = Technical data
tab-history = History
tab-manual = Manual processing
head-to = To
head-cc = Cc
head-reply-to = Reply to
head-account = Account
badge-decrypted = decrypted
badge-integrity-ok = signature valid
badge-integrity-unverifiable = signature not verifiable
badge-integrity-failed = signature invalid
body-empty = This message has no text.
body-quote-show = { $count ->
    [one] Show quote (one line)
   *[other] Show quote ({ $count } lines)
}
body-quote-hide = Hide quote
body-links = Links in this message
attachment-message = Embedded message
attachment-save = Save { $name }
attachment-report = Report of the Clientmodul
attachments-none = This message has no attachments.
attachments-save-all = Save all
advice-undecrypted = This message could not be decrypted
advice-undecrypted-text = The Clientmodul gave no reason. Check that the card is inserted and unlocked, then fetch the message again.
advice-refetch-hint = Helps once the cause is gone: the message is still on the server.
advice-forward-hint = Sends the original byte by byte to your own KIM address, so that the Clientmodul decrypts it once more.
advice-kim-error = The Clientmodul reports an error
advice-unverifiable = The signature could not be checked completely
advice-unverifiable-text = The content is unchanged; whether the certificate was still valid could not be determined.
advice-integrity = This message was altered on its way
advice-integrity-text = Do not rely on its content. Ask the sender before you act on it.
advice-open-embedded = View the content anyway
advice-embedded-head = Altered content, not trustworthy
advice-receipt = The sender asks for a read receipt.
advice-receipt-send = Send read receipt
advice-receipt-decline = Do not send
receipt-read = Read by { $who }
receipt-failed = Not delivered
receipt-delivered = Delivered
dsn-failed = not delivered
dsn-delayed = delayed
dsn-delivered = delivered
dsn-relayed = passed on
history-recipients = Recipients
history-delivered = delivered
history-read-at = read
history-events = Events
history-empty = No events yet.
history-by = { $what } · { $who }
history-thread = Other messages of this conversation
manual-warning = Take the insurer answer over again
manual-warning-text = Do this only if taking it over has demonstrably failed.
manual-what = What is taken over
manual-file = File
manual-no-file = Content of the message
manual-number = Application number
manual-decision = Decision
manual-blocked = Note
manual-where = Where to
manual-no-folder = No hand-over folder set yet. The hand-over waits until one is chosen.
manual-reason = Reason
manual-reason-hint = for example: answer is missing in the patient's record
manual-reason-help = Please give a short reason why the answer is taken over again.
manual-do = Take the insurer answer over again
manual-runs = Earlier runs
run-taken-over = taken over
run-already-taken-over = was already taken over
run-held-for-review = held for review
run-refused = refused
run-handover-pending = The hand-over file waits for a folder.
run-handover-written = Hand-over file: { $path }
run-handover-collected = Collected by the practice software.
run-handover-failed = The hand-over file could not be written.
run-number = No. { $number }
run-by-itself = automatic
run-reason = Reason: { $reason }
technical-results = Results of the Clientmodul
technical-decryption = Decryption
technical-decryption-ok = Decrypted, according to the Clientmodul.
technical-decryption-failed = Not decrypted, according to the Clientmodul.
technical-decryption-none = The Clientmodul gave no statement.
technical-integrity = Signature
technical-integrity-ok = Valid according to the Clientmodul, the content is unchanged.
technical-integrity-unverifiable = Unchanged according to the Clientmodul; the certificate could not be checked.
technical-integrity-failed = Invalid according to the Clientmodul: the content was altered.
technical-integrity-none = The Clientmodul gave no statement.
technical-code = Code { $code }
technical-dienstkennung = Dienstkennung
technical-sender-system = Sending system
technical-support = Support contact
technical-size = Size
technical-received = Fetched on
technical-on-server = Still on the server
technical-note = Note
technical-headers = All headers
technical-raw = Show raw source
technical-copy-headers = Copy headers
technical-back = Back
technical-find = Find in raw source
technical-copy = Copy
technical-earlier = Earlier part
technical-later = Later part
technical-window = { $from } to { $to } of { $total }
word-yes = yes
word-no = no

state-draft = draft
state-cancelled = cancelled
state-read = read
state-delivered = delivered
state-accepted = handed over
state-queued = waiting
state-sending = being sent
state-refused = refused
state-undeliverable = undeliverable
state-uncertain = unclear

advice-flags = Please look closely

history-read = Read
history-trash = Moved to trash
history-restored = Restored
history-queued = Queued for sending
history-answered = Answered
history-forwarded = Forwarded
history-forwarded-unchanged = Forwarded unchanged to the own address
history-resolved-sent = Unclear sending: filed as sent
history-resolved-resend = Unclear sending: sent again
history-cancelled = Sending cancelled
history-saved = Saved to a file
history-printed = Printed
history-reprocessed = Insurer answer taken over again, no. { $detail }
history-receipt-declined = Read receipt not sent
history-receipt-sent = Read receipt sent
history-accepted = Accepted by the Clientmodul: { $detail }
history-not-sent = Not sent: { $detail }
history-uncertain = Sending unclear: { $detail }
history-readable-now = Readable version arrived
history-readable-copy = Readable version arrived
history-version = Another version arrived
history-version-arrived = Another version arrived
history-version-differs = Another version with different content arrived

## END detail

## BEGIN compose (write, outbox)

# Window and fields

compose-title = New message
compose-title-reply = Reply
compose-title-forward = Forward
compose-from = From
compose-to = To
compose-cc = Cc
compose-add-cc = Cc
compose-add-cc-hint = More recipients in copy
compose-subject = Subject
compose-text = Message
compose-kind = Kind
compose-kind-other = Other Dienstkennung
compose-kind-other-help = As written in the description of the application, for instance EBZ;ANT;2.0.0
compose-kind-plain = Message
compose-kind-letter = eArztbrief (letter)
compose-kind-ebz = EBZ request
compose-kind-eau = eAU (sick note)
compose-kind-lab = Lab findings
compose-delivery-receipt = Delivery receipt
compose-read-receipt = Read receipt
compose-receipt-forced = For an eAU the delivery receipt is required.

# Recipients

compose-recipient-hint = Name, place or KIM address
compose-remove-recipient = Remove { $name }
compose-recipient-gone = not in the VZD
compose-recipient-gone-hint = The directory does not know this address, or no longer.
compose-recipient-small = up to 15 MB
compose-recipient-small-hint = This recipient takes no messages over 15 MB.
compose-recent = Recently used
compose-directory = Directory (VZD)
compose-directory-searching = Asking the directory …
compose-directory-more = More hits, please narrow the search.
compose-directory-none = Nobody found. Check the spelling or write the full address.
compose-directory-failed = The directory does not answer. You can write the full address.
compose-suggestion-keys = ↑ ↓ choose · Enter take · Esc close
compose-version = KIM { $version }
compose-refused = This is no complete address. Choose a suggestion or write the full KIM address.

# Attachments

compose-attach = Attach a file
compose-drop = Drop files here
compose-attachments = Attachments
compose-remove-file = Remove { $name }
compose-file-adding = Taking { $name } …
compose-file-failed = “{ $name }” could not be read.
compose-size = { $size } of 15 MB
compose-size-large = { $size } MB, only to recipients with a KIM version “+”
compose-path = Path of the file
compose-path-help = No file dialog is available here. Write the path.
compose-path-take = Take

# Foot

compose-send = Send
compose-send-hint = Ctrl+Enter
compose-send-anyway = Send nevertheless
compose-sending = Moving to the outbox …
compose-saved = Draft saved { $time }
compose-unsaved = Not saved yet
compose-save-failed = The draft could not be saved. It will be tried again.
compose-discard = Discard
compose-discard-question = Discard this draft for good?
compose-discard-no = Keep writing
compose-issues-stop = Please settle first
compose-issues-odd = Please check

# What is wrong or odd

compose-remedy-to = To the recipient
compose-remedy-subject = To the subject
compose-remedy-move = Move to “To”
compose-remedy-remove = Remove recipient
compose-remedy-kind = Reset kind
compose-issue-left = “{ $detail }” is no recipient yet. Choose a suggestion or write the full address.
compose-issue-files = A file is still being taken. One moment please.
compose-issue-forgotten = The text mentions an attachment, but there is none.
draft-issue-no-recipient = A recipient is missing.
draft-issue-no-to = All recipients stand in “Cc”. At least one belongs in “To”.
draft-issue-bad-address = “{ $detail }” is no valid address.
draft-issue-not-kim = { $detail } is no KIM address. KIM messages go to KIM addresses only.
draft-issue-twice = { $detail } stands in the list twice.
draft-issue-not-in-directory = { $detail } is not in the directory. The message may not arrive there.
draft-issue-too-large-for = { $detail } takes no messages over 15 MB. Remove attachments or this recipient.
draft-issue-large-unknown = Whether { $detail } takes messages over 15 MB is not known.
draft-issue-no-subject = The subject is empty.
draft-issue-subject-line-break = The subject holds a line break.
draft-issue-dienstkennung = The Dienstkennung is missing or holds characters that KIM does not allow.

# Outbox

outbox-title = Outbox
outbox-empty = Everything is sent.
outbox-empty-hint = Only what still waits or needs your decision stands here.
outbox-send-all = Send all now
outbox-choose = Choose a message on the left.
outbox-no-subject = (no subject)
outbox-queued-at = Queued { $time }
outbox-next-try = Next try { $time }
outbox-attempts =
    { $count ->
        [one] 1 try so far
       *[other] { $count } tries so far
    }
outbox-more =
    { $count ->
        [one] { $name } and 1 more address
       *[other] { $name } and { $count } more addresses
    }
outbox-recipients = Recipients
outbox-send-now = Send now
outbox-take-back = Take back
outbox-take-back-hint = The message becomes a draft again.
outbox-again = Send again
outbox-again-hint = Only to the recipients that were refused.
outbox-resend = Send once more
outbox-file-sent = File as sent
outbox-open = Open message
outbox-uncertain = The line broke after the message was transferred whole, but before the Clientmodul confirmed it. Ask the recipient or wait for a receipt, since sending again may arrive twice.
outbox-refused = The Clientmodul did not take the message. It was not sent.
outbox-undeliverable = The message was handed over, but could not be delivered.
outbox-waits = The message is not sent yet. It will be tried again by itself.
outbox-no-certificate = The message could not be sent because no valid encryption certificates could be found for any recipient.
outbox-some-certificates = The message was sent to a part of the wanted recipients only, since valid encryption certificates could not be found for all of them.
outbox-words-of = Reply of the Clientmodul
outbox-step-waits = waiting
outbox-step-queued = queued
outbox-step-sending = being sent
outbox-step-accepted = handed over
outbox-step-delivered = delivered
outbox-step-read = read
outbox-step-refused = refused
outbox-step-undeliverable = undeliverable
outbox-step-uncertain = uncertain
outbox-step-cancelled = cancelled
outbox-step-draft = draft
outbox-told-back = Taken back. The message is among the drafts.
outbox-told-filed = Filed as sent.
outbox-sent-bytes = { $sent } of { $total }

## END compose

## BEGIN desk (insurer answers)

answers-title = Insurer answers (eHKP overview)
answers-search = Paste a plan number
answers-search-label = Plan number
answers-search-help = At least three characters of the number
answers-search-clear = Clear the filter
answers-open-only = open ones only
answers-count =
    { $count ->
        [one] 1 request
       *[other] { $count } requests
    }
answers-col-number = Plan number
answers-col-number-short = Number
answers-col-patient = Patient
answers-col-insurer = Insurer
answers-col-area = Area
answers-col-decision = Decision
answers-col-date = Date
answers-col-amount = Amount
answers-col-handover = Hand-over
answers-empty = No insurer answers yet.
answers-empty-hint = Requests and answers appear here by themselves once they are sent or fetched.
answers-none = No request fits “{ $number }”.
answers-none-hint = Copy the number from the plan window. Text after a blank does no harm.
answers-none-open = No request is open.
answers-show-all = Show all
answers-choose = Choose a request to compare request and answer.
answers-handover-none = –
answers-handover-pending = open
answers-handover-written = handed over
answers-handover-collected = collected
answers-handover-failed = failed
answers-patient-unknown = request not found
answers-request = Request
answers-answer = Answer of the insurer
answers-no-request = The request is not in this profile.
answers-no-answer = The insurer has not answered yet.
answers-finding = Finding
answers-asked = asked for
answers-granted = granted
answers-allowance = Allowance
answers-differs = differs
answers-differences =
    { $count ->
        [one] 1 difference from the request
       *[other] { $count } differences from the request
    }
answers-same = All findings as asked for
answers-total = Total
answers-total-costs = Treatment costs
answers-decided-on = Decided on
answers-ends-on = Valid until
answers-process = Process
answers-rate = Rate of allowance
answers-hardship = Hardship
answers-yes = yes
answers-no = no
answers-reasons = Reasons
answers-explanation = Explanation
answers-earlier =
    { $count ->
        [one] 1 earlier answer
       *[other] { $count } earlier answers
    }
answers-open-mail = Open message
answers-open-request = Open request
answers-copy-number = Copy the number
answers-runs = Take-overs
answers-run-automatic = automatic
answers-run-line = No. { $number } · { $time }
answers-run-taken-over = taken over
answers-run-already-taken-over = already taken over
answers-run-held-for-review = held for review
answers-run-refused = not taken over
answers-no-runs = No take-over yet.
answers-reprocess = Take the insurer answer over again
answers-reprocess-warning = Do this only if the take-over provably did not work. Earlier take-overs are kept.
answers-reason = Reason
answers-reason-hint = for instance: plan was made anew after a restore
answers-reason-missing = A reason is required. It will stand in the list of take-overs.
answers-reprocess-do = Take over again now
answers-reprocess-running = Taking over …
answers-cancel = Cancel
answers-folder-missing = No hand-over folder set
answers-folder-missing-hint = Answers wait here until you name the folder of your practice software.
answers-folder-set = Set the folder
answers-loading = Loading …

## END desk

## BEGIN settings (accounts, first start, test ladder)

settings-title = Settings
settings-accounts = KIM e-mail accounts
settings-practice = Practice software
settings-new-account = New account
settings-tab-account = KIM e-mail account
settings-no-account = No account set up yet.
settings-retired = no longer offered
settings-save = Save
settings-discard = Discard
settings-saved = Saved
settings-saving = Saving …
settings-changed = Changes not saved yet
settings-back = Back
settings-blocked =
    { $count ->
        [one] One field needs an entry
       *[other] { $count } fields need an entry
    }
settings-leave-question = The changes to this account are not saved.
settings-remove = Remove account
settings-remove-question = Remove this account for good?
settings-remove-no = Keep

# Account form

account-section-account = Account
account-section-incoming = Incoming settings
account-section-outgoing = Outgoing settings
account-section-options = Options
account-section-fetch = Fetching
account-section-directory = Directory (VZD)
account-section-connector = Konnektor
account-address = E-mail address
account-address-help = The KIM address as your provider gave it
account-sender-name = Sender name
account-sender-name-help = Freely chosen; recipients see it
account-password = Password
account-password-stored = Stored. Fill in only to change it
account-password-help = The password of the KIM address
account-password-show = Show the password
account-password-hide = Hide the password
account-login = User name
account-login-help = Paste it unchanged, as the Clientmodul shows it
account-server = Server
account-server-help = Name or IP address of the computer with the Clientmodul
account-port = Port
account-tls = Encryption
account-tls-tls = SSL/TLS
account-tls-starttls = STARTTLS
account-tls-none = none
account-same-server = Take server and encryption from incoming
account-clear-text = I understand: password and messages travel readable through the network of the practice
account-clear-text-mark = not encrypted
account-ignore-certificates = Ignore certificate errors
account-ignore-certificates-help = Only self-signed certificates and name conflicts; the first certificate is remembered
account-delivery-receipt = Always request a delivery receipt
account-read-receipt = Always request a read receipt
account-answer-receipts = answer requested read receipts automatically
account-retired = no longer offer for selection
account-retired-help = The account leaves the communication window, its messages stay
account-station = This station processes
account-station-help = Only one station answers receipts, hands answers over and deletes on the server
account-poll = Fetch interval
account-minutes = minutes
account-timeout = Timeout
account-seconds = seconds
account-keep = Time on server
account-days = days
account-keep-never = never delete
account-keep-help = 0 deletes as soon as the message is stored safely here
account-directory-url = Address
account-directory-help = For instance ldap://192.0.2.10:389 or ldaps://192.0.2.10:636
account-connector-url = Address
account-connector-help = For instance https://192.0.2.10; shows whether the cards are unlocked
account-mandant = MandantId
account-client-system = ClientsystemId
account-workplace = WorkplaceId
account-user = UserId
account-user-help = Only for an HBA
account-pin = Remembered certificate
account-pin-copy = Copy the fingerprint
account-issue-empty = This entry is still missing.
account-issue-not-kim = This is no KIM address (…kim.telematik).
account-issue-address = This is no complete address.
account-issue-address-characters = The address holds characters that are not allowed.
account-issue-login-other-address = The user name does not hold the e-mail address above. Does it belong to this account?
account-issue-login-blank = A blank stands at the start or end, perhaps from copying.
account-issue-login-line-break = The user name holds a line break. Please paste it again.
account-issue-server-characters = Please only the name or IP address, without slash, @ or #.
account-issue-server-is-fachdienst = This is the server of the KIM provider. The computer with the Clientmodul belongs here.
account-issue-port = The port is a number from 1 to 65535.
account-issue-clear-text = Without encryption anybody on the network can read along. Choose SSL/TLS or confirm below.
account-issue-directory-url = The address begins with ldap://, ldaps:// or ldap+starttls://.
account-issue-connector-url = The address begins with https:// or http://.
account-issue-poll-interval = Between 1 and 1440 minutes.
account-issue-timeout = Between 1 and 600 seconds.
account-issue-keep = Between 0 and 3650 days.
account-issue-password = Without a password the account cannot be fetched.
account-trim = Remove the blank

# Test ladder

test-title = Test the connection
test-running = Checking the connection …
test-all-ok = All in order
test-failed =
    { $count ->
        [one] One step failed
       *[other] { $count } steps failed
    }
test-intro = Checks step by step whether Clientmodul, directory and Konnektor answer. Nothing is sent and nothing is fetched.
test-again = Test again
test-close = Close
test-service-pop3 = Incoming (POP3)
test-service-smtp = Outgoing (SMTP)
test-service-directory = Directory (VZD)
test-service-connector = Konnektor
test-step-name = Resolve the name
test-step-tcp = Connect
test-step-tls = Encryption
test-step-greeting = Greeting
test-step-capabilities = Capabilities
test-step-login = Sign in
test-step-search = Search
test-step-services = Services
test-step-cards = Cards
test-millis = { $millis } ms
test-skipped = not checked
test-waiting = to come
test-ok = in order
test-not-ok = failed
test-copy = Copy details
test-accept = Accept the new certificate

# Hand-over folders

handover-title = Hand-over folders
handover-intro = Here the practice software collects insurer answers and other technical contents. Every file is written whole, none is overwritten.
handover-none = No folder set yet. Insurer answers stay open until there is one.
handover-prefix = Dienstkennung
handover-prefix-help = Beginning of the Dienstkennung, for instance EBZ for all insurer answers
handover-folder = Folder
handover-choose = Choose a folder
handover-set = Set
handover-remove = Remove
handover-remove-named = Remove the folder for { $prefix }
handover-pending =
    { $count ->
        [one] 1 file waits to be handed over
       *[other] { $count } files wait to be handed over
    }
handover-run = Hand over now
handover-absolute = Please the whole path, for instance C:\Praxis\KIM or /praxis/kim.

# First start

first-title = Welcome to Kimpost
first-subtitle = Read, write and take over KIM messages
first-account = Set up an account
first-account-help = With the data that the Clientmodul shows. Takes about three minutes.
first-demo = Practice mode
first-demo-help = Try everything with invented messages. Without a connection to the TI.

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
