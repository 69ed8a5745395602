-- What has each unit stated of itself: totals, review conference, yearly ratings?
-- Grain: a unit whose sheet Thông tin counts. Order: roster.
select standing_sheets.unit_id,
    max(case when fact_id = 'models_stated' then number end) as models_stated,
    max(case when fact_id = 'awarded_models' then number end) as awarded_models,
    max(case when fact_id = 'review_on' then day end) as review_on,
    max(case when fact_id = 'review_form' then text end) as review_form,
    max(case when fact_id = 'attendees' then number end) as attendees,
    max(case when fact_id = 'rating_2017' then text end) as rating_2017,
    max(case when fact_id = 'rating_2018' then text end) as rating_2018,
    max(case when fact_id = 'rating_2019' then text end) as rating_2019,
    max(case when fact_id = 'rating_2020' then text end) as rating_2020,
    max(case when fact_id = 'rating_2021' then text end) as rating_2021,
    max(case when fact_id = 'compiled_by' then text end) as compiled_by,
    max(case when fact_id = 'compiled_on' then day end) as compiled_on,
    max(standing_sheets.file_id) as file_id
from standing_sheets
inner join units on units.unit_id = standing_sheets.unit_id
left join facts on facts.file_id = standing_sheets.file_id and facts.unit_id = standing_sheets.unit_id
where standing_sheets.sheet = 'Thông tin'
group by standing_sheets.unit_id, units.position
order by units.position
