/** A browser's own name and its system out of its User-Agent, as a person would call it; undefined where neither is known. */
export function deviceName(userAgent: string): string | undefined {
  const found = (names: [string, string][]) => names.find(([mark]) => userAgent.includes(mark))?.[1]
  return [found(browsers), found(systems)].filter(Boolean).join(', ') || undefined
}

// The first that fits: each browser also claims to be those below it.
const browsers: [string, string][] = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
]
const systems: [string, string][] = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
]
