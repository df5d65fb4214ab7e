// Starts the app once what the server drew is on the screen, its main picture too: a browser that has everything at once
// would do the app's work first. It waits a moment at most: a hidden tab draws nothing, and a picture may never come.
const app = document.querySelector('link[rel=modulepreload]').href
const drawn = document.querySelector('main')
if (drawn)
  await Promise.race([seen(drawn.querySelector('img')), new Promise((resolve) => setTimeout(resolve, 400))])
import(app)

async function seen(picture) {
  await picture?.decode().catch(() => {})
  // The frame that has it, the one that is drawn meanwhile, and the one that tells that the first is on the screen.
  for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame)
}
