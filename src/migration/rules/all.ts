import type { Rule } from '../../base/rule.ts'
import type { JudgedSuppression } from '../lint/suppress.ts'
import type { Stop } from '../rows/journey.ts'
import type { Broken } from '../rows-check/check.ts'
import type { Situation } from '../situation.ts'
import { blockingIndexBuild } from './blocking-index-build.ts'
import { blockingIndexDrop } from './blocking-index-drop.ts'
import { blockingMatviewRefresh } from './blocking-matview-refresh.ts'
import { blockingPartitionDetach } from './blocking-partition-detach.ts'
import { blockingReindex } from './blocking-reindex.ts'
import { cascadingDrop } from './cascading-drop.ts'
import { clientBreak } from './client-break.ts'
import { concurrentStatementInTransaction } from './concurrent-statement-in-transaction.ts'
import { dataLoss } from './data-loss.ts'
import { domainConstraintScan } from './domain-constraint-scan.ts'
import { exclusionConstraintBuild } from './exclusion-constraint-build.ts'
import { existingRows } from './existing-rows.ts'
import { fullTableBackfill } from './full-table-backfill.ts'
import { immediateCheckValidation } from './immediate-check-validation.ts'
import { immediateForeignKeyValidation } from './immediate-foreign-key-validation.ts'
import { invalidIndexLeftover } from './invalid-index-leftover.ts'
import { missingLockTimeout } from './missing-lock-timeout.ts'
import { notNullRemoval } from './not-null-removal.ts'
import { notNullScan } from './not-null-scan.ts'
import { partitionAttachScan } from './partition-attach-scan.ts'
import { primaryKeyIndexBuild } from './primary-key-index-build.ts'
import { refusedStatement } from './refused-statement.ts'
import { rowSecurityChange } from './row-security-change.ts'
import { sameTransactionValidation } from './same-transaction-validation.ts'
import { staleSuppression } from './stale-suppression.ts'
import { tableRepackLock } from './table-repack-lock.ts'
import { tableRewrite } from './table-rewrite.ts'
import { transactionControlStatement } from './transaction-control-statement.ts'
import { uncommittedEnumValueUse } from './uncommitted-enum-value-use.ts'
import { unexplainedSuppression } from './unexplained-suppression.ts'
import { uniqueConstraintIndexBuild } from './unique-constraint-index-build.ts'
import { viewOptionLoss } from './view-option-loss.ts'

/** What is judged in every migration, generated or written by hand. */
export const hazardRules: readonly Rule<Situation>[] = [
  dataLoss,
  cascadingDrop,
  tableRewrite,
  blockingIndexBuild,
  blockingIndexDrop,
  immediateForeignKeyValidation,
  immediateCheckValidation,
  sameTransactionValidation,
  notNullScan,
  uniqueConstraintIndexBuild,
  primaryKeyIndexBuild,
  exclusionConstraintBuild,
  clientBreak,
  blockingPartitionDetach,
  partitionAttachScan,
  blockingReindex,
  tableRepackLock,
  blockingMatviewRefresh,
  domainConstraintScan,
  fullTableBackfill,
  invalidIndexLeftover,
  concurrentStatementInTransaction,
  uncommittedEnumValueUse,
  viewOptionLoss,
  rowSecurityChange,
  transactionControlStatement,
  refusedStatement,
]

/** What is judged where a person has written the statements: a generated pair has its own way, which its flags choose. */
export const handRules: readonly Rule<Situation>[] = [missingLockTimeout, notNullRemoval]

/** What is judged by rows that the tables hold, on the way there and on the way back. */
export const rowRules: readonly Rule<Stop | Broken>[] = [existingRows]

/** What is judged in the comments that allow hazards. */
export const suppressionRules: readonly Rule<JudgedSuppression>[] = [unexplainedSuppression, staleSuppression]
