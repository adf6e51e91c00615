import assert from 'node:assert/strict'
import { test } from 'vitest'
import type { UserError } from '../../../src/base/errors.ts'
import { check } from '../../../src/base/rule.ts'
import { readMysql } from '../../../src/schema/mysql/read.ts'
import { schemaRules } from '../../../src/schema/rules/all.ts'

const dump = `-- MySQL dump 10.13
/*!40101 SET @saved_cs_client = @@character_set_client */;
DROP TABLE IF EXISTS \`users\`;
CREATE TABLE \`users\` (
  \`id\` int unsigned NOT NULL AUTO_INCREMENT,
  \`email\` varchar(200) NOT NULL COMMENT 'it''s; one # of them',
  PRIMARY KEY (\`id\`),
  UNIQUE KEY \`by_email\` (\`email\`)
) ENGINE=InnoDB;
LOCK TABLES \`users\` WRITE;
INSERT INTO \`users\` VALUES (1,'a;b'),(2,"c\\"d;");
UNLOCK TABLES;
CREATE TABLE \`orders\` (
  \`user_id\` int unsigned NOT NULL,
  \`total\` decimal(10,2),
  KEY \`one\` (\`total\`),
  KEY \`two\` (\`total\`),
  CONSTRAINT \`whose\` FOREIGN KEY (\`user_id\`) REFERENCES \`users\` (\`id\`) ON DELETE CASCADE
) ENGINE=InnoDB;
DELIMITER //
CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW BEGIN SET NEW.total = 1; END//
DELIMITER ;
CREATE TABLE checked (id int PRIMARY KEY, n int CHECK (n > 0));
`

test('tables, keys and indexes of a dump are read, and rows are not', () => {
  const { schema } = readMysql(dump, 'dump.sql')
  assert.deepEqual(
    schema.tables.map(({ name, primaryKey, foreignKeys, indexes }) => ({
      name,
      primaryKey: primaryKey?.columns,
      foreignKeys: foreignKeys.map((key) => [key.name, key.columns, key.references.table, key.references.columns]),
      indexes: indexes.map((index) => [index.name, index.columns, index.unique]),
    })),
    [
      { name: 'users', primaryKey: ['id'], foreignKeys: [], indexes: [['by_email', ['email'], true]] },
      {
        name: 'orders',
        primaryKey: undefined,
        foreignKeys: [['whose', ['user_id'], 'users', ['id']]],
        indexes: [
          ['one', ['total'], false],
          ['two', ['total'], false],
          // InnoDB makes this one by itself.
          ['whose', ['user_id'], false],
        ],
      },
    ],
  )
})

test('what is not understood is named with its line', () => {
  assert.deepEqual(
    readMysql(dump, 'dump.sql').notSeen.map(({ what }) => what),
    [
      'dump.sql:21: CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW BEGIN SET NEW.total = 1...',
      'dump.sql:23: CREATE TABLE checked (id int PRIMARY KEY, n int CHECK (n > 0))',
    ],
  )
})

test('the rules of a schema hold for it too', () => {
  assert.deepEqual(
    check(schemaRules, readMysql(dump, 'dump.sql').schema).map(({ rule, at }) => [rule, at.table, at.index]),
    [
      ['missing-primary-key', 'orders', undefined],
      ['duplicate-index', 'orders', 'two'],
    ],
  )
})

test.each([
  ['nothing', ''],
  ['rows alone', "INSERT INTO `a` VALUES (1, 'CREATE TABLE x (id int);');"],
  ['a table that is not understood', 'CREATE TABLE `a` (id int CHECK (id > 0));'],
])('a file with %s in it is an error', (_, sql) => {
  assert.throws(
    () => readMysql(sql, 'dump.sql'),
    (error: UserError) => error.code === 'empty-input',
  )
})

test('a last statement without a semicolon counts', () => {
  assert.equal(readMysql('CREATE TABLE `a` (id int)', 'a.sql').schema.tables.length, 1)
})
