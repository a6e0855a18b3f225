// A chart as SVG or PNG, made in the reader's browser and out of what stands on the page, so nothing is asked of the
// server or the network: heading, selection, key, the chart as drawn, and below it the source line and the date.
const SVG = "http://www.w3.org/2000/svg"
const MARGIN = 24, SWATCH = 13, SHARPER = 2
// What Plotly draws for the pointer only.
const POINTER = ".draglayer, .hoverlayer, .zoomlayer, .selectionlayer, .menulayer"

export default function ({ parentElement, data }) {
  for (const button of parentElement.querySelectorAll("button")) {
    const chart = () => document.querySelector(`.st-key-chart_${CSS.escape(data.chart)} .stPlotlyChart`)
    button.setAttribute("aria-label", `${button.textContent.trim()}: ${data.name.replaceAll("_", " ")}`)
    button.onclick = async () => {
      if (!chart()?.querySelector("svg.main-svg")) return  // not drawn yet
      button.disabled = true
      await save(chart(), data, button.dataset.form).finally(() => { button.disabled = false })
    }
  }
}

async function save(chart, data, form) {
  const plate = draw(chart, data, await typeface(chart))
  const svg = new Blob([new XMLSerializer().serializeToString(plate)], { type: "image/svg+xml" })
  const link = document.createElement("a")
  link.href = URL.createObjectURL(form === "png" ? await raster(svg, plate) : svg)
  link.download = `chancery_${data.name}.${form}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

function draw(chart, data, face) {
  const layers = [...chart.querySelectorAll("svg.main-svg")]
  const width = Number(layers[0].getAttribute("width")), height = Number(layers[0].getAttribute("height"))
  const paper = getComputedStyle(document.querySelector(".stApp"))
  const plate = { svg: element("svg", { xmlns: SVG, lang: data.lang }), at: MARGIN, width, face, ink: paper.color }
  const head = heading(chart)
  plate.svg.append(element("title", {}, head), element("desc", {}, `${chart.ariaLabel} ${data.source}`),
    element("style", {}, `${face.rule} .crisp { shape-rendering: crispEdges }`),
    element("rect", { width: "100%", height: "100%", fill: paper.backgroundColor }))
  write(plate, head, 18, 600)
  write(plate, standing(data), 14, 400, 0.75)
  plate.at += 8
  for (const entry of keys(chart)) place(plate, entry)
  plate.at += plate.column ? 26 : 6
  for (const layer of layers) {
    const copy = layer.cloneNode(true)
    for (const gone of copy.querySelectorAll(POINTER)) gone.remove()
    copy.removeAttribute("style")
    copy.setAttribute("x", MARGIN)
    copy.setAttribute("y", plate.at)
    plate.svg.append(copy)
  }
  plate.at += height + 14
  plate.svg.append(element("line", { x1: MARGIN, x2: MARGIN + width, y1: plate.at, y2: plate.at, stroke: plate.ink,
    "stroke-opacity": 0.25 }))
  plate.at += 6
  write(plate, data.source, 12, 400, 0.75)
  const whole = { width: width + 2 * MARGIN, height: Math.ceil(plate.at) + MARGIN / 2 }
  for (const [name, value] of Object.entries({ ...whole, viewBox: `0 0 ${whole.width} ${whole.height}` }))
    plate.svg.setAttribute(name, value)
  return plate.svg
}

// The nearest heading above the chart; where that is the page's own, the chart's text alternative says more.
function heading(chart) {
  const above = [...document.querySelectorAll("[data-testid=stMain] :is(h1, h2, h3)")].filter(one => before(one, chart))
  const last = above.at(-1)
  return last && last.tagName !== "H1" ? last.textContent.trim() : chart.ariaLabel.split(/[;；]/)[0].replace(/[.。]$/, "")
}

// The selection as the page says it, with its count; where a search or a choice of its own narrows it, that too.
function standing(data) {
  const said = mark => document.querySelector(`[data-testid=${mark}]`)?.textContent.trim() ?? ""
  const asked = document.querySelector(".st-key-find input")?.value.trim()
  return [said("sentence"), said("count"), asked && data.searched + asked].filter(Boolean).join(" · ")
}

// Keys of colours that stand between the chart before and this one; else those of a table whose sides are coloured.
function keys(chart) {
  const charts = [...document.querySelectorAll(".stPlotlyChart")], previous = charts[charts.indexOf(chart) - 1]
  const own = [...document.querySelectorAll("ul.key")]
    .filter(one => before(one, chart) && !(previous && before(one, previous))).flatMap(one => [...one.children])
  return own.length ? own : [...document.querySelectorAll("table.sides thead th:has(span)")]
}

function before(one, other) {
  return Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING)
}

function place(plate, entry) {
  const words = entry.textContent.trim(), wide = SWATCH + 6 + measure(words, plate.face, 13, 400)
  if (plate.column && plate.column + wide > plate.width) plate.column = 0, plate.at += 20
  const x = MARGIN + (plate.column ?? 0)
  plate.svg.append(element("rect", { x, y: plate.at, width: SWATCH, height: SWATCH, rx: 2,
    fill: getComputedStyle(entry.querySelector("span")).backgroundColor }))
  text(plate, words, x + SWATCH + 6, plate.at + 11, 13, 400, 1)
  plate.column = (plate.column ?? 0) + wide + 18
}

function write(plate, words, size, weight, opacity = 1) {
  let line = ""
  for (const word of [...words.split(/(?<=[ /&?\u3001-\u9fff])/), null]) {
    if (line && (word === null || measure(line + word, plate.face, size, weight) > plate.width)) {
      text(plate, line.trim(), MARGIN, plate.at + size, size, weight, opacity)
      plate.at += Math.round(size * 1.4)
      line = ""
    }
    line += word ?? ""
  }
}

function text(plate, words, x, y, size, weight, opacity) {
  plate.svg.append(element("text", { x, y, fill: plate.ink, "fill-opacity": opacity, "font-size": size,
    "font-weight": weight, "font-family": plate.face.family }, words))
}

function measure(words, face, size, weight) {
  const pen = document.createElement("canvas").getContext("2d")
  pen.font = `${weight} ${size}px ${face.family}`
  return pen.measureText(words).width
}

function element(name, attributes, content = "") {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) if (key !== "xmlns") made.setAttribute(key, value)
  made.textContent = content
  return made
}

// The page's typeface goes into the file, so that letters are as wide elsewhere as they were measured here.
async function typeface(chart) {
  const family = getComputedStyle(chart).fontFamily, name = family.split(",")[0].replaceAll('"', "").trim()
  for (const rule of [...document.styleSheets].flatMap(rules)) {
    const url = /url\("?([^")]+)/.exec(rule.style.src ?? rule.style.getPropertyValue("src"))?.[1]
    if (url && rule.style.fontFamily.replaceAll('"', "") === name && (rule.style.fontStyle || "normal") === "normal") {
      const file = await (await fetch(new URL(url, rule.parentStyleSheet.href ?? document.baseURI))).blob()
      return { family, rule: `@font-face { font-family: "${name}"; font-weight: 200 900; src: url(${await inline(file)}) }` }
    }
  }
  return { family, rule: "" }
}

function rules(sheet) {
  return [...sheet.cssRules].filter(rule => rule instanceof CSSFontFaceRule)
}

function inline(file) {
  return new Promise(done => {
    const reader = new FileReader()
    reader.onload = () => done(reader.result)
    reader.readAsDataURL(file)
  })
}

async function raster(svg, plate) {
  const picture = new Image(), address = URL.createObjectURL(svg), canvas = document.createElement("canvas")
  picture.src = address
  await picture.decode()
  canvas.width = SHARPER * plate.getAttribute("width")
  canvas.height = SHARPER * plate.getAttribute("height")
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(address)
  return new Promise(done => canvas.toBlob(done, "image/png"))
}
