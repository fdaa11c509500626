/** What a line pays for, by the words of its resource's type; the same colour means the same thing in every chart. */
const families = [
  ['data', /\b(db|rds|postgres|database|databases)\b/],
  ['cache', /\b(elasticache|redis|cache|valkey)\b/],
  ['secrets', /\b(secretsmanager|secret|secrets|vault|kms|ssm)\b/],
  ['monitoring', /\b(cloudwatch|log|logs|alarm|monitor|monitoring|sns|canary|synthetics)\b/],
  ['network', /\b(nat|lb|alb|eip|vpc|route53|cloudfront|network|dns|ip|ipv4|waf|wafv2|firewall|loadbalancer|gateway|transfer|zone)\b/],
  ['storage', /\b(s3|bucket|spaces|volume|ecr|registry|uploads|artifacts|images|storage|object)\b/],
  ['compute', /\b(ecs|fargate|lambda|app|droplet|server|instance|service|task|worker|job|web|container|function|pages|project)\b/],
] as const

export type Family = (typeof families)[number][0] | 'other'

export function family(...names: string[]): Family {
  for (const name of names) {
    const words = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, ' ')
    const found = families.find(([, is]) => is.test(words))
    if (found) return found[0]
  }
  return 'other'
}

export const familyColor = (f: Family) => (f === 'other' ? 'var(--edge)' : `var(--${f})`)
