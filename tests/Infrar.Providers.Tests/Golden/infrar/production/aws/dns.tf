resource "aws_route53_zone" "main" {
  name    = "infrar.io"
  comment = "Names of infrar-production that AWS answers"
}

resource "aws_route53_record" "infrar_io" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "infrar.io"
  type    = "A"

  alias {
    name                   = aws_cloudfront_distribution.web.domain_name
    zone_id                = aws_cloudfront_distribution.web.hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_route53_record" "infrar_io_ipv6" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "infrar.io"
  type    = "AAAA"

  alias {
    name                   = aws_cloudfront_distribution.web.domain_name
    zone_id                = aws_cloudfront_distribution.web.hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_route53_record" "www_infrar_io" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "www.infrar.io"
  type    = "A"

  alias {
    name                   = aws_cloudfront_distribution.web.domain_name
    zone_id                = aws_cloudfront_distribution.web.hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_route53_record" "www_infrar_io_ipv6" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "www.infrar.io"
  type    = "AAAA"

  alias {
    name                   = aws_cloudfront_distribution.web.domain_name
    zone_id                = aws_cloudfront_distribution.web.hosted_zone_id
    evaluate_target_health = false
  }
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
