provider "aws" {
  region = "eu-west-1"
}

resource "aws_wafv2_web_acl" "main" {
  name  = "main"
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "m"
    sampled_requests_enabled   = false
  }
}

resource "aws_wafv2_rule_group" "ours" {
  name     = "ours"
  scope    = "REGIONAL"
  capacity = 10

  rule {
    name     = "one"
    priority = 1

    action {
      block {}
    }

    statement {
      geo_match_statement {
        country_codes = ["AQ"]
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "m"
      sampled_requests_enabled   = false
    }
  }

  rule {
    name     = "two"
    priority = 2

    action {
      block {}
    }

    statement {
      geo_match_statement {
        country_codes = ["AQ"]
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "m"
      sampled_requests_enabled   = false
    }
  }

  rule {
    name     = "three"
    priority = 3

    action {
      block {}
    }

    statement {
      geo_match_statement {
        country_codes = ["AQ"]
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "m"
      sampled_requests_enabled   = false
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "m"
    sampled_requests_enabled   = false
  }
}

resource "aws_wafv2_web_acl_rule_group_association" "ours" {
  rule_name   = "ours"
  priority    = 1
  web_acl_arn = aws_wafv2_web_acl.main.arn

  rule_group_reference {
    arn = aws_wafv2_rule_group.ours.arn
  }
}

resource "aws_wafv2_web_acl_rule_group_association" "elsewhere" {
  rule_name   = "elsewhere"
  priority    = 2
  web_acl_arn = aws_wafv2_web_acl.main.arn

  rule_group_reference {
    arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/rulegroup/elsewhere/00000000-0000-0000-0000-000000000000"
  }
}
