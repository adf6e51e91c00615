-- The bookshop's schema as the next release wants it.

CREATE TYPE genre AS ENUM ('fiction', 'poetry', 'science', 'history', 'children', 'comics');

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

CREATE INDEX book_author_author_id_idx ON book_author (author_id);

CREATE TABLE customer (
    id uuid PRIMARY KEY,
    email text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    loyalty_points integer NOT NULL DEFAULT 0
);

CREATE TABLE orders (
    id uuid PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES customer,
    status text NOT NULL DEFAULT 'placed' CHECK (status IN ('placed', 'paid', 'sent', 'cancelled')),
    placed_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX orders_customer_id_placed_at_idx ON orders (customer_id, placed_at DESC);

CREATE TABLE order_line (
    order_id uuid NOT NULL REFERENCES orders ON DELETE CASCADE,
    isbn text NOT NULL REFERENCES book,
    quantity smallint NOT NULL CHECK (quantity BETWEEN 1 AND 99),
    PRIMARY KEY (order_id, isbn)
);

CREATE INDEX order_line_isbn_idx ON order_line (isbn);

CREATE VIEW bestseller AS
SELECT isbn, sum(quantity) AS sold
FROM order_line
JOIN orders ON orders.id = order_line.order_id
WHERE orders.placed_at > now() - interval '7 days' AND orders.status <> 'cancelled'
GROUP BY isbn
ORDER BY sold DESC
LIMIT 10;
