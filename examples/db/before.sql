-- The bookshop's schema as it is in production.

CREATE TYPE genre AS ENUM ('fiction', 'poetry', 'science', 'history', 'children');

CREATE TABLE author (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL CHECK (name <> ''),
    born smallint
);

CREATE TABLE book (
    isbn text PRIMARY KEY CHECK (isbn ~ '^97[89][0-9]{10}$'),
    title text NOT NULL,
    genre genre,
    price_cents integer NOT NULL CHECK (price_cents >= 0),
    published date,
    added_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE book_author (
    isbn text NOT NULL REFERENCES book ON DELETE CASCADE,
    author_id bigint NOT NULL REFERENCES author,
    PRIMARY KEY (isbn, author_id)
);

CREATE TABLE customer (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE orders (
    id uuid PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES customer,
    status text NOT NULL DEFAULT 'placed',
    placed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE order_line (
    order_id uuid NOT NULL REFERENCES orders ON DELETE CASCADE,
    isbn text NOT NULL REFERENCES book,
    quantity smallint NOT NULL CHECK (quantity BETWEEN 1 AND 99)
);
