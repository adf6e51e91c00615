// Edits of three schemas that are in use, for bench/online.mjs: rows to be there, what changes, and what readers and writers do meanwhile.
export const scenarios = {
  chinook: {
    fill: `INSERT INTO track SELECT g + 100000, 'name', g % 300 + 1, g % 5 + 1, g % 20 + 1, 'composer', g, g, 0.99 FROM generate_series(1, 50000) g;
      UPDATE track SET bytes = 0 WHERE bytes IS NULL;`,
    edit: `CREATE TABLE label (id int PRIMARY KEY);
      ALTER TABLE track ADD COLUMN label_id int REFERENCES label, ADD COLUMN stars int NOT NULL DEFAULT 0;
      ALTER TABLE track ADD CONSTRAINT track_long CHECK (milliseconds >= 0), ALTER bytes SET NOT NULL, ADD UNIQUE (track_id, name);
      ALTER TABLE track ALTER composer TYPE text;
      DROP INDEX track_genre_id_idx;
      CREATE INDEX track_composer_idx ON track (composer);
      CREATE VIEW long_tracks AS SELECT name FROM track WHERE milliseconds > 1000;
      DROP TABLE playlist_track;`,
    rewrite: 'ALTER TABLE track ALTER milliseconds TYPE bigint;',
    table: 'track',
    write: 'UPDATE track SET composer = composer WHERE track_id = 100001 + floor(random() * 49999)::int',
    read: 'SELECT name FROM track WHERE track_id = 100001 + floor(random() * 49999)::int',
    hold: 'UPDATE track SET composer = composer WHERE track_id = 100000 + 7',
  },
  pagila: {
    fill: `SET session_replication_role = replica;
      INSERT INTO film (film_id, title, language_id, fulltext) SELECT g, 'f', 1, '' FROM generate_series(1, 100) g;
      INSERT INTO rental SELECT g, '2022-01-01'::timestamptz + g * interval '1 s', g, 1, now(), 1 FROM generate_series(1, 50000) g;
      INSERT INTO payment SELECT g, 1, 1, g, 1, '2022-02-01 00:00:00+00'::timestamptz + g * interval '60 s' FROM generate_series(1, 50000) g;`,
    edit: `ALTER TABLE rental ADD COLUMN film_id int REFERENCES film;
      ALTER TABLE rental ALTER return_date SET NOT NULL, ADD CONSTRAINT returned CHECK (return_date > '2000-01-01');
      CREATE INDEX rental_film_id_idx ON rental (film_id);
      DROP INDEX idx_fk_inventory_id;
      CREATE INDEX payment_amount_idx ON payment (amount);
      CREATE TABLE payment_p2022_08 PARTITION OF payment FOR VALUES FROM ('2022-08-01 01:00:00+01') TO ('2022-09-01 01:00:00+01');
      ALTER TYPE mpaa_rating ADD VALUE 'X';
      CREATE VIEW returned AS SELECT rental_id FROM rental WHERE return_date IS NOT NULL;`,
    rewrite: 'ALTER TABLE rental ALTER inventory_id TYPE bigint;',
    table: 'rental',
    write: [
      'UPDATE rental SET return_date = return_date WHERE rental_id = 1 + floor(random() * 49999)::int',
      "UPDATE payment SET amount = amount WHERE payment_date = '2022-02-01 00:00:00+00'::timestamptz + floor(1 + random() * 49999) * interval '60 s'",
    ],
    read: 'SELECT return_date FROM rental WHERE rental_id = 1 + floor(random() * 49999)::int',
    hold: 'UPDATE rental SET return_date = return_date WHERE rental_id = 7',
  },
  documenso: {
    fill: `SET session_replication_role = replica;
      INSERT INTO "WebhookCall" (id, status, url, "requestBody", "responseCode", "responseHeaders", "webhookId", event)
      SELECT g, 'SUCCESS', 'u', '{}', 200, '{}', 'w', (enum_range(NULL::"WebhookTriggerEvents"))[1] FROM generate_series(1, 50000) g;
      INSERT INTO "RateLimit" (key, action, bucket) SELECT g, 'a', now() FROM generate_series(1, 50000) g;`,
    edit: `CREATE INDEX calls ON "WebhookCall" ("webhookId", "createdAt");
      ALTER TABLE "WebhookCall" ALTER "responseHeaders" SET NOT NULL, ADD CONSTRAINT code CHECK ("responseCode" > 0);
      ALTER TABLE "WebhookCall" ADD COLUMN "counterId" text REFERENCES "Counter", ADD COLUMN tries int NOT NULL DEFAULT 1;
      ALTER TYPE "WebhookCallStatus" ADD VALUE 'PENDING';
      DROP INDEX "RateLimit_createdAt_idx";
      ALTER TABLE "RateLimit" DROP COLUMN "createdAt";`,
    rewrite: 'ALTER TABLE "WebhookCall" ALTER "responseCode" TYPE bigint;',
    table: '"WebhookCall"',
    write: [
      'UPDATE "WebhookCall" SET url = url WHERE id = (1 + floor(random() * 49999))::text',
      'UPDATE "RateLimit" SET count = count + 1 WHERE key = (1 + floor(random() * 49999))::text',
    ],
    read: 'SELECT url FROM "WebhookCall" WHERE id = (1 + floor(random() * 49999))::text',
    hold: `UPDATE "WebhookCall" SET url = url WHERE id = '7'`,
  },
}
