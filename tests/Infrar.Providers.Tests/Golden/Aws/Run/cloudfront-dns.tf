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
