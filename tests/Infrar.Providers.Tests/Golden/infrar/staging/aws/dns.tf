resource "aws_route53_zone" "main" {
  name    = "infrar.io"
  comment = "Names of infrar-staging that AWS answers"
}

resource "aws_route53_record" "staging_infrar_io" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "staging.infrar.io"
  type    = "A"

  alias {
    name                   = aws_cloudfront_distribution.web.domain_name
    zone_id                = aws_cloudfront_distribution.web.hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_route53_record" "staging_infrar_io_ipv6" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "staging.infrar.io"
  type    = "AAAA"

  alias {
    name                   = aws_cloudfront_distribution.web.domain_name
    zone_id                = aws_cloudfront_distribution.web.hosted_zone_id
    evaluate_target_health = false
  }
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
