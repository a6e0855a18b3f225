-- What the database holds (schema version 2). Column names are public interface: see docs/codebook.md.
-- `start` and `end` are character offsets into releases.text, end exclusive.

-- Vocabulary ---------------------------------------------------------------------------------------------------------
CREATE TABLE countries (
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
CREATE TABLE organisations (
    organisation VARCHAR PRIMARY KEY, -- acronym
    name         VARCHAR NOT NULL,
    sort         VARCHAR NOT NULL     -- organisation, group
);
CREATE TABLE topics (
    topic VARCHAR PRIMARY KEY, name VARCHAR NOT NULL, definition VARCHAR NOT NULL,
    plover VARCHAR, cap VARCHAR       -- crosswalk: PLOVER context, Comparative Agendas major topic
);
CREATE TABLE kinds (
    kind VARCHAR PRIMARY KEY, name VARCHAR NOT NULL, definition VARCHAR NOT NULL
);
CREATE TABLE people (
    person_id VARCHAR PRIMARY KEY, name VARCHAR NOT NULL,
    country VARCHAR, organisation VARCHAR
);
CREATE TABLE officials (
    person_id VARCHAR NOT NULL, name VARCHAR NOT NULL, office VARCHAR NOT NULL, country VARCHAR NOT NULL,
    term_start DATE NOT NULL, term_end DATE,   -- term_end exclusive; null: still in office when the table was checked
    source VARCHAR, note VARCHAR,
    PRIMARY KEY (person_id, office, term_start)
);

-- Releases -----------------------------------------------------------------------------------------------------------
CREATE TABLE builds (
    build_id VARCHAR PRIMARY KEY, built_at TIMESTAMP NOT NULL, sources VARCHAR[] NOT NULL,
    schema_version INTEGER NOT NULL, rules_fingerprint VARCHAR NOT NULL, vocabulary_fingerprint VARCHAR NOT NULL,
    releases_read INTEGER NOT NULL, releases_new INTEGER NOT NULL, releases_changed INTEGER NOT NULL,
    releases_unchanged INTEGER NOT NULL, releases_skipped INTEGER NOT NULL, rejects INTEGER NOT NULL,
    engagements INTEGER NOT NULL
);
CREATE TABLE releases (
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
CREATE TABLE skips (
    release_id VARCHAR PRIMARY KEY REFERENCES releases,
    reason VARCHAR NOT NULL, rule VARCHAR NOT NULL,
    "start" INTEGER, "end" INTEGER, quote VARCHAR
);
CREATE TABLE rejects (
    source VARCHAR NOT NULL, location VARCHAR NOT NULL, reason VARCHAR NOT NULL
);

-- Engagements --------------------------------------------------------------------------------------------------------
CREATE TABLE engagements (
    engagement_id VARCHAR PRIMARY KEY,
    release_id    VARCHAR NOT NULL REFERENCES releases,
    ordinal       INTEGER NOT NULL,   -- 1: the engagement the title names
    kind          VARCHAR NOT NULL REFERENCES kinds,
    date          DATE,
    date_precision VARCHAR NOT NULL,  -- day, month, year, none
    date_basis    VARCHAR NOT NULL,   -- stated, published, inferred, none
    date_earliest DATE, date_latest DATE, date_reason VARCHAR,
    start_time    TIME,               -- local time at the place
    duration_minutes INTEGER,
    time_zone     VARCHAR,            -- IANA
    direction     VARCHAR,            -- paid, received
    visit         VARCHAR,
    place_city    VARCHAR, place_country VARCHAR,
    doubts        VARCHAR[] NOT NULL  -- sentences: contradictions the reading noted
);
CREATE TABLE participants (
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
CREATE TABLE engagement_topics (
    engagement_id VARCHAR NOT NULL REFERENCES engagements, topic VARCHAR NOT NULL REFERENCES topics,
    PRIMARY KEY (engagement_id, topic)
);
CREATE TABLE statements (
    engagement_id VARCHAR NOT NULL REFERENCES engagements, ordinal INTEGER NOT NULL,
    speaker VARCHAR NOT NULL, side VARCHAR NOT NULL, act VARCHAR NOT NULL, text VARCHAR NOT NULL,
    topics VARCHAR[] NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (engagement_id, ordinal)
);
CREATE TABLE mentions (
    engagement_id VARCHAR NOT NULL REFERENCES engagements, slot VARCHAR NOT NULL, value VARCHAR NOT NULL,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, quote VARCHAR NOT NULL, rule VARCHAR NOT NULL
);
CREATE TABLE corrections (            -- lines of data/corrections.csv whose engagement or release this build holds
    engagement_id VARCHAR NOT NULL, field VARCHAR NOT NULL,
    "old" VARCHAR, "new" VARCHAR,     -- as written in the file; null: a gap
    source VARCHAR NOT NULL, reason VARCHAR NOT NULL, who VARCHAR NOT NULL, "when" DATE NOT NULL,
    status VARCHAR NOT NULL           -- applied; stale: the build no longer reads `old`
);

-- The one meaning of every filter: an empty list asks for everything. Lists are alternatives, filters add up.
-- An undated engagement belongs to no year; it is there when no year is asked for.
-- A region (M49 region or subregion by name) stands for its countries and adds to the countries named.
CREATE MACRO selected(years, countries, regions, kinds, topics) AS TABLE
    SELECT e.engagement_id FROM engagements e
    WHERE (len(years) = 0 OR year(e.date) IN (SELECT unnest(years)))
      AND (len(kinds) = 0 OR e.kind IN (SELECT unnest(kinds)))
      AND (len(countries) + len(regions) = 0 OR e.engagement_id IN (
              SELECT ec.engagement_id FROM engagement_countries ec LEFT JOIN countries c USING (country)
              WHERE ec.country IN (SELECT unnest(countries))
                 OR c.region IN (SELECT unnest(regions)) OR c.subregion IN (SELECT unnest(regions))))
      AND (len(topics) = 0 OR e.engagement_id IN (
              SELECT et.engagement_id FROM engagement_topics et WHERE et.topic IN (SELECT unnest(topics))));
