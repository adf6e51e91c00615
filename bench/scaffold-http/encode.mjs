/** A parameter's value as its style writes it: OpenAPI 3, "Style Values". Pairs for queries and cookies, a text for paths and headers. */
export function encoded({ place, name, encoding }, value) {
  const isText = place === 'path' || place === 'header'
  const clean = place === 'header' ? String : percent
  if (encoding.kind === 'content') {
    const text = clean(/json$/.test(encoding.mediaType) ? JSON.stringify(value) : String(value))
    return isText ? text : [[name, text]]
  }
  const { style, explode } = encoding
  const members = scalarMembers(value)
  if (isText) return inPath({ name, style, explode }, value, members, clean)
  return style === 'deepObject'
    ? brackets(name, value)
    : inQuery({ name: percent(name), style, explode }, value, members)
}

function scalarMembers(value) {
  return kindOf(value) === 'object' ? Object.entries(value).filter(([, inner]) => kindOf(inner) === 'scalar') : []
}

function inQuery({ name, style, explode }, value, members) {
  if (kindOf(value) === 'scalar') return [[name, percent(scalar(value))]]
  if (kindOf(value) === 'object') {
    const pairs = members.map(([key, inner]) => [percent(key), percent(scalar(inner))])
    return explode ? pairs : [[name, pairs.flat().join(',')]]
  }
  const items = value.map((item) => percent(scalar(item)))
  if (explode && style === 'form') return items.map((item) => [name, item])
  return [[name, items.join({ spaceDelimited: '%20', pipeDelimited: '|' }[style] ?? ',')]]
}

function inPath({ name, style, explode }, value, members, clean) {
  const list = Array.isArray(value)
    ? value.map((item) => clean(scalar(item)))
    : members.map(([key, inner]) => [clean(key), clean(scalar(inner))].join(explode ? '=' : ','))
  const texts = kindOf(value) === 'scalar' ? [clean(scalar(value))] : list
  if (style === 'label') return `.${texts.join(explode ? '.' : ',')}`
  if (style !== 'matrix') return texts.join(',')
  if (!explode || kindOf(value) === 'scalar') return `;${name}=${texts.join(',')}`
  return Array.isArray(value)
    ? texts.map((text) => `;${name}=${text}`).join('')
    : texts.map((text) => `;${text}`).join('')
}

/** `name[a][b]=c`, and `name[0]=d` for lists. */
export function brackets(name, value) {
  if (kindOf(value) === 'scalar') return [[percent(name), percent(scalar(value))]]
  return Object.entries(value).flatMap(([key, inner]) => brackets(`${name}[${key}]`, inner))
}

function kindOf(value) {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'object' && value !== null ? 'object' : 'scalar'
}

function scalar(value) {
  return kindOf(value) === 'scalar' ? String(value) : JSON.stringify(value)
}

function percent(text) {
  return encodeURIComponent(String(text).toWellFormed())
}
