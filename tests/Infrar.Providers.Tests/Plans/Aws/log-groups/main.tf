provider "aws" {
  region = "eu-west-1"
}

resource "aws_cloudwatch_log_group" "app" {
  name              = "/app"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_group" "audit" {
  name              = "/audit"
  log_group_class   = "INFREQUENT_ACCESS"
  retention_in_days = 365
}

resource "aws_cloudwatch_log_group" "forever" {
  name = "/forever"
}

resource "aws_cloudwatch_log_group" "silent" {
  name              = "/silent"
  retention_in_days = 7
}

resource "aws_cloudwatch_log_group" "delivery" {
  name            = "/delivery"
  log_group_class = "DELIVERY"
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  name           = "errors"
  log_group_name = aws_cloudwatch_log_group.app.name
  pattern        = "ERROR"

  metric_transformation {
    name      = "Errors"
    namespace = "App"
    value     = "1"
  }
}
