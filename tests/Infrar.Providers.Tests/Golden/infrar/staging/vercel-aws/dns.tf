resource "aws_route53_zone" "main" {
  name    = "infrar.io"
  comment = "Names of infrar-staging that AWS answers"
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
