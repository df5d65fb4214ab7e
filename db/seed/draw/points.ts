import type { Point } from './pen.ts'

/** Points written as they are in a path: '470 720, 620 620'. */
export const points = (text: string): Point[] => rows(text).map(([x = 0, y = 0]): Point => [x, y])

/** Rows of numbers, for things that have a size or a turn beside their place: '300 980 14, 340 1010 9'. */
export const rows = (text: string): number[][] => text.split(', ').map((row) => row.split(' ').map(Number))
