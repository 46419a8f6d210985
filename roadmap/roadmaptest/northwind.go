// Package roadmaptest has the roadmap that tests of the whole house begin with.
package roadmaptest

// Northwind is the worked example of the design: one goal, one initiative and the
// pain point that it addresses.
const Northwind = `version: 1
id: northwind
product:
  name: Northwind Shop
  vision: Every shopper finds the right product within a minute
personas:
  - id: shopper
    name: returning shopper
goals:
  - id: engagement
    statement: Increase user engagement by 20% through personalized recommendations
    why: Engaged shoppers come back three times as often
    metrics:
      - id: engaged
        name: weekly engaged shoppers
        baseline: 41000
        target: +20%
        unit: shoppers
        due: 2027-Q1
    horizon: now
    guardrails:
      - The home page still renders within 2 s
    initiatives:
      - id: recommendations
        name: Personalized recommendations
        addresses: [cannot-find]
pain_points:
  - id: cannot-find
    personas: [shopper]
    problem: Users struggle to find relevant products
    evidence:
      - 412 support tickets in Q3
    severity: high
    goals: [engagement]
team:
  product_manager: {name: Ana, github: ana}
  product_owner: {name: Pia, github: pia}
`
