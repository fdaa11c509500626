provider "aws" {
  region = "eu-west-1"
}

resource "aws_route53_zone" "main" {
  name = "example.org"
}

resource "aws_route53_record" "www" {
  zone_id        = aws_route53_zone.main.zone_id
  name           = "www.example.org"
  type           = "A"
  ttl            = 300
  records        = ["192.0.2.1"]
  set_identifier = "europe"

  geolocation_routing_policy {
    continent = "EU"
  }
}

resource "aws_route53_record" "apex" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "example.org"
  type    = "A"

  alias {
    name                   = "d111111abcdef8.cloudfront.net"
    zone_id                = "Z2FDTNDATAQYW2"
    evaluate_target_health = false
  }
}

resource "aws_service_discovery_private_dns_namespace" "inner" {
  name = "inner"
  vpc  = "vpc-0123456789abcdef0"
}

resource "aws_route53_health_check" "external" {
  type              = "HTTPS"
  fqdn              = "example.com"
  port              = 443
  request_interval  = 10
  measure_latency   = true
  failure_threshold = 3
}

resource "aws_route53_health_check" "all" {
  type                   = "CALCULATED"
  child_health_threshold = 1
  child_healthchecks     = [aws_route53_health_check.external.id]
}
