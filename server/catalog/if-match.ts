import { AppError, invalid } from '../errors.ts'

/**
 * The version that a change was made from, out of `If-Match: "3"`.
 * @throws a 428 `version_required` without the header, a 400 for anything but one version.
 */
export function versionFrom(header: string | undefined): number {
  if (header === undefined)
    throw new AppError(
      428,
      'version_required',
      'Send the version that you changed as If-Match: "3", so that nobody else\'s change is lost.',
    )
  const version = /^"(\d{1,15})"$/.exec(header)?.[1]
  if (version === undefined)
    throw invalid('version_malformed', 'If-Match takes the product\'s version in quotes, such as "3".')
  return Number(version)
}
