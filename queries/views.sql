-- What counts: each rule of the contract spelled once, in layers, over rows that are only ever added.
-- Written into every new version; a reader with newer rules than a version lays its own over them as temporary ones.

-- A reader of a day past (on_day.py) says which: what had come by it, and what was recorded by it; where it says
-- neither, everything is there.
create or replace macro had_come(day) as coalesce(day <= getvariable('come_by'), true);
create or replace macro was_known(moment) as coalesce(cast(moment as date) <= getvariable('known_by'), true);

-- Files that count: accepted whole or in part, and not withdrawn. Grain: a file.
-- recency orders sources: day received, then load; within a load consolidated before unit returns; then order.
-- What was confirmed of a paper stands as long as the paper does, for the unit whose the paper is.
-- Of the day (of_day): what had come by the day that the reader says, and what was known of it then.
create or replace macro withdrawals_standing(of_day) as table
with ranked as (
    select file_id, is_withdrawn, reason, recorded_at, recorded_by,
        row_number() over (partition by file_id order by rowid desc) as newest
    from withdrawals
    where not of_day or was_known(recorded_at)
)
select file_id, reason, recorded_at, recorded_by from ranked where newest = 1 and is_withdrawn;

create or replace macro files_standing(of_day) as table
select files.file_id, files.load_id, files.sha256, files.path, files.form, files.unit_id, files.encoding, files.status,
    files.received_on, files.is_sample,
    row_number() over (
        order by files.received_on, files.load_id, case when files.form = 'consolidated' then 0 else 1 end,
            files.file_id
    ) as recency
from files
where not exists (select 1 from withdrawals_standing(of_day) as gone where gone.file_id = files.file_id)
    and (
        files.form is distinct from 'paper_entry'
        or exists (
            select 1
            from files as papers
            where papers.status = 'paper' and papers.sha256 = files.sha256
                and coalesce(papers.unit_id, files.unit_id) = files.unit_id
                and papers.file_id not in (select gone.file_id from withdrawals_standing(of_day) as gone)
        )
    )
    and (
        not of_day
        or (
            had_come(files.received_on)
            and files.load_id in (select load_id from loads where was_known(recorded_at))
        )
    );

create or replace view withdrawn_files as
select file_id, reason, recorded_at, recorded_by from withdrawals_standing(false);

-- Receipts go by their own days (CONTRACT §1), whenever the register came that tells of them: they stand on these.
create or replace view counted_files as
select file_id, load_id, sha256, path, form, unit_id, encoding, status, received_on, is_sample, recency
from files_standing(false)
where status in ('accepted', 'partial');

-- All else stands on these: figures, models, nominations, documents, opinions, facts, findings.
create or replace view day_files as
select file_id, load_id, sha256, path, form, unit_id, encoding, status, received_on, is_sample, recency
from files_standing(true);

create or replace view day_sources as
select file_id, load_id, sha256, path, form, unit_id, encoding, status, received_on, is_sample, recency
from day_files
where status in ('accepted', 'partial');

-- What a name is known by, whatever its case, spaces and place of the tone: its letters without tones, and the same tone
-- at the same place between consonants. Which vowel of a syllable bears the tone is left open (hòa, hoà; uỷ, ủy; quý,
-- qúy), which syllable bears it is not.
-- A number before it, the word Mô hình, quotation marks and kinds of dash do not count (vietnamese.model_key).
create or replace macro bare_name(name) as regexp_replace(
    regexp_replace(
        regexp_replace(lower(name), '["''“”„‟«»‘’`″]', '', 'g'),
        '^\s*(?:\(?[0-9]{1,3}\s*[.)/:–-]\s*)?(?:mô\s+hình\b\s*[:–-]?\s*)?(.)', '\1', 's'
    ),
    '[‐‑‒–—―−]', '-', 'g'
);

create or replace macro name_key(name) as concat(
    translate(
        translate(bare_name(name), concat(' ', chr(9), chr(10), chr(13), chr(160)), ''),
        'àằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ',
        'aăâeêioôơuưyaăâeêioôơuưyaăâeêioôơuưyaăâeêioôơuưyaăâeêioôơuưy'
    ),
    '|',
    translate(
        translate(bare_name(name), concat(' ', chr(9), chr(10), chr(13), chr(160)), ''),
        'àằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵaăâeêioôơuưy',
        '````````````????????????~~~~~~~~~~~~''''''''''''''''''''''''............'
    )
);

-- The sources that count for a sheet, the lowest first (place 1: standing_sheets). The newest that carries the sheet
-- counts, but what was confirmed of a paper (its newest confirmation) lies over it where it came after: a report tells a
-- part of what a return tells, and must not wipe out the rest. Where only papers tell, the oldest lies below. Remarks a
-- paper carries whole, like any source. Grain: unit, sheet, source.
-- What lists need of the unit (null off the roster) and of the file is fetched here, on few rows, not on every figure.
create or replace view sheet_stacks as
with sources as (
    select file_id, sha256, recency, form is not distinct from 'paper_entry' as is_confirmed,
        max(case when form = 'paper_entry' then file_id end) over (partition by sha256) as last_confirmed
    from day_sources
),
carrying as (
    -- height: of what carries the whole sheet its recency, of what lies over it the same below 0
    select carried_sheets.unit_id, carried_sheets.sheet, carried_sheets.file_id, sources.sha256, sources.recency,
        case
            when sources.is_confirmed and carried_sheets.sheet <> 'Đánh giá' then -sources.recency
            else sources.recency
        end as height
    from carried_sheets
    inner join sources on sources.file_id = carried_sheets.file_id
    where not sources.is_confirmed or sources.file_id = sources.last_confirmed
),
ranked as (
    select unit_id, sheet, file_id, sha256, recency, height,
        row_number() over (partition by unit_id, sheet order by height desc) as place,
        max(height) over (partition by unit_id, sheet) as standing_height
    from carrying
)
select ranked.unit_id, ranked.sheet, ranked.file_id, ranked.sha256 as file_sha256, ranked.recency, ranked.place,
    units.kind as unit_kind, units.position as unit_position
from ranked
left join units on units.unit_id = ranked.unit_id
where ranked.place = 1 or (ranked.height < 0 and -ranked.height > ranked.standing_height);

-- The source that counts, sheet by sheet. Grain: unit, sheet.
create or replace view standing_sheets as
select unit_id, sheet, file_id, file_sha256, unit_kind, unit_position from sheet_stacks where place = 1;

-- Units that are asked for figures: on the roster at the plan's close, or heard of all the same. Grain: unit.
create or replace view expected_units as
select units.unit_id, units.kind, units.name, units.position
from units
cross join plan
where (units.valid_from <= plan.closes_on and (units.valid_to is null or units.valid_to >= plan.closes_on))
    or units.unit_id in (
        select carried_sheets.unit_id
        from carried_sheets
        inner join day_sources on day_sources.file_id = carried_sheets.file_id
    );

-- The rows that count. All but figures stand on one sheet, which is named, so that only its sources are ranked.
create or replace view counted_models as
select models.file_id, models.unit_id, models.position, models.name,
    coalesce(models.sector_id, 'chua_phan_loai') as sector_id, models.kind, models.level, models.implementer,
    models.start_year, models.summary, models.is_nominated, models.remark, models.sheet, models.cell,
    standing_sheets.unit_position
from models
inner join standing_sheets
    on standing_sheets.file_id = models.file_id and standing_sheets.unit_id = models.unit_id
    and standing_sheets.sheet = 'Mô hình';

-- The newest word on a figure over what its sheet's source says: put right by a person, or told by a paper. What a paper
-- tells alike stays the source's. Grain: unit, indicator, year.
create or replace view standing_corrections as
with stacks as materialized (
    select unit_id, sheet, file_id, file_sha256, recency, place, unit_kind, unit_position from sheet_stacks
),
said as (
    select corrected_figures.file_id, corrected_figures.unit_id, corrected_figures.indicator_id,
        corrected_figures.year, corrected_figures.value, corrected_figures.sheet, corrected_figures.cell,
        day_sources.sha256 as file_sha256, day_sources.recency, false as is_laid_over
    from corrected_figures
    inner join files as corrected on corrected.file_id = corrected_figures.corrected_file_id
    inner join stacks
        on stacks.unit_id = corrected_figures.unit_id and stacks.sheet = corrected_figures.sheet
        and (
            stacks.file_id = corrected.file_id
            or (corrected.form = 'paper_entry' and stacks.file_sha256 = corrected.sha256) -- confirmed anew since
        )
    inner join day_sources on day_sources.file_id = corrected_figures.file_id
    union all
    select figures.file_id, figures.unit_id, figures.indicator_id, figures.year, figures.value, figures.sheet,
        figures.cell, stacks.file_sha256, stacks.recency, true as is_laid_over
    from figures
    inner join stacks
        on stacks.file_id = figures.file_id and stacks.unit_id = figures.unit_id and stacks.sheet = figures.sheet
        and stacks.place > 1
),
ranked as (
    select file_id, unit_id, indicator_id, year, value, sheet, cell, file_sha256, is_laid_over,
        row_number() over (partition by unit_id, indicator_id, year order by recency desc) as newest
    from said
)
select ranked.file_id, ranked.unit_id, ranked.indicator_id, ranked.year, ranked.value, ranked.sheet, ranked.cell,
    ranked.file_sha256, stacks.unit_kind, stacks.unit_position
from ranked
inner join stacks on stacks.unit_id = ranked.unit_id and stacks.sheet = ranked.sheet and stacks.place = 1
left join figures
    on figures.file_id = stacks.file_id and figures.unit_id = ranked.unit_id
    and figures.indicator_id = ranked.indicator_id and figures.year = ranked.year
where ranked.newest = 1 and (not ranked.is_laid_over or ranked.value is distinct from figures.value);

-- Figures as the standing source says them, but for those of which there is a newer word. Grain: unit, indicator, year.
create or replace view counted_figures as
with corrected as materialized (
    select file_id, unit_id, indicator_id, year, value, sheet, cell, file_sha256, unit_kind, unit_position
    from standing_corrections
)
select figures.file_id, figures.unit_id, figures.indicator_id, figures.year, figures.value, figures.sheet,
    figures.cell, standing_sheets.file_sha256, standing_sheets.unit_kind, standing_sheets.unit_position
from figures
inner join standing_sheets
    on standing_sheets.file_id = figures.file_id and standing_sheets.unit_id = figures.unit_id
    and standing_sheets.sheet = figures.sheet
where not exists (
    select 1
    from corrected
    where corrected.unit_id = figures.unit_id and corrected.indicator_id = figures.indicator_id
        and corrected.year = figures.year
)
union all
select file_id, unit_id, indicator_id, year, value, sheet, cell, file_sha256, unit_kind, unit_position
from corrected
where value is not null;

create or replace view counted_documents as
select documents.file_id, documents.unit_id, documents.position, documents.number, documents.issued_on,
    documents.type, documents.title, documents.sheet, documents.cell, standing_sheets.unit_position
from documents
inner join standing_sheets
    on standing_sheets.file_id = documents.file_id and standing_sheets.unit_id = documents.unit_id
    and standing_sheets.sheet = 'Văn bản';

create or replace view counted_remarks as
select remarks.file_id, remarks.unit_id, remarks.section_id, remarks.text, remarks.sheet, remarks.cell,
    standing_sheets.unit_position
from remarks
inner join standing_sheets
    on standing_sheets.file_id = remarks.file_id and standing_sheets.unit_id = remarks.unit_id
    and standing_sheets.sheet = 'Đánh giá';

create or replace view counted_facts as
select facts.file_id, facts.unit_id, facts.fact_id, facts.text, facts.number, facts.day, facts.sheet, facts.cell,
    standing_sheets.unit_position
from facts
inner join standing_sheets
    on standing_sheets.file_id = facts.file_id and standing_sheets.unit_id = facts.unit_id
    and standing_sheets.sheet = 'Thông tin';

-- Nominations: the unit's newest list; where there is none, the marks among its models. Grain: unit, position.
create or replace view counted_nominations as
select listed_nominations.unit_id, listed_nominations.position, listed_nominations.name,
    listed_nominations.implementer, listed_nominations.summary, 'nomination_list' as source,
    listed_nominations.file_id, listed_nominations.sheet, listed_nominations.cell
from listed_nominations
inner join standing_sheets
    on standing_sheets.file_id = listed_nominations.file_id
    and standing_sheets.unit_id = listed_nominations.unit_id and standing_sheets.sheet = 'Danh sách'
union all
select counted_models.unit_id, counted_models.position, counted_models.name, counted_models.implementer,
    counted_models.summary, files.form as source, counted_models.file_id, counted_models.sheet, counted_models.cell
from counted_models
inner join files on files.file_id = counted_models.file_id
where counted_models.is_nominated
    and counted_models.unit_id not in (select unit_id from standing_sheets where sheet = 'Danh sách');

-- The nominations of the roster's units, a name that a list repeats once. Grain: unit, model key.
create or replace view nominated_models as
with ranked as (
    select counted_nominations.unit_id, counted_nominations.position, counted_nominations.name,
        name_key(counted_nominations.name) as model_key, counted_nominations.implementer,
        counted_nominations.summary, counted_nominations.source, counted_nominations.file_id,
        counted_nominations.sheet, counted_nominations.cell,
        units.position as unit_position,
        row_number() over (
            partition by counted_nominations.unit_id, name_key(counted_nominations.name)
            order by counted_nominations.position
        ) as place
    from counted_nominations
    inner join units on units.unit_id = counted_nominations.unit_id
)
select unit_id, position, name, model_key, implementer, summary, source, file_id, sheet, cell, unit_position
from ranked
where place = 1;

-- The newest word of each appraiser on each criterion of a model, but what was taken back. Grain: unit, model,
-- criterion, appraiser.
create or replace view standing_appraisals as
with ranked as (
    select unit_id, name, name_key(name) as model_key, criterion_id, answer, remark, appraiser, recorded_at,
        recorded_by,
        row_number() over (
            partition by unit_id, name_key(name), criterion_id, name_key(appraiser)
            order by rowid desc
        ) as newest
    from appraisals
    where was_known(recorded_at)
)
select unit_id, name, model_key, criterion_id, answer, remark, appraiser, recorded_at, recorded_by
from ranked
where newest = 1 and answer is not null;

-- Decisions by the day that was decided; place: the order of recording.
create or replace view day_selections as
select unit_id, name, decision, reason, decided_on, recorded_at, recorded_by, rowid as place
from selections
where had_come(decided_on) and was_known(recorded_at);

-- The decision on a model that counts, but what was taken back. Grain: unit, model.
create or replace view standing_selections as
with ranked as (
    select unit_id, name, name_key(name) as model_key, decision, reason, decided_on, recorded_at, recorded_by,
        row_number() over (
            partition by unit_id, name_key(name) order by place desc
        ) as newest
    from day_selections
)
select unit_id, name, model_key, decision, reason, decided_on, recorded_at, recorded_by
from ranked
where newest = 1 and decision is not null;

-- Receipts. The same row of several registers counts once; identical rows within one file are separate receipts, and
-- so are entries on screen, each of which a register may say again; what was struck out does not count, whichever
-- source says it again. Grain: unit, obligation, day, copies.
create or replace view recorded_receipts as
with per_source as (
    select receipts.file_id, receipts.unit_id, receipts.obligation_id, receipts.received_on, receipts.copies,
        case when counted_files.form = 'receipt_entry' then 1 else 0 end as entries, count(*) as times
    from receipts
    inner join counted_files on counted_files.file_id = receipts.file_id
    group by receipts.file_id, receipts.unit_id, receipts.obligation_id, receipts.received_on, receipts.copies,
        counted_files.form
),
said_once as (
    select unit_id, obligation_id, received_on, copies,
        cast(greatest(
            max(case when entries = 0 then times else 0 end), sum(case when entries = 1 then times else 0 end)
        ) as bigint) as times,
        min(file_id) as file_id
    from per_source
    group by unit_id, obligation_id, received_on, copies
),
struck as (
    select unit_id, obligation_id, received_on, copies, times, reason, recorded_by,
        row_number() over (
            partition by unit_id, obligation_id, received_on, copies order by rowid desc
        ) as newest
    from struck_receipts
)
select said_once.unit_id, said_once.obligation_id, said_once.received_on, said_once.copies, said_once.times,
    coalesce(struck.times, 0) as struck, struck.reason as struck_for, struck.recorded_by as struck_by,
    said_once.file_id
from said_once
left join struck
    on struck.unit_id = said_once.unit_id and struck.obligation_id = said_once.obligation_id
    and struck.received_on = said_once.received_on and struck.copies = said_once.copies and struck.newest = 1;

-- Grain: unit, obligation, day.
create or replace view receipt_days as
select unit_id, obligation_id, received_on, cast(sum(copies * (times - struck)) as bigint) as copies
from recorded_receipts
where times > struck
group by unit_id, obligation_id, received_on;

-- Copies so far on each day of receipt. Grain: unit, obligation, day.
create or replace view receipts_to_date as
select unit_id, obligation_id, received_on, copies,
    cast(sum(copies) over (partition by unit_id, obligation_id order by received_on) as bigint) as copies_to_date
from receipt_days;

-- The plan's parts as the edition of a day has them. Grain: obligation.
create or replace macro obligations_on(as_of) as table
select plan_days.edition, held.obligation_id, held.dossier_id, held.position, held.copies, held.last_day
from plan_days
inner join obligations_by_edition as held on held.edition = plan_days.edition
where cast(as_of as date) between plan_days.holds_from and plan_days.holds_to;

-- Receipts up to a day, and whether all copies were there that the day's edition asks for: the first such day is the
-- complete day, which never moves (CONTRACT §1). Grain: unit, obligation, day.
create or replace macro receipts_until(as_of) as table
select receipts_to_date.unit_id, receipts_to_date.obligation_id, receipts_to_date.received_on, receipts_to_date.copies,
    receipts_to_date.copies_to_date >= owed.copies as is_complete
from receipts_to_date
inner join obligations_on(as_of) as owed on owed.obligation_id = receipts_to_date.obligation_id
where receipts_to_date.received_on <= cast(as_of as date);

-- What came back by a day of papers that had been sent back, counted from the last day on which they were. Of the
-- receipts of such a day those that make a full set are what went back, the others came again. Grain: unit,
-- obligation that was sent back.
create or replace macro copies_back(as_of) as table
with sent_days as (
    select unit_id, obligation_id, sent_back_on, count(*) as times,
        lag(sent_back_on) over (partition by unit_id, obligation_id order by sent_back_on) as sent_before
    from corrections
    where sent_back_on <= cast(as_of as date)
    group by unit_id, obligation_id, sent_back_on
),
around as (
    select sent_days.unit_id, sent_days.obligation_id, sent_days.sent_back_on, sent_days.times,
        owed.copies as copies_owed,
        coalesce(sum(case
            when days.received_on < sent_days.sent_back_on
                and (sent_days.sent_before is null or days.received_on > sent_days.sent_before) then days.copies
        end), 0) as copies_before,
        coalesce(sum(case when days.received_on = sent_days.sent_back_on then days.copies end), 0) as copies_that_day,
        coalesce(sum(case when days.received_on > sent_days.sent_back_on then days.copies end), 0) as copies_since
    from sent_days
    inner join obligations_on(as_of) as owed on owed.obligation_id = sent_days.obligation_id
    left join receipt_days as days
        on days.unit_id = sent_days.unit_id and days.obligation_id = sent_days.obligation_id
        and days.received_on <= cast(as_of as date)
    group by sent_days.unit_id, sent_days.obligation_id, sent_days.sent_back_on, sent_days.sent_before,
        sent_days.times, owed.copies
),
kept as (
    select unit_id, obligation_id, sent_back_on, times, copies_owed, copies_before, copies_that_day, copies_since,
        coalesce(lag(
            greatest(0, copies_that_day - greatest(0, copies_owed - copies_before) - (times - 1) * copies_owed)
        ) over (partition by unit_id, obligation_id order by sent_back_on), 0) as copies_kept,
        row_number() over (partition by unit_id, obligation_id order by sent_back_on desc) as newest
    from around
)
select unit_id, obligation_id, sent_back_on, copies_owed,
    cast(copies_since + greatest(
        0,
        copies_that_day - greatest(0, copies_owed - copies_before - copies_kept) - (times - 1) * copies_owed
    ) as bigint) as copies
from kept
where newest = 1;

-- Copies at the office by the end of a day, those sent back left out. Grain: unit, obligation of which copies came.
create or replace macro copies_there(as_of) as table
with came as (
    select unit_id, obligation_id, cast(sum(copies) as bigint) as copies
    from receipt_days
    where received_on <= cast(as_of as date)
    group by unit_id, obligation_id
)
select came.unit_id, came.obligation_id, coalesce(back.copies, came.copies) as copies
from came
left join copies_back(as_of) as back on back.unit_id = came.unit_id and back.obligation_id = came.obligation_id;

-- Receipts recorded with a paper or list that count: whether a register says them, too (is_registered), and whether the
-- papers went back after them (went_back). Grain: paper, entry of receipts, unit, obligation.
create or replace view papers_received as
with registered as (
    select distinct receipts.unit_id, receipts.obligation_id, receipts.received_on, receipts.copies
    from receipts
    inner join counted_files on counted_files.file_id = receipts.file_id
    where counted_files.form <> 'receipt_entry'
),
sent_back as (
    select unit_id, obligation_id, max(sent_back_on) as sent_back_on from corrections group by unit_id, obligation_id
)
select receipt_papers.sha256, receipt_papers.file_id, receipt_papers.unit_id, receipt_papers.obligation_id,
    receipts.received_on, receipts.copies, recorded.struck, registered.unit_id is not null as is_registered,
    coalesce(receipts.received_on < sent_back.sent_back_on, false) as went_back
from receipt_papers
inner join counted_files on counted_files.file_id = receipt_papers.file_id
inner join receipts
    on receipts.file_id = receipt_papers.file_id and receipts.unit_id = receipt_papers.unit_id
    and receipts.obligation_id = receipt_papers.obligation_id
inner join recorded_receipts as recorded
    on recorded.unit_id = receipts.unit_id and recorded.obligation_id = receipts.obligation_id
    and recorded.received_on = receipts.received_on and recorded.copies = receipts.copies
    and recorded.times > recorded.struck
left join registered
    on registered.unit_id = receipts.unit_id and registered.obligation_id = receipts.obligation_id
    and registered.received_on = receipts.received_on and registered.copies = receipts.copies
left join sent_back
    on sent_back.unit_id = receipts.unit_id and sent_back.obligation_id = receipts.obligation_id;

-- The roster on a day (before the plan's day that of the plan's day), each unit's own last day, and whether it owes
-- the obligation at all. Grain: unit, obligation.
create or replace macro dues_on(as_of) as table
with extended as (
    select unit_id, obligation_id, last_day,
        row_number() over (partition by unit_id, obligation_id order by rowid desc) as newest
    from extensions
),
exempted as (
    select unit_id, obligation_id, is_exempt,
        row_number() over (partition by unit_id, obligation_id order by rowid desc) as newest
    from exemptions
)
select units.unit_id, obligations.obligation_id, units.kind, units.position as unit_position,
    obligations.position as obligation_position, obligations.dossier_id, obligations.copies as copies_owed,
    coalesce(extended.last_day, obligations.last_day) as last_day, extended.last_day is not null as is_extended,
    coalesce(exempted.is_exempt, false) or owed.kind is null as is_exempt
from plan
cross join plan_days
inner join units_by_edition as units
    on units.edition = plan_days.edition
    and units.valid_from <= greatest(cast(as_of as date), plan.issued_on)
    and (units.valid_to is null or units.valid_to >= greatest(cast(as_of as date), plan.issued_on))
inner join obligations_by_edition as obligations on obligations.edition = plan_days.edition
left join obligation_kinds_by_edition as owed
    on owed.edition = obligations.edition and owed.obligation_id = obligations.obligation_id
    and owed.kind = units.kind
left join extended
    on extended.unit_id = units.unit_id and extended.obligation_id = obligations.obligation_id
    and extended.newest = 1
left join exempted
    on exempted.unit_id = units.unit_id and exempted.obligation_id = obligations.obligation_id
    and exempted.newest = 1
where cast(as_of as date) between plan_days.holds_from and plan_days.holds_to;

-- What was complete by a day, for counting over days without judging each unit. Grain: unit, obligation.
create or replace macro completions(as_of) as table
with completed as (
    select unit_id, obligation_id, min(received_on) as complete_on
    from receipts_until(as_of)
    where is_complete
    group by unit_id, obligation_id
)
select due.unit_id, due.obligation_id, due.obligation_position, due.dossier_id, due.is_exempt, completed.complete_on
from dues_on(as_of) as due
left join completed on completed.unit_id = due.unit_id and completed.obligation_id = due.obligation_id;

-- The status of a unit's obligation on a day (CONTRACT §1, first match counts). Grain: unit, obligation.
create or replace macro obligation_status(as_of) as table
with received as (
    select unit_id, obligation_id, min(received_on) as first_on,
        cast(sum(copies) as bigint) as copies, min(received_on) filter (where is_complete) as complete_on
    from receipts_until(as_of)
    group by unit_id, obligation_id
),
judged as (
    select due.unit_id, due.obligation_id, due.kind, due.unit_position, due.obligation_position, due.dossier_id,
        due.last_day, due.is_extended,
        received.complete_on, received.first_on, coalesce(received.copies, 0) as copies,
        case
            when due.is_exempt then 'exempt'
            when sent_back.copies < sent_back.copies_owed then 'returned'
            when received.complete_on <= due.last_day then 'on_time'
            when received.complete_on is not null then 'late'
            when received.first_on is not null then 'incomplete'
            when cast(as_of as date) <= due.last_day then 'not_due'
            else 'missing'
        end as status
    from dues_on(as_of) as due
    left join received on received.unit_id = due.unit_id and received.obligation_id = due.obligation_id
    left join copies_back(as_of) as sent_back
        on sent_back.unit_id = due.unit_id and sent_back.obligation_id = due.obligation_id
)
select unit_id, obligation_id, kind, unit_position, obligation_position, dossier_id, last_day,
    coalesce(complete_on, first_on) as received_on, complete_on, copies, status,
    cast(case status
        when 'late' then date_diff('day', last_day, complete_on)
        when 'missing' then date_diff('day', last_day, cast(as_of as date))
    end as integer) as days_late,
    is_extended
from judged;

-- A dossier: complete on its last part's complete day, late if any part is. Grain: unit, dossier.
create or replace macro dossier_status(as_of) as table
with parts as (
    select unit_id, dossier_id, kind, unit_position,
        count(*) filter (where status <> 'exempt') as part_count,
        count(*) filter (where status in ('on_time', 'late')) as complete_count,
        count(*) filter (where status = 'late') as late_count,
        count(*) filter (where status = 'returned') as returned_count,
        count(*) filter (where status = 'incomplete') as incomplete_count,
        count(*) filter (where status = 'missing') as missing_count,
        count(complete_on) filter (where status <> 'exempt') as dated_count,
        max(complete_on) filter (where status <> 'exempt') as last_complete_on,
        max(days_late) as days_late, max(last_day) filter (where status <> 'exempt') as last_day
    from obligation_status(as_of)
    group by unit_id, dossier_id, kind, unit_position
)
select unit_id, dossier_id, kind, unit_position, part_count, complete_count,
    case when dated_count = part_count then last_complete_on end as complete_on, last_day,
    case
        when part_count = 0 then 'exempt'
        when returned_count > 0 then 'returned'
        when complete_count = part_count and late_count > 0 then 'late'
        when complete_count = part_count then 'on_time'
        when complete_count + incomplete_count > 0 then 'incomplete'
        when missing_count > 0 then 'missing'
        else 'not_due'
    end as status,
    days_late
from parts;

-- The total of each indicator of a sheet in each year, null where nobody reported, and on how many units it rests.
-- Grain: indicator, year.
create or replace macro figures_by_year(form_sheet) as table
with years as (
    select indicators.indicator_id, indicators.position, cast(series.year as integer) as year
    from indicators
    cross join lateral unnest(generate_series(indicators.year_from, indicators.year_to)) as series (year)
    where indicators.sheet = form_sheet
),
reported as (
    select indicator_id, year, cast(sum(value) as bigint) as value, count(*) as units_reporting
    from counted_figures
    where sheet = form_sheet
    group by indicator_id, year
),
expected as (
    select count(*) as unit_count from expected_units
)
select years.indicator_id, years.position, years.year, reported.value,
    coalesce(reported.units_reporting, 0) as units_reporting, expected.unit_count as units_expected
from years
cross join expected
left join reported on reported.indicator_id = years.indicator_id and reported.year = years.year;

-- The days of the campaign: from the plan's to the one asked for; none before the plan, none ten years after it.
-- Grain: day.
create or replace macro campaign_days(as_of) as table
select cast(series.day as date) as day
from plan
cross join lateral unnest(
    generate_series(
        cast(plan.issued_on as timestamp),
        least(cast(cast(as_of as date) as timestamp), cast(plan.issued_on as timestamp) + interval '3660 day'),
        interval '1 day'
    )
) as series (day);
