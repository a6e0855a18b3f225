-- Fills `documents` and `postings` from releases and statements; run as the last step of a build, whole.
DELETE FROM postings;
DELETE FROM documents;
INSERT INTO documents
    SELECT row_number() OVER (ORDER BY release_id) - 1, 'release', release_id, NULL, NULL, len(words_of(text))
    FROM releases;
INSERT INTO documents
    SELECT (SELECT count(*) FROM releases) + row_number() OVER (ORDER BY s.engagement_id, s.ordinal) - 1,
           'statement', e.release_id, s.engagement_id, s.ordinal, len(words_of(s.text))
    FROM statements s JOIN engagements e USING (engagement_id);
INSERT INTO postings
    WITH texts AS (
        SELECT d.document, 0 AS first, words_of(r.text) AS words
        FROM documents d JOIN releases r USING (release_id) WHERE d.sort = 'release'
        UNION ALL SELECT d.document, -1000, words_of(r.title)[:1000]
        FROM documents d JOIN releases r USING (release_id) WHERE d.sort = 'release' AND r.title IS NOT NULL
        UNION ALL SELECT d.document, 0, words_of(s.text)
        FROM documents d JOIN statements s USING (engagement_id, ordinal) WHERE d.sort = 'statement'),
    found AS (SELECT document, unnest(words) AS word, first + unnest(range(len(words))) AS position FROM texts),
    -- A word is brought to its form once, not at every place it stands.
    forms AS MATERIALIZED (SELECT word, term_of(word) AS term FROM (SELECT DISTINCT word FROM found))
    SELECT term, document, position FROM found JOIN forms USING (word) ORDER BY term, document, position;
