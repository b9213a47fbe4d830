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
kind-short-undecrypted = unreadable
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
keys-folders-keys = Ctrl+1 … 9
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

subject-ebz-answer = Insurer answer
subject-ebz-request = EBZ request
subject-ebz-error = EBZ error message
subject-ebz-query = EBZ query
side-fold = { $name }, hide folders
side-unfold = { $name }, show folders
unlock-title-new = Protect your messages
unlock-title-open = Open Kimpost
unlock-too-short =
    { $missing ->
        [one] 1 more character.
       *[other] { $missing } more characters.
    }
unlock-differs = The two entries differ.

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
advice-forwarded = Forwarded unchanged on { $time }. The readable copy comes with one of the next fetches.
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
run-by-hand = by hand
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

print-from = From
print-to = To
print-cc = Copy
print-date = Date
print-attachments = Attachments

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
compose-recent = Own contacts
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
compose-close = Close
compose-close-hint = The draft stays in “Drafts” (Esc).
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
told-queued = The message is in the outbox.
told-draft-kept = The draft is saved.

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
settings-tab-usage = Use of KIM
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
problem-SMTP-PARTIAL = The message was handed over for only part of the recipients: { $detail }
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

cli-help = Read, send and take over KIM mail. Without a command the window opens.
cli-help-arg-profile = Profile folder
cli-help-arg-passphrase-fd = Read the passphrase from this file descriptor
cli-help-arg-lang = Language of the texts
cli-help-arg-json = Print one JSON document instead of tables
cli-help-arg-renderer = How the window is drawn: auto, wgpu or glow
cli-help-init = Make an empty encrypted profile
cli-help-account = Manage accounts
cli-help-account-add = Add an account from a TOML file
cli-help-account-list = Show all accounts
cli-help-account-show = Show one account
cli-help-account-test = Test the connection
cli-help-account-remove = Remove an account that never received or sent
cli-help-account-accept-certificate = Accept a changed certificate
cli-help-arg-file = File
cli-help-arg-password-fd = Read the mailbox password from this file descriptor
cli-help-arg-address = Address of the account
cli-help-arg-service = Service
cli-help-arg-sha256 = Fingerprint (SHA-256)
cli-help-settings = Settings of the profile
cli-help-settings-list = Show what is set
cli-help-settings-set = Set settings: directory.url, connector.url, support.address, language, theme
cli-help-arg-pairs = name=value
cli-help-fetch = Fetch now
cli-help-arg-account = Account
cli-help-arg-dienstkennung = Dienstkennung or its beginning
cli-help-list = List messages, newest first
cli-help-arg-folder = Folder
cli-help-arg-technical = Only technical mails
cli-help-arg-personal = Only personal messages
cli-help-arg-search = Words, or part of a Planantragsnummer
cli-help-arg-limit = At most this many
cli-help-arg-offset = Skip this many
cli-help-show = Show one message
cli-help-arg-id = ID of the message
cli-help-arg-raw = Print the stored bytes unchanged
cli-help-arg-headers = Print the header only
cli-help-attachments = Save attachments
cli-help-arg-save-to = Target folder
cli-help-arg-index = Number of the attachment, from 0
cli-help-send = Send a message
cli-help-arg-to = Recipient
cli-help-arg-cc = Recipient in copy
cli-help-arg-subject = Subject
cli-help-arg-text = Text
cli-help-arg-text-file = Text from a file (UTF-8)
cli-help-arg-attach = Attach a file
cli-help-arg-delivery-receipt = Ask for a delivery receipt
cli-help-arg-read-receipt = Ask for a read receipt
cli-help-arg-reply-to-mail = Answer to this message
cli-help-arg-queue-only = Only put into the outbox
cli-help-arg-no-directory-check = Do not check recipients in the directory
cli-help-outbox = Outbox
cli-help-outbox-list = Show the outbox
cli-help-outbox-flush = Send everything that waits, now
cli-help-outbox-retry = Try one message again now
cli-help-outbox-resolve = Settle an uncertain send: sent or resend
cli-help-outbox-cancel = Take a waiting message back
cli-help-arg-resolution = sent: file as sent; resend: send again
cli-help-forward-unchanged = Forward an undecrypted message unchanged to the own address
cli-help-arg-to-self = Changes nothing: no other recipient is possible
cli-help-reprocess = Take an insurer answer over again (manual processing)
cli-help-arg-reason = Reason
cli-help-answers = Insurer answers (eHKP overview)
cli-help-arg-plan = Planantragsnummer or a part of it
cli-help-arg-open = Only open ones
cli-help-directory = Directory (VZD)
cli-help-directory-search = Search the directory
cli-help-arg-city = City
cli-help-arg-zip = Postal code
cli-help-arg-specialty = Specialty
cli-help-arg-profession = Profession or kind of institution: OID or a part of its German name
cli-help-arg-ik = Institutionskennzeichen of an insurer
cli-help-cards = Show the cards of the Konnektor
cli-help-handover = Hand-over to the practice software
cli-help-handover-set = Set the hand-over folder of a Dienstkennung
cli-help-handover-list = Show folders and files
cli-help-handover-run = Finish pending hand-overs
cli-help-arg-prefix = Dienstkennung or its beginning
cli-help-arg-dir = Folder
cli-help-export = Write messages to files
cli-help-arg-format = eml or mbox
cli-help-export-arg-to = Target folder (eml) or file (mbox)
cli-help-import = Import messages from .eml, .mbox or Maildir
cli-help-arg-paths = Files or folders
cli-help-doctor = Check the state of things
cli-help-serve = Fetch, send and hand over without a window until a signal comes
cli-help-demo = Open the practice mode with invented messages
cli-help-arg-headless = Start only the stand-ins
cli-col-address = Address
cli-col-sender = Sender
cli-col-pop3 = Incoming
cli-col-smtp = Outgoing
cli-col-last-fetch = Last fetch
cli-col-messages = Messages
cli-col-service = Service
cli-col-step = Step
cli-col-result = Result
cli-col-time = Time
cli-col-detail = Detail
cli-col-new = New
cli-col-skipped = Skipped
cli-col-parked = Parked
cli-col-deleted = Deleted on server
cli-col-id = ID
cli-col-unread = •
cli-col-date = Date
cli-col-from = From
cli-col-to = To
cli-col-subject = Subject
cli-col-kind = Kind
cli-col-path = Path
cli-col-state = State
cli-col-plan = Planantragsnummer
cli-col-patient = Patient
cli-col-insurer = Insurer
cli-col-decision = Decision
cli-col-amount = Amount
cli-col-handover = Hand-over
cli-col-name = Name
cli-col-city = City
cli-col-expires = Valid until
cli-col-check = Check
cli-col-advice = Next step
cli-ok = ok
cli-failed = failed
cli-run = Run
cli-import-new = new
cli-import-known = known
cli-import-failed = failed
run-taken_over = taken over
run-already_taken_over = already taken over
run-held_for_review = held for review
doctor-integrity-advice = Restore the profile from a backup.
doctor-space-advice = Free some space on the disk of the profile.
doctor-clock-advice = Check date and time of the computer.
doctor-fetch-advice = Fetch now and check the connection.
doctor-reach-advice = Check that the Clientmodul runs, and test the connection.
directory-incomplete = More hits, please narrow.
pin-verified = unlocked
pin-verifiable = not unlocked
pin-blocked = blocked
pin-disabled = PIN off
pin-unknown = unknown
unlock-open = This profile is protected by a passphrase.
unlock-new = This computer has no keyring. Protect your messages with a passphrase.
unlock-passphrase = Passphrase
unlock-repeat = Repeat the passphrase
unlock-hint = At least { $min } characters. Without it the messages on this computer are lost.
unlock-working = Opening …
unlock-create = Create profile
unlock-go = Open
window-title-demo = Kimpost – practice mode
note-reader-failed = This message could not be read. It is stored completely.
note-same-bytes = The same content was taken over before (message { $detail }).
note-taken-over-before = This content was taken over before.
note-no-request = There is no sent request for this Planantragsnummer.
note-sender-differs = The sender is not the insurer the request went to.
note-integrity-failed = According to the Clientmodul the message was altered.
note-nothing-to-take-over = This message holds nothing that can be taken over.

## END cli

## BEGIN demo

## END demo

### Address book and directory

side-address-book = Address book
contacts-title = Address book
contacts-directory = Directory (VZD)
contacts-own = Own contacts
contacts-own-news = Own contacts ({ $count } changed)
contacts-check = Check now
contacts-check-hint = Asks the directory about every own contact. It also happens by itself once a day.
contacts-check-cancel = Cancel
contacts-checking = { $done } of { $total } checked
contacts-checked = { $count ->
    [one] One contact checked
   *[other] { $count } contacts checked
}, { $news ->
    [0] all stand in the directory unchanged.
    [one] one needs your decision.
   *[other] { $news } need your decision.
}
contacts-filter = Filter contacts
contacts-all = All
contacts-favourites = Favourites
contacts-recent = Recently used
contacts-changed = Changed
contacts-more = { $shown } of { $count } contacts. Type a name to narrow the list.
contacts-none = No contacts yet
contacts-none-hint = People you write to appear here. You can keep contacts from the directory.
contacts-none-found = No contact matches
contacts-none-found-hint = Check the spelling or search the directory.
contacts-no-favourites = No favourites yet
contacts-no-favourites-hint = Favourites come first while writing. Choose a contact, then “Favourite”.
contacts-no-news = Nothing has changed
contacts-no-news-hint = All own contacts stand in the directory as you know them.
contacts-groups = Groups
contacts-group-new = New group
contacts-group-name = Name of the group
contacts-group-help = For example: family doctors, quality circle
contacts-group-save = Apply
contacts-group-cancel = Cancel
contacts-group-write = Message to all
contacts-group-rename = Rename
contacts-group-remove = Delete group
contacts-group-remove-question = Delete group “{ $name }”? Its members stay in the address book.
contacts-group-empty = The group is empty
contacts-group-empty-hint = Choose a contact under “All” and tick the group there.
contacts-write = Write message
contacts-keep = Keep
contacts-favourite = Favourite
contacts-favourite-off = No favourite
contacts-remove = Remove
contacts-remove-question = Remove this contact from the address book?
contacts-remove-hint = Note and groups are lost. Messages stay.
contacts-keep-it = Keep it
contacts-note = Note
contacts-note-hint = Seen only in your practice
contacts-in-directory = In the directory, KIM { $version }
contacts-not-in-directory = Not in the directory
contacts-unchecked = Not yet checked in the directory
contacts-checked-at = checked { $time }
contacts-used-at = last written to { $time }
contacts-state-renamed = new name
contacts-state-other-owner = other owner
contacts-gone-offers = The same Telematik-ID now has another address. Star, note and groups move along.
contacts-replace-with = Replace with { $mail }
contacts-take-note = Understood
contacts-take-name = Take the new name
contacts-take-owner = Take the new owner
contacts-other-owner-hint = Owner now: { $name }. Check whether you want to write to them.
contact-news-gone = This address is no longer in the directory
contact-news-gone-hint = It may have been deregistered, or the card has expired. Ask for the new address.
contact-news-renamed = The entry has another name in the directory now
contact-news-other-owner = This address now belongs to somebody else
told-contact-kept = Kept in the address book.
directory-name = Name, practice, institution
directory-name-hint = For example: Müller Thomas
directory-city = Place
directory-zip = Postcode
directory-street = Street
directory-specialty = Specialty
directory-specialty-hint = German word, e.g. Augen
directory-kind = Kind of institution
directory-kind-all = All
directory-kind-practice = Doctor’s practice
directory-kind-dental = Dental practice
directory-kind-psychotherapy = Psychotherapy practice
directory-kind-hospital = Hospital
directory-kind-pharmacy = Public pharmacy
directory-kind-insurer = Health insurer
directory-kind-care = Nursing care
directory-kind-midwifery = Midwifery
directory-kind-physiotherapy = Physiotherapy
directory-kind-doctor = Doctor (person)
directory-kind-dentist = Dentist (person)
directory-kind-kv = Association of SHI physicians (KV)
directory-kind-chamber = Medical chamber
directory-kind-public = Public health service
directory-ik = Insurer’s IK
directory-ik-hint = Nine digits
directory-telematik-id = Telematik-ID
directory-mail = KIM address
directory-mail-hint = Whole or a part
directory-search = Search
directory-clear = Clear
directory-more = More fields
directory-less = Fewer fields
directory-searching = Asking the directory …
directory-hits = { $count ->
    [one] One hit
   *[other] { $count } hits
}
directory-too-many = { $count } hits shown – more hits, please narrow
directory-empty = Who are you looking for?
directory-empty-hint = Three letters are enough. Several fields together narrow the search.
directory-none = Nobody found
directory-none-hint = Check the spelling. Those without a valid card are not in the directory.
directory-no-address = No KIM address
directory-no-address-hint = You cannot send a KIM message to this entry.
directory-not-reachable = not reachable by KIM
directory-more-addresses = { $mail } and { $count } more
directory-addresses = KIM addresses
directory-takes-large = also above 15 MB
directory-tags = only for { $tags }
directory-data = Data in the directory
directory-person = Person
directory-organization = Organisation
directory-land = Country, region
directory-domain-ids = IK, BSNR etc.
directory-changed = Last changed
directory-codes = More codes
compose-groups = Groups
compose-group-members = { $count ->
    [one] one member: { $names }
   *[other] { $count } members: { $names }
}
compose-remedy-replace = Replace address
compose-remedy-note = Understood
compose-issue-replaced = This address is no longer valid, the directory has a new one: { $detail }
compose-issue-renamed = The entry has another name in the directory now: { $detail }
compose-issue-other-owner = According to the directory this address now belongs to somebody else: { $detail }
problem-CONTACTS-CHECK-RUNNING = The contacts are being checked already.
problem-CONTACTS-CHECK-RUNNING-advice = Wait until the check is done.
problem-GROUP-EXISTS = There is already a group with this name.
problem-GROUP-EXISTS-advice = Choose another name.
problem-INPUT-GROUP-NAME = The name of the group is missing or too long.
problem-INPUT-GROUP-NAME-advice = Enter a name of at most 80 characters.
problem-LDAP-EMPTY = The directory knows nobody at present, not even the own address.
problem-LDAP-EMPTY-advice = Check whether the Konnektor is online. Nothing was changed in your contacts.
problem-LDAP-QUERY-IK = An Institutionskennzeichen has nine digits.
problem-LDAP-QUERY-IK-advice = Check the IK.
problem-LDAP-QUERY-LONG = The search term is too long.
problem-LDAP-QUERY-LONG-advice = Enter fewer words.
problem-LDAP-QUERY-MAIL = A KIM address has no umlauts.
problem-LDAP-QUERY-MAIL-advice = Check the address, or search by name.
problem-LDAP-QUERY-PROFESSION = The directory has no such profession or kind of institution.
problem-LDAP-QUERY-PROFESSION-advice = Write for example “Zahnarztpraxis” or “Krankenhaus”.
problem-LDAP-REPLACED = A newer search took the place of this one.
problem-LDAP-REPLACED-advice = Look at the result of the newer search.
problem-RECIPIENT-GONE = The address of a recipient is no longer in the directory.
problem-RECIPIENT-GONE-advice = Replace it with the new address, or send without the check if you are sure.
problem-RECIPIENT-OTHER-OWNER = The address of a recipient now belongs to somebody else.
problem-RECIPIENT-OTHER-OWNER-advice = Check in the address book whether you want to write to the new owner.
cli-help-directory-check = Compare own contacts with the directory
cli-help-arg-street = Street
cli-help-arg-telematik-id = Telematik-ID
cli-help-arg-mail = KIM address, whole or a part
cli-col-specialty = Specialty
cli-col-street = Street
cli-col-new-address = New address
