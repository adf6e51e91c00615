import { unindexedForeignKey } from '../../../src/schema/rules/unindexed-foreign-key.ts'
import { ruleCases } from '../../support/rule-cases.ts'

const users = 'CREATE TABLE users (id bigint PRIMARY KEY, org bigint, UNIQUE (org, id));'

ruleCases(unindexedForeignKey, {
  passes: {
    'the key has its own index': `${users}
      CREATE TABLE orders (user_id bigint REFERENCES users);
      CREATE INDEX ON orders (user_id);`,

    'the key leads a wider index': `${users}
      CREATE TABLE orders (user_id bigint REFERENCES users, at timestamptz);
      CREATE INDEX ON orders (user_id, at);`,

    'the key is the primary key': `${users}
      CREATE TABLE profiles (user_id bigint PRIMARY KEY REFERENCES users);`,

    'a two-column key is indexed in the other order': `${users}
      CREATE TABLE orders (org bigint, user_id bigint, FOREIGN KEY (org, user_id) REFERENCES users (org, id));
      CREATE INDEX ON orders (user_id, org);`,

    'the index leaves out only rows that refer to nothing': `${users}
      CREATE TABLE orders (user_id bigint REFERENCES users);
      CREATE INDEX ON orders (user_id) WHERE user_id IS NOT NULL;`,
  },

  fails: {
    'there is no index': {
      sql: `${users} CREATE TABLE orders (user_id bigint REFERENCES users);`,
      problems: [
        {
          at: { schema: 'public', table: 'orders', constraint: 'orders_user_id_fkey' },
          message: 'Deleting from users scans all of orders: no index starts with user_id.',
          fix: {
            up: 'CREATE INDEX CONCURRENTLY orders_user_id_idx ON public.orders (user_id);',
            down: 'DROP INDEX CONCURRENTLY public.orders_user_id_idx;',
          },
        },
      ],
    },

    'the index has the key second, is partial, or has half of it': {
      sql: `${users}
        CREATE TABLE "Line Items" (org bigint, user_id bigint, FOREIGN KEY (org, user_id) REFERENCES users (org, id));
        CREATE INDEX ON "Line Items" (org);
        CREATE INDEX ON "Line Items" (org, user_id) WHERE org > 0;`,
      problems: [
        {
          at: { schema: 'public', table: 'Line Items', constraint: 'Line Items_org_user_id_fkey' },
          message: 'Deleting from users scans all of Line Items: no index starts with org, user_id.',
          fix: {
            up: 'CREATE INDEX CONCURRENTLY "Line Items_org_user_id_idx1" ON public."Line Items" (org, user_id);',
            down: 'DROP INDEX CONCURRENTLY public."Line Items_org_user_id_idx1";',
          },
        },
      ],
    },

    'a partitioned table has the key once, and a partition one of its own': {
      sql: `${users}
        CREATE TABLE events (user_id bigint REFERENCES users, actor_id bigint, at date) PARTITION BY RANGE (at);
        CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
        CREATE TABLE events_2027 PARTITION OF events (CONSTRAINT own FOREIGN KEY (actor_id) REFERENCES users)
          FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
        CREATE INDEX ON events_2026 (user_id);`,
      problems: [
        {
          at: { schema: 'public', table: 'events', constraint: 'events_user_id_fkey' },
          message: 'Deleting from users scans all of events: no index starts with user_id.',
          fix: {
            up: 'CREATE INDEX events_user_id_idx ON public.events (user_id);',
            down: 'DROP INDEX public.events_user_id_idx;',
          },
        },
        {
          at: { schema: 'public', table: 'events_2027', constraint: 'own' },
          message: 'Deleting from users scans all of events_2027: no index starts with actor_id.',
          fix: {
            up: 'CREATE INDEX CONCURRENTLY events_2027_actor_id_idx ON public.events_2027 (actor_id);',
            down: 'DROP INDEX CONCURRENTLY public.events_2027_actor_id_idx;',
          },
        },
      ],
    },
  },
})
