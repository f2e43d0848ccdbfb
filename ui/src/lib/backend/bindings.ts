// What crosses between window and core. Generated from the Rust types; `cargo xtask bindings` writes it anew.

/**  What "About" shows. */
export type AboutView = {
	version: string,
	/**  The system's web engine that draws the page, with its version. */
	engine: string,
	system: string,
	guides: GuideVersion[],
};

/**  Why a finding was accepted. */
export type AcceptedView = {
	reason: string,
	at: string,
	/**  By whom, where that is known. */
	by: string | null,
};

/**  An address as it was understood. */
export type AddressView = {
	host: string,
	subdomain: string | null,
	origin: string,
	environment: Environment,
	cleaned: string | null,
};

/**  The administrator's credential, for one run. */
export type AdminForm = { kind: "password"; user: string; password: string } | { kind: "token"; token: string };

/**  Which of the checklists. */
export type Afterwards = 
/**  A new secret, verified and handed over. */
"rotate" | 
/**  What to take away when the integration ends, in order. */
"undo";

/**  Which point of a text stands at its `x`. */
export type Anchor = 
/**  Its beginning. */
"start" | 
/**  Its middle. */
"middle";

/**  Something that comes by itself. */
export type ArrivalView = {
	label: string,
	step: string | null,
	/**  None where nothing stood there. */
	before: string | null,
	after: string,
};

/**  Whom to ask, and how. It names the pod, the user, the role codes, the step and the finding, and never a secret. */
export type Asking = {
	/**  Who can do it, such as "IT security manager". */
	whom: string,
	/**  A message that is ready to be sent: plain lines without markup. */
	text: string,
};

/**  How the integration user signs in. */
export type Authentication = 
/**  User name and password. */
"basic" | 
/**  A token signed with a private key, RS256. */
"jwt";

/**  What a check came to in the run before. */
export type BeforeView = {
	id: string,
	subject: string | null,
	verdict: Verdict,
	result: string,
};

/**  A form of the steps to choose. */
export type BranchChoice = {
	key: string,
	value: string,
};

/**  A choice with its values. */
export type BranchView = {
	key: string,
	value: string,
	values: string[],
};

/**  What a copy carries beside the plan, the claims, the notes and the comments. */
export type Carry = {
	/**  Who does a step, who claimed it, who commented and who accepted a finding. */
	names: boolean,
	/**  When it was claimed and commented. The order stays. */
	times: boolean,
	/**  The verifications: when Oracle was asked, and what it showed. */
	runs: boolean,
};

/**  The certificate by which Oracle checks the integration user's tokens. */
export type CertificateView = {
	hex: string,
	base64: string,
	base64url: string,
	not_after: string,
};

/**  One check that came to something else than before, or to the same finding again. */
export type ChangeView = {
	id: string,
	subject: string | null,
	claim: string,
	direction: Direction,
};

/**  One check. */
export type CheckView = {
	id: string,
	subject: string | null,
	runs_as: RunsAs,
	verdict: Verdict,
	claim: string,
	result: string,
	problem: FindingView | null,
	because: string | null,
	/**  The check was not run this time: when the run ended that it is of. */
	earlier: string | null,
	step: StepLink | null,
	/**  Why the finding was accepted, where it was. */
	accepted: AcceptedView | null,
	requests: RequestView[],
};

/**  A step of it. Texts may hold `**bold**` and `` `code` ``. */
export type ChecklistStepView = {
	id: string,
	title: string,
	why: string,
	who: string,
	instructions: string[],
	values: ValueView[],
	done: boolean,
};

/**  A checklist for afterwards. */
export type ChecklistView = {
	list: Afterwards,
	title: string,
	steps: ChecklistStepView[],
};

/**  What a person chose for one field that both sides changed. */
export type Choice = {
	/**  The field's name, as it was shown. */
	field: string,
	/**  Whose change counts. */
	side: Side,
};

/**  What a person claims of a step. */
export type Claim = 
/**  Not done yet. */
"todo" | 
/**  Done. */
"done" | 
/**  Begun, and waiting for something. */
"waiting" | 
/**  Not needed here. */
"not_applicable";

/**  A column of a table to fill in. */
export type ColumnView = {
	label: string,
	/**  What one would choose from; other words are allowed. */
	choices: string[],
};

/**  What somebody said, and when. */
export type CommentView = {
	at: string,
	by: string | null,
	text: string,
};

/**  The last whole verification beside the one before it. */
export type ComparisonView = {
	/**  When the run before ended. */
	since: string,
	changes: ChangeView[],
	/**  Every check of the run before. */
	before: BeforeView[],
};

/**  The role to copy, and what the copy is to be called. */
export type CopiedRole = {
	/**  Role name of the role that is copied. */
	source_name: string,
	/**  Role code of the role that is copied. */
	source_code: string,
	/**  Role name of the copy. */
	name: string,
	/**  Role code of the copy. */
	code: string,
};

/**  Something that a person did beside the page. */
export type DesktopEvent = 
/**  A menu's item was chosen. */
{ event: "chosen"; 
/**  Which. */
item: MenuItem } | 
/**  A file is to be opened: by a double click, a second start, the list of recent files, or dropped. */
{ event: "opened"; 
/**  Its full path. */
path: string; 
/**  What it is, by its name. */
kind: FileKind } | 
/**  A file is held over the window, and may be dropped. */
{ event: "held"; 
/**  Whether it still is. */
over: boolean };

/**  Two names that are nearly the same, each in pieces. */
export type Difference = {
	/**  The name that was asked for; its pieces together are the whole name. */
	expected: Segment[],
	/**  The name that is there. */
	found: Segment[],
};

/**  A field that both sides changed. */
export type DifferenceView = {
	field: string,
	label: string,
	/**  The title of the step that it belongs to. */
	step: string | null,
	mine: string,
	theirs: string,
	mine_at: string | null,
	theirs_at: string | null,
};

/**  Which way a check went. */
export type Direction = 
/**  It did not hold, and holds now. */
"mended" | 
/**  It held, and does not hold now. */
"broke" | 
/**  It does not hold in the same way as before: what was done since had no effect on it. */
"stays" | 
/**  The user sees or holds less than before. */
"narrowed" | 
/**  The user sees or holds more than before. */
"widened" | 
/**  Something else about it is different: another finding of the same weight, or what held can no longer be told. */
"differs";

/**  A schematic laid out: what a `viewBox` of that size holds. */
export type Drawing = {
	/**  Width in pixels of its own. */
	width: number,
	/**  Height in the same. */
	height: number,
	/**  The same in words. */
	alt: string,
	/**  What to paint, first to last. */
	shapes: Shape[],
};

/**  The e-mail that goes with a way. */
export type EmailView = {
	way: Way | null,
	message: Message,
};

/**  What kind of pod a host is, guessed from its name; Oracle has no place to ask. */
export type Environment = 
/**  Nothing in the name says otherwise. */
"production" | 
/**  A label ends in `-test` or `-stage`. */
"test" | 
/**  A label ends in `-dev`, with or without a number. */
"development" | 
/**  One of Oracle's demo pods. */
"demo" | 
/**  The practice Oracle on this computer. */
"practice";

/**  What can be exported. */
export type Export = "report" | "masked_report" | "sheet" | "certificate" | 
/**  What is due and what expires, for a calendar. */
"reminders" | "checklist";

/**  What is wrong in a guide, and where. */
export type FaultView = {
	/**  Line and column. */
	place: string,
	/**  Where in the guide, such as `step.name-the-copy.see`. */
	path: string,
	message: string,
	expected: string | null,
	nearest: string | null,
};

/**  What a file is, by the ending of its name; whether it really is one, reading it finds out. */
export type FileKind = "setup" | "guide";

/**  What a check found, in words. Texts may hold `**bold**` and `` `code` ``. */
export type FindingView = {
	/**  The code of the contract. */
	code: string,
	/**  What is so. */
	title: string,
	/**  What it means. */
	meaning: string,
	/**  What to do. */
	remedy: string,
	/**  How long until the remedy has effect; empty where nothing is to be waited for. */
	effect: string,
	/**  Whom to ask where the reader may lack the right. */
	ask: Asking | null,
	/**  What was asked for beside what Oracle has in its place. */
	differences: Difference[],
};

/**  A field of the vendor's form. */
export type FormFieldView = {
	id: string,
	label: string,
	/**  None for the secret, and for what is not known yet. */
	value: string | null,
	secret: boolean,
};

/**  A guide at a glance: what it will ask for, and which requests it will make, before it is used. */
export type GuideAsks = {
	/**  The guide's id. */
	id: string,
	/**  Its version. */
	version: string,
	/**  Whether it came with this program. */
	built_in: boolean,
	/**  The vendor, as it names itself. */
	vendor: string,
	/**  What the integration reads, and what the guide sets up. */
	summary: string,
	/**  How long the whole of it takes, in minutes. */
	minutes: number,
	/**  How many steps, in all branches. */
	steps: number,
	/**  What the integration reads, in words. */
	reads: string[],
	/**  The ways to sign in. */
	authentications: Authentication[],
	/**  The role that one copies, where one is. */
	copies: CopiedRole | null,
	/**  Role codes that the integration user must hold, with the copy's own. */
	required_roles: string[],
	/**  Whether the vendor adds a list of its own. */
	asks_for_roles: boolean,
	/**  Role codes that the administrator needs. */
	prerequisite_roles: string[],
	/**  The fields of the vendor's form that are no secret, by their labels. */
	hands_over: string[],
	/**  The fields that are a secret. */
	secrets: string[],
	/**  The age recipients that a sealed file would be for. */
	recipients: string[],
	/**  Whom one asks for help. */
	support: Support,
	/**  Every request that a verification may make, each once. */
	requests: PlannedRequest[],
	/**  Pages of the customer's own Oracle that steps offer to open: paths on its host. */
	pages: string[],
	/**  Public pages that it names, whole. */
	links: string[],
};

/**  A guide of a person's own: what it asks for, or what is wrong in it. */
export type GuideLook = { found: "guide"; guide: GuideSummary; asks: GuideAsks } | { found: "faults"; faults: FaultView[] };

/**  A guide to choose. */
export type GuideSummary = {
	/**  By which it is chosen: the id of one that came with the program, else the SHA-256 of the very text that was looked at. */
	key: string,
	id: string,
	vendor: string,
	summary: string,
	minutes: number,
	steps: number,
	asks_for_roles: boolean,
	/**  What a number read off a screen is of, such as a requisition. */
	numbered: string,
	authentications: Authentication[],
	built_in: boolean,
};

/**  A built-in guide. */
export type GuideVersion = {
	vendor: string,
	version: string,
};

/**  Where a hand-over stands. */
export type HandOverView = {
	vendor: string,
	practice: boolean,
	/**  Why nothing may be handed over without a written reason. */
	closed: ProblemView | null,
	verdict: Verdict | null,
	verified_at: string | null,
	/**  What the verification that counts left open; it goes along. */
	open: OpenView[],
	/**  The ways in the vendor's order. None where the vendor holds the private key. */
	ways: Way[],
	vendor_holds_the_key: boolean,
	/**  Which secret it is. */
	secret: SecretKind,
	/**  The vendor's own form, in its order. */
	fields: FormFieldView[],
	/**  Every other form of the same, and what else a vendor may ask for. */
	details: FormFieldView[],
	/**  The page with the vendor's form. */
	form: string | null,
	/**  The vendor's own recipients, as its guide names them. */
	recipients: RecipientView[],
	/**  Whether the guide came with the program. Another's keys and links are looked at before they are used. */
	built_in: boolean,
	/**  The e-mail for each way, and for none. */
	emails: EmailView[],
	/**  The entry for a password manager, but for the secret. */
	manager_entry: string,
	/**  What was handed over before, newest first. */
	handed_over: HandedOverView[],
};

/**  What was handed over before. */
export type HandedOverView = {
	at: string,
	way: Way,
	to: RecipientView[],
	signed_in: Verdict,
	reason: string | null,
	by: string | null,
};

/**  A message that is ready to be sent by the person themselves. */
export type HelpRequest = {
	/**  Whom the guide names. */
	to: string,
	/**  How to reach them. */
	how: string,
	/**  A public page of theirs. */
	link: string | null,
	/**  A subject, in a line. */
	subject: string,
	/**  The message. */
	text: string,
};

/**  The home screen. */
export type HomeView = {
	/**  Newest change first. */
	setups: SetupSummary[],
	folder: string,
	/**  A person chose the folder. */
	chosen: boolean,
	/**  Why the folder can not be read now; the setups are then those that were read before. */
	problem: ProblemView | null,
};

/**  What to do when the screen shows something else. */
export type IfNotView = {
	when: string,
	then: string,
};

/**  A key pair that a person brings along. */
export type KeyForm = {
	/**  Path of the private key, PEM. */
	key_file: string,
	/**  Its passphrase; empty where it has none. */
	passphrase: string,
	/**  Path of the certificate. */
	certificate_file: string,
};

/**  How the keychain is, as far as can be told without opening it. */
export type KeychainState = 
/**  A secret can be kept now. */
"ready" | 
/**  It is there; the next call opens its prompt. */
"locked" | 
/**  There is none in this session, or none that has a place to keep secrets, or it does not answer. */
"missing";

/**  The keychain, and what to do where it is not ready. */
export type KeychainView = {
	/**  Its state. */
	state: KeychainState,
	/**  What is so. */
	title: string,
	/**  What it means. */
	meaning: string,
	/**  What to do. */
	remedy: string,
};

/**  The last whole verification in brief. */
export type LastVerdict = {
	verdict: Verdict,
	finished_at: string,
	partial: boolean,
};

/**  What is written into the log. */
export type Level = 
/**  What went wrong. */
"warnings" | 
/**  And what was done. */
"information" | 
/**  And every request that was made. */
"everything";

/**  A page of the pod. */
export type LinkView = {
	label: string,
	url: string,
};

/**  What can be exported of all setups of the folder. */
export type ListExport = 
/**  A table for a spreadsheet. */
"list" | 
/**  What waits on whom, as a text. */
"waits" | 
/**  What is due and what expires, for a calendar. */
"reminders";

/**  The log as the window shows it. */
export type LogView = {
	/**  The last lines, oldest first. */
	text: string,
	/**  The file that holds them too, and those before; none where it could not be written. */
	file: string | null,
};

/**  A menu's item that the page answers. */
export type MenuItem = "new_setup" | "open_file" | "practise" | "delete_setup" | "settings" | "home" | "steps" | "verify" | "hand_over" | "details" | "larger_text" | "smaller_text" | "usual_text" | "show_log" | "about";

/**  What bringing a copy in would do. */
export type MergeView = {
	/**  What both sides changed: a person chooses. */
	open: DifferenceView[],
	/**  What comes by itself. */
	arriving: ArrivalView[],
};

/**  A message that is ready to be sent. */
export type Message = {
	/**  One line. */
	subject: string,
	/**  Plain lines. */
	body: string,
};

/**  What the new-setup form holds. */
export type NewSetupForm = {
	/**  The key of a guide that can be chosen. */
	guide: string,
	name: string,
	address: string,
	user: string,
	authentication: Authentication,
	roles: string,
	requisition: string,
};

/**  What Oracle was observed to hold of a step. */
export type Observed = 
/**  Nothing was observed. */
"unknown" | 
/**  Oracle holds it. */
"confirmed" | 
/**  Oracle holds something else. */
"contradicted";

/**  What a person may do about a setup that can only be read. */
export type Offer = 
/**  Go on with a copy of one's own. */
"take_copy" | 
/**  Open it to work on it. */
"work" | 
/**  The same, although another computer is said to have it open. */
"take_over";

/**  A sealed file to open. */
export type OpenForm = {
	/**  The sealed file. */
	file: string,
	/**  A key file; none for the key of this computer. */
	key_file: string | null,
	/**  The passphrase; none where a key opens it. */
	passphrase: string | null,
};

/**  A check that is open. */
export type OpenView = {
	verdict: Verdict,
	title: string,
	meaning: string,
};

/**  How a setup is to be opened. */
export type Opening = 
/**  To work on it; where somebody else does, to look at it. */
"work" | 
/**  To work on it although another computer is said to. */
"take_over";

/**  Which checks a run is to hold, each named `CHECK[:SUBJECT]`. */
export type Part = 
/**  All: the only one that counts as the last verification. */
{ part: "whole" } | 
/**  These, and what they need. */
{ part: "only"; checks: string[] } | 
/**  These, what depends on them, and what all of those need. */
{ part: "again"; checks: string[] };

/**  Where a secret is to be kept. */
export type Place = "keychain" | "memory";

/**  A check before it ran. */
export type PlannedCheckView = {
	id: string,
	subject: string | null,
	runs_as: RunsAs,
	claim: string,
	/**  Whether the run is to hold it; else it is skipped. */
	asked_for: boolean,
};

/**  A request that may be made. Always GET, always to the setup's own host. */
export type PlannedRequest = {
	/**  For whom it speaks. */
	runs_as: RunsAs,
	/**  The path, without host and query. */
	path: string,
};

/**  How practice signs the administrator in. */
export type PracticeAdmin = 
/**  With user name and password. */
"password" | 
/**  With the token of a signed-in browser. */
"token" | 
/**  Not at all: the scenario is about that. */
"nobody";

/**  A page of the practice console that can be opened from the window. */
export type PracticePage = 
/**  Where one lands. */
"home" | 
/**  What Oracle saw. */
"what_happened";

/**  The practice Oracle behind a setup. */
export type PracticeView = {
	/**  None as long as a mistake is planted and nobody has asked which. */
	scenario: string | null,
	/**  What there is to learn. */
	learn: string,
	origin: string,
	console: string,
	admin_user: string,
	/**  How practice signs the administrator in, where nobody types anything else. */
	admin: PracticeAdmin,
};

/**  Preferences of the window. */
export type Preferences = {
	/**  Light, dark, or as the system has it. */
	theme?: Theme,
	/**  How large text is, in percent of the usual; 100 to 200. */
	text_size?: number,
	/**  How long a copied secret stays in the clipboard, in seconds; 10 to 120. */
	clipboard_seconds?: number,
	/**  A file with the company's certificate authority, as PEM, to trust beside the system's. */
	ca_file?: string | null,
	/**  What is written into the log. */
	log_level?: Level,
};

/**  What the second window shows. */
export type PresentView = {
	vendor: string,
	host: string | null,
	environment: Environment | null,
	stage: string,
	number: number,
	total: number,
	title: string,
	why: string,
	path: string[],
	instructions: string[],
	hint: Drawing | null,
	values: ValueView[],
	see: string | null,
	if_not: IfNotView[],
	claimed: Claim,
	observed: Observed,
	/**  What comes after it. */
	next: string | null,
};

/**  A refusal in words. Texts may hold `**bold**` and `` `code` ``. */
export type ProblemView = {
	/**  The code of the contract. */
	code: string,
	/**  What is so. */
	title: string,
	/**  What it means. */
	meaning: string,
	/**  What to do. */
	remedy: string,
	/**  The field of a form that it is about, as the command line names it: `address`, `user`. */
	field: string | null,
};

/**  Why a setup can only be read. */
export type ReadingView = {
	title: string,
	meaning: string,
	remedy: string,
	offers: Offer[],
};

/**  A hand-over that was opened, without its secret. */
export type ReceivedView = {
	vendor: string,
	name: string,
	created_at: string,
	practice: boolean,
	host: string,
	fields: FormFieldView[],
	details: FormFieldView[],
	secret: SecretKind | null,
	verdict: Verdict | null,
	verified_at: string | null,
	seen_from: string | null,
	open: OpenView[],
	/**  Whether this very secret signed in when it was sealed. */
	signed_in: boolean,
	/**  What it met in place of what it asked for. */
	closed: string | null,
	/**  Why it was handed over although something was not proved. */
	reason: string | null,
	/**  The secret is kept in this computer's keychain. */
	stored: boolean,
};

/**  The key with which this computer receives, and what to send to customers. */
export type ReceiverView = {
	key: RecipientView,
	message: Message,
};

/**  A receiver's public key. */
export type RecipientView = {
	recipient: string,
	/**  Five groups of four, to read to each other. */
	fingerprint: string,
};

/**  Something to be reminded of. */
export type ReminderView = {
	/**  As `2026-05-20`. */
	day: string,
	title: string,
	text: string,
};

/**  A verification. */
export type ReportView = {
	verdict: Verdict,
	title: string,
	summary: string,
	started_at: string,
	finished_at: string,
	partial: boolean,
	checks: CheckView[],
	visibility: VisibilityView[],
};

/**  A request that was sent. */
export type RequestView = {
	/**  Its place in the run. Several checks may rest on the same request. */
	number: number,
	method: string,
	path: string,
	/**  Whom it spoke for. */
	runs_as: RunsAs,
	status: number | null,
	ms: number,
	started_ms: number,
};

/**  What a shape stands for. */
export type Role = 
/**  The screen, and its title bar's line. */
"frame" | 
/**  The frame's or a region's title, a table's headings. */
"title" | 
/**  A part of the screen that is set off from the rest. */
"region" | 
/**  A small window over the page. */
"dialog" | 
/**  A field, a button, an option, a stop. */
"control" | 
/**  What is open, chosen or reached. */
"selected" | 
/**  The mark around the one thing that is meant. */
"target" | 
/**  A circle with the number of an action, and the number. */
"callout" | 
/**  A label of Oracle's. */
"label" | 
/**  What is typed or chosen. */
"value" | 
/**  A sign. */
"icon";

/**  A role code that stands in a pasted list. */
export type RoleView = {
	/**  As it is written there. */
	code: string,
	/**  Role name, where it is a known one. */
	name: string | null,
	/**  What to look at again; none where all is as it seems. */
	warning: string | null,
	/**  The likely code (expected) beside the one of the list (found). */
	difference: Difference | null,
};

/**  What can be watched while a run is under way. */
export type RunEvent = { kind: "planned"; checks: PlannedCheckView[] } | { kind: "started"; id: string; subject: string | null } | { kind: "finished"; check: CheckView };

/**  As whom a check asks. */
export type RunsAs = 
/**  Without a credential. */
"nobody" | 
/**  As the administrator. */
"admin" | 
/**  As the integration user. */
"integration" | 
/**  As both. */
"both";

/**  A scenario of the practice Oracle. */
export type ScenarioView = {
	/**  Its name. */
	name: string,
	/**  What there is to learn from it. */
	learn: string,
	/**  What it is about. */
	topic: Topic,
	/**  Ids of the guides that can meet it. */
	guides: string[],
};

/**  A sealed file as it was asked for. */
export type SealForm = {
	/**  The receivers' keys; none where it is sealed with the passphrase that was made before. */
	recipients: string[],
	/**  Where to write it. */
	to: string,
	/**  A file that is there may be written over. */
	replace: boolean,
	/**  Why it is handed over although something is not proved. */
	unverified: string | null,
};

/**  A secret on its way in. It has no way back: it can not be written as JSON and shows nothing of itself. */
export type Secret = string;

/**  The two kinds of secrets. */
export type SecretKind = 
/**  A password. */
"password" | 
/**  A private key. */
"private_key";

/**  Where the integration user's secret is. */
export type SecretState = "none" | "stored" | "memory";

/**  Where the integration user's secret is, and how the keychain stands. */
export type SecretView = {
	state: SecretState,
	keychain: KeychainView,
};

/**  A piece of a name. */
export type Segment = {
	/**  The piece as it is written in this name. */
	text: string,
	/**  Whether the other name holds it at this place too; upper and lower case do not count. */
	same: boolean,
};

/**  One change of a setup. */
export type SetupChange = { change: "claim"; step: string; claim: Claim; waiting_for: string | null } | { change: "note"; step: string; note: string } | { change: "owner"; step: string; owner: string } | { change: "due"; step: string; due: string | null } | { change: "comment"; step: string; text: string; by: string } | { change: "redo"; step: string; why: string; by: string } | { change: "accept"; check: string; subject: string | null; reason: string } | { change: "name"; name: string } | { change: "address"; address: string } | { change: "user"; user: string } | { change: "roles"; roles: string } | { change: "no_roles" } | { change: "requisition"; requisition: string } | { change: "authentication"; authentication: Authentication } | { change: "issuer"; issuer: string } | { change: "branch"; key: string; value: string } | { change: "narrower"; narrower: boolean } | 
/**  The last day on which the integration user's password holds, as `2026-05-20`; empty takes it away. */
{ change: "password_expires"; day: string } | 
/**  A value in place of the guide's, such as `role_code`; an empty one takes it away. */
{ change: "value"; key: string; value: string } | 
/**  What was filled into a table. */
{ change: "worksheet"; step: string; worksheet: string; rows: string[][] };

/**  A setup on the home screen. */
export type SetupSummary = {
	path: string,
	name: string,
	vendor: string,
	host: string | null,
	environment: Environment | null,
	done: number,
	total: number,
	last: LastVerdict | null,
	waiting_for: string | null,
	next_step: string | null,
	/**  Who has to go on with it. */
	who: string | null,
	/**  When what it waits for, or its next step, is due. */
	due: string | null,
	/**  When the file was written last. */
	modified: string | null,
	problem: ProblemView | null,
};

/**  A setup, whole. */
export type SetupView = {
	path: string,
	name: string,
	vendor: string,
	guide_id: string,
	guide_minutes: number,
	/**  The vendor gives each customer a list of role codes. */
	asks_for_roles: boolean,
	/**  What the guide asks for, where it did not come with the program. */
	own_guide: GuideAsks | null,
	host: string | null,
	environment: Environment | null,
	user: string | null,
	authentication: Authentication,
	role_name: string | null,
	role_code: string | null,
	data_role_code: string | null,
	required_roles: string[] | null,
	requisition: string | null,
	narrower: boolean,
	issuer: string | null,
	authentications: Authentication[],
	branches: BranchView[],
	certificate: CertificateView | null,
	stages: StageView[],
	done: number,
	total: number,
	minutes_left: number,
	last: ReportView | null,
	/**  The last whole verification with the parts that were checked since; none where there was no part. */
	latest: ReportView | null,
	compared: ComparisonView | null,
	secret: SecretView,
	/**  When Oracle refused the kept secret. */
	refused_at: string | null,
	practice: PracticeView | null,
	/**  It is open for review: nothing reaches Oracle from here. */
	review: boolean,
	/**  The last day of the integration user's password, as `2026-05-20`, where a person gave it. */
	password_expires: string | null,
	read_only: boolean,
	/**  Why it can only be read, and what can be done about it. */
	reading: ReadingView | null,
	notices: string[],
};

/**
 *  One shape. All four measures describe the box around it; a line goes from its upper left to its lower right corner.
 *  Text begins (or is centred, by `anchor`) at `x` on the baseline `y`, and `w` is the room that it has.
 */
export type Shape = {
	kind: ShapeKind,
	/**  What it stands for; its name is the CSS class. */
	role: Role,
	x: number,
	y: number,
	w: number,
	h: number,
	/**  The text, empty for other kinds. */
	text: string,
	anchor: Anchor,
	/**  The text is set to fill `w` (`textLength`). */
	squeezed: boolean,
};

/**  What to paint. */
export type ShapeKind = 
/**  A rectangle, its corners a little round. */
"rect" | 
/**  A text of one line. */
"text" | 
/**  A circle in its box. */
"circle" | 
/**  A straight line. */
"line";

/**  One field of the connection sheet. */
export type SheetField = {
	id: string,
	label: string,
	value: string,
};

/**  The connection sheet. */
export type SheetView = {
	fields: SheetField[],
	verdict: Verdict | null,
	verified_at: string | null,
	headline: string,
};

/**  A secret on its way to the window, where a person asked to see it. */
export type Shown = string;

/**  One of the two copies. */
export type Side = 
/**  The copy at hand. */
"mine" | 
/**  The one that came back. */
"theirs";

/**  A stage of the walk. */
export type StageView = {
	id: string,
	title: string,
	done: number,
	total: number,
	steps: StepView[],
};

/**  What sort of step it is. */
export type StepKind = 
/**  Something to do in Oracle or at the vendor. */
"do" | 
/**  Something to wait for. */
"wait" | 
/**  The verification. */
"verify" | 
/**  The hand-over. */
"hand_over";

/**  A step to go to. */
export type StepLink = {
	id: string,
	title: string,
};

/**  A step with this setup's values. */
export type StepView = {
	id: string,
	number: number,
	title: string,
	why: string,
	path: string[],
	instructions: string[],
	/**  The screen that the step is done on, laid out. */
	hint: Drawing | null,
	values: ValueView[],
	see: string | null,
	if_not: IfNotView[],
	minutes: number,
	who: string,
	link: LinkView | null,
	ask: string | null,
	sees: string | null,
	english: string | null,
	sources: string[],
	kind: StepKind,
	claimed: Claim,
	observed: Observed,
	contradiction: FindingView | null,
	note: string,
	owner: string,
	waiting_for: string | null,
	waiting_since: string | null,
	/**  When it is due. */
	due: string | null,
	/**  When to look again, while it waits. */
	look_again_at: string | null,
	/**  Comments, oldest first. */
	comments: CommentView[],
	/**  It was claimed before, and is to be done once more. */
	redo: CommentView | null,
	/**  What to choose where that which the step makes is there already; none where the step is then left out. */
	already: BranchChoice | null,
	checks: string[],
	/**  The choices on which the form of this step depends. */
	choices: BranchView[],
	worksheets: WorksheetView[],
	/**  A message that asks for help here, ready to be sent. */
	help: HelpRequest,
	/**  The integration user's key pair is made or handed over here. */
	about_key: boolean,
};

/**  Whom to ask for help. */
export type Support = {
	/**  Who, in words. */
	who: string,
	/**  How to reach them, in one sentence. */
	how: string,
	/**  A public page. */
	link?: string | null,
};

/**  The colours of the window. */
export type Theme = "system" | "light" | "dark";

/**  What a scenario is about. */
export type Topic = 
/**  One of the few that teach the whole job. */
"basics" | 
/**  The copied role, the integration user and its roles. */
"role_and_user" | 
/**  What the integration user may read and see. */
"visibility" | 
/**  Signing in with tokens. */
"token" | 
/**  The administrator's own account. */
"administrator" | 
/**  The way to Oracle. */
"network" | 
/**  Other ways in which Oracle answers where all is well. */
"dialect";

/**  A value to copy. */
export type ValueView = {
	label: string,
	value: string,
	copyable: boolean,
};

/**  What a check came to. */
export type Verdict = 
/**  It holds. */
"passed" | 
/**  It holds, or does no harm, and something should be known. */
"warning" | 
/**  It does not hold. */
"failed" | 
/**  Oracle's answer does not tell. */
"cant_tell" | 
/**  It was not run. */
"skipped" | 
/**  A fault of this program. */
"broke";

/**  How many rows each identity sees, by Oracle's own counts. */
export type VisibilityView = {
	label: string,
	admin: number | null,
	integration: number | null,
};

/**  A setup that waits. */
export type WaitingView = {
	path: string,
	setup: string,
	vendor: string,
	step: string,
	/**  For what, how long and until when. */
	about: string,
};

/**  What waits on one person. */
export type WaitsOnView = {
	who: string,
	open: WaitingView[],
};

/**  What waits on whom. */
export type WaitsView = {
	people: WaitsOnView[],
	/**  The same as a text for a mail. */
	text: string,
};

/**  A way for a secret to reach the vendor. Plain files and e-mail are none. */
export type Way = 
/**  Typed into the vendor's own connection form. */
"form" | 
/**  In a file that is sealed for the vendor's key. */
"sealed" | 
/**  In a file that is sealed with a passphrase, which is told by phone. */
"passphrase" | 
/**  Shared from the company's password manager. */
"manager";

/**  A table to fill in. */
export type WorksheetView = {
	id: string,
	title: string,
	text: string | null,
	columns: ColumnView[],
	/**  Each with a cell for every column. */
	rows: string[][],
};
