-- Fills `documents` and `postings` from releases and statements; run as the last step of a build, whole.
DELETE FROM postings;
DELETE FROM documents;
-- Only ids and lengths are sorted: texts would not fit.
INSERT INTO documents
    SELECT row_number() OVER (ORDER BY release_id) - 1, 'release', release_id, NULL, NULL, words
    FROM (SELECT release_id, len(words_of(text)) AS words FROM releases);
INSERT INTO documents
    SELECT (SELECT count(*) FROM releases) + row_number() OVER (ORDER BY s.engagement_id, s.ordinal) - 1,
           'statement', e.release_id, s.engagement_id, s.ordinal, s.words
    FROM (SELECT engagement_id, ordinal, len(words_of(text)) AS words FROM statements) s
    JOIN engagements e USING (engagement_id);
-- The last three are run stretch by stretch, of releases ($low to $high: row ids), then of statements, each followed by
-- the postings of its words; so what a build needs of memory does not grow with the collection.
CREATE OR REPLACE TEMP TABLE stretch AS
    WITH chosen AS (SELECT d.document, r.title, r.text
                    FROM releases r JOIN documents d USING (release_id)
                    WHERE r.rowid BETWEEN $low AND $high AND d.sort = 'release')
    SELECT document, 0 AS first, words_of(text) AS words FROM chosen
    UNION ALL SELECT document, -1000, words_of(title)[:1000] FROM chosen WHERE title IS NOT NULL;
CREATE OR REPLACE TEMP TABLE stretch AS
    SELECT d.document, 0 AS first, words_of(s.text) AS words
    FROM statements s JOIN documents d USING (engagement_id, ordinal)
    WHERE s.rowid BETWEEN $low AND $high AND d.sort = 'statement';
INSERT INTO postings
    WITH found AS (SELECT document, unnest(words) AS word, first + unnest(range(len(words))) AS position FROM stretch),
    -- A word is brought to its form once, not at every place it stands.
    forms AS MATERIALIZED (SELECT word, term_of(word) AS term FROM (SELECT DISTINCT word FROM found))
    SELECT term, document, position FROM found JOIN forms USING (word) ORDER BY term, document, position;
