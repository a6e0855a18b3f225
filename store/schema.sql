-- What the database holds (schema version 3). Column names are public interface: see docs/codebook.md.
-- `start` and `end` are character offsets into releases.text, end exclusive.

-- Vocabulary ---------------------------------------------------------------------------------------------------------
CREATE TABLE countries (              -- every country, and what it is called elsewhere
    country    VARCHAR PRIMARY KEY,   -- ISO 3166-1 alpha-3, Kosovo XKX
    iso2       VARCHAR,
    name       VARCHAR NOT NULL,
    official_name VARCHAR,
    m49        VARCHAR,               -- codes are text: leading zeros count
    region     VARCHAR NOT NULL,      -- UN M49
    subregion  VARCHAR NOT NULL,
    capital    VARCHAR,
    latitude   DOUBLE,                -- of the capital, degrees north
    longitude  DOUBLE,
    cow_code   VARCHAR,               -- Correlates of War
    gw_code    VARCHAR                -- Gleditsch-Ward
);
CREATE TABLE organisations (          -- international bodies and groups
    organisation VARCHAR PRIMARY KEY, -- acronym
    name         VARCHAR NOT NULL,
    sort         VARCHAR NOT NULL     -- organisation, group
);
CREATE TABLE places (                 -- towns, regions and buildings talks can be held in
    place     VARCHAR PRIMARY KEY,    -- name as it stands in engagements.place_city
    country   VARCHAR NOT NULL,
    time_zone VARCHAR, latitude DOUBLE, longitude DOUBLE,
    sort      VARCHAR NOT NULL,       -- city, region, venue
    city      VARCHAR                 -- of a venue
);
CREATE TABLE topics (                 -- what talks can be about
    topic VARCHAR PRIMARY KEY, name VARCHAR NOT NULL, definition VARCHAR NOT NULL,
    plover VARCHAR, cap VARCHAR       -- crosswalk: PLOVER context, Comparative Agendas major topic
);
CREATE TABLE kinds (                  -- forms an engagement can have
    kind VARCHAR PRIMARY KEY, name VARCHAR NOT NULL, definition VARCHAR NOT NULL
);
CREATE TABLE people (                 -- everybody who took part by name
    person_id VARCHAR PRIMARY KEY, name VARCHAR NOT NULL,
    country VARCHAR, organisation VARCHAR
);
CREATE TABLE officials (              -- office-holders with dates of office
    person_id VARCHAR NOT NULL, name VARCHAR NOT NULL, office VARCHAR NOT NULL, country VARCHAR NOT NULL,
    term_start DATE NOT NULL, term_end DATE,   -- term_end exclusive; null: still in office when the table was checked
    source VARCHAR, note VARCHAR,
    PRIMARY KEY (person_id, office, term_start)
);

-- Releases -----------------------------------------------------------------------------------------------------------
CREATE TABLE builds (                 -- how the database was made, one row a build
    build_id VARCHAR PRIMARY KEY, built_at TIMESTAMP NOT NULL, sources VARCHAR[] NOT NULL,
    schema_version INTEGER NOT NULL, rules_fingerprint VARCHAR NOT NULL, vocabulary_fingerprint VARCHAR NOT NULL,
    releases_read INTEGER NOT NULL, releases_new INTEGER NOT NULL, releases_changed INTEGER NOT NULL,
    releases_unchanged INTEGER NOT NULL, releases_skipped INTEGER NOT NULL, rejects INTEGER NOT NULL,
    engagements INTEGER NOT NULL
);
CREATE TABLE releases (               -- every text that was read
    release_id VARCHAR PRIMARY KEY,
    id         VARCHAR,               -- as given by the source
    ministry   VARCHAR NOT NULL,
    url        VARCHAR,
    title      VARCHAR,
    published  DATE,
    text       VARCHAR NOT NULL,      -- settled text
    source     VARCHAR NOT NULL,      -- file, and line where it has lines
    fingerprint VARCHAR NOT NULL      -- of what was read; decides whether a release changed
);
CREATE TABLE provenance (             -- how the text of each release came to us
    release_id VARCHAR PRIMARY KEY REFERENCES releases,
    encoding   VARCHAR NOT NULL,      -- the encoding it was read as
    accessed   TIMESTAMP,             -- when its source fetched it, UTC; for citations
    words      VARCHAR NOT NULL       -- digest of its words alone: finds the same text under another address
);
CREATE TABLE release_versions (       -- older texts of releases that changed, and of captures that a later one replaced
    release_id VARCHAR NOT NULL, fingerprint VARCHAR NOT NULL,
    title VARCHAR, published DATE, text VARCHAR NOT NULL, source VARCHAR NOT NULL, accessed TIMESTAMP,
    replaced_at TIMESTAMP NOT NULL,   -- UTC
    PRIMARY KEY (release_id, fingerprint)
);
CREATE TABLE deleted_ids (            -- ids that stood in an earlier build and stand in none of the tables any more
    id VARCHAR PRIMARY KEY,
    sort       VARCHAR NOT NULL,      -- release, engagement
    reason     VARCHAR NOT NULL,      -- pruned, read otherwise
    deleted_at TIMESTAMP NOT NULL     -- UTC
);
CREATE TABLE skips (                  -- releases that yield no engagement, and why
    release_id VARCHAR PRIMARY KEY REFERENCES releases,
    reason VARCHAR NOT NULL, rule VARCHAR NOT NULL,
    "start" INTEGER, "end" INTEGER, quote VARCHAR
);
CREATE TABLE rejects (                -- inputs that could not be read as a release
    source VARCHAR NOT NULL, location VARCHAR NOT NULL, reason VARCHAR NOT NULL
);

-- Engagements --------------------------------------------------------------------------------------------------------
CREATE TABLE engagements (            -- one row a contact with another side
    engagement_id VARCHAR PRIMARY KEY,   -- stable from build to build
    release_id    VARCHAR NOT NULL REFERENCES releases,   -- the release it was read from
    ordinal       INTEGER NOT NULL,   -- 1: the engagement the title names
    kind          VARCHAR NOT NULL REFERENCES kinds,      -- form of the contact
    date          DATE,               -- day it was held; null where it could not be settled
    date_precision VARCHAR NOT NULL,  -- day, month, year, none
    date_basis    VARCHAR NOT NULL,   -- stated, published, inferred, none
    date_earliest DATE,               -- bounds of the day where it could not be settled
    date_latest   DATE,
    date_reason   VARCHAR,            -- what an inferred date rests on
    start_time    TIME,               -- local time at the place
    duration_minutes INTEGER,         -- as the release gives it; null where it gives none
    time_zone     VARCHAR,            -- IANA
    direction     VARCHAR,            -- paid, received
    visit         VARCHAR,            -- form of the visit it was part of
    place_city    VARCHAR,            -- where it was held
    place_country VARCHAR,            -- ISO 3166-1 alpha-3
    doubts        VARCHAR[] NOT NULL  -- sentences: contradictions the reading noted
);
CREATE TABLE participants (           -- who took part, on which side
    engagement_id VARCHAR NOT NULL REFERENCES engagements, ordinal INTEGER NOT NULL,
    side          VARCHAR NOT NULL,   -- principal, counterpart
    name VARCHAR, name_as_written VARCHAR, role VARCHAR, level VARCHAR NOT NULL,
    country VARCHAR, organisation VARCHAR, person_id VARCHAR REFERENCES people,
    PRIMARY KEY (engagement_id, ordinal)
);
CREATE TABLE engagement_countries (   -- countries, and organisations by acronym, of the other side
    engagement_id VARCHAR NOT NULL REFERENCES engagements, country VARCHAR NOT NULL,
    PRIMARY KEY (engagement_id, country)
);
CREATE TABLE engagement_topics (      -- subjects of each engagement
    engagement_id VARCHAR NOT NULL REFERENCES engagements, topic VARCHAR NOT NULL REFERENCES topics,
    PRIMARY KEY (engagement_id, topic)
);
CREATE TABLE statements (             -- what a release attributes to a speaker
    engagement_id VARCHAR NOT NULL REFERENCES engagements, ordinal INTEGER NOT NULL,
    speaker VARCHAR NOT NULL, side VARCHAR NOT NULL, act VARCHAR NOT NULL, text VARCHAR NOT NULL,
    topics VARCHAR[] NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (engagement_id, ordinal)
);
CREATE TABLE mentions (               -- the evidence: what was read, from which words, by which rule
    engagement_id VARCHAR NOT NULL REFERENCES engagements, slot VARCHAR NOT NULL, value VARCHAR NOT NULL,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, quote VARCHAR NOT NULL, rule VARCHAR NOT NULL
);
CREATE TABLE corrections (            -- lines of data/corrections.csv whose engagement or release this build holds
    engagement_id VARCHAR NOT NULL, field VARCHAR NOT NULL,
    "old" VARCHAR, "new" VARCHAR,     -- as written in the file; null: a gap
    source VARCHAR NOT NULL, reason VARCHAR NOT NULL, who VARCHAR NOT NULL, "when" DATE NOT NULL,
    status VARCHAR NOT NULL           -- applied; stale: the build no longer reads `old`
);

-- Search -------------------------------------------------------------------------------------------------------------
-- Filled by index.sql when all else is loaded. A text's words count from 0; those of a release's title from -1000.
CREATE TABLE documents (              -- what can be found: releases and statements
    document   INTEGER PRIMARY KEY,
    sort       VARCHAR NOT NULL,      -- release, statement
    release_id VARCHAR NOT NULL, engagement_id VARCHAR, ordinal INTEGER,
    words      INTEGER NOT NULL       -- length of the text
);
CREATE TABLE postings (               -- which word stands where, in runs sorted by term; of documents that are gone
                                      -- too, until a build from nothing: always ask together with `documents`
    term VARCHAR NOT NULL, document INTEGER NOT NULL, position INTEGER NOT NULL
);
-- A text's words, and the form in which a word is looked up: no capitals, no accents, singular and plural as one.
CREATE MACRO words_of(body) AS regexp_extract_all(body, '[\p{L}\p{N}]+');
CREATE MACRO folded(word) AS lower(strip_accents(word));
CREATE MACRO term_of(word) AS CASE WHEN length(folded(word)) < 4 THEN folded(word) ELSE
    regexp_replace(regexp_replace(folded(word), '(.[^ae])ies$', '\1y'), '([^us])s$', '\1') END;

-- How good the reading is --------------------------------------------------------------------------------------------
CREATE TABLE scores (                 -- the reading against hand labels, slot by slot
    ministry VARCHAR NOT NULL, period VARCHAR NOT NULL,   -- 'all', or first and last year of the engagements' dates
    slot     VARCHAR NOT NULL,        -- engagement: whether there was one; whole_record: every slot right at once
    n        INTEGER NOT NULL,        -- releases compared
    precision DOUBLE NOT NULL, recall DOUBLE NOT NULL, f1 DOUBLE NOT NULL,
    low DOUBLE NOT NULL, high DOUBLE NOT NULL,            -- 95 % interval (Wilson) of f1 with n cases
    PRIMARY KEY (ministry, period, slot)
);
CREATE TABLE misses (                 -- every label the reading did not meet
    release VARCHAR NOT NULL,         -- its address, or its id where it has none
    slot VARCHAR NOT NULL, label VARCHAR NOT NULL, read VARCHAR NOT NULL
);

-- The one meaning of every filter: an empty list asks for everything. Lists are alternatives, filters add up.
-- An undated engagement belongs to no year; it is there when no year is asked for.
-- A region (M49 region or subregion by name) stands for its countries and adds to the countries named.
-- People are of either side; one of them is enough.
CREATE MACRO selected(years, countries, regions, kinds, topics, people) AS TABLE
    SELECT e.engagement_id FROM engagements e
    WHERE (len(years) = 0 OR year(e.date) IN (SELECT unnest(years)))
      AND (len(kinds) = 0 OR e.kind IN (SELECT unnest(kinds)))
      AND (len(countries) + len(regions) = 0 OR e.engagement_id IN (
              SELECT ec.engagement_id FROM engagement_countries ec LEFT JOIN countries c USING (country)
              WHERE ec.country IN (SELECT unnest(countries))
                 OR c.region IN (SELECT unnest(regions)) OR c.subregion IN (SELECT unnest(regions))))
      AND (len(topics) = 0 OR e.engagement_id IN (
              SELECT et.engagement_id FROM engagement_topics et WHERE et.topic IN (SELECT unnest(topics))))
      AND (len(people) = 0 OR e.engagement_id IN (
              SELECT p.engagement_id FROM participants p WHERE p.person_id IN (SELECT unnest(people))));
