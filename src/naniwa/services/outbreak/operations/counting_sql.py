"""The statements by which cases are counted; nothing but counts leaves the tables of cases."""

_BELIEVED = "onset_on BETWEEN reported_on - 365 AND reported_on"
"""A day of onset after the report, or more than a year before it, was mistyped, and is no day of onset."""
_LAG = f"CASE WHEN {_BELIEVED} THEN least(reported_on - onset_on, 60)::text END"
# Children below ten stand apart as before and at school, which begins in April after the sixth birthday.
_YEARS = "extract(year FROM age(reported_on, born_on))::int"
_SCHOOL = """
reported_on >= make_date(extract(year FROM born_on - interval '3 months 1 day')::int + 7, 4, 1)
"""
_AGE = f"""
CASE WHEN born_on IS NULL OR born_on > reported_on THEN
        CASE WHEN age IN ('preschool', 'school') OR age ~ '^(10|[1-9]0)$' OR age = '100' THEN age ELSE 'unknown' END
     WHEN {_YEARS} >= 10 THEN least({_YEARS} / 10 * 10, 100)::text
     WHEN {_SCHOOL} THEN 'school' ELSE 'preschool' END
"""
_PLACE = """
CASE WHEN municipality = '' THEN 'unknown' WHEN municipality = ANY(%(places)s) THEN municipality ELSE 'elsewhere' END
"""
_ENDED = "(closed_at AT TIME ZONE 'Asia/Tokyo')::date"
_FEED = """
FROM outbreak_publishedcase WHERE organisation_id = %(body)s AND replaced_at IS NULL
AND (%(own_from)s::date IS NULL OR reported_on < %(own_from)s)
"""
_KNOWN = """
FROM outbreak_case WHERE disease = %(disease)s AND outcome <> 'not_a_case'
AND reported_on BETWEEN %(earliest)s AND %(today)s AND %(own_from)s::date IS NOT NULL
"""
_OWN = f"{_KNOWN} AND reported_on >= %(own_from)s"
_TODAY_S = "= ANY(%(days)s)"

PLACE = "CREATE TEMPORARY TABLE {fresh} (basis text, by text, day date, code text, count int) ON COMMIT DROP"
FRESH = f"""
INSERT INTO {{fresh}}
SELECT 'reported' AS basis,
       CASE WHEN GROUPING(age) = 0 THEN 'age' WHEN GROUPING(place) = 0 THEN 'place' WHEN GROUPING(lag) = 0 THEN 'lag'
            ELSE 'all' END AS by,
       day, COALESCE(age, place, lag, '') AS code, count(*) AS count
FROM (
    SELECT reported_on AS day, age, place, {_LAG} AS lag {_FEED} AND reported_on {_TODAY_S}
    UNION ALL
    SELECT reported_on, {_AGE}, {_PLACE}, {_LAG} {_OWN} AND reported_on {_TODAY_S}
) AS cases
GROUP BY GROUPING SETS ((day), (day, age), (day, place), (day, lag))
HAVING NOT (GROUPING(lag) = 0 AND lag IS NULL)
UNION ALL
SELECT basis, 'all', day, '', count(*)
FROM (
    SELECT 'onset' AS basis, onset_on AS day {_FEED} AND onset_on {_TODAY_S}
    UNION ALL
    SELECT 'own_onset', onset_on {_OWN} AND onset_on {_TODAY_S} AND {_BELIEVED}
    UNION ALL
    SELECT 'came', reported_on {_KNOWN} AND reported_on {_TODAY_S}
    UNION ALL
    SELECT 'left', {_ENDED} {_KNOWN} AND closed_at IS NOT NULL AND {_ENDED} {_TODAY_S}
    UNION ALL
    SELECT 'died', {_ENDED} {_KNOWN} AND closed_at IS NOT NULL AND outcome = 'died' AND {_ENDED} {_TODAY_S}
        AND {_ENDED} >= %(own_from)s
) AS others
GROUP BY basis, day
"""  # noqa: S608 - our own names
_SAME = "{fresh} f WHERE (f.basis, f.by, f.day, f.code, f.count) = (c.basis, c.by, c.day, c.code, c.count)"
STALE = f"""
UPDATE outbreak_casecount c SET replaced_at = %(now)s
WHERE organisation_id = %(body)s AND replaced_at IS NULL AND day {_TODAY_S} AND NOT EXISTS (SELECT FROM {_SAME})
"""  # noqa: S608 - our own names
COUNT = """
INSERT INTO outbreak_casecount (organisation_id, basis, by, day, code, count, counted_at)
SELECT %(body)s, basis, by, day, code, count, %(now)s FROM {fresh} f
WHERE NOT EXISTS (
    SELECT FROM outbreak_casecount c WHERE c.organisation_id = %(body)s AND c.replaced_at IS NULL
    AND (c.basis, c.by, c.day, c.code) = (f.basis, f.by, f.day, f.code)
)
"""
TAKE = "DELETE FROM outbreak_touchedday RETURNING day"
EVERY_DAY = f"""
SELECT day FROM outbreak_casecount WHERE organisation_id = %(body)s AND replaced_at IS NULL
UNION SELECT reported_on FROM outbreak_publishedcase WHERE organisation_id = %(body)s AND replaced_at IS NULL
UNION SELECT onset_on FROM outbreak_publishedcase WHERE onset_on IS NOT NULL AND organisation_id = %(body)s
    AND replaced_at IS NULL
UNION SELECT reported_on FROM outbreak_case
UNION SELECT onset_on FROM outbreak_case WHERE onset_on IS NOT NULL
UNION SELECT {_ENDED} FROM outbreak_case WHERE closed_at IS NOT NULL
"""  # noqa: S608 - our own names
