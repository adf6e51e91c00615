import type { Rule } from '../../base/rule.ts'
import type { Schema } from '../model.ts'
import { duplicateIndex } from './duplicate-index.ts'
import { missingPrimaryKey } from './missing-primary-key.ts'
import { unindexedForeignKey } from './unindexed-foreign-key.ts'

export const schemaRules: readonly Rule<Schema>[] = [missingPrimaryKey, unindexedForeignKey, duplicateIndex]
