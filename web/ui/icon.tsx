/** Drawn with a pen of two units in a box of 24; what an icon means stands beside it or in its button's label. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={icons[name]} />
    </svg>
  )
}

const icons = {
  arrowLeft: 'M19 12H5m6-6-6 6 6 6',
  cart: 'M3 4h2l2.4 11h10.2L20 7H6.2M9 20h.01M17 20h.01',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  chevronDown: 'm6 9.5 6 6 6-6',
  chevronRight: 'm9.5 6 6 6-6 6',
  close: 'M6 6l12 12M18 6 6 18',
  leaf: 'M5 20c0-9 5-15 15-15 0 10-6 15-13 13m-2 2c2-5 5-8 9-10',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  mail: 'M3 6h18v12H3zM3 7l9 7 9-7',
  menu: 'M4 7h16M4 12h16M4 17h16',
  minus: 'M6 12h12',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z',
  offline: 'M3 4l18 17M5 12a10 10 0 0 1 4-2.4m5 0a10 10 0 0 1 5 2.4M8.5 15.5a5 5 0 0 1 7 0M12 19h.01',
  package: 'm4 8 8-4 8 4v8.5l-8 4-8-4zM4 8l8 4 8-4m-8 4v8.5',
  plus: 'M12 6v12M6 12h12',
  refresh: 'M20 12a8 8 0 1 1-2.5-5.8M20 4v4h-4',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm5 12 4.5 4.5',
  shield: 'M12 3l8 3v6c0 4.5-3.3 7.7-8 9-4.7-1.3-8-4.5-8-9V6zM8.5 12l2.5 2.5 4.5-5',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm0-6v2m0 16v2M4.9 4.9l1.4 1.4m11.4 11.4 1.4 1.4M2 12h2m16 0h2M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4',
  trash: 'M4 7h16M9 7V4h6v3m-8 0 1 13h8l1-13',
  truck: 'M3 6h11v10H3zm11 4h4l3 3v3h-7M7 19h.01M17.5 19h.01',
  user: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.5 20c1-4 4-6 7.5-6s6.5 2 7.5 6',
  warning: 'M12 4 2.5 20h19zM12 10v4.5m0 3h.01',
} as const

export type IconName = keyof typeof icons
