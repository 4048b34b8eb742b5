# Words of the interface, in English.

## Everywhere

app-name = Vigie
app-tagline = Pharmacovigilance and health advertising
skip-to-content = Skip to content
navigation = Main navigation
account = Account and language
language = Language
language-fr = Français
language-en = English
sign-out = Sign out
zone-note = Hours shown in { $zone }
none = None
all = All
all-feminine = All
apply = Filter
clear-filters = Clear filters
filters = Filters
paging = Pages
first-page = First page
next-page = Next page
optional = (optional)
required = (required)
percent = { $value }%
error-summary = { $count ->
    [one] One entry needs correcting
   *[other] { $count } entries need correcting
}
error-prefix = Error:

## Dates and deadlines

date-day = { $day ->
    [1] 1
   *[other] { $day }
} { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $year }
date-moment = { $date }, { $hour }:{ $minute }
due-in = { $days ->
    [one] due tomorrow
   *[other] due in { $days } days
}
due-today = due today
due-overdue = { $days ->
    [one] { $days } day overdue
   *[other] { $days } days overdue
}
due-none = No deadline
due-settled = deadline closed

## Lists of the field

state-new = New
state-in_review = In review
state-awaiting_information = Awaiting information
state-confirmed = Confirmed
state-submitted = Submitted
state-closed = Closed
state-not_a_case = Not a case

next-new = Take this case to start its review.
next-in_review = Judge the four criteria, set day zero and seriousness, then confirm the case or ask for what is missing.
next-awaiting_information = Resume the review as soon as an answer arrives; remind the person if it is late.
next-confirmed = Submit the case to the authority before it is due, then record it here.
next-submitted = The case is submitted. You may close it, or reopen it if new information arrives.
next-closed = The case is closed. Reopen it if new information arrives.
next-not_a_case = This is not a case. Reopen it if new information arrives.

transition-take = Take the case
transition-request_information = Ask for information
transition-resume = Resume review
transition-confirm = Confirm the case
transition-submit = Record submission
transition-close = Close the case
transition-dismiss = Dismiss: not a case
transition-reopen = Reopen the case

role-admin = Administrator
role-officer = Safety officer
role-communicator = Communications
role-auditor = Auditor
role-guest = Guest

seriousness-serious = Serious
seriousness-not_serious = Not serious

serious-death = Death
serious-life_threatening = Life-threatening
serious-hospitalisation = Hospitalisation or its prolongation
serious-disability = Persistent or significant disability or incapacity
serious-congenital_anomaly = Congenital anomaly or birth defect
serious-other_important = Other medically important event

special-overdose = Overdose
special-misuse = Misuse
special-abuse = Abuse
special-off_label = Off-label use
special-medication_error = Medication error
special-occupational_exposure = Occupational exposure
special-lack_of_efficacy = Lack of efficacy
special-pregnancy_exposure = Exposure during pregnancy
special-breastfeeding_exposure = Exposure during breastfeeding
special-interaction = Interaction
special-falsified_product = Falsified product
special-quality_defect = Quality defect
special-withdrawal = Withdrawal

kind-report = Adverse event
kind-special_situation = Special situation

criterion-patient = Identifiable patient
criterion-reporter = Identifiable reporter
criterion-product = Suspect product
criterion-reaction = Suspected reaction

criterion-status-met = Met
criterion-status-not_met = Not met
criterion-status-to_judge = To be judged

speaker-hcp_order = Regulated health professional
speaker-hospital = Hospital
speaker-aesthetic_clinic = Aesthetic clinic
speaker-centre_sante = Health centre
speaker-lab_bio = Medical laboratory
speaker-pharmacy = Pharmacy
speaker-pharma = Pharmaceutical company
speaker-device_maker = Medical device manufacturer
speaker-optic_audio = Optician or hearing-aid provider
speaker-telehealth = Telehealth
speaker-unregulated_care = Unregulated care
speaker-influencer_paid = Paid influencer
speaker-visitor = Visitor

post-kind-post = Post
post-kind-comment = Comment
post-kind-reply = Reply
post-kind-review = Review
post-kind-story = Story
post-kind-poll = Poll
post-kind-event = Event
post-kind-live = Live
post-kind-ad = Advertisement
post-kind-draft = Draft

verdict-clear = Clear
verdict-review = To review
verdict-block = To block

adverse-report = Adverse event to report
adverse-special_situation = Special situation
adverse-mention = Mention only
adverse-none = None

category-advertising = Advertising
category-medicine = Medicine
category-device = Medical device
category-privacy = Personal data
category-dangerous = Dangerous advice
category-illicit = Illicit offer
category-product_ban = Product that may not be advertised
category-moderation = Moderation
category-misinformation = Misinformation

severity-critical = Critical importance
severity-high = High importance
severity-medium = Medium importance
severity-low = Low importance
severity-info = For information

product-role-suspect = suspect
product-role-concomitant = concomitant
product-role-other = other

reaction-status-affirmed = affirmed
reaction-status-negated = negated
reaction-status-hypothetical = hypothetical
reaction-status-indication = indication
reaction-status-resolved = resolved
reaction-status-improved = improved
reaction-status-other_topic = other topic

segment-product = Product
segment-reaction = Reaction
segment-patient = Patient
segment-seriousness = Seriousness
segment-special = Special situation
segment-finding = Rule
segment-plain = Text

event-opened = Case opened
event-post_joined = Post joined
event-post_revised = Post edited by its author
event-post_deleted = Post deleted online; the evidence is kept
event-transition = State changed
event-criterion_judged = Criterion judged
event-day_zero_set = Day zero set
event-seriousness_set = Seriousness decided
event-mail_queued = Mail queued
event-mail_sent = Mail sent
event-mail_failed = Mail not delivered
event-document_made = Document made

mail-status-queued = Queued
mail-status-sent = Sent
mail-status-retry = Will be tried again
mail-status-gave_up = Given up

document-report = Case report (PDF)

nav-cases = Cases
nav-posts = Posts

flash-signed_in = You are signed in.
flash-signed_out = You are signed out.
flash-session_expired = Your session has expired. Please sign in again.
flash-case_updated = The case is up to date.
flash-case_changed = Someone changed this case in the meantime. Read it again, then retry.
flash-case_incomplete = Not possible yet: set day zero and, for an adverse event, judge the four criteria.
flash-not_allowed = Your role does not allow this action.
flash-language_changed = The language has changed.

field-email = E-mail address
field-password = Password
field-reason = Reason
field-day_zero = Day zero
field-seriousness = Seriousness
field-note = Grounds

problem-required = please fill it in
problem-invalid = value not recognised
problem-in_future = date in the future
problem-before_post = date earlier than the post
problem-after_first_seen = date later than the day someone first opened the case
problem-too_long = text too long
problem-too_short = text too short
problem-wrong_credentials = wrong address or password
problem-too_many_attempts = too many attempts; wait a few minutes

## Problems

error-unauthenticated-title = Sign-in needed
error-unauthenticated-detail = This page is for people who are signed in.
error-unauthenticated-remedy = Sign in, then try again.
error-forbidden-title = Access denied
error-forbidden-detail = Your role does not allow this page or this action.
error-forbidden-remedy = Ask your organisation’s administrator for access.
error-cross-site-title = Request from another site
error-cross-site-detail = This action was asked for by a page that is not Vigie’s; it was not done.
error-cross-site-remedy = Try again from Vigie’s own page.
error-not-found-title = Not found
error-not-found-detail = This address leads nowhere in your organisation.
error-not-found-remedy = Check the address, or start again from the start page.
error-conflict-title = Not possible now
error-conflict-detail = The current state does not allow this action.
error-conflict-remedy = Read the case again: it offers the actions that are possible.
error-version-conflict-title = Changed in the meantime
error-version-conflict-detail = Someone changed what you were reading; your change was not saved.
error-version-conflict-remedy = Reload the page, read it again, then retry.
error-invalid-title = Incorrect request
error-invalid-detail = Something is missing or was not recognised.
error-invalid-remedy = Correct what is pointed out, then try again.
error-too-many-title = Too many requests
error-too-many-detail = Too many requests arrived in a short time.
error-too-many-remedy = Wait a minute, then try again.
error-payload-too-large-title = Too large
error-payload-too-large-detail = What was sent is larger than what is accepted.
error-payload-too-large-remedy = Split it into smaller parts.
error-unavailable-title = Service unavailable for a moment
error-unavailable-detail = The service cannot answer right now. Nothing that was confirmed is lost.
error-unavailable-remedy = Try again in a few minutes.
error-internal-title = Service error
error-internal-detail = Something unexpected happened; it is in the log.
error-internal-remedy = Try again. If it goes on, give the reference below to your administrator.
error-method-not-allowed-title = Method not allowed
error-method-not-allowed-detail = This address does not accept this kind of request.
error-method-not-allowed-remedy = Go back to the previous page.
error-unsupported-media-type-title = Format not accepted
error-unsupported-media-type-detail = The format of what was sent is not known at this address.
error-unsupported-media-type-remedy = Send one of the formats described in the API documentation.

## Error page

error-particulars = In particular: { $text }
error-reference = Request reference
error-status = Error { $status }
error-back = Go to the start page

## Sign-in

sign-in-title = Sign in
sign-in-submit = Sign in
sign-in-demo-title = Demonstration
sign-in-demo = The data is made up. An account to try:

## List of cases

inbox-title = Cases
inbox-states = Cases by state
inbox-total = { $count ->
    [0] No case
    [one] { $shown } case
   *[other] { $shown } cases
}
inbox-overdue = { $count ->
    [one] { $shown } case overdue
   *[other] { $shown } cases overdue
}
inbox-caption = Cases, nearest deadline first
inbox-number = Number
inbox-what = Product and reaction
inbox-seriousness = Seriousness
inbox-state = State
inbox-opened = Opened
inbox-due = Due
inbox-no-product = Product not stated
inbox-no-reaction = Reaction not stated
inbox-assignee = Handled by { $name }
inbox-empty-title = No case yet
inbox-empty = Cases open by themselves when a post reports an adverse event or a special situation.
inbox-empty-filtered-title = No case matches
inbox-empty-filtered = No case meets these filters. Widen them to see others.

## One case

case-title = Case { $number }
case-back = All cases
case-next-step = Next step
case-no-action = Your role does not allow you to act on this case.
case-confirm-hint = Needs day zero to be set and, for an adverse event, all four criteria to be met.
case-submit-reason = Recipient and reference of the submission
case-reason-hint = This reason is kept in the audit trail.
case-due = Regulatory deadline
case-due-none = The deadline will be known once day zero is set.
case-assignee = Handled by
case-opened = Opened on
case-source = Original post
case-source-by = Published on { $date } on { $platform }, page { $page }
case-source-author = Author
case-source-speaker = Who speaks
case-source-kind = Kind
case-source-received = Received on
case-source-link = See the post online
case-source-record = Record of the post
case-source-deleted = Deleted online, noticed on { $date }. The text below is the evidence kept.
case-source-hash = SHA-256 of the data received
case-source-parent = In reply to
case-source-parent-by = In reply to { $author }
case-source-legend = What was seen in the text
case-summary = At a glance
case-products = Products
case-reactions = Reactions
case-special = Special situations
case-from-page = from the page
case-criteria = The four criteria
case-criteria-met = { $count ->
    [one] { $count } criterion met out of 4
   *[other] { $count } criteria met out of 4
}
case-criteria-help = A case is valid when all four are met.
case-criterion-no-quote = No passage found
case-criterion-machine = Read by the machine, to be checked
case-criterion-judged = Judged by { $name } on { $date }
case-criterion-judge = Judge: { $criterion }
case-missing = Information to ask for
case-missing-help = Questions ready to be sent to the person as they are.
case-day-zero = Day zero
case-day-zero-help = First day on which anyone of your organisation, or a contractor, knew of the four criteria. The clock runs from that day: 15 days for a serious case, 90 otherwise.
case-day-zero-none = Day zero is not set.
case-day-zero-proposed = proposed from the first reading, to be confirmed
case-day-zero-reason = Reason for this date
case-day-zero-save = Set day zero
case-seriousness = Seriousness
case-seriousness-help = Tick every criterion that applies. Without any, the case is not serious.
case-seriousness-criteria = Criteria of seriousness
case-seriousness-reason = Reason for the decision
case-seriousness-save = Save seriousness
case-timeline = History
case-timeline-by = by { $name }
case-timeline-system = by Vigie
case-timeline-change = { $from } → { $to }
case-timeline-reason = Reason: { $reason }
case-timeline-empty = Nothing to show.
case-mails = Mails
case-mails-attempts = { $count ->
    [one] { $count } attempt
   *[other] { $count } attempts
}
case-mails-empty = No mail for this case.
case-documents = Documents
case-documents-hash = SHA-256
case-documents-bytes = { $count } bytes
case-documents-empty = No document made.
case-documents-pdf = Download the report (PDF)
case-machine = Machine reading
case-machine-help = A help to reading; the decision is yours.
case-machine-score = Score
case-machine-release = Release of the rules
case-machine-digest = Digest of the rules
case-machine-cues = Cues
case-findings = Rules broken

## Findings

finding-law = Law
finding-since = in force since { $date }
finding-suggestion = Suggestion
finding-cues = Cues
finding-none = No rule broken.

## Posts

posts-title = Posts
posts-caption = Posts kept, newest first
posts-published = Published
posts-where = Page
posts-text = Text
posts-kind = Kind
posts-platform = Platform
posts-verdict = Verdict
posts-adverse = Adverse event
posts-findings-count = { $count ->
    [0] No finding
    [one] { $count } finding
   *[other] { $count } findings
}
posts-case = Case
posts-empty-title = No post
posts-empty = Posts arrive through your sources, the API or the import of a file.
posts-empty-filtered = No post meets these filters. Widen them to see others.
post-title = Post
post-back = All posts
post-revision = Revision { $number }
post-text = Text
post-details = Origin
post-findings = Findings
post-case = Case { $number }
post-adverse = Adverse event
post-seriousness = Criteria of seriousness seen
post-policy = Rules { $release }

## Mails

mail-hello = Dear { $name },
mail-signature = Vigie, for { $organisation }
mail-case-opened-subject = [Vigie] New case { $number } – { $seriousness }
mail-case-opened-subject-due = [Vigie] New case { $number } – { $seriousness } – due { $date }
mail-case-opened-intro = A pharmacovigilance case has just been opened and awaits your review.
mail-case-updated-subject = [Vigie] Case { $number } – new information – { $seriousness }
mail-case-updated-intro = The author has edited the post of a pharmacovigilance case: the new information awaits your review.
mail-case-opened-number = Number
mail-case-opened-seriousness = Seriousness
mail-case-opened-kind = Kind
mail-case-opened-due = Due
mail-case-opened-due-none = to be set with day zero
mail-case-opened-link = Open the case
mail-case-opened-privacy = To protect people, this message holds no health data: everything is in the case.
mail-case-opened-why = You receive this message because you are a safety officer for { $organisation }.
mail-test-subject = [Vigie] Test message
mail-test-intro = This test message reached you: sending mail works.
mail-test-sent = Asked for on { $date }.
mail-test-link = Open Vigie
mail-test-why = You receive this message because a test was asked for { $organisation }.
