/** What the generated shop sells: teas and what belongs to them, all invented. */
export type Product = {
  readonly id: number
  readonly sku: string
  readonly title: string
  readonly type: 'Tea' | 'Teaware' | 'Sweets' | 'Paper' | 'Home'
  readonly vendor: string
  readonly tags: readonly string[]
  /** Whole minor units. */
  readonly price: number
  /** How often it is picked, against the others. */
  readonly weight: number
}

type Row = readonly [title: string, price: number, weight: number, ...tags: string[]]

const shelf = (type: Product['type'], vendor: string, prefix: string, rows: readonly Row[]) =>
  rows.map(([title, price, weight, ...tags]) => ({ type, vendor, prefix, title, price, weight, tags }))

export const CATALOGUE: readonly Product[] = [
  ...shelf('Tea', 'Hollow Hill Leaf', 'TEA', [
    ['Morning Bell, black, 100 g', 890, 14, 'black', 'refill'],
    ['Fog over Fen, green, 100 g', 1090, 10, 'green', 'refill'],
    ['Lantern Oolong, 75 g', 1490, 6, 'oolong'],
    ['Orchard Rooibos, 120 g', 790, 9, 'caffeine-free', 'refill'],
    ['Chimney Smoke, 100 g', 1190, 4, 'black'],
    ['Meadow after Rain, herbal, 80 g', 690, 8, 'caffeine-free', 'refill'],
    ['First Frost, white, 50 g', 1890, 3, 'white', 'limited'],
    ['Sampler of seven', 1990, 12, 'gift', 'starter'],
  ]),
  ...shelf('Teaware', 'Kilnworks Sand & Co.', 'WARE', [
    ['Speckled mug, 0.3 l', 1850, 9, 'ceramic', 'gift'],
    ['Tall cup with lid', 2400, 5, 'ceramic'],
    ['Round teapot, 0.9 l', 5400, 3, 'ceramic', 'gift'],
    ['Steel strainer', 1250, 6, 'refill'],
    ['Bamboo scoop', 490, 5],
    ['Glass kettle, 1.2 l', 6900, 2, 'glass'],
    ['Travel flask', 3200, 4],
  ]),
  ...shelf('Sweets', 'Butterlane Bakers', 'SWEET', [
    ['Ginger snaps, tin', 1150, 8, 'gift'],
    ['Almond bites, 150 g', 790, 7],
    ['Heather honey, 250 g', 950, 7, 'refill'],
    ['Candied peel, 100 g', 650, 4],
  ]),
  ...shelf('Paper', 'Inkberry Press', 'PAPER', [
    ['Tasting notebook', 1400, 3, 'gift'],
    ['Thank-you cards, set of 6', 980, 3, 'gift'],
  ]),
  ...shelf('Home', 'Wick & Wool', 'HOME', [
    ['Tea towel, linen', 1650, 4, 'linen'],
    ['Beeswax candle', 1290, 5, 'gift'],
    ['Wool cosy', 2950, 2],
    ['Hamper, large', 8900, 1, 'gift', 'limited'],
  ]),
].map(({ prefix, ...product }, index) => ({
  ...product,
  id: 8_200_000_000_001 + index,
  sku: `${prefix}-${String(index + 1).padStart(3, '0')}`,
}))
