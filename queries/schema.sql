-- The tables of a store. Rows are only ever added; what counts is said by the views of views.sql.
-- Filled from DataFrames or Arrow, a whole load in one transaction. NOT NULL and CHECK cost nothing at this size;
-- primary keys do, so that keys are said in comments and held by tests.

-- The plan that the store belongs to: its files as text (what it is remembered by) and as tables.
create table plan_sources (name varchar not null, text varchar not null);
create table plan (
    plan_id varchar not null, issued_on date not null, closes_on date not null,
    years_from integer not null, years_to integer not null
);
-- one row a unit; position: the roster's order
create table units (
    unit_id varchar not null, kind varchar not null, name varchar not null, position integer not null,
    valid_from date not null, valid_to date, is_illustrative boolean not null
);
create table kinds (
    kind varchar not null, label varchar not null, position integer not null,
    nominations_min integer not null, nominations_max integer not null
);
create table dossiers (dossier_id varchar not null, label varchar not null, position integer not null);
-- last_day: the last day on time (plan III.3, V.3, II.2)
create table obligations (
    obligation_id varchar not null, label varchar not null, dossier_id varchar not null, position integer not null,
    copies integer not null check (copies >= 1), deadline date not null, is_inclusive boolean not null,
    last_day date not null
);
create table obligation_kinds (obligation_id varchar not null, kind varchar not null);
create table indicators (
    indicator_id varchar not null, sheet varchar not null, label varchar not null, unit_of_measure varchar not null,
    year_from integer not null, year_to integer not null, position integer not null
);
create table sectors (sector_id varchar not null, label varchar not null, position integer not null);
create table sections (
    section_id varchar not null, label varchar not null, outline varchar not null, position integer not null
);

-- A file of the plan as people changed it, holding from a day on. For a day and a file the newest change that holds
-- then counts, else what plan_sources says. change_id grows, one an action.
create table plan_changes (
    change_id integer not null, name varchar not null, text varchar not null, holds_from date not null,
    reason varchar not null, recorded_at timestamp not null, recorded_by varchar not null
);
-- The stretches of days on which the plan says the same, in order and without a gap; the tables above say what the
-- last one says. digest: of the plan's texts then.
create table plan_days (
    edition integer not null, holds_from date not null, holds_to date not null, digest varchar not null
);
-- What a day decides, as each edition has it.
create table units_by_edition (
    edition integer not null, unit_id varchar not null, kind varchar not null, position integer not null,
    valid_from date not null, valid_to date
);
create table obligations_by_edition (
    edition integer not null, obligation_id varchar not null, dossier_id varchar not null, position integer not null,
    copies integer not null check (copies >= 1), last_day date not null
);
create table obligation_kinds_by_edition (
    edition integer not null, obligation_id varchar not null, kind varchar not null
);

-- One row an action of loading; load_id grows.
create table loads (
    load_id integer not null, received_on date not null, recorded_at timestamp not null, recorded_by varchar not null
);
-- One row a file received, accepted, refused, or kept as a unit's paper; file_id grows in the order of loading.
create table files (
    file_id integer not null, load_id integer not null, sha256 varchar not null, path varchar not null,
    form varchar, unit_id varchar, encoding varchar,
    status varchar not null check (status in ('accepted', 'partial', 'refused', 'paper')),
    received_on date not null, is_sample boolean not null
);
-- What a paper in prose says of itself (form E); it counts for nothing.
create table unit_papers (
    file_id integer not null, kind varchar not null, number varchar, issued_on date, subject varchar
);
create table refused_units (file_id integer not null, unit_id varchar not null);
create table findings (
    file_id integer not null, position integer not null, slug varchar not null, severity varchar not null,
    sheet varchar, cell varchar, value varchar, message varchar not null, unit_id varchar
);
-- A file taken out of the count, or put back: the newest row of a file counts.
create table withdrawals (
    file_id integer not null, is_withdrawn boolean not null, reason varchar not null,
    recorded_at timestamp not null, recorded_by varchar not null
);
-- What a person said a written name means; the newest row of a name counts.
create table learned_aliases (
    name varchar not null, unit_id varchar not null, recorded_at timestamp not null, recorded_by varchar not null
);

-- What files say, each row with its place. Only rows of accepted files and accepted units of partial ones.
create table carried_sheets (file_id integer not null, unit_id varchar not null, sheet varchar not null);
create table models (
    file_id integer not null, unit_id varchar not null, position integer not null, name varchar not null,
    sector_id varchar, kind varchar, level varchar, implementer varchar, start_year integer, summary varchar,
    is_nominated boolean not null, remark varchar, sheet varchar not null, cell varchar not null
);
create table figures (
    file_id integer not null, unit_id varchar not null, indicator_id varchar not null, year integer not null,
    value bigint not null check (value >= 0), sheet varchar not null, cell varchar not null
);
create table documents (
    file_id integer not null, unit_id varchar not null, position integer not null, number varchar, issued_on date,
    type varchar, title varchar, sheet varchar not null, cell varchar not null
);
create table remarks (
    file_id integer not null, unit_id varchar not null, section_id varchar not null, text varchar not null,
    sheet varchar not null, cell varchar not null
);
create table facts (
    file_id integer not null, unit_id varchar not null, fact_id varchar not null, text varchar, number bigint,
    day date, sheet varchar not null, cell varchar not null
);
create table listed_nominations (
    file_id integer not null, unit_id varchar not null, position integer not null, name varchar not null,
    implementer varchar, summary varchar, remark varchar, sheet varchar, cell varchar
);
create table receipts (
    file_id integer not null, unit_id varchar not null, obligation_id varchar not null, received_on date not null,
    copies integer not null check (copies >= 0), remark varchar, sheet varchar not null, cell varchar not null
);

-- A single figure put right by a person (a source of its own, with form "correction"): holds for the source that
-- stood then, until that one is replaced. Null: the unit did not report it.
create table corrected_figures (
    file_id integer not null, corrected_file_id integer not null, unit_id varchar not null,
    indicator_id varchar not null, year integer not null, value bigint check (value >= 0), reason varchar not null,
    sheet varchar not null, cell varchar not null
);

-- What the office decides about an obligation of a unit; the newest row of (unit, obligation) counts.
create table extensions (
    unit_id varchar not null, obligation_id varchar not null, last_day date, reason varchar not null,
    allowed_by varchar not null, recorded_at timestamp not null, recorded_by varchar not null
);
create table exemptions (
    unit_id varchar not null, obligation_id varchar not null, is_exempt boolean not null, reason varchar not null,
    recorded_at timestamp not null, recorded_by varchar not null
);
-- Receipts that were recorded by mistake: how many of those that say the same are struck; the newest word counts.
create table struck_receipts (
    unit_id varchar not null, obligation_id varchar not null, received_on date not null, copies integer not null,
    times integer not null check (times >= 0), reason varchar not null,
    recorded_at timestamp not null, recorded_by varchar not null
);
-- Papers looked through and found right; null: no longer. The newest row of (unit, obligation) counts.
create table acceptances (
    unit_id varchar not null, obligation_id varchar not null, accepted_on date, remark varchar,
    recorded_at timestamp not null, recorded_by varchar not null
);
-- What came in beside a receipt (scans, mails): kept byte for byte under its sha256.
create table attachments (
    file_id integer not null, unit_id varchar not null, sha256 varchar not null, name varchar not null
);
-- Which paper or list of the store a receipt recorded with it is of, by sha256: so that it is received once, and the
-- receipt goes with it.
create table receipt_papers (
    file_id integer not null, unit_id varchar not null, obligation_id varchar not null, sha256 varchar not null
);
-- Who was called or written to, what was said, what was promised for which day.
create table calls (
    unit_id varchar not null, called_on date not null, reached varchar not null, said varchar not null,
    promised_on date, recorded_at timestamp not null, recorded_by varchar not null
);
-- Moments that changes are told since: meetings of the Standing Committee.
create table meetings (
    name varchar not null, held_at timestamp not null, recorded_at timestamp not null, recorded_by varchar not null
);
-- Sent back for correction, and back again; a later receipt also brings it back.
create table corrections (
    unit_id varchar not null, obligation_id varchar not null, sent_back_on date not null, reason varchar not null,
    recorded_at timestamp not null, recorded_by varchar not null
);
-- What an appraiser says of a nominated model on a criterion of the plan; null: taken back. A model is known by its unit
-- and its name (views: name_key), so that a list sent anew keeps what was said. The newest row of (model, criterion,
-- appraiser) counts.
create table appraisals (
    unit_id varchar not null, name varchar not null, criterion_id varchar not null,
    answer varchar check (answer in ('met', 'not_met', 'unclear')), remark varchar, appraiser varchar not null,
    recorded_at timestamp not null, recorded_by varchar not null
);
-- What was decided about a nominated model; null: taken back. The newest row of a model counts.
create table selections (
    unit_id varchar not null, name varchar not null,
    decision varchar check (
        decision in ('district', 'province', 'district_and_province', 'not_chosen', 'returned')
    ),
    reason varchar, decided_on date not null, recorded_at timestamp not null, recorded_by varchar not null
);
-- What the writer made of a line of the report; the newest row of a line counts. text null: the program's own words
-- again. after_line: the line that it stands behind, where somebody put it there; its own words alone where line_id
-- begins with "own.". basis: the numbers that stood in it then, as JSON: id -> what it says, how it read.
create table report_edits (
    line_id varchar not null, section varchar not null, text varchar, is_left_out boolean not null,
    after_line varchar, basis varchar not null, recorded_at timestamp not null, recorded_by varchar not null
);
