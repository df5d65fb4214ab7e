// Runs before the first paint; the key and the attribute are those of ui/theme.ts.
try {
  const theme = localStorage.getItem('theme')
  if (theme) document.documentElement.dataset.theme = theme
} catch {}
