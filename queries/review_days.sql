-- Where does the day of the review conference differ between the register and the unit's return?
-- Grain: unit whose return states a day that no receipt that counts has. Order: roster.
with told as (
    -- The plan's data does not say which obligation a fact of the form tells of: the form's own fact and the register's
    -- own obligation (plan II.2.2-2.4) are tied together here, and nowhere else.
    select 'review_on' as fact_id, 'review' as obligation_id
),
stated as (
    select facts.unit_id, standing_sheets.unit_position, told.obligation_id, facts.day, facts.file_id, facts.sheet,
        facts.cell
    from facts
    inner join told on told.fact_id = facts.fact_id
    inner join standing_sheets
        on standing_sheets.file_id = facts.file_id and standing_sheets.unit_id = facts.unit_id
        and standing_sheets.sheet = facts.sheet
    where facts.day is not null and standing_sheets.unit_position is not null
),
-- the first day counts, as for every obligation; of rows that say the same day the first that came in is shown
registered as (
    select receipts.unit_id, receipts.obligation_id, receipts.received_on, receipts.file_id, receipts.sheet,
        receipts.cell,
        row_number() over (
            partition by receipts.unit_id
            order by receipts.received_on, receipts.file_id, length(receipts.cell), receipts.cell
        ) as place
    from receipts
    inner join told on told.obligation_id = receipts.obligation_id
    inner join counted_files on counted_files.file_id = receipts.file_id
    where had_come(receipts.received_on)
)
select stated.unit_id, stated.day as stated_on, registered.received_on as registered_on,
    date_diff('day', stated.day, registered.received_on) as days_apart, stated.file_id, stated.sheet, stated.cell,
    registered.file_id as register_file_id, registered.sheet as register_sheet, registered.cell as register_cell
from stated
inner join registered on registered.unit_id = stated.unit_id and registered.place = 1
where not exists (
    select 1
    from registered as same
    where same.unit_id = stated.unit_id and same.received_on = stated.day
)
order by stated.unit_position
