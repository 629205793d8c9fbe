import { describe, expect, test } from 'vitest'
import { renderTaskText, type TaskTextValues, taskTextProblem } from '../../app/vocabulary/task-text.ts'

const known: TaskTextValues = {
  customer: { firstName: 'Testa', lastName: 'Example', name: 'Testa Example' },
  order: { name: '#1043', total: '£50.00' },
  rule: { name: 'Cards' },
}
const withheld: TaskTextValues = { customer: {}, order: {}, rule: { name: 'Cards' } }

describe('a text is filled in', () => {
  test.each([
    { text: 'Write to {{ customer.name }}', given: known, is: 'Write to Testa Example' },
    { text: '{{ customer.firstName }} {{ customer.lastName }}', given: known, is: 'Testa Example' },
    {
      text: '{{ order.name }} came to {{ order.total }} ({{ rule.name }})',
      given: known,
      is: '#1043 came to £50.00 (Cards)',
    },
    { text: 'Write to {{ customer.name }}', given: withheld, is: 'Write to this customer' },
    { text: 'Thank {{ customer.firstName | default: "them" }}', given: withheld, is: 'Thank them' },
    { text: 'Hello{% if customer.firstName %} {{ customer.firstName }}{% endif %}!', given: withheld, is: 'Hello!' },
    { text: 'Hello{% if customer.firstName %} {{ customer.firstName }}{% endif %}!', given: known, is: 'Hello Testa!' },
    { text: '{{ customer.name | upcase }}', given: known, is: 'TESTA EXAMPLE' },
    { text: 'no placeholder & <b>no</b> escaping', given: known, is: 'no placeholder & <b>no</b> escaping' },
  ])('"$text" becomes "$is"', ({ text, given, is }) => {
    expect(taskTextProblem(text)).toBeUndefined()
    expect(renderTaskText(text, given)).toBe(is)
  })

  test('a name that looks like Liquid is printed, not run', () => {
    const given = { ...known, customer: { name: '{{ order.total }}{% raw %}' } }

    expect(renderTaskText('Write to {{ customer.name }}', given)).toBe('Write to {{ order.total }}{% raw %}')
  })
})

describe('a text is refused', () => {
  test.each([
    { text: '{{ customer.email }}', because: 'uses {{ customer.email }}; it can use {{ customer.firstName }}' },
    { text: '{{ shop }} and {{ customer.phone }}', because: 'uses {{ shop }}, {{ customer.phone }}; it can use' },
    { text: '{% for x in customers %}{{ x }}{% endfor %}', because: 'uses {{ customers }}' },
    { text: '{{ customer.__proto__ }}', because: 'uses {{ customer.__proto__ }}' },
    { text: '{{ customer.name.constructor }}', because: 'uses {{ customer.name.constructor }}' },
    { text: '{{ customer.name', because: 'cannot be read' },
    { text: '{% if customer.name %}', because: 'cannot be read' },
    { text: '{% nonsense %}', because: 'cannot be read' },
    { text: '{{ customer.name | nonsense }}', because: 'cannot be read' },
    { text: '{% include "/etc/hostname" %}', because: 'cannot be read' },
    { text: '{% render "package.json" %}', because: 'cannot be read' },
    { text: '{% layout "package.json" %}', because: 'cannot be read' },
  ])('"$text": $because', ({ text, because }) => {
    expect(taskTextProblem(text)).toContain(because)
  })
})

describe('hostile Liquid', () => {
  const endless = '{% for i in (1..100000000) %}{% for j in (1..100000000) %}x{% endfor %}{% endfor %}'
  const huge = '{% assign s = "xxxxxxxxxx" %}{% for i in (1..30) %}{% assign s = s | append: s %}{% endfor %}{{ s }}'

  test.each([
    { what: 'endless loops', text: endless },
    { what: 'a text that doubles itself', text: huge },
    { what: 'a file', text: '{% include "/etc/hostname" %}' },
  ])('ends soon and leaves the text as it is: $what', ({ text }) => {
    const startedAt = performance.now()

    expect(renderTaskText(text, known)).toBe(text)

    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })

  test('reaches nothing but the placeholders', () => {
    const reach = '{{ customer.constructor }}|{{ customer.toString }}|{{ order.__proto__.polluted }}|{{ process }}'

    expect(renderTaskText(reach, known)).toBe(Array(4).fill('this customer').join('|'))
  })
})
