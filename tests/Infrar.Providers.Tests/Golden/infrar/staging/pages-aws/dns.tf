resource "aws_route53_zone" "main" {
  name    = "api.staging.infrar.io"
  comment = "Names of infrar-staging that AWS answers"
}

resource "cloudflare_dns_record" "web_staging_infrar_io" {
  zone_id = var.cloudflare_zone_id
  name    = "staging.infrar.io"
  type    = "CNAME"
  content = cloudflare_pages_project.web.subdomain
  proxied = true
  ttl     = 1
}

resource "aws_route53_record" "api_staging_infrar_io" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "api.staging.infrar.io"
  type    = "A"

  alias {
    name                   = aws_lb.main.dns_name
    zone_id                = aws_lb.main.zone_id
    evaluate_target_health = true
  }
}
