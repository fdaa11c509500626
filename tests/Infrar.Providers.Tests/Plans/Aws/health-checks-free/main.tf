provider "aws" {
  region = "eu-west-1"
}

resource "aws_route53_health_check" "balancer" {
  count             = 50
  type              = "TCP"
  port              = 443
  fqdn              = "site-${count.index}.eu-west-1.elb.amazonaws.com"
  failure_threshold = 3
}
