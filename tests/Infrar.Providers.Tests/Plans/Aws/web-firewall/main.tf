provider "aws" {
  region = "eu-west-1"
}

resource "aws_wafv2_web_acl" "main" {
  name  = "main"
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  rule {
    name     = "AWSManagedRulesCommonRuleSet"
    priority = 1

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesCommonRuleSet"
        vendor_name = "AWS"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "m"
      sampled_requests_enabled   = false
    }
  }

  rule {
    name     = "own"
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
    name     = "group"
    priority = 3

    override_action {
      none {}
    }

    statement {
      rule_group_reference_statement {
        arn = aws_wafv2_rule_group.ours.arn
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

resource "aws_wafv2_web_acl" "edge" {
  name  = "edge"
  scope = "CLOUDFRONT"

  default_action {
    allow {}
  }

  rule {
    name     = "AWSManagedRulesBotControlRuleSet"
    priority = 1

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesBotControlRuleSet"
        vendor_name = "AWS"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "m"
      sampled_requests_enabled   = false
    }
  }

  rule {
    name     = "AWSManagedRulesATPRuleSet"
    priority = 2

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesATPRuleSet"
        vendor_name = "AWS"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "m"
      sampled_requests_enabled   = false
    }
  }

  rule {
    name     = "OWASPTop10"
    priority = 3

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        name        = "OWASPTop10"
        vendor_name = "Fortinet"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "m"
      sampled_requests_enabled   = false
    }
  }

  rule {
    name     = "riddle"
    priority = 4

    action {
      captcha {}
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
