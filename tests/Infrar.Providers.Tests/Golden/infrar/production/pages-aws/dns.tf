resource "aws_route53_zone" "main" {
  name    = "api.infrar.io"
  comment = "Names of infrar-production that AWS answers"
}

resource "cloudflare_dns_record" "web_infrar_io" {
  zone_id = var.cloudflare_zone_id
  name    = "infrar.io"
  type    = "CNAME"
  content = cloudflare_pages_project.web.subdomain
  proxied = true
  ttl     = 1
}

resource "cloudflare_dns_record" "web_www_infrar_io" {
  zone_id = var.cloudflare_zone_id
  name    = "www.infrar.io"
  type    = "CNAME"
  content = cloudflare_pages_project.web.subdomain
  proxied = true
  ttl     = 1
}

resource "aws_route53_record" "api_infrar_io" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "api.infrar.io"
  type    = "A"

  alias {
    name                   = aws_lb.main.dns_name
    zone_id                = aws_lb.main.zone_id
    evaluate_target_health = true
  }
}

resource "aws_route53_health_check" "platform" {
  type              = "HTTPS"
  fqdn              = "api.infrar.io"
  port              = 443
  resource_path     = "/health"
  request_interval  = 30
  failure_threshold = 3
  tags = {
    Name = "api.infrar.io"
  }
}
