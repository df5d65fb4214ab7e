/** A multipart form as `app.inject` takes it. A list of values sends the field several times. */
export async function form(parts: Record<string, FormPart | FormPart[]>) {
  const data = new FormData()
  for (const [name, values] of Object.entries(parts)) {
    for (const value of [values].flat()) {
      if (typeof value === 'string') data.append(name, value)
      else data.append(name, new Blob([new Uint8Array(value)], { type: 'image/jpeg' }), 'picture.jpg')
    }
  }
  const encoded = new Response(data)
  return {
    payload: Buffer.from(await encoded.arrayBuffer()),
    headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
  }
}

type FormPart = string | Buffer
