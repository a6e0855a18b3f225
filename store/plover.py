"""Engagements as PLOVER events (with CAMEO codes), one JSON object a line.

telephone and video are CONSULT/phone (041); a contact where one side is at home is CONSULT/visit, the visitor the actor
and the host the recipient (042, which from the host's side is 043); one in a third country CONSULT/third-party (044);
a multilateral one CONSULT/multilateral (040), its lists kept whole; a signing SUPPORT (057); where the place is not
known, CONSULT without a mode (040). Announced visits are no engagements and so no events. Fields: the ontology's
manual 0.7b1, openeventdata/PLOVER; `kind`, `cameo`, `date_precision`, `date_basis` are ours.
"""

from store.tables import PUBLISHER, STRETCH

ROWS = f"""
    WITH stretch AS {STRETCH},
    sides AS (SELECT ec.engagement_id, list(ec.country ORDER BY ec.country) AS codes,
                     list({{'actorText': coalesce(c.name, o.name, ec.country), 'code': ec.country,
                            'sector': CASE WHEN c.country IS NULL THEN 'IGO' ELSE 'GOV' END}}
                          ORDER BY ec.country) AS others
              FROM engagement_countries ec SEMI JOIN stretch USING (engagement_id)
              LEFT JOIN countries c ON c.country = ec.country LEFT JOIN organisations o ON o.organisation = ec.country
              GROUP BY ALL),
    contexts AS (SELECT engagement_id, list_sort(list_distinct(flatten(list(string_split(plover, '|'))))) AS contexts
                 FROM engagement_topics SEMI JOIN stretch USING (engagement_id) JOIN topics USING (topic)
                 WHERE plover IS NOT NULL GROUP BY ALL),
    told AS (
        SELECT place, e.*, r.title, r.url, r.ministry, coalesce(contexts.contexts, []) AS contexts,
               coalesce(sides.others, []) AS others, home.country AS home,
               [{{'actorText': home_name.name, 'code': home.country, 'sector': 'GOV'}}] AS publisher,
               CASE WHEN e.kind = 'signing' THEN '057' WHEN e.kind IN ('telephone', 'video') THEN '041'
                    WHEN e.kind = 'multilateral' OR e.place_country IS NULL THEN '040'
                    WHEN e.place_country = home.country OR e.place_country IN (SELECT unnest(sides.codes)) THEN '042'
                    ELSE '044' END AS cameo
        FROM stretch JOIN engagements e USING (engagement_id) JOIN releases r USING (release_id)
        LEFT JOIN sides USING (engagement_id) LEFT JOIN contexts USING (engagement_id)
        LEFT JOIN {PUBLISHER} home ON home.ending = string_split(r.ministry, '-')[-1]
        LEFT JOIN countries home_name ON home_name.country = home.country)
    SELECT engagement_id AS id, date, CASE cameo WHEN '057' THEN 'SUPPORT' ELSE 'CONSULT' END AS event,
           CASE WHEN cameo = '041' THEN 'phone' WHEN cameo = '042' THEN 'visit' WHEN cameo = '044' THEN 'third-party'
                WHEN kind = 'multilateral' THEN 'multilateral' END AS mode, contexts AS context,
           CASE WHEN cameo = '042' AND place_country = home THEN others ELSE publisher END AS actor,
           CASE WHEN cameo = '042' AND place_country = home THEN publisher ELSE others END AS recipient,
           {{'city': place_city, 'country': place_country}} AS location, title AS text, url, ministry AS publication,
           'en' AS language, 'Chancery' AS coder,
           (SELECT build_id FROM builds ORDER BY built_at DESC LIMIT 1) AS version,
           cameo, kind, date_precision, date_basis
    FROM told ORDER BY place"""
