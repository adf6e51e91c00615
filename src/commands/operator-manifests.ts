export interface OperatorRun {
  readonly name: string
  readonly runners: number
  /** Base64. */
  readonly archive: string
  readonly headersFrom?: string | undefined
  readonly version: string
}

/** The manifests by file name, for k6.io/v1alpha1: the archive, and a TestRun of it whose runners share the load. */
export function operatorManifests({
  memoryBytes,
  ...run
}: OperatorRun & { readonly memoryBytes: number }): Readonly<Record<string, object>> {
  const { name, runners, archive, version } = run
  const metadata = { name, labels: { 'app.kubernetes.io/managed-by': 'backwright' } }
  return {
    'configmap.json': { apiVersion: 'v1', kind: 'ConfigMap', metadata, binaryData: { 'archive.tar': archive } },
    'testrun.json': {
      apiVersion: 'k6.io/v1alpha1',
      kind: 'TestRun',
      metadata,
      spec: {
        parallelism: runners,
        // On a node of its own each: else they measure each other.
        separate: true,
        script: { configMap: { name, file: 'archive.tar' } },
        arguments: '--quiet --no-color',
        runner: {
          image: `grafana/k6:${version}`,
          env: [{ name: 'K6_NO_USAGE_REPORT', value: 'true' }, ...headersOf(run)],
          resources: { requests: { memory: `${Math.ceil(memoryBytes / 1e6)}M` } },
        },
      },
    },
  }
}

function headersOf({ headersFrom }: OperatorRun): readonly object[] {
  if (headersFrom === undefined) return []
  return [{ name: 'LT_HEADERS', valueFrom: { secretKeyRef: { name: headersFrom, key: 'headers' } } }]
}
