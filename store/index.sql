-- Fills `documents` and `postings` from the releases and statements that are not in them yet; run as the last step of a
-- build. First, what is to be read gets its numbers, the next free ones; `place` is a row id, `size` in characters.
CREATE OR REPLACE TEMP TABLE unread AS
    -- Lengths first, by themselves: else DuckDB carries all texts through the join, and they would not fit.
    WITH sizes AS MATERIALIZED (SELECT release_id, rowid AS place, length(text) AS size FROM releases),
    fresh AS MATERIALIZED (FROM sizes ANTI JOIN (FROM documents WHERE sort = 'release') USING (release_id)),
    missing AS (
        SELECT 'release' AS sort, release_id, NULL AS engagement_id, NULL AS ordinal, place, size FROM fresh
        UNION ALL  -- a release and its statements come and go together
        SELECT 'statement', e.release_id, s.engagement_id, s.ordinal, s.rowid, length(s.text)
        FROM statements s JOIN (FROM engagements SEMI JOIN fresh USING (release_id)) e USING (engagement_id))
    -- A number is not used again: postings of documents that are gone may still stand there.
    SELECT greatest((SELECT coalesce(max(document), -1) FROM documents), (SELECT coalesce(max(document), -1) FROM postings))
               + row_number() OVER (ORDER BY sort, release_id, engagement_id, ordinal) AS document, *
    FROM missing;
-- The others are run stretch by stretch ($low to $high: row ids), of releases, then of statements, each followed by its
-- documents and its postings; so what a build needs of memory does not grow with the collection.
CREATE OR REPLACE TEMP TABLE stretch AS
    SELECT u.document, words_of(r.text) AS words, words_of(r.title)[:1000] AS heading
    FROM releases r JOIN unread u ON u.place = r.rowid AND u.sort = 'release' WHERE r.rowid BETWEEN $low AND $high;
CREATE OR REPLACE TEMP TABLE stretch AS
    SELECT u.document, words_of(s.text) AS words, NULL::VARCHAR[] AS heading
    FROM statements s JOIN unread u ON u.place = s.rowid AND u.sort = 'statement' WHERE s.rowid BETWEEN $low AND $high;
INSERT INTO documents
    SELECT document, sort, release_id, engagement_id, ordinal, len(words) FROM stretch JOIN unread USING (document)
    ORDER BY document;
INSERT INTO postings
    WITH found AS (
        SELECT document, unnest(words) AS word, unnest(range(len(words))) AS position FROM stretch
        UNION ALL SELECT document, unnest(heading), unnest(range(len(heading))) - 1000 FROM stretch WHERE heading IS NOT NULL),
    -- A word is brought to its form once, not at every place it stands.
    forms AS MATERIALIZED (SELECT word, term_of(word) AS term FROM (SELECT DISTINCT word FROM found))
    SELECT term, document, position FROM found JOIN forms USING (word) ORDER BY term, document, position;
