import { asIs, oneOf } from './input.ts'

/** The inputs of every action that reports on a pull request. */
export const reportingInputs = {
  mode: {
    description:
      '`both`: do the work and comment. `analyse`: do the work, without a comment. `comment`: make the comment from the `report` of an earlier job, for pull requests from forks.',
    default: 'both',
    parse: oneOf('both', 'analyse', 'comment'),
  },
  report: {
    description: 'With `mode: comment`, the file that an earlier job had as its output `report`.',
    parse: asIs,
  },
  token: {
    description:
      'The token to comment with. It needs `pull-requests: write`; where it may not, the summary has the report.',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub Actions.
    default: '${{ github.token }}',
    parse: asIs,
  },
  'comment-key': {
    description: 'Tells the comments of several uses in one pull request apart. By default, what is looked at.',
    parse: asIs,
  },
  'comment-author': {
    description: 'The account that the token writes as, when it is the token of an app of yours: `my-app[bot]`.',
    parse: asIs,
  },
} as const
